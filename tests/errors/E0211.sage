#=== a stream made of itself
pipeline p {
  let a = from a |> filter x > 1
#              ^ E0211: the stream `a` depends on itself; read here
#     - E0211: made here
#   = help: what goes round has no beginning: start from another stream
  from a |> into stdout()
}

#=== two streams made of each other
pipeline p {
  let a = from b |> filter x > 1
#     - E0211: made here
  let b = from a |> filter x > 2
#              ^ E0211: the stream `a` depends on itself; read here
#   = help: what goes round has no beginning: start from another stream
  from a |> into stdout()
}

#=== a branch that goes back in
pipeline p {
  let all = from values([{x: 1}]) |> union again
#     --- E0211: made here
  from all |> split again = x < 3, done = x > 9
#      ^^^ E0211: the stream `all` depends on itself; read here
#   = help: what goes round has no beginning: start from another stream
  from done |> into stdout()
}
