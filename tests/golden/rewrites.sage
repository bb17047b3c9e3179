## Something to do for every pass, and something that each must leave.

schema Order { id: i64, shop: str, price: i64, qty: i64, note: str?, raw: str }

pipeline rewrites {
  param least: i64 = 10

  let orders = from jsonl("orders.jsonl") as Order
  let late   = from jsonl("late.jsonl") as Order

  from orders
    |> union late
    |> filter note is not null and lower(note) like "%gift%" and shop == "a" + "b"
    |> extend total = price * qty + 1, net = price * qty - 1, spare = note.len(), label = upper(note)
    |> filter id > least and id > least and 100 // price > 0
    |> dedup by id
    |> select id, total, net, label
    |> into jsonl("gifts.jsonl")

  from orders |> filter 1 > 2 |> aggregate n = count() by shop |> into jsonl("none.jsonl")
}
