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
from values([{a: "x"}]) |> call geo.find(a) as n |> into stdout()
#                          ^^^^ E0111: `call` is not in this version yet; reserved for a later version

#=== a word that nobody knows; what it makes stays open
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order
  |> frobnicate user, bits = 3
#    ^^^^^^^^^^ E0202: there is no stage `frobnicate`; not known
#   = help: there are: `filter`, `select`, `extend`, `aggregate`, `into`, ...
  |> filter bits > 3 and weight > 1
  |> into stdout()

#=== words of other tools that take other arguments
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> group by a |> into stdout()
#                                                    ^^^^^ E0202: there is no stage `group`; not known
#   = help: did you mean `key_by`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> key_by by a |> into stdout()

#=== words of KQL
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> project-away n |> mv-expand a |> into stdout()
#                                                    ^^^^^^^^^^^^ E0202: there is no stage `project-away`; not known
#   = help: did you mean `drop`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> drop n |> mv-expand a |> into stdout()
#                                                                      ^^^^^^^^^ E0202: there is no stage `mv-expand`; not known
#   = help: did you mean `explode`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> project-away n |> explode a |> into stdout()

#=== words of Spark and Flink
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> withColumn m = n + 1 |> drop_duplicates a |> keyBy a |> peek |> sinkTo stdout()
#                                                    ^^^^^^^^^^ E0202: there is no stage `withColumn`; not known
#   = help: did you mean `extend`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend m = n + 1 |> drop_duplicates a |> keyBy a |> peek |> sinkTo stdout()
#                                                                            ^^^^^^^^^^^^^^^ E0202: there is no stage `drop_duplicates`; not known
#   = help: did you mean `dedup`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> withColumn m = n + 1 |> dedup a |> keyBy a |> peek |> sinkTo stdout()
#                                                                                                 ^^^^^ E0202: there is no stage `keyBy`; not known
#   = help: did you mean `key_by`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> withColumn m = n + 1 |> drop_duplicates a |> key_by a |> peek |> sinkTo stdout()
#                                                                                                            ^^^^ E0202: there is no stage `peek`; not known
#   = help: did you mean `inspect`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> withColumn m = n + 1 |> drop_duplicates a |> keyBy a |> inspect |> sinkTo stdout()
#                                                                                                                    ^^^^^^ E0202: there is no stage `sinkTo`; not known
#   = help: did you mean `into`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> withColumn m = n + 1 |> drop_duplicates a |> keyBy a |> peek |> into stdout()

#=== what is written otherwise
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> drop_nulls a |> with_row_index |> tail 3 |> into stdout()
#                                                    ^^^^^^^^^^ E0202: there is no stage `drop_nulls`; not known
#   = help: leave rows out: `|> filter x is not null`
#                                                                    ^^^^^^^^^^^^^^ E0202: there is no stage `with_row_index`; not known
#   = help: number the rows: `|> running n = count()`
#                                                                                      ^^^^ E0202: there is no stage `tail`; not known
#   = help: the last ones by an order are `|> top 10 by x`

#=== joins of other tools
schema Order { id: u64, user: str }
schema User { id: u64, user: str, name: str }
let orders = from csv("o.csv") as Order
let users = from csv("u.csv") as User
from orders |> inner_join users as u on id == u.id |> into stdout()
#              ^^^^^^^^^^ E0202: there is no stage `inner_join`; not known
#   = help: did you mean `join`?
#   + from orders |> join users as u on id == u.id |> into stdout()
from orders |> right_join users as u on id == u.id |> into stdout()
#              ^^^^^^^^^^ E0202: there is no stage `right_join`; not known
#   = help: swap the sides: `|> left_join` from the other stream
from orders |> cross_join users as u |> into stdout()
#              ^^^^^^^^^^ E0202: there is no stage `cross_join`; not known
#   = help: rows meet by a value: `|> join other as o on key == o.key`
