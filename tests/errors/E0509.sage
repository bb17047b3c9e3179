#=== every key of events without end
from nexmark() as {auction: i64} |> dedup by auction |> into stdout()
#                                   ^^^^^ E0509: `dedup` would remember every key, and its input never ends; needs an end
#    --------------------------- E0509: never ends
#   = help: bound it: `within 1h`, or `within forever` to remember them all

#=== a window is no key that never ends
schema Bid { auction: i64, at: timestamp }
from nexmark() as Bid |> extend window_start = at.truncate(1m) |> dedup by auction, window_start |> into nowhere()
#                                                                                                        ^^^^^^^ E0605: there is no sink `nowhere`; not known
#   = help: there are: `csv`, `jsonl`, `null`, `stdout`, `stderr`, ...
