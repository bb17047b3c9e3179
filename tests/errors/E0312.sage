#=== a list in a csv file
schema Post { id: u64, tags: list<str> }
from csv("p.csv") as Post |> into stdout()
#    ^^^ E0312: csv holds one value a column, and `tags` is list<str>; one value a column
#   = help: use `jsonl`, or `select` its parts

#=== a record in a csv sink
from values([{a: {b: 1}}]) |> into csv("o.csv")
#                                  ^^^ E0312: csv holds one value a column, and `a` is {b: i64}; one value a column
#   = help: use `jsonl`, or `select` its parts

#=== records as lines of text
from values([{a: 1}]) |> into text("o.txt")
#                             ^^^^ E0312: text holds plain values, and the row is a record; {a: i64}
#   = help: make it one: `|> map f"{...}"`

#=== records as text on the terminal
from values([{a: 1}]) |> into stdout(format: "text")
#                                            ^^^^^^ E0312: text holds plain values, and the row is a record; {a: i64}
#   = help: make it one: `|> map f"{...}"`

#=== flatmap of a number
from values([{a: 1}]) |> flatmap a |> into stdout()
#                                ^ E0312: `flatmap` makes rows of a list or an optional, and this is i64; i64
#   = help: `map` makes one row of one value

#=== explode of text
from values([{a: "x,y"}]) |> explode a as b |> into stdout()
#                                    ^^^^^^ E0312: `explode` makes rows of a list, and this is str; str
#   = help: `.split(",")` makes a list of text

#=== a parameter that is a list
pipeline p {
  param names: list<str> = ["a"]
#              ^^^^^^^^^ E0312: a parameter is one value, and list<str> is not; list<str>
#   = help: give it as text, and take it apart: `names.split(",")`
  from values([{a: "a"}]) |> filter a in names |> into stdout()
}

#=== a schema without fields
schema Empty { }
#      ^^^^^ E0312: `Empty` has no fields; at least one is needed
#   = help: for example `id: i64`
from jsonl("e.jsonl") as Empty |> into stdout()

#=== nothing is left of the row
from values([{a: 1, b: 2}]) |> drop a, b |> into stdout()
#                              ^^^^ E0312: `drop` leaves no column in the row; nothing is left
#   = help: keep at least one

#=== an empty row
from values([{a: 1}]) |> map {} |> into stdout()
#                            ^^ E0312: a record has at least one field; nothing is in it
#   = help: for example `{id: 1}`

#=== a regular expression as a value
const LINE = re"\d+"
from values([{s: "a"}])
  |> extend a = LINE, b = [LINE], c = {d: re"x"}, e = ["a"].map(x => LINE)
#               ^^^^ E0312: `a` cannot hold a regular expression, which is no value of a row; known when the program is compiled
#   = help: apply it: `name matches re"..."`, or `name.find(re"...")`
#                         ^^^^^^ E0312: `b` cannot hold a regular expression, which is no value of a row; known when the program is compiled
#   = help: apply it: `name matches re"..."`, or `name.find(re"...")`
#                                     ^^^^^^^^^^ E0312: `c` cannot hold a regular expression, which is no value of a row; known when the program is compiled
#   = help: apply it: `name matches re"..."`, or `name.find(re"...")`
#                                                                    ^^^^ E0312: the result of the lambda cannot hold a regular expression, which is no value of a row; known when the program is compiled
#   = help: apply it: `name matches re"..."`, or `name.find(re"...")`
  |> into stdout()

#=== a CSV of payloads
enum Shape { circle(f64), point }
from jsonl("a.jsonl") as {id: i64, shape: Shape} |> into csv("a.csv")
#                                                        ^^^ E0312: csv holds one value a column, and `shape` is Shape; one value a column
#   = help: use `jsonl`, or `select` its parts

#=== only of a variant without a payload
enum Event { bid(i64), end }
#                      --- E0312: declared here
from jsonl("a.jsonl") as Event |> only end |> into stdout()
#                                      ^^^ E0312: `end` carries nothing, so it makes no row; no payload
#   = help: keep such rows: `|> filter it == Event.end`

#=== an enum without variants
enum Action { }
#    ^^^^^^ E0312: `Action` has no variants; at least one is needed
#   = help: for example `enum Action { yes, no }`
from jsonl("a.jsonl") as {action: Action} |> filter action == Action.view |> into stdout()

#=== a map in csv
schema E { id: i64, stock: map<str, i64> }
#                   -------------------- E0312: `stock` is declared here
from jsonl("e.jsonl") as E |> into csv("e.csv")
#                                  ^^^ E0312: csv holds one value a column, and `stock` is map<str, i64>; one value a column
#   = help: use `jsonl`, or `select` its parts

#=== json in csv
schema E { id: i64, payload: json }
from csv("e.csv") as E |> into stdout()
#    ^^^ E0312: csv holds one value a column, and `payload` is json; one value a column
#   = help: use `jsonl`, or text: `to_str` makes it, `parse_json` reads it

#=== a parameter that is json
pipeline p {
  param filter: json = {a: 1}
#               ^^^^ E0312: a parameter is one value, and json is not; json
#   = help: give it as text, and read that: `parse_json(filter)`
  from values([{a: 1}]) |> into stdout()
}
