#=== a join in time of rows without time
schema Event { id: u64, at: timestamp @event_time }
schema Other { id: u64, since: timestamp }
let events = from csv("e.csv") as Event
let others = from csv("o.csv") as Other
from events |> join others as o on id == o.id within 5m |> into stdout()
#                                                    ^^ E0503: `within` goes by the time of the rows, and those on the right have none; no event time
#   = help: give them one: `at: timestamp @event_time(delay: 5s)` in the schema, or `|> event_time at` before
from others |> join others as o on id == o.id over tumbling(5m) |> into stdout()
#                                                  ^^^^^^^^^^^^ E0503: `tumbling` windows go by the time of the rows, and those of both sides have none; no event time
#   = help: give them one: `at: timestamp @event_time(delay: 5s)` in the schema, or `|> event_time at` before

#=== versions of rows without time
schema Rate { currency: str, to_eur: f64 }
schema Pay { id: u64, currency: str }
let rates = from csv("r.csv") as Rate |> table by currency
from csv("p.csv") as Pay |> lookup rates as r, versioned: true on currency == r.currency |> into stdout()
#                                              ^^^^^^^^^^^^^^^ E0503: a version is found by the time of the rows, and those of both sides have none; no event time
#   = help: give them one: `at: timestamp @event_time(delay: 5s)` in the schema, or `|> event_time at` before
