#=== the time of day in a window
schema Order { placed: timestamp, at: timestamp @event_time }
from csv("o.csv") as Order |> window tumbling(1m) |> aggregate age = max(now() - placed) |> into stdout()
#                                                                        ^^^^^ W0551: `now()` inside an event-time window makes the result depend on when it runs; not the row's time
#                             ------------------- W0551: in these windows
#   = help: stamp the rows before the window: `|> extend seen = now()`

#=== and in a stage inside of it
schema Order { placed: timestamp, at: timestamp @event_time }
from csv("o.csv") as Order
  |> extend read = now()
  |> window session(gap: 1m)
#    ----------------------- W0551: in these windows
  |> extend waited = now() - placed
#                    ^^^^^ W0551: `now()` inside an event-time window makes the result depend on when it runs; not the row's time
#   = help: stamp the rows before the window: `|> extend seen = now()`
  |> aggregate longest = max(waited), first = min(read)
  |> into stdout()
