#=== no key at all
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> process { state n: i64 on item e { n += 1 emit {n: n} } } |> into stdout()
#                             ^^^^^^^ E0507: `process` keeps its state for each key, and these rows have none; for each what?
#   = help: say what the key is before it: `|> key_by id`
#   ~ from csv("o.csv") as Order |> key_by id |> process { state n: i64 on item e { n += 1 emit {n: n} } } |> into stdout()

#=== the key was left behind
schema Order { id: u64, user: str }
from csv("o.csv") as Order
  |> key_by user
  |> map {id: id}
  |> process { state n: i64 on item e { n += 1 emit {n: n} } }
#    ^^^^^^^ E0507: `process` keeps its state for each key, and these rows have none; for each what?
#   = help: say what the key is before it: `|> key_by id`
#   ~   |> key_by id |> process { state n: i64 on item e { n += 1 emit {n: n} } }
  |> into stdout()
