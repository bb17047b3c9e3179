#=== a stream that nobody reads
pipeline p {
  let orders = from values([{a: 1}])
  let large = from orders |> filter a > 10
#     ^^^^^ W0251: nothing reads `large`; made here
#   = help: leave it out, or send it `into` a sink
  from orders |> into stdout()
}

#=== a branch that nobody reads
pipeline p {
  from values([{a: 1}]) |> split large = a > 10, small = a < 5
#                                                ^^^^^ W0251: nothing reads `small`; made here
#   = help: leave it out, or send it `into` a sink
  from large |> into stdout()
}

#=== a column that hides a parameter
pipeline p {
  param floor: i64 = 3
#       ----- W0252: hidden
  from values([{a: 1, floor: 2}]) |> filter a > floor |> into stdout()
#                                               ^^^^^ W0252: `floor` is the column here, not the parameter; the column
#   = help: give one of them another name
}
