#=== quotes of a word processor
from text(“orders.txt”) |> filter it == ‘bob’ |> into stdout()
#         ^^^^^^^^^^^^ E0007: a text stands between straight quotes; these are others
#   + from text("orders.txt") |> filter it == ‘bob’ |> into stdout()
#                                       ^^^^^ E0007: a text stands between straight quotes; these are others
#   + from text(“orders.txt”) |> filter it == 'bob' |> into stdout()

#=== an input method for Chinese
schema Order { 金额： f64，名字: str }
#                ^ E0007: `：` is written `:` here
#   + schema Order { 金额: f64，名字: str }
#                     ^ E0007: `，` is written `,` here
#   + schema Order { 金额： f64,名字: str }
from csv（"o.csv"） as Order |> filter 金额 ＞ 10 |> into stdout()
#       ^ E0007: `（` is written `(` here
#   + from csv("o.csv"） as Order |> filter 金额 ＞ 10 |> into stdout()
#               ^ E0007: `）` is written `)` here
#   + from csv（"o.csv") as Order |> filter 金额 ＞ 10 |> into stdout()
#                                       ^ E0007: `＞` is written `>` here
#   + from csv（"o.csv"） as Order |> filter 金额 > 10 |> into stdout()

#=== signs of mathematics
from values([{a: 1}]) |> filter a ≥ 1 and a ≠ 2 |> extend b = a × 2 − 1 |> into stdout()
#                                 ^ E0007: `≥` is written `>=` here
#   + from values([{a: 1}]) |> filter a >= 1 and a ≠ 2 |> extend b = a × 2 − 1 |> into stdout()
#                                           ^ E0007: `≠` is written `!=` here
#   + from values([{a: 1}]) |> filter a ≥ 1 and a != 2 |> extend b = a × 2 − 1 |> into stdout()
#                                                               ^ E0007: `×` is written `*` here
#   + from values([{a: 1}]) |> filter a ≥ 1 and a ≠ 2 |> extend b = a * 2 − 1 |> into stdout()
#                                                                   ^ E0007: `−` is written `-` here
#   + from values([{a: 1}]) |> filter a ≥ 1 and a ≠ 2 |> extend b = a × 2 - 1 |> into stdout()

#=== digits and a blank of full width
from values([{a: 1}]) |> filter　a > １２ |> into stdout()
#                              ^ E0007: this is a full-width blank
#   + from values([{a: 1}]) |> filter a > １２ |> into stdout()
#                                   ^^ E0007: `１２` is written `12` here
#   + from values([{a: 1}]) |> filter　a > 12 |> into stdout()

#=== a straight quote closed by a curly one
from text("orders.txt”) |> into stdout()
#                    ^ E0007: this quote does not close the text; `"` opened it
#   + from text("orders.txt") |> into stdout()

#=== three single quotes
from values([{a: '''long'''}]) |> into stdout()
#                ^^^ E0007: a long text stands between `"""`
#   + from values([{a: """long"""}]) |> into stdout()
