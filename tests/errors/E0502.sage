#=== an aggregate over events without end
from nexmark() as {auction: i64} |> aggregate n = count() |> into stdout()
#                                   ^^^^^^^^^ E0502: `aggregate` gives its rows at the end of the input, which never comes; needs an end
#    --------------------------- E0502: never ends
#   = help: aggregate over windows: `|> window tumbling(1m)` before it; or `running` gives the values so far

#=== the end is missed at the stage, also behind others
schema Bid { auction: i64, price: i64 }
let bids = from nexmark() as Bid |> filter price > 100
#               ---------------- E0502: never ends
from bids |> key_by auction |> aggregate n = count(), top = max(price) |> into stdout()
#                              ^^^^^^^^^ E0502: `aggregate` gives its rows at the end of the input, which never comes; needs an end
#   = help: aggregate over windows: `|> window tumbling(1m)` before it; or `running` gives the values so far

#=== the first rows of events without end are an input that ends
from nexmark() as {auction: i64} |> limit 10 |> aggregate n = counts() |> into stdout()
#                                                             ^^^^^^ E0203: there is no function `counts`; not known
#   = help: did you mean `count`?
#   + from nexmark() as {auction: i64} |> limit 10 |> aggregate n = count() |> into stdout()
