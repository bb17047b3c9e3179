#=== a timestamp is not yet the time
schema Order { user: str, at: timestamp }
from csv("o.csv") as Order |> window tumbling(1m) |> aggregate n = count() |> into stdout()
#                                    ^^^^^^^^^^^^ E0503: `tumbling` windows go by the time of the rows, and these have none; no event time
#   = help: give them one: `at: timestamp @event_time(delay: 5s)` in the schema, or `|> event_time at` before

#=== an aggregate without windows gives rows without a time
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order
  |> aggregate n = count() by user
  |> window session(gap: 1m)
#           ^^^^^^^^^^^^^^^^ E0503: `session` windows go by the time of the rows, and these have none; no event time
#   = help: give them one: `at: timestamp @event_time(delay: 5s)` in the schema, or `|> event_time at` before
  |> aggregate most = max(n)
  |> into stdout()

#=== neither is there one for `within`
schema Order { user: str, at: timestamp }
from csv("o.csv") as Order |> dedup by user within 10m |> into stdout()
#                                                  ^^^ E0503: `within` goes by the time of the rows, and these have none; no event time
#   = help: give them one: `at: timestamp @event_time(delay: 5s)` in the schema, or `|> event_time at` before

#=== windows of so many rows need none
schema Order { user: str }
from csv("o.csv") as Order |> window count(10) |> aggregate n = cont() |> into stdout()
#                                                               ^^^^ E0203: there is no function `cont`; not known
#   = help: did you mean `count`?
#   + from csv("o.csv") as Order |> window count(10) |> aggregate n = count() |> into stdout()
