#=== a setting and a parameter outside of a pipeline
set parallelism = 4
#^^ E0109: `set` has no meaning outside of a `pipeline`; not allowed here
#   = help: `set` stands in a `pipeline`
from values([{a: 1}]) |> into stdout()
param limit: i64 = 3
#^^^^ E0109: `param` has no meaning outside of a `pipeline`; not allowed here
#   = help: `param` stands in a `pipeline`
from values([{a: 1}]) |> into stderr()

#=== a schema inside of a pipeline
pipeline p {
  schema Order { id: u64 }
# ^^^^^^ E0109: `schema` has no meaning inside a `pipeline`; not allowed here
#   = help: `schema` stands at the top of a file
  from csv("o.csv") as Order |> into stdout()
}

#=== a value named by `let` in a pipeline
pipeline p {
  let limit = 3
#             ^ E0109: `let` names a flow here, and this is a value; no flow
#   = help: a value that never changes is a `const`, one that is given at start a `param`
  from values([{a: 1}]) |> into stdout()
}

#=== a flow in a test
pipeline p {
  let rows = from values([{a: 1}])
  from rows |> into stdout()
}
test "no flow" for p {
  from rows |> into stdout()
# ^^^^ E0109: `from` has no meaning inside a `test`; not allowed here
#   = help: `from` stands at the top of a file or in a `pipeline`
  expect rows == [{a: 1}]
}

#=== a test inside of a pipeline
pipeline p {
  let rows = from values([{a: 1}])
  test "inside" { expect true }
# ^^^^ E0109: `test` has no meaning inside a `pipeline`; not allowed here
#   = help: `test` stands at the top of a file
  from rows |> into stdout()
}

#=== declarations in a pipeline, each by itself
pipeline shop {
  schema Order { id: i64, amount: f64 }
# ^^^^^^ E0109: `schema` has no meaning inside a `pipeline`; not allowed here
#   = help: `schema` stands at the top of a file
  enum Kind { small, large }
# ^^^^ E0109: `enum` has no meaning inside a `pipeline`; not allowed here
#   = help: `enum` stands at the top of a file
  fn half(x: f64) -> f64 = x / 2.0
# ^^ E0109: `fn` has no meaning inside a `pipeline`; not allowed here
#   = help: `fn` stands at the top of a file
  from csv("orders.csv") as Order |> filter half(amount) > 1.0 |> into stdout()
}

#=== parts of a pipeline at the top, each by itself
set on_error = "skip"
#^^ E0109: `set` has no meaning outside of a `pipeline`; not allowed here
#   = help: `set` stands in a `pipeline`
param floor: i64 = 3
#^^^^ E0109: `param` has no meaning outside of a `pipeline`; not allowed here
#   = help: `param` stands in a `pipeline`
from range(0, 9) |> filter it > floor |> into stdout()

#=== a flow in a function
fn rows(n: i64) -> i64 {
  from range(0, n) |> into stdout()
# ^^^^ E0109: `from` has no meaning inside a block of code; not allowed here
#   = help: `from` stands at the top of a file or in a `pipeline`
  return n
}
from range(0, 3) |> map rows(it) |> into stdout()

#=== a lambda that is no argument
from values([{a: 1}]) |> extend f = x => x + 1 |> into stdout()
#                                   ^^^^^^^^^^ E0109: a lambda stands only where a function of a list takes one; no argument of such a function
#   = help: for example `tags.map(t => t.upper())`

#=== a lambda in a list
from values([{a: 1}]) |> extend f = [1, 2].map([x => x, y => y]) |> into stdout()
#                                               ^^^^^^ E0109: a lambda stands only where a function of a list takes one; no argument of such a function
#   = help: for example `tags.map(t => t.upper())`
#                                                       ^^^^^^ E0109: a lambda stands only where a function of a list takes one; no argument of such a function
#   = help: for example `tags.map(t => t.upper())`

#=== the environment in a stage
pipeline p {
  from values([{a: 1}]) |> extend home = env("HOME", "none") |> into stdout()
#                                        ^^^^^^^^^^^^^^^^^^^ E0109: the environment is read once, when the program starts; too late here
#   = help: make it a parameter: `param name: str = env("HOME", "none")`
}

#=== the environment in a constant and in a function
const HOME = env("HOME")
#            ^^^^^^^^^^^ E0109: the environment is read once, when the program starts; too late here
#   = help: make it a parameter: `param name: str = env("HOME")`
fn home() -> str = env("HOME")
#                  ^^^^^^^^^^^ E0109: the environment is read once, when the program starts; too late here
#   = help: make it a parameter: `param name: str = env("HOME")`

#=== the environment where a number is needed
pipeline p {
  param n: i64 = env("N", "3")
#                ^^^^^^^^^^^^^ E0301: the default of `n` is a str, and an i64 is needed; str
#          --- E0301: `n` is i64
#   = help: read the number: `env("N", "3").parse_int()` gives null where it is none
  param m: i64 = parse_int(env("N"))
#                ^^^^^^^^^^^^^^^^^^^ E0303: `parse_int(env("N"))` may be null, and an i64 is needed; i64?
#          --- E0303: `m` is i64
#   = help: give a value for null: `parse_int(env("N")) ?? ...`
  from values([{a: 1}]) |> filter a > n + m |> into stdout()
}

#=== a setting of a later version
pipeline p {
  set checkpoint = {every: 30s, keep: 2}
#     ^^^^^^^^^^ E0111: `checkpoint` is not in this version yet; reserved for a later version
  from values([{a: 1}]) |> into stdout()
}

#=== a call in a lambda of a test
pipeline q { from request as {a: i64} |> map {b: a + 1} |> into response }
test "c" for q { expect [1, 2].map(x => call(a: x).b) == [2, 3] }
#                                       ^^^^^^^^^^ E0109: a call is a step of the test, and a lambda is evaluated many times; called for each item
#   = help: `let a = call(...)` before it

#=== an answer that comes too late
test "time" {
  expect 1 == 1
# ------ E0109: the flows have run here
  mock geo(ip: _) = "Lyon"
# ^^^^ E0109: answers are mocked before the first `expect`; too late
#   = help: move it up, or write another test
}

#=== the place of a quantile is the same for all rows
from values([{a: 1, p: 0.5}]) |> aggregate m = quantile(a, p) |> into stdout()
#                                                          ^ E0109: `q` of `quantile` must be known before the program runs; not known yet
#   = help: write the value itself
