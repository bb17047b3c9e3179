#=== a column nearly spelt right
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order |> filter amout > 10 |> into stdout()
#                                    ^^^^^ E0201: there is no column `amout`; not known here
#   = help: did you mean `amount`?
#   + from csv("o.csv") as Order |> filter amount > 10 |> into stdout()

#=== a column that is not there, with the ones that are
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order |> select id, country |> into stdout()
#                                        ^^^^^^^ E0201: there is no column `country`; not known here
#   = help: there are: `id`, `user`, `amount`

#=== a column that was left out before
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order
  |> select id, user
#    ------ E0201: `amount` does not get past this
  |> filter amount > 10
#           ^^^^^^ E0201: there is no column `amount` any more; not known here
#   = help: list it there, too: `select ..., amount`
  |> into stdout()

#=== a column in another case
schema Order { id: u64, userName: str }
from csv("o.csv") as Order |> select username |> into stdout()
#                                    ^^^^^^^^ E0201: there is no column `username`; not known here
#   = help: did you mean `userName`?
#   + from csv("o.csv") as Order |> select userName |> into stdout()

#=== a function without its parentheses
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> extend at = now |> into stdout()
#                                         ^^^ E0201: there is no column `now`; not known here
#   = help: `now` is a function: `now()`
#   ~ from csv("o.csv") as Order |> extend at = now() |> into stdout()

#=== a field that a record does not have
schema Place { city: str, street: str }
schema Order { id: u64, to: Place }
from jsonl("o.jsonl") as Order |> select id, to.citty |> into stdout()
#                                               ^^^^^ E0201: there is no field `citty` in `Place`; not known here
#   = help: did you mean `city`?
#   + from jsonl("o.jsonl") as Order |> select id, to.city |> into stdout()

#=== a field of something that is no record
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> filter user.name == "ann" |> into stdout()
#                                         ^^^^ E0201: str has no field `name`; `user` is str

#=== a method without its parentheses
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> extend loud = user.upper |> into stdout()
#                                                ^^^^^ E0201: str has no field `upper`; `user` is str
#   = help: `upper` is a function: `.upper()`
#   ~ from csv("o.csv") as Order |> extend loud = user.upper() |> into stdout()

#=== a parameter nearly spelt right
pipeline p {
  param floor: f64 = 10.0
  from values([{amount: 1.0}]) |> filter amount > flor |> into stdout()
#                                                 ^^^^ E0201: there is no column `flor`; not known here
#   = help: did you mean `floor`?
#   +   from values([{amount: 1.0}]) |> filter amount > floor |> into stdout()
}

#=== a name in a function that only its caller has
schema Order { id: u64, amount: f64 }
fn is_large(x: f64) -> bool = x > amount
#                                 ^^^^^^ E0201: there is no name `amount`; not known here
#   = help: there are: `x`
from csv("o.csv") as Order |> filter is_large(amount) |> into stdout()

#=== a column where a value must be known at the start
schema Order { id: u64, amount: i64 }
from csv("o.csv") as Order |> limit amount |> into stdout()
#                                   ^^^^^^ E0402: `limit` must be known before the first row, and `amount` is a column; differs from row to row
#   = help: a `param` can be set at the start

#=== the column of a plain value
from text("a.txt") |> filter line != "" |> into stdout()
#                            ^^^^ E0201: there is no name `line`; not known here
#   = help: the row is one str, and its name is `it`

#=== a text in the wrong quotes
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> filter user == `ann` |> into stdout()
#                                            ^^^^^ E0201: there is no column `ann`; backticks quote columns
#   = help: quote text with `"`
#   ~ from csv("o.csv") as Order |> filter user == "ann" |> into stdout()

#=== a name that a test does not know
pipeline p {
  let orders = from values([{id: 1}])
  from orders |> into stdout()
}
test "one row" for p {
  expect ordrs == [{id: 1}]
#        ^^^^^ E0801: there is no stream or name `ordrs`; not known here
#   = help: did you mean `orders`?
#   +   expect orders == [{id: 1}]
}

#=== the key of an aggregate is gone, other columns too
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order
  |> aggregate n = count() by user
#    --------- E0201: `amount` does not get past this
  |> filter amount > 3
#           ^^^^^^ E0201: there is no column `amount` any more; not known here
#   = help: carry it along: `first(amount)`, or `by amount`
  |> into stdout()

#=== an unknown name in a lambda
schema Order { tags: list<str> }
from jsonl("o.jsonl") as Order |> extend n = tags.map(tag => tga.upper()) |> into stdout()
#                                                            ^^^ E0201: there is no column `tga`; not known here
#   = help: did you mean `tag`?
#   + from jsonl("o.jsonl") as Order |> extend n = tags.map(tag => tag.upper()) |> into stdout()

#=== an unknown field of an item
schema Item { sku: str, price: f64 }
schema Order { items: list<Item> }
from jsonl("o.jsonl") as Order |> extend n = items.map(i => i.prize) |> into stdout()
#                                                             ^^^^^ E0201: there is no field `prize` in `Item`; not known here
#   = help: did you mean `price`?
#   + from jsonl("o.jsonl") as Order |> extend n = items.map(i => i.price) |> into stdout()

#=== a name of a lambda outside of it
schema Order { tags: list<str> }
from jsonl("o.jsonl") as Order |> extend n = tags.map(t => t.upper()), m = t |> into stdout()
#                                                                          ^ E0201: there is no column `t`; not known here
#   = help: there are: `tags`

#=== a variant nearly spelt right
enum Action { view, click, buy }
#    ------ E0201: declared here
from jsonl("a.jsonl") as {action: Action} |> filter action == Action.clik |> into stdout()
#                                                                    ^^^^ E0201: `Action` has no variant `clik`; not known
#   = help: did you mean `click`?
#   + from jsonl("a.jsonl") as {action: Action} |> filter action == Action.click |> into stdout()

#=== text that is no variant
enum Currency { usd, eur }
#    -------- E0201: declared here
#    -------- E0201: declared here
from jsonl("a.jsonl") as {currency: Currency} |> filter currency == "uds" or currency in ["eur", "gbp"] |> into stdout()
#                                                                   ^^^^^ E0201: `Currency` has no variant `uds`; not known
#   = help: did you mean `usd`?
#   + from jsonl("a.jsonl") as {currency: Currency} |> filter currency == "usd" or currency in ["eur", "gbp"] |> into stdout()
#                                                                                                ^^^^^ E0201: `Currency` has no variant `gbp`; not known
#   = help: there are: `usd`, `eur`

#=== a default that is no variant
enum Currency { usd, eur }
#    -------- E0201: declared here
schema Price { amount: f64, currency: Currency = "EUR" }
#                                                ^^^^^ E0201: `Currency` has no variant `EUR`; not known
#   = help: did you mean `eur`?
#   + schema Price { amount: f64, currency: Currency = "eur" }
from jsonl("a.jsonl") as Price |> into stdout()

#=== an argument that is no variant
enum Currency { usd, eur }
#    -------- E0201: declared here
fn rate(c: Currency) -> f64 = match c { usd => 1.0, eur => 1.1 }
from values([{a: 1}]) |> extend r = rate("chf") |> into stdout()
#                                        ^^^^^ E0201: `Currency` has no variant `chf`; not known
#   = help: there are: `usd`, `eur`

#=== an enum without a variant
enum Action { view, click }
#    ------ E0201: declared here
from jsonl("a.jsonl") as {action: Action} |> filter action == Action |> into stdout()
#                                                             ^^^^^^ E0201: `Action` is an enum, and no value; which variant?
#   = help: name a variant: `Action.view`

#=== a variant without its enum
enum Action { view, click }
from jsonl("a.jsonl") as {action: Action} |> filter action == click |> into stdout()
#                                                             ^^^^^ E0201: there is no column `click`; not known here
#   = help: a variant stands behind its enum: `Action.click`
#   ~ from jsonl("a.jsonl") as {action: Action} |> filter action == Action.click |> into stdout()

#=== a variant of two enums
enum Action { view, click }
enum Event { click(i64), scroll }
from jsonl("a.jsonl") as {action: Action} |> filter action == click |> into stdout()
#                                                             ^^^^^ E0201: there is no column `click`; not known here
#   = help: there are: `Action.click`, `Event.click(...)`

#=== only of a variant nearly spelt right
enum Event { bid(i64), tick(i64), end }
#    ----- E0201: declared here
from jsonl("a.jsonl") as Event |> only bit |> into stdout()
#                                      ^^^ E0201: `Event` has no variant `bit`; not known
#   = help: did you mean `bid`?
#   + from jsonl("a.jsonl") as Event |> only bid |> into stdout()

#=== a pattern that is no variant
enum Action { view, click, buy }
#    ------ E0201: declared here
#    ------ E0201: declared here
#    ------ E0201: declared here
from jsonl("a.jsonl") as {action: Action} |> extend n = match action { view => 1, clik => 2, a => to_str(a), "bye" => 3 } |> into stdout()
#                                                                                 ^^^^ E0201: `Action` has no variant `clik`; not known
#   = help: did you mean `click`?
#   + from jsonl("a.jsonl") as {action: Action} |> extend n = match action { view => 1, click => 2, a => to_str(a), "bye" => 3 } |> into stdout()
#                                                                                            ^ E0201: `Action` has no variant `a`; not known
#   = help: there are: `view`, `click`, `buy`; `_` takes any
#                                                                                                            ^^^^^ E0201: `Action` has no variant `bye`; not known
#   = help: there are: `view`, `click`, `buy`

#=== an alternative that binds nothing
enum Shape { circle(f64), square(f64), point }
from jsonl("a.jsonl") as {shape: Shape} |> extend n = match shape { circle(x) | point => x, square(x) => x } |> into stdout()
#                                                                               ^^^^^ E0201: `x` has no value here; not bound
#                                                                   --------- E0201: bound here
#   = help: every alternative of an arm binds the same names

#=== a subject that is not known
from jsonl("a.jsonl") as {n: i64} |> extend a = match m { 1 => 1, x => x } |> into stdout()
#                                                     ^ E0201: there is no column `m`; not known here
#   = help: there are: `n`

#=== columns of the other side of a join
schema Order { id: u64, user: str }
schema User { id: u64, name: str }
let orders = from csv("o.csv") as Order
let users = from csv("u.csv") as User
from orders |> join users as u on user == name |> into stdout()
#                                         ^^^^ E0201: there is no column `name` on the left; one of the right row
#   = help: that is `u.name`
#   ~ from orders |> join users as u on user == u.name |> into stdout()
from orders |> join users as u on orders.user == u.name |> into stdout()
#                                 ^^^^^^^^^^^ E0201: a left column stands alone, without `orders`; no row
#   = help: `user`
#   ~ from orders |> join users as u on user == u.name |> into stdout()
from orders |> join users as u on orders.user == users.name |> into stdout()
#                                 ^^^^^^^^^^^ E0201: a left column stands alone, without `orders`; no row
#   = help: `user`
#   ~ from orders |> join users as u on user == users.name |> into stdout()
#                                                ^^^^^^^^^^ E0201: the right row is called `u` here; no row
#   = help: `u.name`
#   ~ from orders |> join users as u on orders.user == u.name |> into stdout()
from orders |> join users as u on o.user == u.name |> into stdout()
#                                 ^^^^^^ E0201: a left column stands alone, without `o`; no row
#   = help: `user`
#   ~ from orders |> join users as u on user == u.name |> into stdout()
from orders |> join users as u on user == u.nam |> into stdout()
#                                           ^^^ E0201: there is no field `nam` in `User`; not known here
#   = help: did you mean `name`?
#   + from orders |> join users as u on user == u.name |> into stdout()
