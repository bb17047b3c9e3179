#=== a stage nearly spelt right
from values([{a: 1}]) |> filtr a > 0 |> into stdout()
#                        ^^^^^ E0202: there is no stage `filtr`; not known
#   = help: did you mean `filter`?
#   + from values([{a: 1}]) |> filter a > 0 |> into stdout()

#=== a word of SQL
from values([{a: 1}]) |> where a > 0 |> into stdout()
#                        ^^^^^ E0202: there is no stage `where`; not known
#   = help: did you mean `filter`?
#   + from values([{a: 1}]) |> filter a > 0 |> into stdout()

#=== words of other tools, each with its mistake behind it
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order
  |> with_columns double = 2 * amont
#    ^^^^^^^^^^^^ E0202: there is no stage `with_columns`; not known
#   = help: did you mean `extend`?
#   +   |> extend double = 2 * amont
#                              ^^^^^ E0201: there is no column `amont`; not known here
#   = help: did you mean `amount`?
#   +   |> with_columns double = 2 * amount
  |> order_by amount desc
#    ^^^^^^^^ E0202: there is no stage `order_by`; not known
#   = help: did you mean `sort`?
#   +   |> sort amount desc
  |> take 10
#    ^^^^ E0202: there is no stage `take`; not known
#   = help: did you mean `limit`?
#   +   |> limit 10
  |> into stdout()

#=== a function where a stage stands
from values([{a: "x"}]) |> upper a |> into stdout()
#                          ^^^^^ E0202: there is no stage `upper`; not known
#   = help: `upper` is a function: `|> extend x = upper(...)`

#=== a sink where a stage stands
from values([{a: "x"}]) |> csv("out.csv")
#                          ^^^ E0202: there is no stage `csv`; a sink
#   = help: rows go out by `into`
#   + from values([{a: "x"}]) |> into csv("out.csv")

#=== a stage of a later version
from values([{a: "x"}]) |> window tumbling(1m) |> aggregate n = count() by a |> into stdout()
#                          ^^^^^^ E0111: `window` is not in this version yet; reserved for a later version

#=== a word that nobody knows; what it makes stays open
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order
  |> frobnicate user, bits = 3
#    ^^^^^^^^^^ E0202: there is no stage `frobnicate`; not known
#   = help: there are: `filter`, `select`, `extend`, `aggregate`, `into`, ...
  |> filter bits > 3 and weight > 1
  |> into stdout()
