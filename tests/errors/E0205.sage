#=== a stream nearly spelt right
pipeline p {
  let orders = from values([{a: 1}])
  from order |> into stdout()
#      ^^^^^ E0205: there is no stream `order`; not known
#   = help: did you mean `orders`?
#   +   from orders |> into stdout()
}

#=== a stream nobody made
from orders |> into stdout()
#    ^^^^^^ E0205: there is no stream `orders`; not known
#   = help: a flow starts from a source, as in `from csv("f.csv") as T`

#=== a stream in a union
pipeline p {
  let a = from values([{a: 1}])
  from a |> union b |> into stdout()
#                 ^ E0205: there is no stream `b`; not known
#   = help: there are: `a`, `errors`
}

#=== a union from the start
pipeline p {
  let a = from values([{a: 1}])
  from union(a, c) |> into stdout()
#               ^ E0205: there is no stream `c`; not known
#   = help: there are: `a`, `errors`
}

#=== a test for a pipeline that is not there
pipeline prices { from values([{a: 1}]) |> into stdout() }
test "one" for price { expect 1 == 1 }
#              ^^^^^ E0205: there is no pipeline `price`; not known
#   = help: did you mean `prices`?
#   + test "one" for prices { expect 1 == 1 }

#=== a stream of another pipeline
pipeline one { let rows = from values([{a: 1}])
  from rows |> into stdout() }
pipeline two { from rows |> into stdout() }
#                   ^^^^ E0205: there is no stream `rows`; not known
#   = help: a flow starts from a source, as in `from csv("f.csv") as T`
