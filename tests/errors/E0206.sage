#=== two fields of a name
schema Order { id: u64, user: str, id: str }
#                                  ^^ E0206: two fields are named `id`; again here
#              -- E0206: first here
from csv("o.csv") as Order |> into stdout()

#=== two schemas of a name, both checked
schema Order { id: u64 }
#      ----- E0206: first here
schema Order { id: u65 }
#      ^^^^^ E0206: `Order` is declared twice; again here
#                  ^^^ E0204: there is no type `u65`; not known
#   = help: did you mean `u64`?
#   + schema Order { id: u64 }
from csv("o.csv") as Order |> into stdout()

#=== a function and a constant of a name
const LIMIT = 3
#     ----- E0206: first here
fn LIMIT(x: i64) -> i64 = x
#  ^^^^^ E0206: `LIMIT` is declared twice; again here
from values([{a: 1}]) |> filter a < LIMIT |> into stdout()

#=== two streams of a name
pipeline p {
  let rows = from values([{a: 1}])
#     ---- E0206: first here
  let rows = from values([{a: 2}])
#     ^^^^ E0206: two streams are named `rows`; again here
  from rows |> into stdout()
}

#=== a stream that `split` makes again
pipeline p {
  let small = from values([{a: 1}])
#     ----- E0206: first here
  from small |> split small = a < 3, large = a > 9
#                     ^^^^^ E0206: two streams are named `small`; again here
  from large |> into stdout()
}

#=== two parameters of a name
pipeline p {
  param x: i64 = 1
#       - E0206: first here
  param x: i64 = 2
#       ^ E0206: `x` is declared twice; again here
  from values([{a: 1}]) |> filter a < x |> into stdout()
}

#=== a parameter named as an option of every executable
pipeline p {
  param name: str = "a"
#       ^^^^ E0206: `--name` is an option of every executable; taken
#   = help: give the parameter another name
  from values([{a: "a"}]) |> filter a == name |> into stdout()
}

#=== a constant and a parameter of a name
pipeline p {
  param x: i64 = 1
#       - E0206: first here
  const x = 2
#       ^ E0206: `x` is declared twice; again here
  from values([{a: 1}]) |> filter a < x |> into stdout()
}

#=== two parameters of a function
fn f(a: i64, a: i64) -> i64 = a
#            ^ E0206: two parameters are named `a`; again here
#    ------ E0206: first here
from values([{a: 1}]) |> map f(a, a) |> into stdout()

#=== two event times
schema Hit { at: timestamp @event_time, seen: timestamp @event_time }
#                                                       ^^^^^^^^^^^ E0206: a schema has one event time; the second
#                          ----------- E0206: the other
from jsonl("h.jsonl") as Hit |> into stdout()

#=== two fields of one name outside
schema Hit { a: str @name("x"), b: str @name("x") }
#                               ^ E0206: two fields are named `x` outside; again here
#            - E0206: first here
from jsonl("h.jsonl") as Hit |> into stdout()

#=== two pipelines of a name
pipeline p { from values([{a: 1}]) |> into stdout() }
#        - E0206: first here
pipeline p { from values([{a: 1}]) |> into stderr() }
#        ^ E0206: `p` is declared twice; again here

#=== a setting made twice
pipeline p {
  set version = "1.0.0"
#     ------- E0206: first here
  set version = "1.0.1"
#     ^^^^^^^ E0206: `version` is set twice; again here
  from values([{a: 1}]) |> into stdout()
}

#=== two values of a lambda with one name
schema Order { xs: list<i64> }
from jsonl("o.jsonl") as Order |> extend n = xs.fold(0, fn(x, x) => x) |> into stdout()
#                                                             ^ E0206: two values of the lambda are named `x`; again here
#                                                          - E0206: first here

#=== two variants of a name
enum Action { view, click, view }
#                          ^^^^ E0206: two variants are named `view`; again here
#             ---- E0206: first here
from jsonl("a.jsonl") as {action: Action} |> into stdout()

#=== two enums of a name
enum Action { view, click }
#    ------ E0206: first here
enum Action { buy }
#    ^^^^^^ E0206: `Action` is declared twice; again here
from jsonl("a.jsonl") as {action: Action} |> filter action == "click" |> into stdout()
