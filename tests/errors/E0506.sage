#=== further apart than they are long
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window sliding(1m, every: 5m) |> aggregate n = count() |> into stdout()
#                                                       ^^ E0506: windows that begin further apart than they are long leave rows out; longer than the window
#   = help: at most the size; without overlap it is `window tumbling(...)`, and to leave rows out there is `filter`

#=== rows between two windows of so many rows
schema Order { user: str }
from csv("o.csv") as Order |> window count(10, every: 20) |> aggregate n = count() |> into stdout()
#                                                     ^^ E0506: windows that begin further apart than they are long leave rows out; longer than the window
#   = help: at most the size; without overlap it is `window count(...)`, and to leave rows out there is `every`

#=== windows of nothing
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window tumbling(0s) |> aggregate n = count() |> into stdout()
#                                             ^^ E0506: `size` is a span of time, and this is none; too short
from csv("o.csv") as Order |> window session(gap: -5s) |> aggregate n = count() |> into stdout()
#                                                 ^^^ E0506: `gap` is a span of time, and this is less than none; too short
from csv("o.csv") as Order |> window count(0) |> aggregate n = count() |> into stdout()
#                                          ^ E0506: `size` is a number of rows, and this is none; too short
from csv("o.csv") as Order |> dedup by user within 0s |> into stdout()
#                                                  ^^ E0506: `within` is a span of time, and this is none; too short
