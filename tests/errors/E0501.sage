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

#=== a table without a key, and a lookup in what is no table
schema Rate { currency: str, to_eur: f64 }
schema Pay { id: u64, currency: str }
let plain = from csv("r.csv") as Rate
let rates = from csv("r.csv") as Rate |> table by currency
#   ^^^^^ W0251: nothing reads `rates`; made here
#   = help: leave it out, or send it `into` a sink
let none = from csv("r.csv") as Rate |> table()
#                                       ^^^^^ E0501: `table` needs a key; missing here
#   = help: say what a row is looked up by: `|> table by currency`, or `|> key_by currency` before it
from csv("p.csv") as Pay |> lookup plain as r on currency == r.currency |> into stdout()
#                                  ^^^^^ E0501: `lookup` looks up in a table, and `plain` is a stream; no table
#   = help: make it one: `let plain = ... |> table by currency`
from csv("p.csv") as Pay |> lookup none as r on currency == r.currency |> into stdout()
