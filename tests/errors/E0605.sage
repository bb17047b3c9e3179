#=== a source nearly spelt right
schema Order { id: u64 }
from cvs("o.csv") as Order |> into stdout()
#    ^^^ E0605: there is no source `cvs`; not known
#   = help: did you mean `csv`?
#   + from csv("o.csv") as Order |> into stdout()

#=== a sink nearly spelt right
from values([{a: 1}]) |> into stdut()
#                             ^^^^^ E0605: there is no sink `stdut`; not known
#   = help: did you mean `stdout`?
#   + from values([{a: 1}]) |> into stdout()

#=== a source that is a sink
from stdout() |> into stdout()
#    ^^^^^^ E0605: there is no source `stdout`; rows go there, by `into`
#   = help: there are: `csv`, `jsonl`, `values`, `range`, `generator`, ...

#=== a sink that is a source
from values([{a: 1}]) |> into range(1, 2)
#                             ^^^^^ E0605: there is no sink `range`; rows come from there, by `from`
#   = help: there are: `csv`, `jsonl`, `null`, `stdout`, `stderr`, ...

#=== connectors of a later version
schema Order { id: u64 }
from kafka("orders") as Order |> into parquet("o.parquet")
#    ^^^^^ E0111: the source `kafka` is not in this version yet; reserved for a later version
#                                     ^^^^^^^ E0111: the sink `parquet` is not in this version yet; reserved for a later version

#=== a stream where a sink stands
pipeline p {
  let out = from values([{a: 1}])
  from values([{a: 2}]) |> into out
#                               ^^^ E0605: there is no sink `out`; `out` is a stream
#   = help: rows of several streams become one by `union`
  from out |> into stdout()
}
