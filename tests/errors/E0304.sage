#=== too many arguments
from values([{a: "x"}]) |> extend b = upper(a, 3) |> into stdout()
#                                              ^ E0304: `upper` takes 1 argument, and here are 2; too much
#   = help: it is declared as `upper(str) -> str`

#=== too few arguments
from values([{a: "x"}]) |> extend b = a.replace("x") |> into stdout()
#                                       ^^^^^^^ E0304: `replace` takes 2 arguments, and here is 1; 1 more, besides what stands before the dot
#   = help: it is declared as `replace(str, regex, str) -> str`, `replace(regex, str, str) -> str`, `replace(str, str, str) -> str`

#=== too many for a method
from values([{a: "x"}]) |> extend b = a.replace("x", "y", "z") |> into stdout()
#                                                         ^^^ E0304: `replace` takes 2 arguments, and here are 3; too much
#   = help: it is declared as `replace(str, regex, str) -> str`, `replace(regex, str, str) -> str`, `replace(str, str, str) -> str`

#=== none where one is needed
from values([{a: "x"}]) |> extend b = upper() |> into stdout()
#                                     ^^^^^ E0304: `upper` takes 1 argument, and here are none; 1 more
#   = help: it is declared as `upper(str) -> str`

#=== an aggregate of two
from values([{a: 1, b: 2}]) |> aggregate s = sum(a, b) |> into stdout()
#                                                   ^ E0304: `sum` takes 1 argument, and here are 2; too much

#=== an aggregate of nothing
from values([{a: 1, b: 2}]) |> aggregate s = sum() |> into stdout()
#                                            ^^^ E0304: `sum` takes 1 argument, and here are none; 1 more

#=== a function of the file: too few
fn area(width: f64, height: f64) -> f64 = width * height
#  ---- E0304: declared here
from values([{a: 1.0}]) |> extend b = area(a) |> into stdout()
#                                     ^^^^ E0304: `area` needs `height`; missing here
#   = help: it takes (width: f64, height: f64)

#=== a function of the file: too many
fn area(width: f64, height: f64 = 1.0) -> f64 = width * height
#  ---- E0304: declared here
from values([{a: 1.0}]) |> extend b = area(a, a, a) |> into stdout()
#                                                ^ E0304: `area` takes 2 arguments, and here are 3; too much
#   = help: it takes (width: f64, height: f64 = ...)

#=== a parameter that it does not have
fn area(width: f64, height: f64) -> f64 = width * height
#  ---- E0304: declared here
from values([{a: 1.0}]) |> extend b = area(a, heigth: 2.0) |> into stdout()
#                                             ^^^^^^ E0304: `area` has no parameter `heigth`; not known
#   = help: it takes (width: f64, height: f64)
#   + from values([{a: 1.0}]) |> extend b = area(a, height: 2.0) |> into stdout()

#=== a parameter given twice
fn area(width: f64, height: f64) -> f64 = width * height
#  ---- E0304: declared here
from values([{a: 1.0}]) |> extend b = area(a, width: 2.0) |> into stdout()
#                                             ^^^^^ E0304: `width` is given twice; again here
#   = help: it takes (width: f64, height: f64)

#=== names for arguments of the library
from values([{a: 1.26}]) |> extend b = round(x: a, digits: 1) |> into stdout()
#                                            ^ E0304: this function takes its arguments by position; named
#   = help: leave the name out
#   ~ from values([{a: 1.26}]) |> extend b = round(a, digits: 1) |> into stdout()
#                                                  ^^^^^^ E0304: this function takes its arguments by position; named
#   = help: leave the name out
#   ~ from values([{a: 1.26}]) |> extend b = round(x: a, 1) |> into stdout()

#=== a schema is built by names
schema Point { x: i64, y: i64 }
from values([{a: 1}]) |> map Point(a, a) |> into stdout()
#                                  ^ E0304: `Point` is built from named fields; which field?
#   = help: write `Point(x: ..., y: ...)`

#=== a lambda for a function of the file
fn twice(n: i64) -> i64 = n * 2
#  ----- E0304: declared here
from values([{a: 1}]) |> extend b = twice(x => x) |> into stdout()
#                                         ^^^^^^ E0304: `twice` is a `fn`, and takes no lambda; a lambda
#   = help: it takes (n: i64)

#=== two names for one value
schema Order { tags: list<str> }
from jsonl("o.jsonl") as Order |> extend n = tags.map(fn(t, i) => t) |> into stdout()
#                                                        ^^^^ E0304: `map` gives its lambda 1 value, and here are 2 names
#   = help: write `x => ...`; it is declared as `map(list<T1>, T1 => T2) -> list<T2>`

#=== one name for two values
schema Order { xs: list<i64> }
from jsonl("o.jsonl") as Order |> extend n = xs.fold(0, x => x) |> into stdout()
#                                                       ^ E0304: `fold` gives its lambda 2 values, and here is 1 name
#   = help: write `fn(x, y) => ...`; it is declared as `fold(list<T1>, T2, fn(T2, T1) => T2) -> T2`

#=== a lambda is missing
schema Order { xs: list<i64> }
from jsonl("o.jsonl") as Order |> extend n = xs.filter() |> into stdout()
#                                               ^^^^^^ E0304: `filter` takes 1 argument, and here are none; 1 more, besides what stands before the dot
#   = help: it is declared as `filter(list<T>, T => bool) -> list<T>`

#=== a payload that is missing
enum Shape { circle(f64), rect({w: f64, h: f64}), point }
#            ----------- E0304: declared here
#                         ---------------------- E0304: declared here
#                         ---------------------- E0304: declared here
from values([{a: 1}]) |> extend b = Shape.circle, c = Shape.rect(), d = Shape.rect |> into stdout()
#                                         ^^^^^^ E0304: `circle` carries f64; and here is none
#   = help: give it: `Shape.circle(...)`
#                                                           ^^^^ E0304: `rect` carries {w: f64, h: f64}; and here is none
#   = help: write `Shape.rect(w: ..., h: ...)`
#                                                                             ^^^^ E0304: `rect` carries {w: f64, h: f64}; and here is none
#   = help: give it: `Shape.rect(w: ..., h: ...)`

#=== a payload that is too much
enum Shape { circle(f64), rect({w: f64, h: f64}), point }
#                                                 ----- E0304: declared here
#                                                 ----- E0304: declared here
#            ----------- E0304: declared here
from values([{a: 1}]) |> extend b = Shape.point(1), c = Shape.point(), d = Shape.circle(1.0, 2.0) |> into stdout()
#                                              ^^^ E0304: `point` carries nothing; too much
#   = help: leave it out
#   ~ from values([{a: 1}]) |> extend b = Shape.point, c = Shape.point(), d = Shape.circle(1.0, 2.0) |> into stdout()
#                                                                  ^^ E0304: `point` carries nothing; too much
#   = help: leave it out
#   ~ from values([{a: 1}]) |> extend b = Shape.point(1), c = Shape.point, d = Shape.circle(1.0, 2.0) |> into stdout()
#                                                                                       ^^^^^^^^ E0304: `circle` carries f64; and here is more
#   = help: write `Shape.circle(...)`

#=== a payload with a name that it has not
enum Shape { circle(f64), rect({w: f64, h: f64}), point }
#            ----------- E0304: declared here
#                         ---------------------- E0304: declared here
from values([{a: 1}]) |> extend b = Shape.circle(r: 1.0), c = Shape.rect(1.0, 2.0) |> into stdout()
#                                                ^^^^^^ E0304: `circle` carries f64; it has no name
#   = help: write `Shape.circle(...)`
#                                                                        ^^^^^^^^ E0304: `rect` carries {w: f64, h: f64}; and here is more
#   = help: write `Shape.rect(w: ..., h: ...)`

#=== a binding of nothing
enum Shape { circle(f64), point }
#                         ----- E0304: declared here
from jsonl("a.jsonl") as {shape: Shape} |> extend n = match shape { circle(r) => r, point(p) => p } |> into stdout()
#                                                                                   ^^^^^^^^ E0304: `point` carries nothing; `p` gets no value
#   = help: just `point`
