#=== what comes later
schema Order { id: i64, at: timestamp }
from csv("orders.csv") as Order |> window tumbling(1m) |> into stdout()
#                                         ^^^^^^^^^^^^ E0503: `tumbling` windows go by the time of the rows, and these have none; no event time
#   = help: give them one: `at: timestamp @event_time(delay: 5s)` in the schema, or `|> event_time at` before
from csv("orders.csv") as Order |> aggregate typical = histogram(id, 9) |> into stdout()
#                                                      ^^^^^^^^^ E0111: `histogram` is not in this version yet; reserved for a later version
from kafka("orders") as Order |> into stdout()
#    ^^^^^ E0111: the source `kafka` is not in this version yet; reserved for a later version

#=== a stream that only a stage of a later version reads
pipeline p {
  let people = from values([{id: 1}])
  from values([{person: 1}]) |> call people.find(person) as found |> into stdout()
#                               ^^^^ E0111: `call` is not in this version yet; reserved for a later version
}

#=== a call of a method of a later version
pipeline cache {
  method get(key: str) -> i64? @read = null
#        ^^^ E0111: a `method` is not in this version yet; reserved for a later version
}
test "a miss" for cache {
  expect cache.get(key: "a") is null
  expect cache.put(key: unheard, value: 1)
#                       ^^^^^^^ E0801: there is no stream or name `unheard`; not known here
#   = help: there are: `errors`
}

#=== a join over sessions
schema Event { id: u64, at: timestamp @event_time }
schema Other { id: u64, since: timestamp }
let events = from csv("e.csv") as Event
let others = from csv("o.csv") as Other
#   ^^^^^^ W0251: nothing reads `others`; made here
#   = help: leave it out, or send it `into` a sink
from events |> join events as e on id == e.id over session(gap: 5m) |> into stdout()
#                                                  ^^^^^^^^^^^^^^^^ E0111: a join over `session` is not in this version yet; reserved for a later version
