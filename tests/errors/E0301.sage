#=== a condition that is a number
schema Order { id: u64, amount: f64 }
#                       ----------- E0301: `amount` is f64
from csv("o.csv") as Order |> filter amount |> into stdout()
#                                    ^^^^^^ E0301: a condition is true or false, and this is f64; f64
#   = help: compare it
#   ~ from csv("o.csv") as Order |> filter amount != 0 |> into stdout()

#=== a condition that is text
schema Order { id: u64, user: str }
#                       --------- E0301: `user` is str
from csv("o.csv") as Order |> filter user and id > 3 |> into stdout()
#                                    ^^^^ E0301: a condition is true or false, and this is str; str
#   = help: compare it
#   ~ from csv("o.csv") as Order |> filter user != "" and id > 3 |> into stdout()

#=== a condition that may be null, but is no bool
schema Order { id: u64, note: str? }
#                       ---------- E0301: `note` is str?
from csv("o.csv") as Order |> extend has = if note then 1 else 0 |> into stdout()
#                                             ^^^^ E0301: a condition is true or false, and this is str?; str?
#   = help: ask for null
#   ~ from csv("o.csv") as Order |> extend has = if note is not null then 1 else 0 |> into stdout()

#=== a condition that is null
from values([{a: 1}]) |> filter null |> into stdout()
#                               ^^^^ E0301: a condition is true or false, and this is null; null

#=== the default of a field
schema Order { id: u64, unit: str = 3 }
#                                   ^ E0301: the default of `unit` is an i64, and a str is needed; i64
#                             --- E0301: `unit` is str
#   = help: text stands in quotes
#   ~ schema Order { id: u64, unit: str = "3" }
from csv("o.csv") as Order |> into stdout()

#=== the default of a parameter
pipeline p {
  param floor: f64 = "10"
#                    ^^^^ E0301: the default of `floor` is a str, and an f64 is needed; str
#              --- E0301: `floor` is f64
#   = help: a number stands without quotes
#   ~   param floor: f64 = 10
  from values([{a: 1.0}]) |> filter a > floor |> into stdout()
}

#=== the result of a function
fn label(x: f64) -> str = x * 2.0
#                         ^^^^^^^ E0301: the result of `label` is an f64, and a str is needed; f64
#                   --- E0301: declared as str
#   = help: make it text
#   ~ fn label(x: f64) -> str = to_str(x * 2.0)
from values([{a: 1.0}]) |> map label(a) |> into stdout()

#=== an argument of a function of the file
fn half(x: f64) -> f64 = x / 2.0
#       ------ E0301: `x` is f64
schema Order { id: u64, user: str }
#                       --------- E0301: `user` is str
from csv("o.csv") as Order |> extend h = half(user) |> into stdout()
#                                             ^^^^ E0301: `x` is a str, and an f64 is needed; str
#   = help: read the number: `user.parse_float()` gives null where it is none

#=== a constant of another type
const LIMIT: i64 = "ten"
#                  ^^^^^ E0301: `LIMIT` is a str, and an i64 is needed; str
#            --- E0301: i64
from values([{a: 1}]) |> filter a < LIMIT |> into stdout()

#=== an order of lists
schema Post { id: u64, tags: list<str> }
#                      --------------- E0301: `tags` is list<str>
from jsonl("p.jsonl") as Post |> sort by tags |> into stdout()
#                                        ^^^^ E0301: list<str> has no order; list<str>
#   = help: order by numbers, text, times or bool

#=== an event time that is none
schema Hit { at: i64 @event_time }
#                    ^^^^^^^^^^^ E0301: event time is a timestamp, and `at` is i64
#                --- E0301: i64
#   = help: declare it as `timestamp`
from jsonl("h.jsonl") as Hit |> into stdout()

#=== a column of nothing but null
from values([{a: 1}]) |> extend b = null, c = [] |> into stdout()
#                                   ^^^^ E0301: the type of `b` is not known; null may be of any type
#   = help: put a value that has a type there
#                                             ^^ E0301: the type of `c` is not known; nothing says what it would hold
#   = help: put a value that has a type there

#=== a row of nothing but null
from values([{a: 1}]) |> map null |> into stdout()
#                            ^^^^ E0301: the type of the row is not known; null may be of any type
#   = help: put a value that has a type there

#=== a record with a part of no known type
from values([{a: 1}]) |> map {id: a, extra: {x: null}} |> into stdout()
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^ E0301: the type of the row is not known; nothing says what it would hold
#   = help: put a value that has a type there

#=== null has no function
from values([{a: 1}]) |> extend h = hash(null) |> into stdout()
#                                        ^^^^ E0301: the type of this is not known; null may be of any type
#   = help: put a value that has a type there

#=== a spread of something else
from values([{a: 1}]) |> map {...a, b: 2} |> into stdout()
#                                ^ E0301: `...` copies the fields of a record, and this is i64; i64
#   = help: for example `{...it, n: 1}`

#=== an expectation that is a number
pipeline p { let out = from values([{a: 1}])
  from out |> into stdout() }
test "one" for p { expect len(out) }
#                         ^^^^^^^^ E0301: an expectation is true or false, and this is i64; i64
#   = help: compare it: `expect ... == ...`

#=== lists are compared unordered, numbers are not
test "one" { expect 1 == 1 unordered }
#                          ^^^^^^^^^ E0301: `unordered` compares two lists; no lists are compared here
#   = help: `expect a == b unordered`

#=== a local of a test
test "one" {
  let x: str = 3
#              ^ E0301: `x` is an i64, and a str is needed; i64
#        --- E0301: `x` is str
#   = help: text stands in quotes
#   ~   let x: str = "3"
  expect x == "3"
}

#=== rows of no known type
from values([]) |> into stdout()
#           ^^ E0301: the type of these rows is not known; nothing says what they hold
#   = help: name it: `from values(...) as T`

#=== an item of a list in a given place
fn total(xs: list<i64>) -> i64 = xs.sum()
#        ------------- E0301: `xs` is list<i64>
from values([{a: 1}]) |> extend t = total([a, "x"]) |> into stdout()
#                                             ^^^ E0301: the item is a str, and an i64 is needed; str

#=== a length of time without a unit
pipeline p {
  param wait: duration = 30
#                        ^^ E0301: the default of `wait` is an i64, and a duration is needed; i64
#             -------- E0301: `wait` is duration
#   = help: a length of time has a unit: `30s`, `5m`, `1h30m`
  from values([{a: 10s}]) |> filter a < wait |> into stdout()
}

#=== a clock goes on by a duration
test "time" {
  advance 11
#         ^^ E0301: a clock goes on by a duration, and this is i64; i64
#   = help: for example `advance 11m`
  expect now() == ts"00:00"
}

#=== a fold that changes its type
schema Order { xs: list<i64> }
from jsonl("o.jsonl") as Order |> extend n = xs.fold("", fn(so_far, x) => x) |> into stdout()
#                                                                         ^ E0301: the result of the lambda is an i64, and a str is needed; i64
#                                                                   - E0301: `x` is i64
#   = help: make it text
#   ~ from jsonl("o.jsonl") as Order |> extend n = xs.fold("", fn(so_far, x) => to_str(x)) |> into stdout()

#=== a lambda without a type
schema Order { xs: list<i64> }
from jsonl("o.jsonl") as Order |> extend n = xs.map(x => null) |> into stdout()
#                                                        ^^^^ E0301: the type of the result of the lambda is not known; null may be of any type
#   = help: put a value that has a type there

#=== text that is not written in place
enum Action { view, click }
#    ------ E0301: declared here
schema Row { action: Action, text: str }
from jsonl("a.jsonl") as Row |> map Row(action: text, text: text) |> into stdout()
#                                               ^^^^ E0301: text is not a variant of `Action` by itself; str
#   = help: `match` makes a variant of text: `match x { "view" => Action.view, ... }`

#=== text for an enum with payloads
enum Shape { circle(f64), point }
#    ----- E0301: declared here
#    ----- E0301: declared here
from values([{a: 1}]) |> extend b = [Shape.point, "point"], c = [Shape.point, "circle"] |> into stdout()
#                                                 ^^^^^^^ E0301: text is not a variant of `Shape` by itself; str
#   = help: name the variant: `Shape.point`
#   ~ from values([{a: 1}]) |> extend b = [Shape.point, Shape.point], c = [Shape.point, "circle"] |> into stdout()
#                                                                             ^^^^^^^^ E0301: text is not a variant of `Shape` by itself; str
#   = help: name the variant: `Shape.circle(...)`

#=== text for an enum with payloads, compared
enum Shape { circle(f64), point }
#    ----- E0301: declared here
from jsonl("a.jsonl") as {shape: Shape} |> filter shape == "point" |> into stdout()
#                                                          ^^^^^^^ E0301: text is not a variant of `Shape` by itself; str
#   = help: name the variant: `Shape.point`
#   ~ from jsonl("a.jsonl") as {shape: Shape} |> filter shape == Shape.point |> into stdout()

#=== an enum for text
enum Action { view, click }
schema Row { action: str }
#            ----------- E0301: `action` is str
from jsonl("a.jsonl") as {action: Action} |> map Row(action: action) |> into stdout()
#                                                            ^^^^^^ E0301: `action` is an Action, and a str is needed; Action
#   = help: make it text
#   ~ from jsonl("a.jsonl") as {action: Action} |> map Row(action: to_str(action)) |> into stdout()

#=== an order by an enum
enum Action { view, click }
from jsonl("a.jsonl") as {action: Action} |> sort by action |> into stdout()
#                                                    ^^^^^^ E0301: variants have no order; Action
#   = help: order by its text, `to_str(...)`, or by a number that `match` gives it

#=== only of rows that are no enum
from jsonl("a.jsonl") as {action: str} |> only view |> into stdout()
#                                         ^^^^ E0301: `only` takes the rows of one variant, and these have none; the row is {action: str}
#   = help: keep rows by `filter`

#=== a payload of another type
enum Shape { circle(f64), rect({w: f64, h: f64}), point }
#            ----------- E0301: declared here
#                         ---------------------- E0301: declared here
from values([{a: "x"}]) |> extend b = Shape.circle(a), c = Shape.rect(a) |> into stdout()
#                                                  ^ E0301: what `circle` carries is a str, and an f64 is needed; str
#   = help: read the number: `a.parse_float()` gives null where it is none
#                                                                     ^ E0301: what `rect` carries is a str, and {w: f64, h: f64} is needed; str

#=== patterns of another type
from jsonl("a.jsonl") as {n: i64, u: u8} |> extend a = match n { "0" => 1, _ => 2 }, b = match n { circle(r) => r, _ => 2 }, c = match n { Action.view => 1, _ => 2 }, d = match u { 300 => 1, _ => 2 } |> into stdout()
#                                                                ^^^ E0301: the pattern is a str, and an i64 is needed; str
#                                                            - E0301: i64
#   = help: a number stands without quotes
#   ~ from jsonl("a.jsonl") as {n: i64, u: u8} |> extend a = match n { 0 => 1, _ => 2 }, b = match n { circle(r) => r, _ => 2 }, c = match n { Action.view => 1, _ => 2 }, d = match u { 300 => 1, _ => 2 } |> into stdout()
#                                                                                                  ^^^^^^^^^ E0301: `circle(r)` is a variant of an enum, and `n` is i64; no variant
#                                                                                              - E0301: i64
#   = help: a pattern here is a value, a name for any value, or `_`
#                                                                                                                                          ^^^^^^^^^^^ E0301: `Action.view` is a variant of an enum, and `n` is i64; no variant
#                                                                                                                                      - E0301: i64
#   = help: a pattern here is a value, a name for any value, or `_`
#                                                                                                                                                                                    ^^^ E0309: 300 is out of range for u8; u8 is 0 to 255
#                                                                                                                                                                                - E0309: u8

#=== a match of nothing
from values([{a: 1}]) |> extend b = match null { null => 1, _ => 2 } |> into stdout()
#                                         ^^^^ E0301: the type of what is matched is not known; null may be of any type
#   = help: put a value that has a type there

#=== a condition that is none
from jsonl("a.jsonl") as {n: i64} |> extend a = match n { x if x => 1, _ => 2 } |> into stdout()
#                                                              ^ E0301: a condition is true or false, and this is i64; i64
#   = help: compare it
#   ~ from jsonl("a.jsonl") as {n: i64} |> extend a = match n { x if x != 0 => 1, _ => 2 } |> into stdout()

#=== a map with keys that are numbers, written as names
const NAMES: map<i64, str> = {a: "x"}
#                            ^^^^^^^^ E0301: keys of the type i64 are not written as names; map<i64, str> is needed
#            ------------- E0301: map<i64, str>
#   = help: make the map of a list: `map_of([{key: ..., value: ...}])`
from values([{a: 1}]) |> extend b = NAMES.get(a) |> into stdout()

#=== a record copied into a map
const BASE = {x: 1}
const STOCK: map<str, i64> = {...BASE, a: 1}
#                             ^^^^^^^ E0301: `...` copies a record, and map<str, i64> is needed; not in a map
#            ------------- E0301: map<str, i64>
#   = help: name the keys
from values([{a: 1}]) |> extend b = STOCK.get("a") |> into stdout()

#=== a value of a map of another type
const STOCK: map<str, i64> = {a: 1, b: "x"}
#                                      ^^^ E0301: the value of `b` is a str, and an i64 is needed; str
#            ------------- E0301: map<str, i64>
from values([{a: 1}]) |> extend b = STOCK.get("a") |> into stdout()

#=== a list where a map is wanted
const STOCK: map<str, i64> = [{key: "a", value: 1}]
#                            ^^^^^^^^^^^^^^^^^^^^^^ E0301: `STOCK` is a list<{key: str, value: i64}>, and a map<str, i64> is needed; list<{key: str, value: i64}>
#            ------------- E0301: map<str, i64>
#   = help: `map_of([{key: ..., value: ...}])` makes a map
from values([{a: 1}]) |> extend b = STOCK.get("a") |> into stdout()

#=== a map of other values
fn total(m: map<str, f64>) -> f64 = m.values().sum()
#        ---------------- E0301: `m` is map<str, f64>
schema E { stock: map<str, i64> }
#          -------------------- E0301: `stock` is map<str, i64>
from jsonl("e.jsonl") as E |> extend n = total(stock) |> into stdout()
#                                              ^^^^^ E0301: `m` is a map<str, i64>, and a map<str, f64> is needed; map<str, i64>

#=== text where json is wanted
fn kind(j: json) -> str = j.as_str() ?? "none"
#       ------- E0301: `j` is json
schema E { name: str }
#          --------- E0301: `name` is str
from jsonl("e.jsonl") as E |> extend k = kind(name) |> into stdout()
#                                             ^^^^ E0301: `j` is a str, and json is needed; str
#   = help: make it json
#   ~ from jsonl("e.jsonl") as E |> extend k = kind(json(name)) |> into stdout()

#=== json where text is wanted
fn first(s: str) -> str = s.slice(0, 1)
#        ------ E0301: `s` is str
schema E { name: json }
#          ---------- E0301: `name` is json
from jsonl("e.jsonl") as E |> extend k = first(name) |> into stdout()
#                                              ^^^^ E0301: `s` is json, and a str is needed; json
#   = help: `name.as_str()` is that, or null where it is something else
