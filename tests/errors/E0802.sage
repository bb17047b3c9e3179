#=== a row lacks a field
schema Order { id: u64, user: str, note: str? }
#                       --------- E0802: no default, not optional
pipeline p {
  let orders = from csv("o.csv") as Order
  from orders |> into stdout()
}
test "one" for p {
  given orders = [{id: 1, user: "a"}, {id: 2}]
#                                     ^^^^^^^ E0802: this row does not fit `orders`; `Order` needs `user`
#   = note: a row is {id: u64, user: str, note: str?}
#   = help: give it: `user: ...`
  expect orders == []
}

#=== three rows, three mistakes
schema Order { id: u64, user: str, note: str? }
#              ------- E0802: `id` is u64
#                       --------- E0802: `user` is str
pipeline p {
  let orders = from csv("o.csv") as Order
  from orders |> into stdout()
}
test "one" for p {
  given orders = [{id: -1, user: "a"}, {id: 2, user: 3}, {id: 3, usr: "c"}]
#                      ^^ E0802: this row does not fit `orders`; -1 is out of range for u64
#   = note: a row is {id: u64, user: str, note: str?}
#                                                    ^ E0802: this row does not fit `orders`; `user` is an i64, and a str is needed
#   = note: a row is {id: u64, user: str, note: str?}
#   = help: text stands in quotes
#   ~   given orders = [{id: -1, user: "a"}, {id: 2, user: "3"}, {id: 3, usr: "c"}]
#                                                                ^^^ E0802: this row does not fit `orders`; `Order` has no field `usr`
#   = note: a row is {id: u64, user: str, note: str?}
#   = help: did you mean `user`?
#   +   given orders = [{id: -1, user: "a"}, {id: 2, user: 3}, {id: 3, user: "c"}]
  expect orders == []
}

#=== lines are text
pipeline p {
  let lines = from text("a.txt")
  from lines |> into null
}
test "one" for p {
  given lines = ["a", 3]
#                     ^ E0802: this row does not fit `lines`; this row is an i64, and a str is needed
#   = note: a row is str
#   = help: text stands in quotes
#   ~   given lines = ["a", "3"]
  expect lines == []
}

#=== no list of rows
schema Order { id: u64 }
pipeline p {
  let orders = from csv("o.csv") as Order
  from orders |> into stdout()
}
test "one" for p {
  given orders = {id: 1}
#                ^^^^^^^ E0802: this row does not fit `orders`; this row is {id: i64}, and a list<Order> is needed
#   = note: a row is {id: u64}
  expect orders == []
}

#=== rows given twice, and too late
schema Order { id: u64 }
pipeline p {
  let orders = from csv("o.csv") as Order
  from orders |> into stdout()
}
test "one" for p {
  given orders = [{id: 1}]
#       ------ E0206: first here
  given orders = [{id: 2}]
#       ^^^^^^ E0206: the rows of `orders` are given twice; again here
  expect orders == []
}
test "two" for p {
  expect orders == []
# ------ E0109: the flows have run here
  given orders = [{id: 1}]
# ^^^^^ E0109: rows are given before the first `expect`; too late
#   = help: move it up, or write another test
}

#=== rows are compared with rows
schema Order { id: u64, user: str }
pipeline p {
  let orders = from csv("o.csv") as Order
  from orders |> into stdout()
}
test "one" for p {
  given orders = [{id: 1, user: "a"}]
  expect orders == [{id: 1, usr: "a"}]
#                           ^^^ E0306: `Order` has no field `usr`; not known
#   = help: did you mean `user`?
#   +   expect orders == [{id: 1, user: "a"}]
}

#=== a row with a wrong variant
enum Action { view, click }
#    ------ E0201: declared here
pipeline p {
  let rows = from jsonl("a.jsonl") as {action: Action}
  from rows |> into stdout()
}
test "t" for p {
  given rows = [{action: "clik"}, {action: 7}]
#                        ^^^^^^ E0201: `Action` has no variant `clik`; not known
#   = help: did you mean `click`?
#   +   given rows = [{action: "click"}, {action: 7}]
#                                          ^ E0802: this row does not fit `rows`; `action` is an i64, and an Action is needed
#   = note: a row is {action: Action}
#   = help: there are: `Action.view`, `Action.click`
  expect rows == []
}
