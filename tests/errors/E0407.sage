#=== a stage after into
from values([{a: 1}]) |> into stdout() |> filter a > 0
#                                         ^^^^^^ E0407: nothing can follow `into`; too late
#                        ---- E0407: the flow ends here
#   = help: name the stream with `let`, and begin another flow `from` it

#=== a stage after split
from values([{a: 1}]) |> split large = a > 3 |> into stdout()
#                                               ^^^^ E0407: nothing can follow `split`; too late
#                        ----- E0407: the flow ends here
#   = help: name the stream with `let`, and begin another flow `from` it
from large |> into stdout()

#=== a name for a flow that has ended
pipeline p {
  let out = from values([{a: 1}]) |> into stdout()
#                                    ^^^^ E0407: `let` names a stream, and `into` ends the flow; no rows go on
#   = help: leave out `let ... =`
}

#=== a name for a flow that was split
pipeline p {
  let out = from values([{a: 1}]) |> split large = a > 3
#                                    ^^^^^ E0407: `let` names a stream, and `split` ends the flow; no rows go on
#   = help: leave out `let ... =`
  from large |> into stdout()
}
