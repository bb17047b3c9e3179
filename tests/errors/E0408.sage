#=== a flow that ends nowhere
schema Order { id: u64, amount: f64 }
pipeline p {
  from csv("o.csv") as Order |> filter amount > 10.0
#                               ^^^^^^ E0408: the rows of this flow go nowhere; the flow ends here
#   = help: send them somewhere with `|> into ...`, or name them with `let`
}

#=== a source and no more
from values([{a: 1}])
#    ^^^^^^^^^^^^^^^^ E0408: the rows of this flow go nowhere; the flow ends here
#   = help: send them somewhere with `|> into ...`, or name them with `let`

#=== the last of three
from values([{a: 1}]) |> into stdout()
from values([{a: 2}]) |> filter a > 1 |> into stdout()
from values([{a: 3}]) |> filter a > 1
#                        ^^^^^^ E0408: the rows of this flow go nowhere; the flow ends here
#   = help: send them somewhere with `|> into ...`, or name them with `let`
