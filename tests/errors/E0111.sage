#=== what comes later
schema Order { id: i64, at: timestamp }
from csv("orders.csv") as Order |> window tumbling(1m) |> into stdout()
#                                  ^^^^^^ E0111: `window` is not in this version yet; reserved for a later version
from csv("orders.csv") as Order |> aggregate typical = histogram(id, 9) |> into stdout()
#                                                      ^^^^^^^^^ E0111: `histogram` is not in this version yet; reserved for a later version
from kafka("orders") as Order |> into stdout()
#    ^^^^^ E0111: the source `kafka` is not in this version yet; reserved for a later version

#=== a stream that only a stage of a later version reads
pipeline p {
  let people = from values([{id: 1}])
  let orders = from values([{person: 1}])
  from orders |> join people as q on person == q.id |> into stdout()
#                ^^^^ E0111: `join` is not in this version yet; reserved for a later version
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
