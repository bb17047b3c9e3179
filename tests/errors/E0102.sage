#=== a parenthesis before a pipe
from values([{a: 1}]) |> filter a > 3 * (a + 2 |> into stdout()
#                                       ^ E0102: `(` is never closed; opened here
#   ~ from values([{a: 1}]) |> filter a > 3 * (a + 2) |> into stdout()

#=== a parenthesis before `as`
schema Order { id: u64 }
from csv("o.csv" as Order |> into stdout()
#       ^ E0102: `(` is never closed; opened here
#   ~ from csv("o.csv") as Order |> into stdout()

#=== a list in a record
from values([{a: 1}]) |> map {x: a, y: [a, 2} |> into stdout()
#                                      ^ E0102: `[` is never closed; opened here
#   ~ from values([{a: 1}]) |> map {x: a, y: [a, 2]} |> into stdout()

#=== a pipeline before a test
pipeline p {
#          ^ E0102: `{` is never closed; opened here
  let rows = from values([{a: 1}])
  from rows |> into stdout()

test "ends" for p {
  expect rows == [{a: 1}]
}

#=== a schema before a pipeline
schema Order {
#            ^ E0102: `{` is never closed; opened here
  id: u64
  tags: list<str>

pipeline p {
  from jsonl("o.jsonl") as Order |> into stdout()
}

#=== a parenthesis closed by a bracket
from values([{a: 1}]) |> filter (a + 1] > 3 |> into stdout()
#                                     ^ E0102: `(` is closed by `]`; `)` belongs here
#                               - E0102: opened here
#   ~ from values([{a: 1}]) |> filter (a + 1) > 3 |> into stdout()

#=== what closes nothing
pipeline p {
  from values([{a: 1}]) |> filter a > 0) |> into stdout()
#                                      ^ E0102: `)` closes nothing; no bracket is open here
}
}
# E0102: `}` closes nothing; no bracket is open here

#=== a list type
schema Order { tags: list<str, n: i64 }
#                        ^ E0102: `<` is never closed; opened here
#   + schema Order { tags: list<str>, n: i64 }
from jsonl("o.jsonl") as Order |> into stdout()

#=== a brace at the end of a line that should not be there
pipeline p {
  let rows = from values([{a: 1}]) }
#                                  ^ E0102: `}` closes nothing; no bracket is open here
  from rows |> into stdout()
}

#=== deeper than anybody reads
from values([{a: ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))}]) |> into stdout()
#                                                                                                                 ^ E0102: brackets stand in each other more than 100 deep; here
#   = help: name parts of it, with `fn` or `let`

#=== a call that is never closed
from range(0, 9) |> filter min(it, 3 |> into stdout()
#                             ^ E0102: `(` is never closed; opened here
#   ~ from range(0, 9) |> filter min(it, 3) |> into stdout()

#=== a call that lacks arguments because it is never closed
from range(0, 9) |> map clamp(it, 1 |> into stdout()
#                            ^ E0102: `(` is never closed; opened here
#   ~ from range(0, 9) |> map clamp(it, 1) |> into stdout()
