#=== a function nearly spelt right
from values([{a: "x"}]) |> extend b = uper(a) |> into stdout()
#                                     ^^^^ E0203: there is no function `uper`; not known
#   = help: did you mean `upper`?
#   + from values([{a: "x"}]) |> extend b = upper(a) |> into stdout()

#=== a function of another tool
from values([{a: "x"}]) |> extend b = length(a), c = a.toUpper() |> into stdout()
#                                     ^^^^^^ E0203: there is no function `length`; not known
#   = help: did you mean `len`?
#   + from values([{a: "x"}]) |> extend b = len(a), c = a.toUpper() |> into stdout()
#                                                      ^^^^^^^ E0203: there is no function `toUpper`; not known
#   = help: did you mean `upper`?
#   + from values([{a: "x"}]) |> extend b = length(a), c = a.upper() |> into stdout()

#=== a function of the file nearly spelt right
fn doubled(x: i64) -> i64 = 2 * x
from values([{a: 1}]) |> extend b = double(a) |> into stdout()
#                                   ^^^^^^ E0203: there is no function `double`; not known
#   = help: did you mean `doubled`?
#   + from values([{a: 1}]) |> extend b = doubled(a) |> into stdout()

#=== a schema nearly spelt right
schema Order { id: i64 }
from values([{a: 1}]) |> map Ordr(id: a) |> into stdout()
#                            ^^^^ E0203: there is no function `Ordr`; not known
#   = help: did you mean `Order`?
#   + from values([{a: 1}]) |> map Order(id: a) |> into stdout()

#=== a column is not a function
from values([{a: 1}]) |> extend b = a(3) |> into stdout()
#                                   ^ E0203: there is no function `a`; `a` is a value
#   = help: what stands before `(` is a function

#=== nothing like it
from values([{a: 1}]) |> extend b = quux(a) |> into stdout()
#                                   ^^^^ E0203: there is no function `quux`; not known

#=== an aggregate nearly spelt right
from values([{a: 1}]) |> aggregate n = cuont() |> into stdout()
#                                      ^^^^^ E0203: there is no function `cuont`; not known
#   = help: did you mean `count`?
#   + from values([{a: 1}]) |> aggregate n = count() |> into stdout()

#=== the average of other tools
from values([{a: 1}]) |> aggregate m = avg(a) |> into stdout()
#                                      ^^^ E0203: there is no function `avg`; not known
#   = help: did you mean `mean`?
#   + from values([{a: 1}]) |> aggregate m = mean(a) |> into stdout()

#=== only names are called
from values([{a: 1}]) |> extend b = (a + 1)(2) |> into stdout()
#                                    ^^^^^ E0203: only a function can be called; no name of a function

#=== a method that fits another type
from values([{a: 1}]) |> extend b = a.upper() |> into stdout()
#                                   ^ E0305: `upper` takes str, and `a` is i64; i64
#   = help: make it text
#   ~ from values([{a: 1}]) |> extend b = to_str(a).upper() |> into stdout()

#=== an aggregate of a later version
from values([{a: 1}]) |> aggregate m = median(a) |> into stdout()
#                                      ^^^^^^ E0111: `median` is not in this version yet; reserved for a later version

#=== an enum is no function
enum Action { view, click }
#    ------ E0203: declared here
from values([{a: "x"}]) |> extend b = Action(a) |> into stdout()
#                                     ^^^^^^ E0203: `Action` is an enum, and no function; which variant?
#   = help: a variant makes a value: `Action.view`
