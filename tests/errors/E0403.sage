#=== a clause that has no meaning here
from values([{a: 1}]) |> filter a > 0 by a |> into stdout()
#                                     ^^ E0403: `filter` has no `by`; not known here
#   = help: for example `orders |> filter amount > 10 and note is not null`

#=== a clause twice
from values([{a: 1, b: 2}]) |> aggregate n = count() by a by b |> into stdout()
#                                                         ^^ E0403: `by` stands here twice; again here
#                                                    -- E0403: first here

#=== else for a list
from values([{a: [1]}]) |> flatmap a else none |> into null
#                                         ^^^^ E0403: a list is never null, so `else` would get no rows; gets no rows
#   = help: leave `else` out
from none |> into stdout()

#=== into with a key
from values([{a: 1}]) |> into csv("o.csv") by a
#                                          ^^ E0403: `into` has no `by`; not known here
#   = help: for example `|> into csv("out.csv")`

#=== clauses of a later version
from values([{a: 1, b: 2}]) |> dedup by a within 10m |> into stdout()
#                                         ^^^^^^ E0111: `within` is not in this version yet; reserved for a later version
