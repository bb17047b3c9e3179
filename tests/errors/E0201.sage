#=== a column nearly spelt right
schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order |> filter amout > 10 |> into stdout()
#                                    ^^^^^ E0201: there is no column `amout`; not known here
#   = help: did you mean `amount`?
#   + from csv("o.csv") as Order |> filter amount > 10 |> into stdout()
