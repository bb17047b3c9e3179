#=== a column in a condition
schema Game { id: u64, `over`: i64 }
from csv("games.csv") as Game |> filter over > 3 |> into stdout()
#                                       ^^^^ E0110: `over` is a word of the language; found where a column should be
#   = help: quote the column
#   + from csv("games.csv") as Game |> filter `over` > 3 |> into stdout()

#=== columns in a list of columns
schema Game { id: u64, `in`: i64, `by`: str }
from csv("games.csv") as Game |> select id, in, by |> into stdout()
#                                           ^^ E0110: `in` is a word of the language; found where a column should be
#   = help: quote the column
#   + from csv("games.csv") as Game |> select id, `in`, by |> into stdout()
#                                               ^^ E0110: `by` is a word of the language; found where a column should be
#   = help: quote the column
#   + from csv("games.csv") as Game |> select id, in, `by` |> into stdout()

#=== a column after its name
schema Game { id: u64, `over`: i64 }
from csv("games.csv") as Game as g |> select id, n = over |> into stdout()
#                             ^^ E0101: `as` does not begin a statement
#   = help: a statement begins with `from`, `let`, `schema`, `fn`, `const`, `import`, `pipeline` or `test`
#                                                    ^^^^ E0110: `over` is a word of the language; found where a column should be
#   = help: quote the column
#   + from csv("games.csv") as Game as g |> select id, n = `over` |> into stdout()

#=== a new column, a function, a parameter
fn match(x: i64) -> i64 = x
#  ^^^^^ E0110: `match` is a word of the language; found where a name should be
#   = help: quote the name
#   + fn `match`(x: i64) -> i64 = x
pipeline p {
  param over: i64 = 3
#       ^^^^ E0110: `over` is a word of the language; found where a name should be
#   = help: quote the name
#   +   param `over`: i64 = 3
  from values([{a: 1}]) |> select by = a |> into stdout()
#                                 ^^ E0110: `by` is a word of the language; found where a column should be
#   = help: quote the column
#   +   from values([{a: 1}]) |> select `by` = a |> into stdout()
}

#=== a field in a schema
schema Game { id: u64, over: i64, on: str }
#                      ^^^^ E0110: `over` is a word of the language; found where a name should be
#   = help: quote the name
#   + schema Game { id: u64, `over`: i64, on: str }
#                                 ^^ E0110: `on` is a word of the language; found where a name should be
#   = help: quote the name
#   + schema Game { id: u64, over: i64, `on`: str }
from csv("games.csv") as Game |> into stdout()
