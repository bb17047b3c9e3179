#=== an option nearly spelt right
schema Order { id: u64 }
from csv("o.csv", delimeter: ";") as Order |> into stdout()
#                 ^^^^^^^^^ E0402: `csv` has no option `delimeter`; not known
#   = help: did you mean `delimiter`?
#   + from csv("o.csv", delimiter: ";") as Order |> into stdout()

#=== an option of another connector
schema Order { id: u64 }
from jsonl("o.jsonl", header: true) as Order |> into stdout()
#                     ^^^^^^ E0402: `jsonl` has no option `header`; not known
#   = help: there are: `path`, `time_unit`

#=== an option of the wrong type
schema Order { id: u64 }
from csv("o.csv", header: "yes") as Order |> into stdout()
#                         ^^^^^ E0402: `header` takes bool, and this is str; str
#   = help: the first row names the columns

#=== an option given twice
schema Order { id: u64 }
from csv("o.csv", header: true, header: false) as Order |> into stdout()
#                               ^^^^^^ E0402: `header` is given twice; again here
#                 ------ E0402: first here

#=== a delimiter of two characters
schema Order { id: u64 }
from csv("o.csv", delimiter: "||") as Order |> into stdout()
#                            ^^^^ E0402: `delimiter` is one character; more, or none

#=== a format that is not known
from values([{a: 1}]) |> into stdout(format: "tabel")
#                                            ^^^^^^^ E0402: there is no format "tabel"; not known
#   = help: one of "jsonl", "table", "csv", "text"

#=== a unit of time that is none
schema Hit { at: timestamp }
from csv("h.csv", time_unit: "hours") as Hit |> into stdout()
#                            ^^^^^^^ E0402: `time_unit` is not "hours"; not known
#   = help: it is one of "s", "ms", "us", "ns"

#=== an option of a stage
from values([{a: 1}]) |> top 10 by a, tie: true |> into stdout()
#                                     ^^^ E0402: `top` has no option `tie`; not known
#   = help: did you mean `ties`?
#   + from values([{a: 1}]) |> top 10 by a, ties: true |> into stdout()

#=== less than none
from values([{a: 1}]) |> limit -3 |> skip -1 |> into stdout()
#                              ^^ E0402: `limit` takes a number of rows, and this is -3; less than none
#                                         ^^ E0402: `skip` takes a number of rows, and this is -1; less than none

#=== a probability of 50
from values([{a: 1}]) |> sample 50 |> into stdout()
#                               ^^ E0402: `sample` takes a probability, and this is 50.0; not from 0 to 1
#   = help: for one row in a hundred, `sample 0.01`

#=== a text for a number
from values([{a: 1}]) |> limit "10" |> into stdout()
#                              ^^^^ E0402: `limit` takes i64, and this is str; str
#   = help: how many rows

#=== a file named by a column
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> into csv(user)
#                                      ^^^^ E0402: `csv` must be known before the first row, and `user` is a column; differs from row to row
#   = help: a `param` can be set at the start

#=== an attribute that is not known
schema Order { id: u64 @primary, user: str @kye }
#                      ^^^^^^^^ E0402: a field has no attribute `@primary`; not known
#   = help: there are: `@event_time`, `@key`, `@name`, `@secret`
#                                          ^^^^ E0402: a field has no attribute `@kye`; not known
#   = help: did you mean `@key`?
from csv("o.csv") as Order |> into stdout()

#=== an attribute twice
schema Order { id: u64 @key @key }
#                           ^^^^ E0206: `@key` stands here twice; again
#                      ---- E0206: first here
from csv("o.csv") as Order |> into stdout()

#=== a level of the log
from values([{a: 1}]) |> log "row", level: "loud" |> into stdout()
#                                   ^^^^^^^^^^^^^ E0402: `level` is not "loud"; not known
#   = help: it is one of "debug", "info", "warn", "error"

#=== two options, both wrong
schema Order { id: u64 }
from csv("o.csv", heder: true, delimiter: 3) as Order |> into stdout()
#                 ^^^^^ E0402: `csv` has no option `heder`; not known
#   = help: did you mean `header`?
#   + from csv("o.csv", header: true, delimiter: 3) as Order |> into stdout()
#                                         ^ E0402: `delimiter` takes str, and this is i64; i64
#   = help: the character between fields

#=== an option of a later version
schema Order { id: u64 }
from jsonl("o.jsonl", follow: true) as Order |> into stdout()
#                     ^^^^^^ E0111: the option `follow` is not in this version yet; reserved for a later version

#=== an attribute of an enum
enum Event @key { bid, end }
#          ^^^^ E0402: an enum has no attribute `@key`; not known
from jsonl("a.jsonl") as {event: Event} |> into stdout()

#=== fewer than no events
from nexmark(events: -1) as {auction: i64} |> into stdout()
#                    ^^ E0402: `nexmark` takes a number of rows, and this is -1; less than none

#=== no time between events
from nexmark(interval: 0s) as {auction: i64} |> into stdout()
#                      ^^ E0402: between two events is some time, and this is none; too short
#   = help: for example `interval: 1ms`

#=== how far apart the rows of a join are
schema Event { id: u64, at: timestamp @event_time }
schema Other { id: u64, since: timestamp }
let events = from csv("e.csv") as Event
let others = from csv("o.csv") as Other
#   ^^^^^^ W0251: nothing reads `others`; made here
#   = help: leave it out, or send it `into` a sink
from events |> join events as e on id == e.id within 5 |> into stdout()
#                                                    ^ E0402: `within` takes duration, and this is i64; i64
#   = help: how far apart in time two rows may be
from events |> join events as e on id == e.id within -5m |> into stdout()
#                                                    ^^^ E0402: `within` is a span of time; less than none
from events |> join events as e, how: "left" on id == e.id |> into stdout()
#                                ^^^ E0402: `join` has no option `how`; not known
#   = help: each kind is a stage: `left_join`, `full_join`, `anti_join`

#=== options of tables and lookups
schema Rate { currency: str, to_eur: f64 }
schema Pay { id: u64, currency: str }
let rates = from csv("r.csv") as Rate |> table by currency
from csv("p.csv") as Pay |> lookup rates as r, ttl: 5m on currency == r.currency |> into stdout()
#                                              ^^^ E0402: `lookup` has no option `ttl`; not known
#   = help: there are: `versioned`
from csv("r.csv") as Rate |> table by currency, ttl: 0s |> into stdout()
#                                               ^^^^^^^ E0402: `ttl` is a span of time, and this is none; too short

#=== windows of so many rows know no late rows
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window count(10), lateness: 5s |> aggregate n = count() |> into stdout()
#                                               ^^^^^^^^^^^^ E0402: `count` windows go by arrival, so no row is late for them; never late
#   = help: leave it out

#=== and go by no clock
schema Order { user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> window count(10), early: 5s |> aggregate n = count() |> into stdout()
#                                               ^^^^^^^^^ E0402: `count` windows know no time; not known here
#   = help: leave it out; `running` gives the values so far
