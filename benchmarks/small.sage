## A small pipeline whose constant is edited before each compile.

schema Order { id: i64, customer: str, amount: f64 }

pipeline small {
  from csv("orders.csv") as Order
    |> filter amount > 100.0
    |> key_by customer
    |> aggregate n = count(), total = sum(amount)
    |> into stdout(format: "table")
}
