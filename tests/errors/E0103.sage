#=== the pipe of a shell
from values([{a: 1}]) | filter a > 0 | into stdout()
#                     ^ E0103: a pipe is written `|>`
#   + from values([{a: 1}]) |> filter a > 0 | into stdout()
#                                    ^ E0103: a pipe is written `|>`
#   + from values([{a: 1}]) | filter a > 0 |> into stdout()

#=== a blank inside
from values([{a: 1}]) | > into stdout()
#                     ^^^ E0103: a pipe is written `|>`
#   + from values([{a: 1}]) |> into stdout()

#=== lines without pipes
from values([{a: 1, b: 2}])
  filter a > 0
# ^^^^^^ E0103: a `|>` is missing before `filter`
#   +   |> filter a > 0
  select b
# ^^^^^^ E0103: a `|>` is missing before `select`
#   +   |> select b
  into stdout()
# ^^^^ E0103: a `|>` is missing before `into`
#   +   |> into stdout()

#=== two stages in a line
from values([{a: 1}]) |> filter a > 0 limit 5 |> into stdout()
#                                     ^^^^^ E0103: a `|>` is missing before `limit`
#   + from values([{a: 1}]) |> filter a > 0 |> limit 5 |> into stdout()

#=== a pipe twice
from values([{a: 1}]) |> |> into stdout()
#                        ^^ E0103: a stage is missing between two pipes
#   + from values([{a: 1}]) |> into stdout()

#=== a pipe at the end
let rows = from values([{a: 1}]) |>
#                                ^^ E0103: a stage is missing after this pipe; the flow ends here
from rows |> into stdout()

#=== arrows
from values([{a: 1}]) -> filter a > 0 => into stdout()
#                     ^^ E0103: stages are joined by `|>`
#   + from values([{a: 1}]) |> filter a > 0 => into stdout()
#                                     ^^ E0103: stages are joined by `|>`
#   + from values([{a: 1}]) -> filter a > 0 |> into stdout()

#=== a pipe without a flow
 |> filter a > 0
#^^ E0103: this pipe continues nothing; no flow stands before it
#   = help: a flow begins with `from`, and ends at `into`
from values([{a: 1}]) |> into stdout()

#=== no name after the pipe
from values([{a: 1}]) |> "stdout" |> into stdout()
#                        ^^^^^^^^ E0103: a stage begins with its name; no name
