#=== how many?
schema Order { id: u64, amount: f64 }
from csv("o.csv") as Order |> top by amount |> into stdout()
#                             ^^^ E0401: `top` needs to know how many; a number is missing
#   = help: say how many
#   ~ from csv("o.csv") as Order |> top 10 by amount |> into stdout()

#=== by what?
schema Order { id: u64, amount: f64 }
from csv("o.csv") as Order |> top 10 |> into stdout()
#                             ^^^ E0401: `top` needs to know what to rank by, each `asc` or `desc`; missing here
#   = help: for example `counts |> top 10 by n`

#=== the words in the wrong order
schema Order { id: u64, amount: f64 }
from csv("o.csv") as Order |> top amount by 10 |> into stdout()
#                                 ^^^^^^ E0402: `top` must be known before the first row, and `amount` is a column; differs from row to row
#   = help: a `param` can be set at the start

#=== a number twice
from values([{a: 1}]) |> limit 3, 4 |> into stdout()
#                                 ^ E0401: `limit` takes nothing more here; too much
#   = help: for example `orders |> limit 10`

#=== a condition twice
from values([{a: 1}]) |> filter a > 0, a < 9 |> into stdout()
#                                      ^^^^^ E0401: `filter` takes nothing more here; too much
#   = help: `and` joins two conditions
#   ~ from values([{a: 1}]) |> filter a > 0 and a < 9 |> into stdout()

#=== nothing to compute
from values([{a: 1}]) |> aggregate by a |> into stdout()
#                        ^^^^^^^^^ E0401: `aggregate` needs to know the aggregates; missing here
#   = help: for example `orders |> aggregate n = count(), total = sum(amount) by user`

#=== a column without a name
from values([{a: 1}]) |> select a * 2 |> into stdout()
#                               ^^^^^ E0401: this column has no name; which name?
#   = help: name it: `x = a * 2`
#   ? from values([{a: 1}]) |> select x = a * 2 |> into stdout()

#=== extend needs names
from values([{a: 1}]) |> extend a * 2 |> into stdout()
#                               ^^^^^ E0401: this column has no name; which name?
#   = help: name it: `x = a * 2`
#   ? from values([{a: 1}]) |> extend x = a * 2 |> into stdout()

#=== an aggregate without a name
from values([{a: 1}]) |> aggregate sum(a) by a |> into stdout()
#                                  ^^^^^^ E0401: this column has no name; which name?
#   = help: name it: `x = sum(a)`
#   ? from values([{a: 1}]) |> aggregate x = sum(a) by a |> into stdout()

#=== a branch without a name
from values([{a: 1}]) |> split a > 3 else rest
#                              ^^^^^ E0401: this stream has no name; which name?
#   = help: name it: `x = a > 3`
#   ? from values([{a: 1}]) |> split x = a > 3 else rest
from rest |> into stdout()

#=== drop takes names
from values([{a: 1, b: 2}]) |> drop a + 1 |> into stdout()
#                                   ^^^^^ E0401: `drop` takes names of columns here; this is something else
#   = help: for example `orders |> drop note, raw`

#=== rename takes columns
from values([{a: 1, b: 2}]) |> rename c = a + 1 |> into stdout()
#                                     ^^^^^^^^^ E0401: `rename` takes `new = old`, and `old` is a column; no column
#   = help: `extend` makes a column of more

#=== a column renamed twice
from values([{a: 1, b: 2}]) |> rename c = a, d = a |> into stdout()
#                                     ^^^^^^^^^^^^ E0401: `a` gets two names; renamed twice
#   = help: `extend` makes a second column of it

#=== explode of two lists
from values([{a: [1], b: [2]}]) |> explode a as x, b as y |> into stdout()
#                                          ^^^^^^^^^^^^^^ E0401: `explode` takes one list; too much
#   = help: `explode tags as tag`

#=== into a stage
from values([{a: 1}]) |> into 3 + 4
#                             ^^^^^ E0401: `into` takes a sink; none
#   = help: for example `|> into csv("out.csv")`

#=== into two sinks
from values([{a: 1}]) |> into stdout(), csv("a.csv")
#                                       ^^^^^^^^^^^^ E0401: `into` takes one sink; too much
#   = help: for example `|> into csv("out.csv")`

#=== a path by position, options by name
from values([{a: 1}]) |> into csv("a.csv", ";")
#                                          ^^^ E0401: `csv` takes 1 value without a name; too much
#   = help: its options have names: `delimiter: ...`, `header: ...`

#=== a file without a path
schema Order { id: u64 }
from csv() as Order |> into stdout()
#    ^^^ E0401: `csv` needs to know the file, or a pattern of files; missing here
#   = help: for example `from csv("orders/*.csv") as Order`

#=== a range without its end
from range(10) |> into stdout()
#    ^^^^^ E0401: `range` needs to know the end, not included; missing here
#   = help: for example `from range(0, 1_000_000)`

#=== a union of nothing
from union() |> into stdout()
#    ^^^^^^^ E0401: `union` needs to know which streams; none here
#   = help: for example `union(a, b)`

#=== a union of what has no name
pipeline p {
  let a = from values([{x: 1}])
  from union(a, values([{x: 2}])) |> into stdout()
#               ^^^^^^^^^^^^^^^^ E0401: `union` joins streams by name; no name of a stream
#   = help: name them first: `let a = from ...`
}

#=== a block where none stands
from values([{a: 1}]) |> filter { let b = a } |> into stdout()
#                               ^^^^^^^^^^^^^ E0401: `filter` takes no block; not here

#=== `@name` without a name
schema Hit { a: str @name, b: str @name(3) }
#                   ^^^^^ E0401: `@name` takes the name outside, as text
#   = help: for example `@name("payload-raw")`
#                                 ^^^^^^^^ E0401: `@name` takes the name outside, as text
#   = help: for example `@name("payload-raw")`
from jsonl("h.jsonl") as Hit |> into stdout()

#=== a key column in a direction
from values([{a: 1}]) |> key_by a desc |> aggregate n = count() |> into stdout()
#                               ^^^^^^ E0401: `key_by` takes columns here; this is an order
#   = help: for example `orders |> key_by user, day = at.truncate(1d)`

#=== only of something else
enum Event { bid(i64), tick(i64), end }
from jsonl("a.jsonl") as Event |> only bid, tick |> into stdout()
#                                           ^^^^ E0401: `only` takes one variant; too much
#   = help: `match` tells several apart

#=== only of a condition
enum Event { bid(i64), tick(i64), end }
from jsonl("a.jsonl") as Event |> only it == Event.end |> into stdout()
#                                      ^^^^^^^^^^^^^^^ E0401: `only` takes the name of a variant; none
#   = help: for example `|> only bid`

#=== all columns where a sink should be
from range(0, 3) |> into *
#                        ^ E0401: `into` takes a sink; none
#   = help: for example `|> into csv("out.csv")`

#=== a join without the names it needs
schema Order { id: u64, user: str }
schema User { id: u64, name: str }
let orders = from csv("o.csv") as Order
let users = from csv("u.csv") as User
from orders |> join users on user == name |> into stdout()
#                   ^^^^^ E0401: the rows of `users` need a name here; which name?
#   = help: `join users as u on ...`
#   ~ from orders |> join users as u on user == name |> into stdout()
from orders |> join csv("u.csv") as u on user == u.name |> into stdout()
#                   ^^^^^^^^^^^^^^^^^ E0401: `join` takes a stream by its name; none
#   = help: for example `orders |> join users as u on user_id == u.id |> select id, u.name`
from orders |> join users as u, users as v on user == u.name |> into stdout()
#                               ^^^^^^^^^^ E0401: `join` takes one stream; too much
#   = help: a second one is a second stage: `|> join users as v on ...`
from orders |> join on user == u.name |> into stdout()
#              ^^^^ E0401: `join` needs to know which stream; missing here
#   = help: for example `orders |> join users as u on user_id == u.id |> select id, u.name`

#=== a join over windows that are none
schema Event { id: u64, at: timestamp @event_time }
schema Other { id: u64, since: timestamp }
let events = from csv("e.csv") as Event
let others = from csv("o.csv") as Other
#   ^^^^^^ W0251: nothing reads `others`; made here
#   = help: leave it out, or send it `into` a sink
from events |> join events as e on id == e.id over count(5) |> into stdout()
#                                                  ^^^^^^^^ E0401: `count` windows count the rows of one stream; no time
#   = help: for example `over tumbling(1m)`
from events |> join events as e on id == e.id over 5m |> into stdout()
#                                                  ^^ E0401: `over` takes a window; none
#   = help: for example `over tumbling(1m)`

#=== windows that nothing closes
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window tumbling(1m) |> filter user != "" |> into stdout()
#                                                                         ^^^^ E0401: `into` works on rows, and these are in windows; not closed
#                             ------------------- E0401: into windows here
#   = help: `aggregate`, `top` or `sort` closes windows, for example `|> aggregate n = count()`

#=== windows before a stage that knows none
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window tumbling(1m) |> running n = count() |> into stdout()
#                                                    ^^^^^^^ E0401: `running` works on rows, and these are in windows; not closed
#                             ------------------- E0401: into windows here
#   = help: `aggregate`, `top` or `sort` closes windows, for example `|> aggregate n = count()`

#=== windows before a stage that remembers
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window tumbling(1m) |> dedup by user |> into stdout()
#                                                    ^^^^^ E0401: `dedup` works on rows, and these are in windows; not closed
#                             ------------------- E0401: into windows here
#   = help: `aggregate`, `top` or `sort` closes windows, for example `|> aggregate n = count()`

#=== windows in windows
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window tumbling(1m) |> window tumbling(5m) |> aggregate n = count() |> into stdout()
#                                                    ^^^^^^ E0401: `window` works on rows, and these are in windows; not closed
#                             ------------------- E0401: into windows here
#   = help: `aggregate`, `top` or `sort` closes windows, for example `|> aggregate n = count()`

#=== no window
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window 1m |> aggregate n = count() |> into stdout()
#                                    ^^ E0401: `window` takes a window; none
#   = help: for example `window tumbling(1m)`

#=== a window that there is not
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window sessions(gap: 5m) |> aggregate n = count() |> into stdout()
#                                    ^^^^^^^^ E0401: there is no window `sessions`; not known
#   = help: did you mean `session`?
#   + from csv("o.csv") as Order |> window session(gap: 5m) |> aggregate n = count() |> into stdout()

#=== windows that rows are to be put into
schema Order { user: str, amount: f64, at: timestamp @event_time }
from csv("o.csv") as Order |> top 3 by amount over tumbling(1m) |> into stdout()
#                                                  ^^^^^^^^^^^^ E0401: `top` knows `over window` only; not `window`
#   = help: put the rows into windows before: `|> window tumbling(1m)`

#=== windows that rows do not carry
schema Order { user: str, amount: f64, at: timestamp @event_time }
from csv("o.csv") as Order |> sort amount over window |> into stdout()
#                                              ^^^^^^ E0401: `over window` goes by the columns `window_start` and `window_end`, and there are none; no windows
#   = help: put the rows into windows before: `|> window tumbling(1m) |> sort ...`
