#=== in parentheses
from values([{a: 1, b: 2}]) |> filter (a = 1) or (b = 2) |> into stdout()
#                                        ^ E0104: `==` compares, `=` gives a name; two values are compared here
#   + from values([{a: 1, b: 2}]) |> filter (a == 1) or (b = 2) |> into stdout()
#                                                   ^ E0104: `==` compares, `=` gives a name; two values are compared here
#   + from values([{a: 1, b: 2}]) |> filter (a = 1) or (b == 2) |> into stdout()

#=== after another condition
from values([{a: 1, b: 2}]) |> filter a > 0 and b = 2 |> into stdout()
#                                                 ^ E0104: `==` compares, `=` gives a name; two values are compared here
#   + from values([{a: 1, b: 2}]) |> filter a > 0 and b == 2 |> into stdout()

#=== in an `if`
from values([{a: 1}]) |> extend b = if a = 1 then "one" else "many" |> into stdout()
#                                        ^ E0104: `==` compares, `=` gives a name; two values are compared here
#   + from values([{a: 1}]) |> extend b = if a == 1 then "one" else "many" |> into stdout()

#=== in a test
pipeline p {
  let rows = from values([{a: 1}])
  from rows |> into stdout()
}
test "one row" for p {
  expect rows = [{a: 1}]
#             ^ E0104: `==` compares, `=` gives a name; two values are compared here
#   +   expect rows == [{a: 1}]
}

#=== alone in a filter
from values([{a: 1}]) |> filter a = 1 |> into stdout()
#                                 ^ E0104: `filter` takes one expression, and `=` gives a column its value; sets a column
#   = help: `==` compares
#   + from values([{a: 1}]) |> filter a == 1 |> into stdout()
