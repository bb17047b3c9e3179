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
from values([{a: 1}]) |> aggregate m = top_k(a, 10) |> into stdout()
#                                      ^^^^^ E0111: `top_k` is not in this version yet; reserved for a later version

#=== an enum is no function
enum Action { view, click }
#    ------ E0203: declared here
from values([{a: "x"}]) |> extend b = Action(a) |> into stdout()
#                                     ^^^^^^ E0203: `Action` is an enum, and no function; which variant?
#   = help: a variant makes a value: `Action.view`

#=== functions of SQL
from values([{a: "x", n: 1, at: ts"2026-01-01"}])
  |> extend b = substring(a, 0, 2), c = length(a), d = ifnull(a, "y"), e = at.strftime("%Y"), f = nullif(n, 0)
#               ^^^^^^^^^ E0203: there is no function `substring`; not known
#   = help: did you mean `slice`?
#   ~   |> extend b = slice(a, 0, 2), c = length(a), d = ifnull(a, "y"), e = at.strftime("%Y"), f = nullif(n, 0)
#                                       ^^^^^^ E0203: there is no function `length`; not known
#   = help: did you mean `len`?
#   +   |> extend b = substring(a, 0, 2), c = len(a), d = ifnull(a, "y"), e = at.strftime("%Y"), f = nullif(n, 0)
#                                                      ^^^^^^ E0203: there is no function `ifnull`; not known
#   = help: a value for null is `x ?? 0`
#                                                                             ^^^^^^^^ E0203: there is no function `strftime`; not known
#   = help: did you mean `format`?
#   ~   |> extend b = substring(a, 0, 2), c = length(a), d = ifnull(a, "y"), e = at.format("%Y"), f = nullif(n, 0)
#                                                                                                 ^^^^^^ E0203: there is no function `nullif`; not known
#   = help: did you mean `none_if`?
#   ~   |> extend b = substring(a, 0, 2), c = length(a), d = ifnull(a, "y"), e = at.strftime("%Y"), f = none_if(n, 0)
  |> into stdout()

#=== functions that see other rows
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend before = lag(n), number = row_number() |> into stdout()
#                                                                    ^^^ E0203: there is no function `lag`; not known
#   = help: a row does not see its neighbours; `|> running` knows all rows before
#                                                                                     ^^^^^^^^^^ E0203: there is no function `row_number`; not known
#   = help: `|> running n = count()` numbers the rows

#=== functions that are operators
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = concat(a, "y"), c = mod(n, 2), d = isnull(a), e = iff(n > 1, "a", "b") |> into stdout()
#                                                               ^^^^^^ E0203: there is no function `concat`; not known
#   = help: `+` joins texts: `a + b`
#                                                                                   ^^^ E0203: there is no function `mod`; not known
#   = help: the rest is `a % b`
#                                                                                                  ^^^^^^ E0203: there is no function `isnull`; not known
#   = help: `x is null` asks for null
#                                                                                                                 ^^^ E0203: there is no function `iff`; not known
#   = help: a choice is `if c then a else b`

#=== functions that convert
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = str(n), c = int("3"), d = to_date(a), e = date_trunc("day", at) |> into stdout()
#                                                               ^^^ E0203: there is no function `str`; not known
#   = help: did you mean `to_str`?
#   ~ from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = to_str(n), c = int("3"), d = to_date(a), e = date_trunc("day", at) |> into stdout()
#                                                                           ^^^ E0203: there is no function `int`; not known
#   = help: did you mean `i64`?
#   ~ from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = str(n), c = i64("3"), d = to_date(a), e = date_trunc("day", at) |> into stdout()
#                                                                                         ^^^^^^^ E0203: there is no function `to_date`; not known
#   = help: did you mean `parse_time`?
#   ~ from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = str(n), c = int("3"), d = parse_time(a), e = date_trunc("day", at) |> into stdout()
#                                                                                                         ^^^^^^^^^^ E0203: there is no function `date_trunc`; not known
#   = help: did you mean `truncate`?
#   ~ from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> extend b = str(n), c = int("3"), d = to_date(a), e = truncate("day", at) |> into stdout()

#=== aggregates of other tools
from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> aggregate a = avg(n), b = nunique(a), c = countif(n > 1), d = any_value(a) |> into stdout()
#                                                                  ^^^ E0203: there is no function `avg`; not known
#   = help: did you mean `mean`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> aggregate a = mean(n), b = nunique(a), c = countif(n > 1), d = any_value(a) |> into stdout()
#                                                                              ^^^^^^^ E0203: there is no function `nunique`; not known
#   = help: did you mean `count_distinct`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> aggregate a = avg(n), b = count_distinct(a), c = countif(n > 1), d = any_value(a) |> into stdout()
#                                                                                              ^^^^^^^ E0203: there is no function `countif`; not known
#   = help: did you mean `count_if`?
#   + from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> aggregate a = avg(n), b = nunique(a), c = count_if(n > 1), d = any_value(a) |> into stdout()
#                                                                                                                  ^^^^^^^^^ E0203: there is no function `any_value`; not known
#   = help: did you mean `first`?
#   ~ from values([{a: "x", n: 1, at: ts"2026-01-01"}]) |> aggregate a = avg(n), b = nunique(a), c = countif(n > 1), d = first(a) |> into stdout()

#=== mocks of what there is not, and of what runs by itself
fn half(x: f64) -> f64 = x / 2.0
test "half" {
  mock hlaf(x: _) = 1.0
#      ^^^^ E0203: there is nothing to mock called `hlaf`; not known
#   = help: only what a test cannot run is mocked, such as an `extern cpp` function
  mock half(x: _) = 1.0
#      ^^^^ E0203: `half` needs no mock; it runs in the test itself
#   = help: what is written in the language is never mocked; an `extern cpp` function is
  mock geo.lookup(ip: _) = "Lyon"
#      ^^^^^^^^^^ E0203: there is nothing to mock called `geo.lookup`; not known
#   = help: only what a test cannot run is mocked, such as an `extern cpp` function
  expect half(2.0) == 1.0
}
