#=== what comes later
schema Order { id: i64, at: timestamp }
from csv("orders.csv") as Order |> window tumbling(1m) |> into stdout()
#                                  ^^^^^^ E0111: `window` is not in this version yet; reserved for a later version
from csv("orders.csv") as Order |> aggregate typical = median(id) |> into stdout()
#                                                      ^^^^^^ E0111: `median` is not in this version yet; reserved for a later version
from kafka("orders") as Order |> into stdout()
#    ^^^^^ E0111: the source `kafka` is not in this version yet; reserved for a later version
