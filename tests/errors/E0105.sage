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
