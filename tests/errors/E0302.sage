#=== an integer and a float
schema Order { id: u64, qty: i64, price: f64 }
#                       -------- E0302: `qty` is i64
#                                 ---------- E0302: `price` is f64
from csv("o.csv") as Order |> extend total = qty * price |> into stdout()
#                                                ^ E0302: `*` has no meaning for i64 and f64
#                                            --- E0302: i64
#                                                  ----- E0302: f64
#   = help: convert the integer
#   ~ from csv("o.csv") as Order |> extend total = f64(qty) * price |> into stdout()

#=== text and a number
schema Order { id: u64, user: str }
#                       --------- E0302: `user` is str
from csv("o.csv") as Order |> filter user > 3 |> into stdout()
#                                         ^ E0302: `>` has no meaning for str and i64
#                                    ---- E0302: str
#                                           - E0302: i64
#   = help: read the number: `user.parse_int()`

#=== text joined with a number
schema Order { id: u64, user: str }
#                       --------- E0302: `user` is str
#              ------- E0302: `id` is u64
from csv("o.csv") as Order |> extend key = user + id |> into stdout()
#                                               ^ E0302: `+` has no meaning for str and u64
#                                          ---- E0302: str
#                                                 -- E0302: u64
#   = help: make it text
#   ~ from csv("o.csv") as Order |> extend key = user + to_str(id) |> into stdout()

#=== signed and unsigned
schema Order { a: u64, b: i64 }
#              ------ E0302: `a` is u64
#                      ------ E0302: `b` is i64
from csv("o.csv") as Order |> filter a == b |> into stdout()
#                                      ^^ E0302: `==` has no meaning for u64 and i64
#                                    - E0302: u64
#                                         - E0302: i64
#   = help: convert one
#   ~ from csv("o.csv") as Order |> filter i64(a) == b |> into stdout()

#=== a time compared with text
schema Hit { at: timestamp }
#            ------------- E0302: `at` is timestamp
from csv("h.csv") as Hit |> filter at > "2026-01-31" |> into stdout()
#                                     ^ E0302: `>` has no meaning for timestamp and str
#                                  -- E0302: timestamp
#                                       ------------ E0302: str
#   = help: a time is written with `ts` before it
#   ~ from csv("h.csv") as Hit |> filter at > ts"2026-01-31" |> into stdout()

#=== a time and a number
schema Hit { at: timestamp }
#            ------------- E0302: `at` is timestamp
from csv("h.csv") as Hit |> extend later = at + 3600 |> into stdout()
#                                             ^ E0302: `+` has no meaning for timestamp and i64
#                                          -- E0302: timestamp
#                                               ---- E0302: i64
#   = help: a length of time has a unit: `30s`, `5m`, `1h30m`

#=== two times added
schema Hit { a: timestamp, b: timestamp }
#            ------------ E0302: `a` is timestamp
#                          ------------ E0302: `b` is timestamp
from csv("h.csv") as Hit |> extend c = a + b |> into stdout()
#                                        ^ E0302: `+` has no meaning for timestamp and timestamp
#                                      - E0302: timestamp
#                                          - E0302: timestamp
#   = help: `a - b` is the time between them

#=== bool is no number
schema Hit { ok: bool }
#            -------- E0302: `ok` is bool
from csv("h.csv") as Hit |> extend n = ok + 1 |> into stdout()
#                                         ^ E0302: `+` has no meaning for bool and i64
#                                      -- E0302: bool
#                                           - E0302: i64
#   = help: make it a number
#   ~ from csv("h.csv") as Hit |> extend n = (if ok then 1 else 0) + 1 |> into stdout()

#=== a record has no order
schema Place { city: str }
schema Order { from_: Place, to: Place }
#              ------------ E0302: `from_` is Place
#                            --------- E0302: `to` is Place
from jsonl("o.jsonl") as Order |> filter from_ < to |> into stdout()
#                                              ^ E0302: `<` has no meaning for Place and Place
#                                        ----- E0302: Place
#                                                -- E0302: Place
#   = help: compare a field of each

#=== not of a number
from values([{a: 1}]) |> filter not a |> into stdout()
#                                   ^ E0301: a condition is true or false, and this is i64; i64
#   = help: compare it
#   ~ from values([{a: 1}]) |> filter not a != 0 |> into stdout()

#=== the negative of text
from values([{a: "x"}]) |> extend b = -a |> into stdout()
#                                     ^^ E0302: `-` has no meaning for str
#                                      - E0302: str

#=== an item of a number
from values([{a: 1}]) |> extend b = a[0] |> into stdout()
#                                   ^^^^ E0302: `[...]` takes an item of a list or a value of a map, and `a` is i64
#                                   - E0302: i64
#                                     - E0302: i64

#=== a text as a position
from values([{a: [1]}]) |> extend b = a["x"] |> into stdout()
#                                     ^^^^^^ E0302: `[...]` has no meaning for list<i64> and str
#                                     - E0302: list<i64>
#                                       --- E0302: str

#=== between numbers, text
from values([{a: "x"}]) |> filter a between 1 and 10 |> into stdout()
#                                           ^ E0302: `>=` has no meaning for str and i64
#                                 - E0302: str
#   = help: read the number: `a.parse_int()`

#=== between ends of two types
from values([{a: 3}]) |> filter a between 1 and "10" |> into stdout()
#                                               ^^^^ E0302: `<=` has no meaning for i64 and str
#                               - E0302: i64

#=== a text in a number
from values([{a: 3}]) |> filter "x" in a |> into stdout()
#                                   ^^ E0302: `in` looks into a list, a map or text, and `a` is i64
#                               --- E0302: str
#                                      - E0302: i64

#=== like is for text
from values([{a: 3}]) |> filter a like "1%" |> into stdout()
#                                 ^^^^ E0302: `like` has no meaning for i64 and str
#                               - E0302: i64
#                                      ---- E0302: str
#   = help: make it text
#   ~ from values([{a: 3}]) |> filter to_str(a) like "1%" |> into stdout()

#=== a list and one item
from values([{a: [1]}]) |> extend b = a + 2 |> into stdout()
#                                       ^ E0302: `+` has no meaning for list<i64> and i64
#                                     - E0302: list<i64>
#                                         - E0302: i64
#   = help: make it a list
#   ~ from values([{a: [1]}]) |> extend b = a + [2] |> into stdout()

#=== two mistakes in one expression
schema Order { id: u64, user: str, price: f64 }
#                       --------- E0302: `user` is str
#                                  ---------- E0302: `price` is f64
#                       --------- E0302: `user` is str
from csv("o.csv") as Order |> filter user > 3 and price + user == 1.0 |> into stdout()
#                                         ^ E0302: `>` has no meaning for str and i64
#                                    ---- E0302: str
#                                           - E0302: i64
#   = help: read the number: `user.parse_int()`
#                                                       ^ E0302: `+` has no meaning for f64 and str
#                                                 ----- E0302: f64
#                                                         ---- E0302: str
#   = help: make it text
#   ~ from csv("o.csv") as Order |> filter user > 3 and to_str(price) + user == 1.0 |> into stdout()

#=== a long way from the declaration
schema Order { id: u64, user: str, price: f64 }
from csv("o.csv") as Order
  |> extend cents = price * 100.0, name = user.upper()
#                   ------------- E0302: `cents` is f64
#                                         ------------ E0302: `customer` is str
  |> filter id > 10
  |> rename customer = name
  |> filter cents > customer
#                 ^ E0302: `>` has no meaning for f64 and str
#           ----- E0302: f64
#                   -------- E0302: str
#   = help: read the number: `customer.parse_float()`
  |> into stdout()

#=== `matches` with a text and a column
from values([{s: "a", p: "b"}])
  |> filter s matches "a+"
#                     ^^^^ E0302: `matches` takes a regular expression, and `"a+"` is str; str
#   = help: write it as a regular expression
#   ~   |> filter s matches re"a+"
  |> filter s matches "[a"
#                     ^^^^ E0302: `matches` takes a regular expression, and `"[a"` is str; str
#   = help: write it as a regular expression: `re"..."`
  |> filter s matches p
#                     ^ E0302: `matches` takes a regular expression, and `p` is str; str
#   = help: a pattern is written in the program, as `re"..."`; text from a row is looked for with `contains` or `like`
  |> filter re"a" matches s
#           ^^^^^ E0302: `matches` has the text on its left; the pattern
#   = help: exchange them
#   ~   |> filter s matches re"a"
  |> into stdout()

#=== an enum and text that is not written in place
enum Action { view, click }
schema Row { action: Action, before: Action?, text: str, texts: list<str> }
#            -------------- E0302: `action` is Action
#                                             --------- E0302: `text` is str
#                            --------------- E0302: `before` is Action?
#                                             --------- E0302: `text` is str
#            -------------- E0302: `action` is Action
#                                                        ---------------- E0302: `texts` is list<str>
from jsonl("a.jsonl") as Row |> filter action == text or before == text or action in texts |> into stdout()
#                                             ^^ E0302: `==` has no meaning for Action and str
#                                      ------ E0302: Action
#                                                ---- E0302: str
#   = help: compare the text of it
#   ~ from jsonl("a.jsonl") as Row |> filter to_str(action) == text or before == text or action in texts |> into stdout()
#                                                               ^^ E0302: `==` has no meaning for Action? and str
#                                                        ------ E0302: Action?
#                                                                  ---- E0302: str
#   = help: compare the text of it
#   ~ from jsonl("a.jsonl") as Row |> filter action == text or before?.to_str() == text or action in texts |> into stdout()
#                                                                                 ^^ E0302: `in` has no meaning for Action and list<str>
#                                                                          ------ E0302: Action
#                                                                                    ----- E0302: list<str>
#   = help: compare the text of it
#   ~ from jsonl("a.jsonl") as Row |> filter action == text or before == text or to_str(action) in texts |> into stdout()

#=== two enums
enum Action { view, click }
enum Event { view, click }
from jsonl("a.jsonl") as {a: Action, e: Event} |> filter a == e |> into stdout()
#                                                          ^^ E0302: `==` has no meaning for Action and Event
#                                                        - E0302: Action
#                                                             - E0302: Event

#=== an order of variants
enum Level { low, high }
from jsonl("a.jsonl") as {level: Level} |> filter level > Level.low |> into stdout()
#                                                       ^ E0302: `>` has no meaning for Level; no order
#   = help: variants have no order; `match` gives each a number

#=== an item of text
schema E { name: str }
#          --------- E0302: `name` is str
from jsonl("e.jsonl") as E |> extend k = name[0] |> into stdout()
#                                        ^^^^^^^ E0302: `[...]` takes an item of a list or a value of a map, and `name` is str
#                                        ---- E0302: str
#                                             - E0302: i64

#=== a map with another key
schema E { stock: map<str, i64> }
#          -------------------- E0302: `stock` is map<str, i64>
from jsonl("e.jsonl") as E |> extend k = stock[id_of(1)] |> into stdout()
#                                              ^^^^^^^^ E0302: the keys of `stock` are str, and this is i64; i64
#                                        ----- E0302: map<str, i64>
fn id_of(x: i64) -> i64 = x

#=== json and a number
schema E { n: json }
#          ------- E0302: `n` is json
from jsonl("e.jsonl") as E |> extend k = n + 1 |> into stdout()
#                                          ^ E0302: `+` has no meaning for json and i64
#                                        - E0302: json
#                                            - E0302: i64
#   = help: `n.as_i64()` is that, or null where it is something else

#=== looking for a number among the keys of text
schema E { stock: map<str, i64> }
#          -------------------- E0302: `stock` is map<str, i64>
from jsonl("e.jsonl") as E |> filter 7 in stock |> into stdout()
#                                    ^ E0302: the keys of `stock` are str, and this is i64; i64
#                                         ----- E0302: map<str, i64>

#=== keys of a join of different types
schema Order { id: u64, user: str }
#              ------- E0302: `id` is u64
#              ------- E0302: `id` is u64
schema User { id: i64, name: str }
let users = from csv("u.csv") as User
from csv("o.csv") as Order |> join users as u on id == u.id |> into stdout()
#                                                   ^^ E0302: `==` has no meaning for u64 and i64
#                                                -- E0302: u64
#                                                      ---- E0302: i64
#   = help: convert one
#   ~ from csv("o.csv") as Order |> join users as u on i64(id) == u.id |> into stdout()
from csv("o.csv") as Order |> join users as u on id == u.name |> into stdout()
#                                                   ^^ E0302: `==` has no meaning for u64 and str
#                                                -- E0302: u64
#                                                      ------ E0302: str
#   = help: read the number: `u.name.parse_int()`
