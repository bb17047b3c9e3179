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
