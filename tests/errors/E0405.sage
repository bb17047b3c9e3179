#=== a column twice
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> select id, user, id = hash(user) |> into stdout()
#                                              ^^ E0405: two columns would be named `id`; named again here
#                                    -- E0405: first here
#   = help: give one another name: `hash_id = hash(user)`

#=== the same column twice
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> select id, id |> into stdout()
#                                        ^^ E0405: two columns would be named `id`; named again here
#                                    -- E0405: first here
#   = help: leave one out

#=== all columns, and one again
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> select *, id |> into stdout()
#                                       ^^ E0405: two columns would be named `id`; named again here
#                                    - E0405: first here
#   = help: leave one out

#=== extend a column twice
from values([{a: 1}]) |> extend b = a, b = a + 1 |> into stdout()
#                                      ^ E0405: two columns would be named `b`; named again here
#                               - E0405: first here

#=== two aggregates of a name
from values([{a: 1}]) |> aggregate n = count(), n = sum(a) |> into stdout()
#                                               ^ E0405: two columns would be named `n`; named again here
#                                  - E0405: first here
#   = help: give one another name: `sum_n = sum(a)`

#=== an aggregate named as the key
from values([{a: 1}]) |> aggregate a = count() by a |> into stdout()
#                                  ^ E0405: `a` is a column of the key already; named again here
#                                                 - E0405: the key
#   = help: give the aggregate another name

#=== two fields of a record
from values([{a: 1}]) |> map {x: a, x: a} |> into stdout()
#                                   ^ E0405: two fields would be named `x`; named again here
#                             - E0405: first here

#=== renamed to what is there
from values([{a: 1, b: 2}]) |> rename b = a |> into stdout()
#                                     ^^^^^ E0405: two columns would be named `b`; there already
#   = help: `drop b` before, or give another name

#=== exploded into what is there
from values([{a: [1], b: 2}]) |> explode a as b |> into stdout()
#                                        ^^^^^^ E0405: two columns would be named `b`; there already
#   = help: give the item another name

#=== a part of a record named as a column
from values([{id: 1, to: {id: 2}}]) |> select id, to.id |> into stdout()
#                                                 ^^^^^ E0405: two columns would be named `id`; named again here
#                                             -- E0405: first here
#   = help: give one another name: `to_id = to.id`

#=== a key twice
from values([{a: 1}]) |> key_by a, a |> aggregate n = count() |> into stdout()
#                                  ^ E0405: two columns would be named `a`; named again here
#                               - E0405: first here
#   = help: leave one out

#=== the right row called as a left column
schema Order { id: u64, user: str }
#                       --------- E0405: the column
schema User { id: u64, name: str }
let orders = from csv("o.csv") as Order
let users = from csv("u.csv") as User
from orders |> join users as user on user == user.name |> into stdout()
#                            ^^^^ E0405: `user` is a column of the left row; named again here
#   = help: give the right row another name: `as user_row`

#=== windows that add columns which are there
schema Event { id: u64, at: timestamp @event_time }
let events = from csv("e.csv") as Event
from events |> window tumbling(5m) |> aggregate n = count() |> join events as e on n == i64(e.id) over tumbling(5m) |> into stdout()
#                                                                                                      ^^^^^^^^^^^^ E0405: the rows have a `window_start` already, and `over` adds one; adds it again
#   = help: `drop window_start` before, or `rename` it
