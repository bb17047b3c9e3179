#=== a point without a digit before or after it
from values([{a: 1.5}]) |> filter a > .5 and a < 2. |> into stdout()
#                                     ^^ E0003: `.5` lacks a digit before the point; write `0.5`
#   + from values([{a: 1.5}]) |> filter a > 0.5 and a < 2. |> into stdout()
#                                                ^^ E0003: `2.` lacks a digit after the point; write `2.0`
#   + from values([{a: 1.5}]) |> filter a > .5 and a < 2.0 |> into stdout()

#=== suffixes of other languages
from values([{a: 1}]) |> filter a > 10L |> extend b = 1.5f |> into stdout()
#                                   ^^^ E0003: `10L`: numbers have no suffix; write `10`
#   + from values([{a: 1}]) |> filter a > 10 |> extend b = 1.5f |> into stdout()
#                                                     ^^^^ E0003: `1.5f`: numbers have no suffix; write `1.5`
#   + from values([{a: 1}]) |> filter a > 10L |> extend b = 1.5 |> into stdout()

#=== a type as a suffix
from values([{a: 1}]) |> extend b = 10i32 |> into stdout()
#                                   ^^^^^ E0003: `10i32`: numbers have no suffix
#   = help: a value is converted by a call: `i32(10)`

#=== two points
from values([{a: "x"}]) |> filter a == 127.0.0.1 |> into stdout()
#                                      ^^^^^^^^^ E0003: `127.0.0.1` is no number; two points
#   = help: a version or an address is a text: put quotes around it

#=== other bases
from values([{a: 1}]) |> filter a in [0o17, 0xZZ, 0b12, 0XFF] |> into stdout()
#                                     ^^^^ E0003: `0o17`: there are no octal numbers; write `15`
#   + from values([{a: 1}]) |> filter a in [15, 0xZZ, 0b12, 0XFF] |> into stdout()
#                                           ^^^^ E0003: `0xZZ` is no number
#   = help: hexadecimal digits are 0-9 and a-f
#                                                 ^^^^ E0003: `0b12` is no number
#   = help: binary digits are 0 and 1
#                                                       ^^^^ E0003: `0X` is written `0x`; write `0xFF`
#   + from values([{a: 1}]) |> filter a in [0o17, 0xZZ, 0b12, 0xFF] |> into stdout()

#=== an exponent without digits
from values([{a: 1.5}]) |> filter a > 1e |> into stdout()
#                                     ^^ E0003: `1e` lacks the digits of its exponent; write `1e0`
#   ~ from values([{a: 1.5}]) |> filter a > 1e0 |> into stdout()

#=== underscores at the end and side by side
from values([{a: 1}]) |> filter a in [1_000_, 1__000] |> into stdout()
#                                     ^^^^^^ E0003: `1_000_`: a `_` stands between two digits; write `1_000`
#   + from values([{a: 1}]) |> filter a in [1_000, 1__000] |> into stdout()
#                                             ^^^^^^ E0003: `1__000`: a `_` stands between two digits; write `1_000`
#   + from values([{a: 1}]) |> filter a in [1_000_, 1_000] |> into stdout()

#=== a column that begins with a digit
schema Race { `2nd_place`: str }
from csv("races.csv") as Race |> select 2nd_place |> into stdout()
#                                       ^^^^^^^^^ E0003: a name does not begin with a digit
#   = help: a column that is called so stands between backticks
#   ~ from csv("races.csv") as Race |> select `2nd_place` |> into stdout()
