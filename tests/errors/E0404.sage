#=== an aggregate in a condition
schema Order { id: u64, amount: f64 }
from csv("o.csv") as Order |> filter sum(amount) > 100.0 |> into stdout()
#                                    ^^^ E0404: `sum` needs the rows of a group; here there is one row
#   = help: `|> aggregate x = sum(amount)` makes one row of many; `|> running x = sum(amount)` adds it to every row

#=== an aggregate in a column
schema Order { id: u64, amount: f64 }
from csv("o.csv") as Order |> extend share = amount / sum(amount) |> into stdout()
#                                                     ^^^ E0404: `sum` needs the rows of a group; here there is one row
#   = help: `|> aggregate x = sum(amount)` makes one row of many; `|> running x = sum(amount)` adds it to every row

#=== an aggregate of an aggregate
schema Order { id: u64, amount: f64 }
from csv("o.csv") as Order |> aggregate m = max(sum(amount)) |> into stdout()
#                                               ^^^ E0404: `sum` cannot stand inside another aggregate; an aggregate of an aggregate
#   = help: make it a column first: `|> aggregate x = sum(amount) by ...`, and aggregate that

#=== a column outside of an aggregate
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order |> aggregate who = user, n = count() |> into stdout()
#                                             ^^^^ E0404: `user` has a value for every row of the group; and the group gives one row
#   = help: choose one: `first(user)`, or group by it: `by user`
#   ~ from csv("o.csv") as Order |> aggregate who = first(user), n = count() |> into stdout()

#=== a column beside an aggregate
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order |> aggregate share = amount / sum(amount) by user |> into stdout()
#                                               ^^^^^^ E0404: `amount` has a value for every row of the group; and the group gives one row
#   = help: choose one: `first(amount)`, or group by it: `by amount`
#   ~ from csv("o.csv") as Order |> aggregate share = first(amount) / sum(amount) by user |> into stdout()

#=== a row beside its running total
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order |> running share = amount / sum(amount) by user |> into stdout()
#                                             ^^^^^^ E0404: `amount` is a column, and `running` computes with aggregates; not in an aggregate
#   = help: do it after: `|> extend ...`

#=== count in a function
fn n() -> i64 = count()
#               ^^^^^ E0404: `count` needs the rows of a group; here there is one row
#   = help: `|> aggregate x = count()` makes one row of many; `|> running x = count()` adds it to every row
from values([{a: 1}]) |> aggregate m = n() |> into stdout()

#=== an aggregate written as a method
schema Order { id: u64, amount: f64 }
from csv("o.csv") as Order |> aggregate total = amount.sum() |> into stdout()
#                                                      ^^^ E0404: `sum` of a group stands before its argument; after a dot it is a function of a list
#   = help: write it first
#   + from csv("o.csv") as Order |> aggregate total = sum(amount) |> into stdout()

#=== an aggregate in a lambda
schema Order { tags: list<str> }
from jsonl("o.jsonl") as Order |> aggregate n = first(tags).map(t => t.len() + count()) |> into stdout()
#                                                                              ^^^^^ E0404: `count` cannot stand in a lambda; here there is one item of a list
#   = help: aggregate in a stage before: `|> aggregate x = ...`

#=== an aggregate of the items of a lambda
schema Order { rows: list<list<f64>> }
from jsonl("o.jsonl") as Order |> extend n = rows.map(r => mean(r) ?? 0.0 + last(r)) |> into stdout()
#                                                                           ^^^^ E0404: `last` cannot stand in a lambda; here there is one item of a list
#   = help: aggregate in a stage before: `|> aggregate x = ...`

#=== a column beside an aggregate, in a lambda
schema Order { name: str, tags: list<str> }
from jsonl("o.jsonl") as Order |> aggregate n = first(tags).map(t => t + name) |> into stdout()
#                                                                        ^^^^ E0404: `name` has a value for every row of the group; and the group gives one row
#   = help: group by it: `by name`
