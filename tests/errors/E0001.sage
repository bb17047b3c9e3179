#=== a semicolon after every statement
const LIMIT = 10;
#               ^ E0001: there is no `;` here; nothing needs it
#   + const LIMIT = 10
from values([{a: 1}]) |> filter a < LIMIT |> into stdout();
#                                                         ^ E0001: there is no `;` here; nothing needs it
#   + from values([{a: 1}]) |> filter a < LIMIT |> into stdout()

#=== semicolons between values
from values([{a: 1}]) |> filter a in [1; 2; 3] |> into stdout()
#                                      ^ E0001: there is no `;` here; nothing needs it
#   = help: a comma parts values; nothing parts statements
#                                         ^ E0001: there is no `;` here; nothing needs it
#   = help: a comma parts values; nothing parts statements

#=== names as in a shell
from values([{amount: 1}]) |> filter $amount > 0 |> into stdout()
#                                    ^ E0001: `$` has no meaning here; a name stands by itself
#   + from values([{amount: 1}]) |> filter amount > 0 |> into stdout()

#=== a line continued by a backslash
from values([{a: 1}]) \
#                     ^ E0001: `\` has no meaning here; lines go on by themselves
#   + from values([{a: 1}])
  |> into stdout()

#=== an emoji
from values([{a: 1}]) |> extend b = a 🚀 |> into stdout()
#                                     ^ E0001: `🚀` has no meaning here; U+1F680 rocket
#   = help: names are letters, digits and `_`; any other name stands between backticks

#=== blanks that cannot be seen
from values([{a: 1}])​ |> filter a > 0 |> into stdout()
#                    ^ E0001: this is an invisible character, U+200B zero width space; here
#   + from values([{a: 1}]) |> filter a > 0 |> into stdout()

#=== the marks of a merge
pipeline p {
<<<<<<< HEAD
#^^^^^^ E0001: a merge left its marks in this file; no part of the program
#   = help: decide between the two sides, and remove the marks
  param limit: i64 = 3
=======
#^^^^^^ E0001: a merge left its marks in this file; no part of the program
#   = help: decide between the two sides, and remove the marks
>>>>>>> theirs
#^^^^^^ E0001: a merge left its marks in this file; no part of the program
#   = help: decide between the two sides, and remove the marks
  from values([{a: 1}]) |> into stdout()
}

#=== a semicolon at the end of a flow
from range(0, 3) |> into stdout();
#                                ^ E0001: there is no `;` here; nothing needs it
#   + from range(0, 3) |> into stdout()
from range(0, 5) |> filter it > 1; |> into stdout()
#                                ^ E0001: there is no `;` here; nothing needs it
#   + from range(0, 5) |> filter it > 1 |> into stdout()

#=== semicolons between statements
fn next(x: i64) -> i64 { let y = x + 1; return y; }
#                                     ^ E0001: there is no `;` here; nothing needs it
#   + fn next(x: i64) -> i64 { let y = x + 1 return y; }
#                                               ^ E0001: there is no `;` here; nothing needs it
#   + fn next(x: i64) -> i64 { let y = x + 1; return y }
from range(0, 3) |> map next(it) |> into stdout()

#=== semicolons in brackets over lines
from values([1; 2;
#             ^ E0001: there is no `;` here; nothing needs it
#   = help: a comma parts values; nothing parts statements
#                ^ E0001: there is no `;` here; nothing needs it
  3]) |> into stdout()
