#=== a function of text given a number
schema Order { id: u64, user: str }
#              ------- E0305: `id` is u64
from csv("o.csv") as Order |> extend u = upper(id) |> into stdout()
#                                              ^^ E0305: `upper` takes str, and `id` is u64; u64
#   = help: make it text
#   ~ from csv("o.csv") as Order |> extend u = upper(to_str(id)) |> into stdout()

#=== the second argument is wrong
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> extend u = user.pad_start("8", "0") |> into stdout()
#                                                       ^^^ E0305: `pad_start` takes i64, and `"8"` is str; str
#   = help: a number stands without quotes
#   ~ from csv("o.csv") as Order |> extend u = user.pad_start(8, "0") |> into stdout()

#=== the square root of an integer column
schema Order { id: u64, qty: i64 }
#                       -------- E0305: `qty` is i64
from csv("o.csv") as Order |> extend r = sqrt(qty) |> into stdout()
#                                             ^^^ E0305: `sqrt` takes f64, and `qty` is i64; i64
#   = help: convert it
#   ~ from csv("o.csv") as Order |> extend r = sqrt(f64(qty)) |> into stdout()

#=== the sum of text
schema Order { id: u64, name: str }
#                       --------- E0305: `name` is str
from csv("o.csv") as Order |> aggregate total = sum(name) |> into stdout()
#                                                   ^^^^ E0305: `sum` adds numbers, and `name` is str; str
#   = help: `count_distinct(name)` counts the different ones

#=== the mean of bool
schema Hit { ok: bool }
#            -------- E0305: `ok` is bool
from csv("h.csv") as Hit |> aggregate share = mean(ok) |> into stdout()
#                                                  ^^ E0305: `mean` averages numbers, and `ok` is bool; bool
#   = help: `count_if(ok)` counts the true ones

#=== the largest of a list column
schema Post { tags: list<str> }
from jsonl("p.jsonl") as Post |> aggregate m = max(tags) |> into stdout()
#                                                  ^^^^ E0404: `tags` has a value for every row of the group; and the group gives one row
#   = help: choose one: `first(tags)`, or group by it: `by tags`
#   ~ from jsonl("p.jsonl") as Post |> aggregate m = max(first(tags)) |> into stdout()

#=== count_if of a number
schema Hit { code: i64 }
#            --------- E0305: `code` is i64
from csv("h.csv") as Hit |> aggregate bad = count_if(code) |> into stdout()
#                                                    ^^^^ E0305: `count_if` counts what is true, and `code` is i64; i64
#   = help: compare it
#   ~ from csv("h.csv") as Hit |> aggregate bad = count_if(code != 0) |> into stdout()

#=== larger of text and number
from values([{a: 1, b: "x"}]) |> extend m = max(a, b) |> into stdout()
#                                           ^^^ E0305: `max` does not take i64 and str together
#                                               - E0305: i64
#                                                  - E0305: str
#   = help: it is declared as `max(O, O) -> O`, `max(list<O>) -> O?`

#=== wrap is for integers
from values([{a: 1.5}]) |> extend b = (a * 31.0).wrap() |> into stdout()
#                                      ^^^^^^^^ E0305: `wrap` takes an integer, and this is f64; f64

#=== a request without its type
pipeline p { from request |> into response }
#                 ^^^^^^^ E0305: `request` needs its row type; rows of what?
#   = help: name it: `from request as T`

#=== a file without its type
from csv("o.csv") |> into stdout()
#        ^^^^^^^ E0305: the rows of this file cannot be told by looking at it; cannot read o.csv: No such file or directory
#   = help: name their type: `from ... as T`

#=== a generator without a lambda
from generator(row: 3, count: 10) |> into stdout()
#                   ^ E0305: `generator` makes a row of its number; no lambda of one name
#   = help: for example `i => {id: i}`

#=== rows that are no list
from values(3) |> into stdout()
#           ^ E0305: `values` takes a list of rows, and this is i64; i64
#   = help: put it into brackets: `values([...])`

#=== a format that is none
from values([{a: 1.5}]) |> map a.format(".2q") |> into stdout(format: "text")
#                                       ^^^^^ E0005: this format does not fit f64; not a format
#   = help: `.2q` is not a format; one is [[fill]align][sign][0][width][,][.precision][type]

#=== text of a list
from values([{a: [1, 2]}]) |> map f"{a}" |> into stdout(format: "text")
#                                    ^ E0305: `{...}` does not take list<i64>; list<i64>

#=== a text where a pattern belongs
from values([{s: "a", p: "b", n: 1}])
  |> extend a = s.find("x"), b = s.find_all("\\d"), c = find(s, p), d = n.find(re"a")
#                      ^^^ E0305: `find` takes a regular expression, and `"x"` is str; str
#   = help: write it as a regular expression
#   ~   |> extend a = s.find(re"x"), b = s.find_all("\\d"), c = find(s, p), d = n.find(re"a")
#                                           ^^^^^ E0305: `find_all` takes a regular expression, and `"\\d"` is str; str
#   = help: write it as a regular expression
#   ~   |> extend a = s.find("x"), b = s.find_all(re"\d"), c = find(s, p), d = n.find(re"a")
#                                                               ^ E0305: `find` takes a regular expression, and `p` is str; str
#   = help: a pattern is written in the program, as `re"..."`; text from a row is looked for with `contains` or `like`
#                                                                       ^ E0305: `find` takes a list or str or regex, and `n` is i64; i64
#   = help: make it text
#   ~   |> extend a = s.find("x"), b = s.find_all("\\d"), c = find(s, p), d = to_str(n).find(re"a")
  |> into stdout()

#=== a pattern that is chosen when the program runs
from values([{s: "a", n: 1}]) |> filter s matches (if n > 1 then re"a" else re"b") |> into stdout()
#                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0305: `matches` takes a regular expression that is known when the program is compiled; chosen when it runs
#   = help: choose between results: `if c then s.find(re"a") else s.find(re"b")`

#=== groups that are not there
const LINE = re"(\d+) (?:\w+)"
from values([{s: "a"}])
  |> extend a = s.capture(LINE), b = s.capture_all(re"a"), c = s.replace(re"(?P<x>a)", "${y}$2")
#                         ^^^^ E0305: `capture` gives the named groups, and this pattern has none; no `(?P<name>...)`
#   = help: name one: `(?P<name>...)`; `find` gives the whole match
#                                                  ^^^^^ E0305: `capture_all` gives the named groups, and this pattern has none; no `(?P<name>...)`
#   = help: name one: `(?P<name>...)`; `find_all` gives the whole matches
#                                                                                      ^^^^^^^^ E0305: this replacement names a group that is not there; the pattern has no group `y`; there is $0 ${x}
#                                                                        ------------ E0305: the pattern
#   = help: a `$` itself is `$$`
  |> into stdout()

#=== a sum with a lambda
schema Order { items: list<{qty: i64}> }
from jsonl("o.jsonl") as Order |> extend n = items.sum(i => i.qty) |> into stdout()
#                                                      ^^^^^^^^^^ E0305: `sum` takes no lambda; a lambda
#   = help: map first: `.map(i => i.qty).sum()`
#   ~ from jsonl("o.jsonl") as Order |> extend n = items.map(i => i.qty).sum() |> into stdout()

#=== the largest with a lambda
schema Order { items: list<{qty: i64}> }
from jsonl("o.jsonl") as Order |> extend n = items.max(i => i.qty) |> into stdout()
#                                                      ^^^^^^^^^^ E0305: `max` takes no lambda; a lambda
#   = help: `max_by` does
#   ~ from jsonl("o.jsonl") as Order |> extend n = items.max_by(i => i.qty) |> into stdout()

#=== a lambda for a function of text
from values([{a: "x"}]) |> extend b = a.upper(x => x) |> into stdout()
#                                             ^^^^^^ E0305: `upper` takes no lambda; a lambda
#   = help: functions of lists do, for example `tags.map(t => t.upper())`

#=== a lambda for an aggregate
schema Order { price: f64 }
from jsonl("o.jsonl") as Order |> aggregate total = sum(o => o.price) |> into stdout()
#                                                       ^^^^^^^^^^^^ E0305: `sum` takes no lambda; a lambda
#   = help: an aggregate takes an expression, and evaluates it for each row: `sum(amount)`

#=== items of text
schema Order { tags: list<str> }
from jsonl("o.jsonl") as Order |> extend n = tags.map(t => t.floor()) |> into stdout()
#                                                          ^ E0305: `floor` takes a float, and `t` is str; str
#                                                     - E0305: `t` is str
#   = help: it is declared as `floor(F) -> F`

#=== something else than a list
from values([{a: 1}]) |> extend b = a.map(x => x + 1) |> into stdout()
#                                   ^ E0305: `map` takes a list, and `a` is i64; i64
#   = help: it is declared as `map(list<T1>, T1 => T2) -> list<T2>`

#=== something else than a lambda
schema Order { tags: list<str> }
from jsonl("o.jsonl") as Order |> extend n = tags.map("upper") |> into stdout()
#                                                     ^^^^^^^ E0305: `map` takes a lambda, and `"upper"` is str; str
#   = help: it is declared as `map(list<T1>, T1 => T2) -> list<T2>`

#=== an order by lists
schema Order { rows: list<list<i64>> }
from jsonl("o.jsonl") as Order |> extend n = rows.sort_by(r => r) |> into stdout()
#                                                              ^ E0305: `sort_by` wants a value that has an order of its lambda, and this is list<i64>; list<i64>

#=== the least of what may be null
schema Order { items: list<{price: f64?}> }
from jsonl("o.jsonl") as Order |> extend n = items.min_by(i => i.price) |> into stdout()
#                                                              ^^^^^^^ E0305: `min_by` wants a value that has an order of its lambda, and this is f64?; f64?
#   = help: give a value for null: `i.price ?? 0.0`

#=== a list is wanted for each item
schema Order { tags: list<str> }
from jsonl("o.jsonl") as Order |> extend n = tags.flat_map(t => t.upper()) |> into stdout()
#                                                               ^^^^^^^^^ E0305: `flat_map` wants a list of its lambda, and this is str; str

#=== the name of a function that does not take the items
schema Order { tags: list<str> }
from jsonl("o.jsonl") as Order |> extend n = tags.map(sqrt) |> into stdout()
#                                                     ^^^^ E0305: `sqrt` does not take str; given str
#   = help: a lambda says what to do with it: `x => ...`

#=== a path with a dot too many
schema E { n: json }
from jsonl("e.jsonl") as E |> extend k = n.get("a..b") |> into stdout()
#                                              ^^^^^^ E0305: this is no path in json: a name stands on both sides of a dot; not a path
#   = help: a path is `user.name`, `items[0].id`, `["any name"].x`

#=== a path with a name in brackets
schema E { n: json }
from jsonl("e.jsonl") as E |> extend k = n.get("a[b]")?.as_str() |> into stdout()
#                                              ^^^^^^ E0305: this is no path in json: what stands in `[]` is a position or a name in double quotes; not a path
#   = help: a path is `user.name`, `items[0].id`, `["any name"].x`

#=== an empty path
schema E { n: json? }
from jsonl("e.jsonl") as E |> extend k = n?.get("") |> into stdout()
#                                               ^^ E0305: this is no path in json: it is empty; not a path
#   = help: a path is `user.name`, `items[0].id`, `["any name"].x`

#=== keys of a record
from values([{a: {b: 1}}]) |> extend k = a.keys() |> into stdout()
#                                        ^ E0305: `keys` takes a map, and `a` is {b: i64}; {b: i64}
#   = help: it is declared as `keys(map<K, V>) -> list<K>`

#=== a time zone that is not there, and one that is not known yet
from values([{at: ts"2026-01-01", s: "UTC"}])
  |> extend a = at.hour("Europe/Belrin"), b = at.day("CEST"), c = at.truncate(1d, "../etc"), d = at.hour(s)
#                       ^^^^^^^^^^^^^^^ E0305: there is no time zone "Europe/Belrin"; not known
#   = help: did you mean "Europe/Berlin"?
#                                                    ^^^^^^ E0305: there is no time zone "CEST"; not known
#   = help: did you mean "CET"?
#                                                                                 ^^^^^^^^ E0305: there is no time zone "../etc"; not known
#   = help: a zone is a region and a city, such as "Europe/Berlin", or "UTC"
#                                                                                                        ^ E0305: `hour` takes a time zone that is known when the program is compiled; str
#   = help: write its name: `"Europe/Berlin"`
  |> into stdout()

#=== what a row is best by has an order
from values([{a: 1, b: [2]}]) |> aggregate m = arg_max(a, b) |> into stdout()
#                                                         ^ E0305: `arg_max` takes a value that has an order, and `b` is list<i64>; list<i64>

#=== a column that `nexmark` does not offer
schema Bid { auction: i64, prise: i64 }
#                          ---------- E0305: `prise` is declared here
from nexmark(events: 10) as Bid |> into stdout()
#                           ^^^ E0305: `bid` of `nexmark` has no `prise`; `prise` is not on offer
#   = help: did you mean `price`? it has auction, bidder, price, channel, url, at and extra

#=== a column of `nexmark` with another type
schema Bid { auction: i64, price: f64 }
#                          ---------- E0305: `price` is declared here
from nexmark(events: 10) as Bid |> into stdout()
#                           ^^^ E0305: `price` of `nexmark` is i64, and this is f64; `price` is f64
#   = help: `price: i64`, and `extend` converts it

#=== columns of two kinds of events
from nexmark(events: 10) as {id: i64, at: timestamp} |> into stdout()
#                           ^^^^^^^^^^^^^^^^^^^^^^^^ E0305: these columns are those of people or auctions; which events?
#   = help: name the schema Person, Auction or Bid; there are person(id, name, email, credit_card, city, state, at, extra); auction(id, item, description, initial_bid, reserve, expires, seller, category, at, extra); bid(auction, bidder, price, channel, url, at, extra)

#=== columns of no event
from nexmark(events: 10) as {id: i64, bidder: i64} |> into stdout()
#                           ^^^^^^^^^^^^^^^^^^^^^^ E0305: no event of `nexmark` has all of these columns; which events?
#   = help: name the schema Person, Auction or Bid; there are person(id, name, email, credit_card, city, state, at, extra); auction(id, item, description, initial_bid, reserve, expires, seller, category, at, extra); bid(auction, bidder, price, channel, url, at, extra)

#=== a variant that `nexmark` does not have
schema Bid { auction: i64 }
enum Event { bid(Bid), sale(Bid) }
from nexmark(events: 10) as Event |> into stdout()
#                           ^^^^^ E0305: `nexmark` has no `sale`; has the variant `sale`
#   = help: its events are `person`, `auction` and `bid`

#=== a variant of `nexmark` that carries nothing
enum Event { bid, auction(i64) }
from nexmark(events: 10) as Event |> into stdout()
#                           ^^^^^ E0305: `bid` of `nexmark` is a record, and this is nothing; no record
#   = help: it carries a schema of auction, bidder, price, channel, url, at and extra

#=== events that are to be numbers
from nexmark(events: 10) as i64 |> into stdout()
#                           ^^^ E0305: events of `nexmark` are records, and this is i64; no record
#   = help: for example `from nexmark(events: 1_000_000) as Event`, where `enum Event { person(Person), auction(Auction), bid(Bid) }`

#=== events of no type
from nexmark(events: 10) |> into stdout()
#    ^^^^^^^ E0305: `nexmark` needs its row type; rows of what?
#   = help: name it: `from nexmark(events: 1_000_000) as Event`, where `enum Event { person(Person), auction(Auction), bid(Bid) }`
