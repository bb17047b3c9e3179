## A stream may be read any number of times, and declared in any order.

schema Order { id: i64, user: str, amount: f64 }

pipeline fan_out {
  let total = from by_user |> aggregate total = sum(sum), users = count()
  let by_user = from cleaned |> aggregate sum = sum(amount), n = count() by user

  let cleaned = from orders
    |> filter amount > 0.0
    |> extend user = lower(trim(user))

  let orders = from jsonl("orders.jsonl") as Order
  let rejected = from orders |> filter amount <= 0.0
  let large = from cleaned |> filter amount > 100.0

  let report = from by_user
    |> extend text = f"{user}: {sum:.2f}"
    |> select text

  from by_user |> into jsonl("users.jsonl")

  from large
    |> select id
    |> into jsonl("large.jsonl")

  from large
    |> aggregate n = count()
    |> into jsonl("counts.jsonl")

  from rejected
    |> map id
    |> into text("rejected.txt")

  from report |> into stdout()
  from total |> into null
}

test "every reader gets every row" for fan_out {
  given orders = [
    {id: 1, user: " Ada", amount: 200.0}, {id: 2, user: "bob", amount: 0.0},
    {id: 3, user: "ADA ", amount: 50.5}, {id: 4, user: "bob", amount: 150.0},
    {id: 5, user: "eve", amount: -1.0},
  ]
  expect cleaned == [
    {id: 1, user: "ada", amount: 200.0}, {id: 3, user: "ada", amount: 50.5},
    {id: 4, user: "bob", amount: 150.0},
  ]
  expect by_user == [{user: "ada", sum: 250.5, n: 2}, {user: "bob", sum: 150.0, n: 1}]
  expect total == [{total: 400.5, users: 2}]
  expect report == [{text: "ada: 250.50"}, {text: "bob: 150.00"}]
  expect sink("users.jsonl") == by_user
  expect sink("large.jsonl") == [{id: 1}, {id: 4}]
  expect sink("counts.jsonl") == [{n: 2}]
  expect sink("rejected.txt") == [2, 5]
}

test "a stream in the middle may be given" for fan_out {
  given by_user = [{user: "x", sum: 1.0, n: 1}, {user: "y", sum: 2.5, n: 3}]
  expect total == [{total: 3.5, users: 2}]
  expect report == [{text: "x: 1.00"}, {text: "y: 2.50"}]
}

test "without rows nothing comes out" for fan_out {
  given orders = []
  expect by_user == []
  expect sink("large.jsonl") == []
  expect total == []
}
