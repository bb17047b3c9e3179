#=== a type of another language
schema Order { id: int, user: string, amount: double }
#                  ^^^ E0204: there is no type `int`; not known
#   = help: did you mean `i64`?
#   + schema Order { id: i64, user: string, amount: double }
#                             ^^^^^^ E0204: there is no type `string`; not known
#   = help: did you mean `str`?
#   + schema Order { id: int, user: str, amount: double }
#                                             ^^^^^^ E0204: there is no type `double`; not known
#   = help: did you mean `f64`?
#   + schema Order { id: int, user: string, amount: f64 }
from csv("o.csv") as Order |> into stdout()

#=== a schema nearly spelt right
schema Order { id: u64 }
from csv("o.csv") as Ordr |> into stdout()
#                    ^^^^ E0204: there is no type `Ordr`; not known
#   = help: did you mean `Order`?
#   + from csv("o.csv") as Order |> into stdout()

#=== a type that nobody knows
schema Order { id: u64, price: Money }
#                              ^^^^^ E0204: there is no type `Money`; not known
#   = help: a `schema` or a `type` of the file, or one like `i64`, `f64`, `str`
from jsonl("o.jsonl") as Order |> filter price.amount > 3 |> into stdout()

#=== a schema that contains itself
schema Tree { value: i64, left: Tree?, right: Tree? }
#                               ^^^^ E0204: `Tree` contains itself; a value would never end
#      ---- E0204: declared here
#                                             ^^^^ E0204: `Tree` contains itself; a value would never end
#      ---- E0204: declared here
from jsonl("t.jsonl") as Tree |> into stdout()

#=== two schemas that contain each other
schema A { b: B }
#      - E0204: declared here
schema B { a: A }
#             ^ E0204: `A` contains itself; a value would never end
from jsonl("t.jsonl") as A |> into stdout()

#=== a list of what?
schema Order { id: u64, tags: list, more: list<str, i64> }
#                             ^^^^ E0204: a list of what?; which type?
#   = help: for example `list<str>`
#                                         ^^^^^^^^^^^^^^ E0204: a list is of one type; which type?
#   = help: for example `list<str>`
from jsonl("o.jsonl") as Order |> into stdout()

#=== arguments for a type that takes none
schema Order { id: u64<str>, name: str(20) }
#                  ^^^^^^^^ E0204: `u64` takes no arguments; too much
#   = help: just `u64`
#   ~ schema Order { id: u64, name: str(20) }
#                                  ^^^^^^^ E0204: `str` takes no arguments; too much
#   = help: just `str`
#   ~ schema Order { id: u64<str>, name: str }
from jsonl("o.jsonl") as Order |> into stdout()

#=== types of a later version
schema Order { id: uuid, price: decimal(12, 2), day: date, extra: map<str, str> }
#                  ^^^^ E0111: `uuid` is not in this version yet; reserved for a later version
#                               ^^^^^^^^^^^^^^ E0111: `decimal` is not in this version yet; reserved for a later version
#                                                    ^^^^ E0111: `date` is not in this version yet; reserved for a later version
from jsonl("o.jsonl") as Order |> filter price > 3 |> into stdout()

#=== a column is no type
schema Order { id: u64 }
from csv("o.csv") as Order |> into jsonl("x.jsonl") as Oder
#                                                      ^^^^ E0204: there is no type `Oder`; not known
#   = help: did you mean `Order`?
#   + from csv("o.csv") as Order |> into jsonl("x.jsonl") as Order

#=== an enum of a later version is reported once
enum Action { view, click }
schema Click { id: u64, action: Action }
from jsonl("c.jsonl") as Click |> filter action == "view" |> into stdout()

#=== a parameter of no known type
pipeline p {
  param limit: int = 3
#              ^^^ E0204: there is no type `int`; not known
#   = help: did you mean `i64`?
#   +   param limit: i64 = 3
  from values([{a: 1}]) |> filter a > limit |> into stdout()
}

#=== an enum that contains itself
enum Tree { leaf(i64), node(list<Tree>) }
#                                ^^^^ E0204: `Tree` contains itself; a value would never end
#    ---- E0204: declared here
from jsonl("a.jsonl") as {tree: Tree} |> into stdout()

#=== a schema and an enum that contain one another
schema Node { name: str, next: Next }
#                              ^^^^ E0204: `Next` contains itself; a value would never end
enum Next { more(Node), end }
#    ---- E0204: declared here
from jsonl("a.jsonl") as Node |> into stdout()

#=== a payload of no type
enum Shape { circle(float), point }
#                   ^^^^^ E0204: there is no type `float`; not known
#   = help: did you mean `f64`?
#   + enum Shape { circle(f64), point }
from jsonl("a.jsonl") as {shape: Shape} |> filter shape == Shape.cicle |> into stdout()

#=== a map of one type
schema E { stock: map<str> }
#                 ^^^^^^^^ E0204: a map is of two types, those of its keys and values; which types?
#   = help: for example `map<str, i64>`
from jsonl("e.jsonl") as E |> into stdout()

#=== a map alone
schema E { stock: map }
#                 ^^^ E0204: a map of what?; which types?
#   = help: for example `map<str, i64>`
from jsonl("e.jsonl") as E |> into stdout()

#=== keys that are floats
schema E { at: map<f64, str> }
#                  ^^^ E0204: a map has no keys of the type f64; not a key
#   = help: text, integers, bool, times, bytes and plain enums can be keys
from jsonl("e.jsonl") as E |> into stdout()

#=== keys that may be null
schema E { at: map<str?, i64> }
#                  ^^^^ E0204: a map has no keys of the type str?; not a key
#   = help: text, integers, bool, times, bytes and plain enums can be keys
from jsonl("e.jsonl") as E |> into stdout()

#=== an array without a size
schema E { at: array<f64> }
#              ^^^^^^^^^^ E0204: an array is of a type and a number; which, and how many?
#   = help: for example `array<f64, 3>`
from jsonl("e.jsonl") as E |> into stdout()

#=== an array of nothing
schema E { at: array<f64, 0> }
#              ^^^^^^^^^^^^^ E0204: an array has 1 to 16384 items, and not 0
#   = help: a `list<f64>` has any number
from jsonl("e.jsonl") as E |> into stdout()

#=== a dict of another language
schema E { at: dict<str, i64> }
#              ^^^^^^^^^^^^^^ E0204: there is no type `dict`; not known
#   = help: did you mean `map`?
#   + schema E { at: map<str, i64> }
from jsonl("e.jsonl") as E |> into stdout()
