#=== dedup by what?
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> dedup() |> into stdout()
#                             ^^^^^ E0501: `dedup` needs a key; missing here
#   = help: say what makes two rows the same: `|> dedup by id`, or `|> key_by id` before it

#=== key_by without columns
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> key_by() |> aggregate n = count() |> into stdout()
#                             ^^^^^^ E0501: `key_by` needs a key; missing here
#   = help: name columns: `|> key_by id`

#=== the key is gone after map
schema Order { id: u64, user: str }
from csv("o.csv") as Order |> key_by user |> map {id: id, user: user} |> dedup() |> into stdout()
#                                                                        ^^^^^ E0501: `dedup` needs a key; missing here
#   = help: say what makes two rows the same: `|> dedup by id`, or `|> key_by id` before it
