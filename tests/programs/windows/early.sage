## What there is of windows that are not over, by the clock of the machine.

schema Sale { shop: str, price: i64, at: timestamp @event_time }

pipeline sales {
  let all = from jsonl("sales.jsonl") as Sale

  let minutes = from all
    |> key_by shop
    |> window tumbling(1m), early: 10s
    |> aggregate n = count(), total = sum(price)

  let visits = from all
    |> key_by shop
    |> window session(gap: 20s), early: 1h
    |> aggregate n = count()

  let best = from all
    |> window sliding(1m, every: 30s), early: 15s
    |> top 1 by price
    |> select price, window_start

  from minutes |> into null
  from visits |> into null
  from best |> into null
}

test "rows of open windows come out ever again" for sales {
  given all = [
    {shop: "x", price: 1, at: ts"00:00:10"}, {shop: "y", price: 2, at: ts"00:01:05"},
    {shop: "x", price: 4, at: ts"00:01:20"},
  ]
  expect minutes.map(m => f"{m.shop} {m.n} {m.total}") == ["x 1 1"]
  advance 9s
  expect minutes.len() == 1
  advance 1s
  expect minutes.map(m => f"{m.shop} {m.n} {m.total}") == ["x 1 1", "y 1 2", "x 1 4"]
  expect best.len() == 2
  advance 25s
  expect minutes.len() == 5
  expect best.map(b => b.price) == [1, 1, 4, 4]
  expect visits.map(v => v.shop) == ["x"]
  advance 1h
  expect minutes.map(m => m.n).len() == 9
  expect visits.map(v => v.shop) == ["x", "y", "x", "y", "x"]
}

test "where no time passes, rows come out once" for sales {
  given all = [{shop: "x", price: 1, at: ts"00:00:10"}]
  expect minutes.map(m => m.total) == [1]
  expect best.map(b => b.price) == [1, 1]
}
