#=== arithmetic with null
schema Flight { carrier: str, delay: i64? }
#                             ----------- E0303: `delay` is i64?
from csv("f.csv") as Flight |> extend late = delay + 10 |> into stdout()
#                                            ^^^^^ E0303: `delay` may be null, and `+` needs a value; i64?
#   = help: give a value for null; `|> filter delay is not null` before it leaves such rows out
#   ~ from csv("f.csv") as Flight |> extend late = (delay ?? 0) + 10 |> into stdout()

#=== order with null
schema Flight { carrier: str, delay: i64? }
#                             ----------- E0303: `delay` is i64?
from csv("f.csv") as Flight |> filter delay > 30 |> into stdout()
#                                     ^^^^^ E0303: `delay` may be null, and `>` needs a value; i64?
#   = help: give a value for null; `|> filter delay is not null` before it leaves such rows out
#   ~ from csv("f.csv") as Flight |> filter (delay ?? 0) > 30 |> into stdout()

#=== a function of null
schema Order { id: u64, note: str? }
#                       ---------- E0303: `note` is str?
#                       ---------- E0303: `note` is str?
from csv("o.csv") as Order |> extend n = len(note), u = note.upper() |> into stdout()
#                                            ^^^^ E0303: `note` may be null, and `len` needs a value; str?
#   = help: give a value for null; `|> filter note is not null` before it leaves such rows out
#   ~ from csv("o.csv") as Order |> extend n = len(note ?? ""), u = note.upper() |> into stdout()
#                                                       ^^^^ E0303: `note` may be null, and `upper` needs a value; str?
#   = help: give a value for null; `|> filter note is not null` before it leaves such rows out
#   ~ from csv("o.csv") as Order |> extend n = len(note), u = (note ?? "").upper() |> into stdout()

#=== a condition that may be null
schema Order { id: u64, ok: bool? }
#                       --------- E0303: `ok` is bool?
from csv("o.csv") as Order |> filter ok |> into stdout()
#                                    ^^ E0303: `ok` may be null, and a bool is needed; bool?
#   = help: give a value for null; `|> filter ok is not null` before it leaves such rows out
#   ~ from csv("o.csv") as Order |> filter ok ?? false |> into stdout()

#=== a field of a record that may be null
schema Place { city: str }
schema Order { id: u64, to: Place? }
#                       ---------- E0303: `to` is Place?
from jsonl("o.jsonl") as Order |> filter to.city == "Lyon" |> into stdout()
#                                        ^^ E0303: `to` may be null, so it may have no `city`; Place?
#   = help: `to?.city` is null where `to` is
#   ~ from jsonl("o.jsonl") as Order |> filter to?.city == "Lyon" |> into stdout()

#=== null where a function of the file wants a value
fn half(x: i64) -> i64 = x // 2
#       ------ E0303: `x` is i64
schema Order { id: u64, qty: i64? }
#                       --------- E0303: `qty` is i64?
from csv("o.csv") as Order |> extend h = half(qty) |> into stdout()
#                                             ^^^ E0303: `qty` may be null, and an i64 is needed; i64?
#   = help: give a value for null; `|> filter qty is not null` before it leaves such rows out
#   ~ from csv("o.csv") as Order |> extend h = half(qty ?? 0) |> into stdout()

#=== a test for null that does not reach
schema Flight { carrier: str, delay: i64? }
#                             ----------- E0303: `delay` is i64?
from csv("f.csv") as Flight |> filter delay is not null or delay > 30 |> into stdout()
#                                                          ^^^^^ E0303: `delay` may be null, and `>` needs a value; i64?
#   = help: give a value for null; `|> filter delay is not null` before it leaves such rows out
#   ~ from csv("f.csv") as Flight |> filter delay is not null or (delay ?? 0) > 30 |> into stdout()

#=== the result of a function that may be null
schema Order { id: u64, qty: str }
from csv("o.csv") as Order |> filter qty.parse_int() > 3 |> into stdout()
#                                    ^^^^^^^^^^^^^^^ E0303: `qty.parse_int()` may be null, and `>` needs a value; i64?
#   = help: give a value for null; `|> filter qty.parse_int() is not null` before it leaves such rows out
#   ~ from csv("o.csv") as Order |> filter (qty.parse_int() ?? 0) > 3 |> into stdout()

#=== in a text with holes
schema Order { id: u64, note: str? }
#                       ---------- E0303: `note` is str?
from csv("o.csv") as Order |> map f"{id}: {note}" |> into stdout(format: "text")
#                                          ^^^^ E0303: `note` may be null, and `{...}` needs a value; str?
#   = help: give a value for null; `|> filter note is not null` before it leaves such rows out
#   ~ from csv("o.csv") as Order |> map f"{id}: {note ?? ''}" |> into stdout(format: "text")

#=== an operand that is more than a name
schema Order { a: i64?, b: i64? }
from csv("o.csv") as Order |> extend c = (a ?? b) * 2 |> into stdout()
#                                         ^^^^^^ E0303: `a ?? b` may be null, and `*` needs a value; i64?
#   = help: give a value for null
#   ~ from csv("o.csv") as Order |> extend c = (a ?? b ?? 0) * 2 |> into stdout()

#=== null for a field that must have a value
schema Reply { id: u64, text: str }
#                       --------- E0303: `text` is str
schema Ask { id: u64, text: str? }
#                     ---------- E0303: `text` is str?
pipeline p {
  from request as Ask |> map Reply(id: id, text: text) |> into response
#                                                ^^^^ E0303: `text` may be null, and a str is needed; str?
#   = help: give a value for null; `|> filter text is not null` before it leaves such rows out
#   ~   from request as Ask |> map Reply(id: id, text: text ?? "") |> into response
}

#=== negative of null
schema Order { a: i64? }
#              ------- E0303: `a` is i64?
from csv("o.csv") as Order |> extend b = -a |> into stdout()
#                                         ^ E0303: `a` may be null, and `-` needs a value; i64?
#   = help: give a value for null; `|> filter a is not null` before it leaves such rows out
#   ~ from csv("o.csv") as Order |> extend b = -(a ?? 0) |> into stdout()

#=== a list that may be null
schema Order { tags: list<str>? }
#              ---------------- E0303: `tags` is list<str>?
from jsonl("o.jsonl") as Order |> extend n = tags.map(t => t.upper()) |> into stdout()
#                                            ^^^^ E0303: `tags` may be null, and `map` needs a value; list<str>?
#   = help: `tags?.map(...)` is null where `tags` is; `(tags ?? [])` is then a list of no items

#=== items that may be null
schema Order { marks: list<i64?> }
from jsonl("o.jsonl") as Order |> extend n = marks.map(m => m + 1) |> into stdout()
#                                                           ^ E0303: `m` may be null, and `+` needs a value; i64?
#                                                      - E0303: `m` is i64?
#   = help: give a value for null; `.filter(m => m is not null)` before it leaves such items out
#   ~ from jsonl("o.jsonl") as Order |> extend n = marks.map(m => (m ?? 0) + 1) |> into stdout()

#=== an enum that may be null
enum Action { view, click }
from jsonl("a.jsonl") as {action: Action?} |> extend text = to_str(action) |> into stdout()
#                                                                  ^^^^^^ E0303: `action` may be null, and `to_str` needs a value; Action?
#   = help: give a value for null: `action ?? ...`; `|> filter action is not null` before it leaves such rows out

#=== only of rows that may be null
enum Event { bid(i64), end }
from jsonl("a.jsonl") as {event: Event?} |> map event |> only bid |> into stdout()
#                                                        ^^^^ E0303: `only` takes the rows of one variant, and these may be null; the row is Event?
#   = help: `|> filter it is not null` before it

#=== copying a record that may be null
schema Row { id: i64, home: {city: str}? }
#                     ------------------ E0303: `home` is {city: str}?
from jsonl("r.jsonl") as Row |> map {...home, id: id} |> into stdout()
#                                       ^^^^ E0303: `home` may be null, and `...` copies a record; {city: str}?
#   = help: give a record for null: `...(home ?? ...)`

#=== json that may be null
schema E { n: json }
from jsonl("e.jsonl") as E |> extend k = n.get("a").as_i64() |> into stdout()
#                                        ^^^^^^^^^^ E0303: `n.get("a")` may be null, and `as_i64` needs a value; json?
#   = help: `n.get("a")?.as_i64(...)` is null where `n.get("a")` is
#   ~ from jsonl("e.jsonl") as E |> extend k = n.get("a")?.as_i64() |> into stdout()

#=== a value of a map that may be absent
schema E { stock: map<str, i64> }
from jsonl("e.jsonl") as E |> extend k = stock.get("a") + 1 |> into stdout()
#                                        ^^^^^^^^^^^^^^ E0303: `stock.get("a")` may be null, and `+` needs a value; i64?
#   = help: give a value for null; `|> filter stock.get("a") is not null` before it leaves such rows out
#   ~ from jsonl("e.jsonl") as E |> extend k = (stock.get("a") ?? 0) + 1 |> into stdout()

#=== a key of a join that may be null
schema Order { id: u64, user: str?, city: str? }
#                       ---------- E0303: `user` is str?
schema User { id: u64?, name: str }
let users = from csv("u.csv") as User
let table_ = from users |> table by id
from csv("o.csv") as Order |> join users as u on user == u.name |> into stdout()
#                                                ^^^^ E0303: `user` may be null, and rows meet by values; str?
#   = help: leave such rows out before: `|> filter user is not null`
from csv("o.csv") as Order |> join users as u on id == u.id |> into stdout()
#                                                      ^^^^ E0303: `u.id` may be null, and rows meet by values; u64?
#   = help: leave such rows of `users` out before: `|> filter id is not null`
from csv("o.csv") as Order |> join users as u on user is not null and user == u.name |> into stdout()
#                                                                     ^^^^ E0303: `user` may be null, and rows meet by values; tested here alone
#   = help: leave such rows out before: `|> filter user is not null`
from csv("o.csv") as Order |> lookup table_ as t on id == t.id |> into stdout()
#                                                         ^^^^ E0303: `t.id` may be null, and rows meet by values; u64?
#   = help: leave such rows of `table_` out before: `|> filter id is not null`
