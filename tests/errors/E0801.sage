#=== given rows for no stream
pipeline p {
  let orders = from values([{id: 1}])
  from orders |> into stdout()
}
test "one" for p {
  given order = [{id: 2}]
#       ^^^^^ E0801: there is no stream `order` in `p`; not known
#   = help: did you mean `orders`?
#   +   given orders = [{id: 2}]
  expect orders == [{id: 2}]
}

#=== an expectation of no stream
pipeline p {
  let orders = from values([{id: 1}])
  from orders |> into stdout()
}
test "one" for p {
  expect order == [{id: 2}]
#        ^^^^^ E0801: there is no stream or name `order`; not known here
#   = help: did you mean `orders`?
#   +   expect orders == [{id: 2}]
}

#=== a sink that is not there
pipeline p { from values([{id: 1}]) |> into csv("out.csv") }
test "one" for p { expect sink("out.jsonl") == [] }
#                              ^^^^^^^^^^^ E0801: there is no such sink; sinks go by their first argument
#   = help: there are: `sink("out.csv")`

#=== a stream in a test of functions
pipeline p {
  let orders = from values([{id: 1}])
  from orders |> into stdout()
}
test "one" { given orders = [] }
#                  ^^^^^^ E0801: this test is for no pipeline; no stream `orders`
#   = help: a test of a pipeline names it: `test "..." for NAME`

#=== a call of a pipeline that answers none
pipeline p { from values([{id: 1}]) |> into stdout() }
test "one" for p { expect call(id: 1) == null }
#                         ^^^^^^^^^^^ E0604: this pipeline answers no calls; called here
#   = help: a pipeline that does starts `from request as T` and ends `into response`
