#=== a lambda whose value has the name of a column
schema Order { tag: str, tags: list<str> }
#              -------- W0252: hidden
from jsonl("o.jsonl") as Order |> extend n = tags.map(tag => tag.upper()) |> into stdout()
#                                                     ^^^ W0252: `tag` is the lambda's own value here, not the column; hides the column
#   = help: give one of them another name

#=== a lambda in a lambda with the same name
schema Order { rows: list<list<i64>> }
from jsonl("o.jsonl") as Order |> extend n = rows.map(x => x.map(x => x + 1)) |> into stdout()
#                                                                ^ W0252: `x` is the lambda's own value here, not the one outside; hides the one outside
#                                                     - W0252: hidden
#   = help: give one of them another name

#=== a lambda whose value has the name of a parameter
pipeline p {
  param limit: i64 = 3
#       ----- W0252: hidden
  from values([{a: 1}]) |> extend n = [1, 2].map(limit => limit + a) |> into stdout()
#                                                ^^^^^ W0252: `limit` is the lambda's own value here, not the parameter; hides the parameter
#   = help: give one of them another name
}

#=== a name that is not compared
const LIMIT = 10
#     ----- W0252: hidden
from jsonl("a.jsonl") as {n: i64} |> extend a = match n { LIMIT => "limit" } |> into stdout()
#                                                         ^^^^^ W0252: `LIMIT` stands for any value here, not for the one that it names; any value
#   = help: compare with it: `x if x == LIMIT => ...`
