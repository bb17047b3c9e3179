#=== handlers of nothing, of the same, and with a name too many
schema Order { id: u64, user: str }
from csv("o.csv") as Order
  |> key_by user
  |> process {
       on row e { emit e }
#         ^^^ E0403: there is no handler `on row`; not known
#   = help: did you mean `on item`?
#   ~        on item e { emit e }
       on item e { emit e }
#      ------- E0206: first here
       on item f { emit f }
#      ^^^^^^^ E0206: two handlers are for `on item`; again here
#   = help: one handler holds all that is to happen
       on end x { emit {id: u64(0), user: user} }
#             ^ E0401: at the end there is nothing to name; no row
#   = help: `on end { ... }`
#   +        on end { emit {id: u64(0), user: user} }
       on fish { }
#         ^^^^ E0403: there is no handler `on fish`; not known
#   = help: there are: `on item`, `on timer`, `on end`
     }
  |> into stdout()

#=== nothing happens with the rows
schema Order { id: u64, user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> key_by user |> process { on end { emit {user: user} } } |> into stdout()
#                                            ^^^^^^^ E0401: `process` does nothing with its rows; no `on item`
#   = help: add `on item e { ... }`, which runs for each

#=== nothing is emitted
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> key_by user |> process { on item e { log(user) } } |> into stdout()
#                                            ^^^^^^^ E0408: this `process` emits nothing; no row goes on
#   = help: `emit e` hands a row on

#=== without code, and with arguments
schema Order { id: u64, user: str }
let a = from csv("o.csv") as Order |> key_by user |> process user
#                                                    ^^^^^^^ E0401: `process` needs its code; no block
#   = help: for example `|> process { state n: i64 = 0 on item e { n += 1 emit {n: n} } }`
#                                                            ^^^^ E0401: `process` takes a block and nothing else; too much
#   = help: for example `|> process { state n: i64 = 0 on item e { n += 1 emit {n: n} } }`
let b = from csv("o.csv") as Order |> process by user
#                                     ^^^^^^^ E0401: `process` needs its code; no block
#   = help: for example `|> process { state n: i64 = 0 on item e { n += 1 emit {n: n} } }`
from csv("o.csv") as Order |> dedup by id { emit it } |> into stdout()
#                                         ^^^^^^^^^^^ E0401: `dedup` takes no block; not here

#=== rows of several types
schema Order { id: u64, user: str, at: timestamp @event_time }
from csv("o.csv") as Order
  |> key_by user
  |> process {
       on item e {
         emit {user: user, n: 1}
#             ------------------ E0311: {user: str, n: i64}
         emit {user: user, n: e.id}
         emit {user: user, n: "x"}
#             ^^^^^^^^^^^^^^^^^^^^ E0311: all that is emitted has one type; here `n` is str, and not i64
#   = help: a stream of its own takes it: `emit ... to NAME`
         emit {user: user}
         emit e to others
#             - E0311: {id: u64, user: str, at: timestamp}
         emit e.id to others
#             ^^^^ E0311: all that is emitted to `others` has one type; this is u64
#   = help: a stream of its own takes it: `emit ... to NAME`
       }
     }
  |> into stdout()
from others |> into stdout()

#=== statements outside of handlers, and handlers inside
schema Order { id: u64, user: str }
from csv("o.csv") as Order
  |> key_by user
  |> process {
       let x = 3
#      ^^^^^^^^^ E0109: only `state` and `on` stand in a `process`; when is this to happen?
#   = help: put it into `on item e { ... }`
       state n: i64 = 0
       on item e {
         state m: i64 = 0
#        ^^^^^ E0109: `state` stands beside the handlers, not in one; not in a handler
#   = help: `let` declares what is needed here alone
         n += 1
         if n > 3 { on end { } }
#                   ^^ E0109: `on` stands beside the handlers, not in one; not in a handler
#   = help: close the handler before it
         emit {n: n}
         return n
#        ^^^^^^ E0109: a handler gives nothing back; not in a handler
#   = help: `emit` hands a row on; `if` leaves things out
       }
     }
  |> into stdout()

#=== what does not change
schema Order { id: u64, user: str, note: str?, at: timestamp @event_time }
#                       --------- E0109: declared here
#              ------- E0109: declared here
from csv("o.csv") as Order
  |> key_by user
  |> process {
       state xs: list<u64>
       state last: Order? = null
       on item e {
#              - E0109: declared here
         e = e
#        ^ E0109: `e` is the row, and cannot be assigned; does not change
#   = help: only `state` and what `let` declares is assigned: `let new_e = e`
         e.id = 3
#        ^^^^ E0109: a field of a record cannot be assigned; a value does not change
#   = help: make another record: `let changed = {...e, id: 3}`
         user = "bob"
#        ^^^^ E0109: `user` is a column of the key, and cannot be assigned; does not change
#   = help: only `state` and what `let` declares is assigned: `let new_user = user`
         id = 4
#        ^^ E0109: `id` is a column of the rows, and cannot be assigned; does not change
#   = help: only `state` and what `let` declares is assigned: keep it in a `state`
         xs[0] = e.id
#        ^^^^^ E0109: an item of a list cannot be assigned; does not change
#   = help: a list grows by `xs.append(...)`, and is made anew with `xs = xs.map(...)`
         xs.append(e.id)
         if last is not null { last.id = 4 }
#                              ^^^^^^^ E0109: a field of a record cannot be assigned; a value does not change
#   = help: make another record: `last = {...last, id: 4}`
         last = e
         timer(e.at)
         emit {user: user, n: xs.len(), m: last.id}
       }
       on timer t { t = t + 1s }
#                   ^ E0109: `t` is the time of the timer, and cannot be assigned; does not change
#               - E0109: declared here
#   = help: only `state` and what `let` declares is assigned: `let new_t = t`
     }
  |> into stdout()

#=== columns of the row
schema Order { id: u64, user: str, note: str?, at: timestamp @event_time }
from csv("o.csv") as Order
  |> key_by user
  |> process {
       state last: u64
       on item e {
         last = id
#               ^^ E0201: `id` is a column of the row `e`; not by itself
#   = help: `e.id`
#   +          last = e.id
         timer(e.at + 10m)
         emit {user: user, last: last, note: note}
#                                            ^^^^ E0201: `note` is a column of the row `e`; not by itself
#   = help: `e.note`
#   +          emit {user: user, last: last, note: e.note}
       }
       on timer t { emit {user: user, last: id, note: none} }
#                                           ^^ E0201: there is no name `id`; a column of the rows, and here is none
#   = help: keep it in a `state` while there is a row
#                                                     ^^^^ E0201: there is no name `none`; not known here
#   = help: did you mean `null`?
#   +        on timer t { emit {user: user, last: id, note: null} }
     }
  |> into stdout()

#=== states
enum Kind { a, b }
schema Order { id: u64, user: str }
#                       --------- E0206: a column of the key
from csv("o.csv") as Order
  |> key_by user
  |> process {
       state n: i64 = "x"
#                     ^^^ E0301: `n` is a str, and an i64 is needed; str
#               --- E0301: `n` is i64
#            - E0206: first here
       state n: i64 = 3
#            ^ E0206: `n` is declared twice; again here
#   = help: give it another name
       state user: str
#            ^^^^ E0206: `user` is a column of the key already; named again here
#   = help: give it another name
       state kind: Kind
#            ^^^^ E0401: nothing says what `kind` is at first; Kind has no zero
#   = help: say it, `state kind: Kind = ...`, or begin with null: `Kind?`
       state known: Kind = "a"
       state never: i64 = 0
       state text: strin
#                  ^^^^^ E0204: there is no type `strin`; not known
#   = help: a `schema` or a `type` of the file, or one like `i64`, `f64`, `str`
       on item e {
         never += 1
         emit {n: n, user: user, known: known, text: text}
       }
     }
  |> into stdout()

#=== a state that nothing reads
schema Order { id: u64, user: str }
from csv("o.csv") as Order
  |> key_by user
  |> process {
       state n: i64
#            ^ W0251: nothing reads `n`; kept for nothing
#   = help: leave it out
       state m: map<str, i64>
#            ^ W0251: nothing reads `m`; kept for nothing
#   = help: leave it out
       state xs: list<u64>
#            ^^ W0251: nothing reads `xs`; kept for nothing
#   = help: leave it out
       on item e { n += 1 m[user] = 1 xs.append(e.id) m.remove("x") xs.clear() emit e }
     }
  |> into stdout()

#=== attributes of states
schema Order { id: u64, user: str }
from csv("o.csv") as Order
  |> key_by user
  |> process {
       state a: i64 @ttl
#                   ^^^^ E0401: `@ttl` takes one value; which one?
#   = help: for example `@ttl(10m)`
       state b: i64 @ttl(3)
#                        ^ E0402: `@ttl` takes a duration, and this is i64; i64
#   = help: for example `@ttl(10m)`
       state c: i64 @ttl(-1s) @ttl(2s)
#                        ^^^ E0309: `@ttl` takes a span of time; keeps nothing
#                             ^^^^^^^^ E0206: `@ttl` stands here twice; again
#                   --------- E0206: first here
       state d: i64 @max_entries(3)
#                   ^^^^^^^^^^^^^^^ E0402: `@max_entries` is for maps, and `d` is i64; no entries
       state e: list<i64> @max_entries(3)
#                         ^^^^^^^^^^^^^^^ E0402: `@max_entries` is for maps, and `e` is list<i64>; no entries
#   = help: drop the first items: `e = e.slice(-100)`
       state f: map<str, i64> @max_entries(0)
#                                          ^ E0309: `@max_entries` takes a number of entries; keeps nothing
       state g: i64 @durable
#                   ^^^^^^^^ E0111: `@durable` is not in this version yet; reserved for a later version
       state h: map<str, i64> @per(k)
#                             ^^^^^^^ E0111: `@per` is not in this version yet; reserved for a later version
       state i: i64 @tll(3s)
#                   ^^^^^^^^ E0402: a `state` has no attribute `@tll`; not known
#   = help: did you mean `@ttl`?
       on item r { emit {n: a + b + c + d + g + i, e: e, f: f, h: h} }
     }
  |> into stdout()

#=== changes that a state does not have
schema Order { id: u64, user: str }
from csv("o.csv") as Order
  |> key_by user
  |> process {
       state n: i64
       state m: map<str, i64>
#            - E0301: `m` is map<str, i64>
#            - E0301: `m` is map<str, i64>
       state xs: list<u64>
#            -- E0301: `xs` is list<u64>
       on item e {
         n.clear()
#          ^^^^^ E0203: i64 has no `clear`; `n` is i64
#   = help: give it its first value: `n = ...`
         m.append(3)
#          ^^^^^^ E0203: map<str, i64> has no `append`; `m` is map<str, i64>
#   = help: an entry is set by its key: `m[key] = ...`
         xs.remove(3)
#           ^^^^^^ E0203: list<u64> has no `remove`; `xs` is list<u64>
#   = help: keep the others: `xs = xs.filter(x => ...)`
         m.remove()
#        ^^^^^^^^^^ E0304: `remove` takes one value, and here are none; missing here
         xs.append("x")
#                  ^^^ E0301: the item is a str, and a u64 is needed; str
         m["a"] = "b"
#                 ^^^ E0301: a value of `m` is a str, and an i64 is needed; str
         m[3] = 4
#          ^ E0301: the key is an i64, and a str is needed; i64
#   = help: text stands in quotes
#   ~          m["3"] = 4
         m["c"] += "d"
#               ^^ E0302: `+` has no meaning for i64 and str
#        ------ E0302: i64
#                  --- E0302: str
         let ys = xs
         ys.append(e.id)
#           ^^^^^^ E0203: there is no function `append`; not known
#   = help: a list grows by `+=`
#   ~          ys += [e.id]
         emit {n: n, m: m, xs: xs}
       }
     }
  |> into stdout()

#=== timers
schema Order { id: u64, user: str, at: timestamp @event_time, due: timestamp? }
#                                                             --------------- E0303: `due` is timestamp?
from csv("o.csv") as Order
  |> key_by user
  |> process {
       on item e {
         timer(10m)
#              ^^^ E0301: `timer` takes a time, and this is duration; duration
#   = help: add it to a time: `e.at + 10m`
         timer()
#        ^^^^^^^ E0304: `timer` takes one time; which one?
#   = help: for example `timer(e.at + 10m)`
         timer(e.id)
#              ^^^^ E0301: `timer` takes a time, and this is u64; u64
         timer(e.due)
#              ^^^^^ E0303: `e.due` may be null, and a timestamp is needed; timestamp?
#   = help: give a value for null: `e.due ?? ...`; `|> filter e.due is not null` before it leaves such rows out
         let x = timer(e.at)
#            ^ W0251: nothing reads `x`; made here
#   = help: leave it out
#                ^^^^^ E0109: `timer` is a statement of a handler in a `process`; not here
#   = help: `|> key_by ... |> process { on item e { timer(...) } on timer t { ... } }`
         emit e
       }
       on timer t { }
     }
  |> into stdout()

#=== timers that do nothing
schema Order { id: u64, user: str, at: timestamp @event_time }
from csv("o.csv") as Order |> key_by user |> process { on item e { timer(e.at + 1s) emit e } } |> into stdout()
#                                                                  ^^^^^^^^^^^^^^^^ W0451: nothing happens when this timer fires; no `on timer`
#   = help: add `on timer t { ... }`
from csv("o.csv") as Order |> key_by user |> process { on item e { emit e } on timer t { } } |> into stdout()
#                                                                           ^^^^^^^^ W0451: no timer is ever set; never runs
#   = help: set one: `timer(e.at + 10m)`

#=== a timer where there is no key
schema Order { id: u64, user: str, at: timestamp @event_time }
fn later(at: timestamp) -> bool {
  timer(at)
# ^^^^^ E0109: `timer` is a statement of a handler in a `process`; not here
#   = help: `|> key_by ... |> process { on item e { timer(...) } on timer t { ... } }`
  return true
}
from csv("o.csv") as Order |> filter cancel_timer(at) |> into stdout()
#                                    ^^^^^^^^^^^^ E0109: `cancel_timer` is a statement of a handler in a `process`; not here
#   = help: `|> key_by ... |> process { on item e { timer(...) } on timer t { ... } }`

#=== a log that is none
schema Order { id: u64, user: str }
#              ------- E0301: `id` is u64
from csv("o.csv") as Order
  |> key_by user
  |> process {
       on item e {
         log()
#        ^^^^^ E0304: `log` takes a text, and a `level`; other arguments
#   = help: for example `log(f"{user} left", level: "warn")`
         log(e.id)
#            ^^^^ E0301: the message is a u64, and a str is needed; u64
#   = help: make it text
#   ~          log(to_str(e.id))
         log("a", level: "loud")
#                        ^^^^^^ E0402: `level` is one of four words; not known
#   = help: it is one of "debug", "info", "warn", "error"
         log("a", "b")
#        ^^^^^^^^^^^^^ E0304: `log` takes a text, and a `level`; other arguments
#   = help: for example `log(f"{user} left", level: "warn")`
         emit e
       }
     }
  |> into stdout()

#=== a process that ends the flow
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> key_by user |> process { on item e { emit e to others } } |> into stdout()
#                                                                                          ^^^^ E0407: nothing can follow `process`; too late
#                                            ------- E0407: the flow ends here
#   = help: name the stream with `let`, and begin another flow `from` it

#=== a name that hides another
schema Order { id: u64, user: str }
#                       --------- W0252: hidden
from csv("o.csv") as Order
  |> key_by user
  |> process {
       state n: i64
#            - W0252: hidden
       on item user { let n = n + 1 emit user }
#              ^^^^ W0252: `user` hides another `user`; another one from here on
#   = help: give one of them another name
#                         ^ W0251: nothing reads `n`; made here
#   = help: leave it out
#                         ^ W0252: `n` hides another `n`; another one from here on
#   = help: give one of them another name
     }
  |> into stdout()

#=== a request is not kept
schema Order { id: u64, user: str }
from request as Order |> key_by user |> process { state n: i64 on item e { n += 1 emit {n: n} } } |> into response
#                                       ^^^^^^^ E0602: `process` needs more than one request; not one at a time
#    ---------------- E0602: requests come one at a time
#   = help: answer from the request alone: `filter`, `select`, `extend`, `map`, `flatmap`
