#=== a clause that has no meaning here
from values([{a: 1}]) |> filter a > 0 by a |> into stdout()
#                                     ^^ E0403: `filter` has no `by`; not known here
#   = help: for example `orders |> filter amount > 10 and note is not null`

#=== a clause twice
from values([{a: 1, b: 2}]) |> aggregate n = count() by a by b |> into stdout()
#                                                         ^^ E0403: `by` stands here twice; again here
#                                                    -- E0403: first here

#=== else for a list
from values([{a: [1]}]) |> flatmap a else none |> into null
#                                         ^^^^ E0403: a list is never null, so `else` would get no rows; gets no rows
#   = help: leave `else` out
from none |> into stdout()

#=== into with a key
from values([{a: 1}]) |> into csv("o.csv") by a
#                                          ^^ E0403: `into` has no `by`; not known here
#   = help: for example `|> into csv("out.csv")`

#=== a clause of other stages
from values([{a: 1, b: 2}]) |> limit 3 within 10m |> into stdout()
#                                      ^^^^^^ E0403: `limit` has no `within`; not known here
#   = help: for example `orders |> limit 10`

#=== a join with two bounds, or a clause of others
schema Event { id: u64, at: timestamp @event_time }
schema Other { id: u64, since: timestamp }
let events = from csv("e.csv") as Event
let others = from csv("o.csv") as Other
#   ^^^^^^ W0251: nothing reads `others`; made here
#   = help: leave it out, or send it `into` a sink
from events |> join events as e on id == e.id within 5m over tumbling(5m) |> into stdout()
#                                                       ^^^^ E0403: `within` and `over` are two bounds; the other
#                                             ------ E0403: the one
#   = help: a join has one
from events |> join events as e on id == e.id by id |> into stdout()
#                                             ^^ E0403: `join` has no `by`; not known here
#   = help: it has `on ...`, `over ...`, `within ...`

#=== a lookup has no bound
schema Rate { currency: str, to_eur: f64 }
schema Pay { id: u64, currency: str }
let rates = from csv("r.csv") as Rate |> table by currency
from csv("p.csv") as Pay |> lookup rates as r on currency == r.currency within 5m |> into stdout()
#                                                                       ^^^^^^ E0403: `lookup` has no `within`; not known here
#   = help: it has `else ...`, `on ...`
