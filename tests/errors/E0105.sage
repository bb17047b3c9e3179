#=== and, or, not
from values([{a: true, b: false}]) |> filter a && !b || b |> into stdout()
#                                              ^^ E0105: `&&` is written `and` here
#   + from values([{a: true, b: false}]) |> filter a and !b || b |> into stdout()
#                                                 ^ E0105: `!` is written `not` here
#   + from values([{a: true, b: false}]) |> filter a && not b || b |> into stdout()
#                                                    ^^ E0105: `||` is written `or` here
#   + from values([{a: true, b: false}]) |> filter a && !b or b |> into stdout()

#=== not equal
from values([{a: 1}]) |> filter a <> 1 and a !== 2 and a === 3 |> into stdout()
#                                 ^^ E0105: `<>` is written `!=` here
#   + from values([{a: 1}]) |> filter a != 1 and a !== 2 and a === 3 |> into stdout()
#                                            ^^^ E0105: `!==` is written `!=` here
#   + from values([{a: 1}]) |> filter a <> 1 and a != 2 and a === 3 |> into stdout()
#                                                        ^^^ E0105: `===` is written `==` here
#   + from values([{a: 1}]) |> filter a <> 1 and a !== 2 and a == 3 |> into stdout()

#=== bits
from values([{a: 1}]) |> extend b = a & 1, c = a ^ 2, d = a << 3, e = ~a |> into stdout()
#                                     ^ E0105: `&` is no operator here
#   = help: conditions are joined by `and`; there are no operators on bits
#                                                ^ E0105: `^` is no operator here
#   = help: a power is `**`; there are no operators on bits
#                                                           ^^ E0105: `<<` is no operator here
#   = help: there are no operators on bits: `a << n` is `a * 2 ** n`
#                                                                     ^ E0105: `~` is no operator here
#   = help: a condition is negated by `not`; there are no operators on bits

#=== a result
fn twice(x: i64): i64 = x * 2
#               ^ E0105: a result is written `->`, not `:`
#   + fn twice(x: i64) -> i64 = x * 2
fn thrice(x: i64) => i64 = x * 3
#                 ^^ E0105: a result is written `->`, not `=>`
#   + fn thrice(x: i64) -> i64 = x * 3
from values([{a: 1}]) |> extend b = twice(a), c = thrice(a) |> into stdout()

#=== a function as a value
from values([{a: [1, 2]}]) |> extend b = a.map(x -> x + 1) |> into stdout()
#                                                ^^ E0105: `->` is written `=>` here
#   + from values([{a: [1, 2]}]) |> extend b = a.map(x => x + 1) |> into stdout()

#=== null
from values([{a: 1}]) |> extend b = none_if(a, 2) ?: 0, c = a::str |> into stdout()
#                                                 ^^ E0105: `?:` is written `??` here
#   + from values([{a: 1}]) |> extend b = none_if(a, 2) ?? 0, c = a::str |> into stdout()
#                                                            ^^ E0105: `::` is no operator here
#   = help: a value is converted by a call: `i64(x)`

#=== counting up
fn next(x: i64) -> i64 {
  let y = x
  y++
#  ^^ E0105: `++` is no operator here
#   = help: `+` adds and joins; in code `n += 1` counts
  return y
}
from values([{a: 1}]) |> into stdout()

#=== numbers in a row
from values([{a: 1}]) |> filter a in 1..10 |> into stdout()
#                                     ^^ E0105: `..` is no operator here
#   = help: numbers in a row are `range(1, 10)`, a test is `x between 1 and 10`

#=== less or equal
from values([{a: 1}]) |> filter a =< 1 |> into stdout()
#                                 ^^ E0105: `=<` is written `<=` here
#   + from values([{a: 1}]) |> filter a <= 1 |> into stdout()

#=== a shift to the right
from range(0, 100) |> map it >> 2 |> into stdout()
#                            ^^ E0105: `>>` is no operator here
#   = help: there are no operators on bits: `a >> n` is `a // 2 ** n`

#=== distinct values
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> aggregate n = count(distinct a) |> into stdout()
#                                                                  ^^^^^^^^^^^^^^^ E0105: `count(distinct x)` is written `count_distinct(x)` here
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> aggregate n = count_distinct(a) |> into stdout()

#=== a star
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> aggregate n = count(*) |> into stdout()
#                                                                  ^^^^^^^^ E0105: rows are counted by `count()`
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> aggregate n = count() |> into stdout()

#=== a cast
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = cast(n as varchar) |> into stdout()
#                                                               ^^^^^^^^^^^^^^^^^^ E0105: a type converts by a call
#   = help: `i64(x)`
#   ~ from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = to_str(n) |> into stdout()

#=== texts joined as in SQL
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = a || "y" |> into stdout()
#                                                                 ^^ E0105: `||` is written `+` here
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = a + "y" |> into stdout()

#=== words between values
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> filter a ilike "x%" or a contains "y" |> into stdout()
#                                                             ^^^^^ E0105: `ilike` is no operator here
#   = help: `like` knows case: `a.lower() like ...`
#                                                                             ^^^^^^^^ E0105: `contains` is no operator here
#   = help: it is a function: `a.contains(b)`

#=== a part of a text
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = a[0:2] |> into stdout()
#                                                                ^^^^^ E0105: a part of a list or text is no index
#   = help: it is a function: `xs.slice(1, 3)`

#=== joins as in SQL
schema Order { id: u64, user: str }
schema User { id: u64, user: str, name: str }
let orders = from csv("o.csv") as Order
let users = from csv("u.csv") as User
from orders |> left join users as u on id == u.id |> into stdout()
#              ^^^^^^^^^ E0105: `left join` is written `left_join`
#   + from orders |> left_join users as u on id == u.id |> into stdout()
from orders |> left outer join users as u on id == u.id |> into stdout()
#              ^^^^^^^^^^^^^^^ E0105: `left outer join` is written `left_join`
#   + from orders |> left_join users as u on id == u.id |> into stdout()
from orders |> join users as u using (user) |> into stdout()
#                              ^^^^^^^^^^^^ E0105: `using` is written `on`, with both sides
#   + from orders |> join users as u on user == u.user |> into stdout()
from orders |> join users as u using user |> into stdout()
#                              ^^^^^^^^^^ E0105: `using` is written `on`, with both sides
#   + from orders |> join users as u on user == u.user |> into stdout()
from orders |> join users u on id == u.id |> into stdout()
#                         ^ E0105: the rows of `users` get a name by `as`
#   + from orders |> join users as u on id == u.id |> into stdout()
