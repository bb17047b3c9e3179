#=== rows that come again are only appended
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order
  |> window tumbling(1m), lateness: 30s
#                                   ^^^ W0553: a late row makes the row of its window come again, and the sink keeps both; rows come again
#   = help: the last row of each key and window is the right one; or name the late rows: `late: name`
  |> aggregate n = count()
  |> filter n > 3
  |> into jsonl("o.jsonl")
#    --------------------- W0553: `jsonl` appends

#=== nothing is kept of them, or another window takes each once
schema Order { user: str, at: timestamp @event_time }
let counts = from csv("o.csv") as Order |> window tumbling(1m), lateness: 30s |> aggregate n = count()
from counts |> into null
from counts |> window tumbling(1h) |> aggregate most = max(m) |> into stdout()
#                                                          ^ E0201: there is no column `m`; not known here
#   = help: there are: `n`, `window_start`, `window_end`

#=== so are rows of windows that are not over
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window tumbling(1h), early: 5s |> aggregate n = count() |> into jsonl("o.jsonl")
#                                                         ^^ W0553: early rows are replaced by later ones, and the sink keeps them all; rows come again
#                                                                                        --------------------- W0553: `jsonl` appends
#   = help: the last row of each key and window is the right one
