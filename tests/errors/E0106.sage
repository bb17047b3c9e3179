#=== between two numbers
from values([{a: 1}]) |> filter 0 < a < 10 |> into stdout()
#                                     ^ E0106: comparisons do not stand in a row; this one compares the result of another
#   = help: join two comparisons by `and`
#   + from values([{a: 1}]) |> filter 0 < a and a < 10 |> into stdout()

#=== a longer value in the middle
from values([{a: 1}]) |> filter 0 <= a + 1 <= 10 |> into stdout()
#                                          ^^ E0106: comparisons do not stand in a row; this one compares the result of another
#   = help: join two comparisons by `and`
#   ~ from values([{a: 1}]) |> filter 0 <= a + 1 and a + 1 <= 10 |> into stdout()

#=== all equal
from values([{a: 1, b: 2}]) |> filter a == b == 3 |> into stdout()
#                                            ^^ E0106: comparisons do not stand in a row; this one compares the result of another
#   = help: join two comparisons by `and`, or put one in parentheses

#=== compared with true
from values([{a: 1}]) |> filter a in [1, 2] == true |> into stdout()
#                                           ^^ E0106: comparisons do not stand in a row; this one compares the result of another
#   = help: join two comparisons by `and`, or put one in parentheses
