#=== no `as` before a type
schema Order { id: u64, amount: f64 }
from csv("o.csv") Order |> into stdout()
#                 ^^^^^ E0101: an `as` is missing before `Order`
#   + from csv("o.csv") as Order |> into stdout()

#=== a colon left out in a schema
schema Order { id u64, amount: f64 }
#              ^^ E0101: a `:` is missing after `id`
#   + schema Order { id: u64, amount: f64 }
from csv("o.csv") as Order |> filter amount > 1 |> into stdout()

#=== an equal sign for a colon, and the other way round
schema Order { id = u64 }
#                 ^ E0101: a field is written `name: type`
#   + schema Order { id : u64 }
pipeline p {
  set parallelism: 4
#                ^ E0101: `:` is written `=` here
#   +   set parallelism= 4
  from csv("o.csv", header = true) as Order |> map {id: id, a = 1} |> into stdout()
#                          ^ E0101: an option is written `header: value`
#   +   from csv("o.csv", header : true) as Order |> map {id: id, a = 1} |> into stdout()
#                                                             ^ E0101: in a record it is `a: value`
#   +   from csv("o.csv", header = true) as Order |> map {id: id, a : 1} |> into stdout()
}

#=== an equal sign left out
const LIMIT 10.0
#     ^^^^^ E0101: a `=` is missing after `LIMIT`
#   + const LIMIT = 10.0
from values([{a: 1.5}]) |> extend b round(a) |> filter a < LIMIT |> into stdout()
#                                 ^ E0101: a `=` is missing after `b`
#   + from values([{a: 1.5}]) |> extend b = round(a) |> filter a < LIMIT |> into stdout()

#=== types of other languages
schema Order { tags: [str], names: str[], note?: str, city: str | null, id: i64 not null }
#                    ^^^^^ E0101: a list is written `list<T>`
#   + schema Order { tags: list<str>, names: str[], note?: str, city: str | null, id: i64 not null }
#                                  ^^^^^ E0101: a list is written `list<T>`
#   + schema Order { tags: [str], names: list<str>, note?: str, city: str | null, id: i64 not null }
#                                             ^ E0101: the `?` stands after the type
#   + schema Order { tags: [str], names: str[], note: str?, city: str | null, id: i64 not null }
#                                                               ^^^^^^ E0101: what may be null is written `T?`
#   + schema Order { tags: [str], names: str[], note?: str, city: str?, id: i64 not null }
#                                                                               ^^^^^^^^ E0101: a type without `?` is never null; nothing needs this
#   + schema Order { tags: [str], names: str[], note?: str, city: str | null, id: i64 }
from jsonl("o.jsonl") as Order |> into stdout()

#=== a type left out
schema Order { id:, amount: f64 }
#                ^ E0101: a type is missing after `:`; needs one
fn twice(x) -> i64 = x * 2
#        ^ E0101: `x` needs a type; of which type?
#   = help: write `x: i64`, with the type it has
pipeline p {
  param limit = 3
#       ^^^^^ E0101: `limit` needs a type; of which type?
#   = help: write `limit: i64`, with the type it has
  from jsonl("o.jsonl") as Order |> into stdout()
}

#=== a value left out
from values([{a: 1, b: 2}]) |> filter a > |> extend c = a + , d = b * |> into stdout()
#                                       ^ E0101: a value is missing after `>`; needs one
#                                                         ^ E0101: a value is missing after `+`; needs one
#                                                                   ^ E0101: a value is missing after `*`; needs one

#=== a comma too few and one too many
from values([{a: 1 b: 2}, {a: 3, b: 4}]) |> select a, b, |> into stdout()
#                  ^ E0101: a comma is missing before `b`
#   + from values([{a: 1, b: 2}, {a: 3, b: 4}]) |> select a, b, |> into stdout()
#                                                      ^ E0101: a stage ends without a comma; nothing follows
#   + from values([{a: 1 b: 2}, {a: 3, b: 4}]) |> select a, b |> into stdout()

#=== words side by side
from values([{a: 1, b: 2}]) |> select a b |> into stdout()
#                                       ^ E0101: `b` is not expected here; after `a`
#   = help: a comma parts two columns, a `|>` two stages

#=== a word twice
let let rows = from values([{a: 1}])
#   ^^^ E0101: `let` stands here twice; once is enough
#   + let rows = from values([{a: 1}])
from rows |> into into stdout()
#                 ^^^^ E0101: `into` stands here twice; once is enough
#   + from rows |> into stdout()

#=== words of the language, nearly
piepline p {
#^^^^^^^ E0101: `piepline` is not expected here
#   = help: did you mean `pipeline`?
#   + pipeline p {
  form values([{a: 1}]) |> into stdout()
# ^^^^ E0101: `form` is not expected here
#   = help: did you mean `from`?
#   +   from values([{a: 1}]) |> into stdout()
}

#=== in capitals
from values([{a: 1, b: "x"}]) |> filter a > 0 AND b LIKE "x%" |> into stdout()
#                                             ^^^ E0101: words of the language are in lower case
#   + from values([{a: 1, b: "x"}]) |> filter a > 0 and b LIKE "x%" |> into stdout()
#                                                   ^^^^ E0101: words of the language are in lower case
#   + from values([{a: 1, b: "x"}]) |> filter a > 0 AND b like "x%" |> into stdout()

#=== words of other languages
struct Order { id: u64 }
#^^^^^ E0101: `struct` is written `schema` here
#   ~ schema Order { id: u64 }
def twice(x: i64) -> i64 = x * 2
#^^ E0101: `def` is written `fn` here
#   ~ fn twice(x: i64) -> i64 = x * 2
from csv("o.csv") as Order |> extend n = twice(3) |> into stdout()

#=== SQL
SELECT user, amount FROM orders WHERE amount > 10
#^^^^^ E0101: `SELECT` does not begin a statement
#   = help: a flow begins with `from`: `from orders |> select id, amount |> into stdout()`

#=== a loop
fn sum(n: i64) -> i64 {
  while n > 0 { n -= 1 }
# ^^^^^ E0101: there is no `while`
#   = help: a `for` loop runs over a list: `for i in range(0, 10) { ... }`
  return n
}
from values([{a: 1}]) |> into stdout()

#=== a flow without `from`, and without `let`
let rows = values([{a: 1}])
#          ^^^^^^ E0101: a flow begins with `from`
#   + let rows = from values([{a: 1}])
big = from rows |> filter a > 0
#^^ E0101: a flow is named by `let`
#   + let big = from rows |> filter a > 0
big |> into stdout()
#^^ E0103: a flow begins with `from`
#   + from big |> into stdout()

#=== parameters without their word
pipeline p {
  limit: i64 = 3
# ^^^^^ E0101: a `param` is missing before `limit`
#   = help: a statement begins with `from`, `let`, `param`, `set` or `const`
#   ~   param limit: i64 = 3
  from values([{a: 1}]) |> filter a < limit |> into stdout()
}

#=== a stage that is only its name
from values([{a: 1}]) |> inspect |> into stdout()
#                        ^^^^^^^ E0101: `inspect` stands without arguments; nothing follows
#   = help: say what it works on; a stage that needs nothing is written `inspect()`
#   ~ from values([{a: 1}]) |> inspect() |> into stdout()

#=== tests for null
schema Row { a: i64?, b: str }
from csv("r.csv") as Row |> filter a not null and a is 3 and b not like "x%" |> into stdout()
#                                    ^^^ E0101: `is` is missing
#   + from csv("r.csv") as Row |> filter a is not null and a is 3 and b not like "x%" |> into stdout()
#                                                   ^^ E0101: `is` only asks for null; `==` compares
#   + from csv("r.csv") as Row |> filter a not null and a == 3 and b not like "x%" |> into stdout()
#                                                                  ^^^^ E0101: `not` stands before the whole test, not before `like`
#   = help: write `not b like ...`
#   + from csv("r.csv") as Row |> filter a not null and a is 3 and not b like "x%" |> into stdout()

#=== bounds
from values([{a: 1}]) |> filter a between 1, 3 or a between 5 to 6 |> into stdout()
#                                          ^ E0101: the bounds of `between` are joined by `and`
#   + from values([{a: 1}]) |> filter a between 1 and 3 or a between 5 to 6 |> into stdout()
#                                                             ^^ E0101: the bounds of `between` are joined by `and`
#   + from values([{a: 1}]) |> filter a between 1, 3 or a between 5 and 6 |> into stdout()

#=== parentheses are no list
from values([{a: 1}]) |> filter a in (1, 2) |> into stdout()
#                                      ^ E0101: parentheses hold one value; a second one
#   = help: a list is `[a, b]`, a record `{x: a, y: b}`, and a call has its name before the parenthesis

#=== grouped as in SQL, ordered as in English
from values([{a: 1, b: 2}]) |> aggregate n = count() group by a |> sort by n descending |> into stdout()
#                                                    ^^^^^^^^ E0101: `group by` is written `by` here
#   + from values([{a: 1, b: 2}]) |> aggregate n = count() by a |> sort by n descending |> into stdout()
#                                                                            ^^^^^^^^^^ E0101: `descending` is not expected here
#   = help: did you mean `desc`?
#   + from values([{a: 1, b: 2}]) |> aggregate n = count() group by a |> sort by n desc |> into stdout()

#=== a brace left out
schema Order
#      ^^^^^ E0101: a `{` is missing after `Order`
#   ~ schema Order {
  id: u64
}
from csv("o.csv") as Order |> into stdout()

#=== a block after an equal sign
fn twice(x: i64) -> i64 = { return x * 2 }
#                       ^ E0101: a block of code stands without `=`
#   + fn twice(x: i64) -> i64 { return x * 2 }
from values([{a: 1}]) |> into stdout()

#=== imports of other languages
from money import Rate
#^^^^^^^^^^^^^^^^^^^^^ E0101: an import names the file first
#   ~ import money (Rate)
from values([{a: 1}]) |> into stdout()

#=== the end of the file
from values([{a: 1}]) |> filter a >
#                        ^^^^^^ E0408: the rows of this flow go nowhere; the flow ends here
#   = help: send them somewhere with `|> into ...`, or name them with `let`
#                                 ^ E0101: a value is missing after `>`; needs one

#=== a column whose name has a dot
from values([{tags: ["a"]}]) |> explode tags as a.tag |> into stdout()
#                                               ^^^^^ E0101: a dot cannot stand in the name of a column; one word
#   = help: write one name after `as`

#=== none for null
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> filter a is not None |> into stdout()
#                                                           ^^^^^^^^^^^^^ W0351: `a` is never null, so this is always true; `a` is str
#                                                                    ^^^^ E0101: `None` is written `null` here
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> filter a is not null |> into stdout()
