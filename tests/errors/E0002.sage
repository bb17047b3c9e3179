#=== a path without its last quote
from csv("orders.csv) |> into stdout()
#        ^^^^^^^^^^^ E0002: this text is not closed; opened here
#   ~ from csv("orders.csv") |> into stdout()

#=== a text in a condition
schema Order { user: str, amount: f64 }
from csv("o.csv") as Order |> filter user == "bob |> into stdout()
#                                            ^^^^ E0002: this text is not closed; opened here
#   ~ from csv("o.csv") as Order |> filter user == "bob" |> into stdout()

#=== the last argument of a call
schema Order { user: str }
from csv("o.csv") as Order |> extend ok = starts_with(user, 'a) |> into stdout()
#                                                           ^^ E0002: this text is not closed; opened here
#   ~ from csv("o.csv") as Order |> extend ok = starts_with(user, 'a') |> into stdout()

#=== a record in a list
from values([{name: "al", n: 1}, {name: "bo, n: 2}]) |> into stdout()
#                                       ^^^^^^^^^ E0002: this text is not closed; opened here
#   ~ from values([{name: "al", n: 1}, {name: "bo, n: 2"}]) |> into stdout()

#=== a quoted name
schema Order { `unit price: f64 }
#              ^^^^^ E0002: this name is not closed; opened here
#   = help: a quoted name ends with another backtick
from csv("o.csv") as Order |> into stdout()

#=== a long text
const HELP = """
#            ^^^ E0002: this long text is never closed; opened here
#   = help: end it with `"""`
  one line
  and no end
from values([{a: 1}]) |> into stdout()

#=== other mistakes are still found
from values([{a: 1}]) |> filter a == "x |> into stdout()
#                                    ^^ E0002: this text is not closed; opened here
#   ~ from values([{a: 1}]) |> filter a == "x" |> into stdout()
from values([{a: 1}]) |> filter a > |> into stdout()
#                                 ^ E0101: a value is missing after `>`; needs one
