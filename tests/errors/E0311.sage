#=== the branches of an if
schema Order { id: u64, amount: f64 }
from csv("o.csv") as Order |> extend size = if amount > 10.0 then "large" else 0 |> into stdout()
#                                                                              ^ E0311: both branches of an `if` have one type, and here are str and i64; i64
#                                                                 ------- E0311: str
#   = help: text stands in quotes
#   ~ from csv("o.csv") as Order |> extend size = if amount > 10.0 then "large" else "0" |> into stdout()

#=== a float and an integer column
schema Order { qty: i64, amount: f64 }
#                        ----------- E0311: `amount` is f64
#              -------- E0311: `qty` is i64
from csv("o.csv") as Order |> extend x = if qty > 10 then amount else qty |> into stdout()
#                                                                     ^^^ E0311: both branches of an `if` have one type, and here are f64 and i64; i64
#                                                         ------ E0311: f64
#   = help: convert one
#   ~ from csv("o.csv") as Order |> extend x = if qty > 10 then amount else f64(qty) |> into stdout()

#=== a default for null
schema Order { note: str? }
#              ---------- E0311: `note` is str?
from csv("o.csv") as Order |> extend x = note ?? 0 |> into stdout()
#                                                ^ E0311: both sides of `??` have one type, and here are str? and i64; i64
#                                        ---- E0311: str?
#   = help: text stands in quotes
#   ~ from csv("o.csv") as Order |> extend x = note ?? "0" |> into stdout()

#=== the items of a list
from values([{a: 1}]) |> extend b = [1, "two", 3] |> into stdout()
#                                       ^^^^^ E0311: the items of a list have one type, and here are i64 and str; str
#                                    - E0311: i64
#   = help: text stands in quotes
#   ~ from values([{a: 1}]) |> extend b = ["1", "two", 3] |> into stdout()

#=== coalesce
schema Order { a: i64?, b: str? }
#                       ------- E0311: `b` is str?
from csv("o.csv") as Order |> extend c = coalesce(a, b, 0) |> into stdout()
#                                                       ^ E0311: the values of `coalesce` have one type, and here are str? and i64; i64
#                                                    - E0311: str?
#   = help: text stands in quotes
#   ~ from csv("o.csv") as Order |> extend c = coalesce(a, b, "0") |> into stdout()

#=== a union of other rows
pipeline p {
  let web = from values([{id: 1, user: "a"}])
  let shop = from values([{id: 1, customer: "a"}])
  from web |> union shop |> into stdout()
#                   ^^^^ E0311: the streams of a `union` have one row type; here there is no `user`
#             ----- E0311: here the row is {id: i64, user: str}
#   = help: `|> extend user = ...` before
}

#=== a union of columns in another order
pipeline p {
  let web = from values([{id: 1, user: "a"}])
  let shop = from values([{user: "a", id: 1}])
  from union(web, shop) |> into stdout()
#                 ^^^^ E0311: the streams of a `union` have one row type; here the columns stand in another order
#            --- E0311: here the row is {id: i64, user: str}
#   = help: `|> select id, user` before
}

#=== a union of lines and records
pipeline p {
  let web = from values([{id: 1, user: "a"}])
  let lines = from text("a.txt")
  from union(web, lines) |> into stdout()
#                 ^^^^^ E0311: the streams of a `union` have one row type; here it is str
#            --- E0311: here the row is {id: i64, user: str}
}

#=== a union of another type
pipeline p {
  let web = from values([{id: 1, user: "a"}])
  let shop = from values([{id: 1.5, user: "a"}])
  from web |> union shop |> filter id > 3 |> into stdout()
#                   ^^^^ E0311: the streams of a `union` have one row type; here `id` is f64, and not i64
#             ----- E0311: here the row is {id: i64, user: str}
#   = help: convert it before: `|> extend id = i64(id)`
}

#=== arms of different types
enum Action { view, click }
from jsonl("a.jsonl") as {action: Action} |> extend n = match action { view => 1, click => "two" } |> into stdout()
#                                                                                          ^^^^^ E0311: the arms of a `match` have one type, and here are i64 and str; str
#                                                                              - E0311: i64
#   = help: text stands in quotes
#   ~ from jsonl("a.jsonl") as {action: Action} |> extend n = match action { view => "1", click => "two" } |> into stdout()

#=== alternatives that bind different types
enum Shape { circle(f64), rect({w: f64, h: f64}), point }
from jsonl("a.jsonl") as {shape: Shape} |> extend n = match shape { circle(x) | rect(x) => 1, point => 0 } |> into stdout()
#                                                                               ^^^^^^^ E0311: `x` has one type in an arm, and here are f64 and {w: f64, h: f64}; {w: f64, h: f64}
#                                                                   --------- E0311: bound here
