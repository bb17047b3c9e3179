#=== sorting events without end
from nexmark() as {auction: i64} |> sort by auction |> into stdout()
#                                   ^^^^ E0508: `sort` gives its rows at the end of the input, which never comes; needs an end
#    --------------------------- E0508: never ends
#   = help: sort over windows: `|> window tumbling(1m)` before it

#=== ranking events without end
from nexmark() as {auction: i64} |> top 3 by auction |> into stdout()
#                                   ^^^ E0508: `top` gives its rows at the end of the input, which never comes; needs an end
#    --------------------------- E0508: never ends
#   = help: rank over windows: `|> window tumbling(1m)` before it, or `over window` behind it
