## Windows that are kept after they have fired, for rows that come late.

schema Sale { shop: str, price: i64, at: timestamp @event_time }

pipeline sales {
  let all = from jsonl("sales.jsonl") as Sale

  let minutes = from all
    |> key_by shop
    |> window tumbling(1m), lateness: 30s, late: too_late
    |> aggregate n = count(), total = sum(price)

  let overlapping = from all
    |> window sliding(1m, every: 30s), lateness: 20s
    |> aggregate prices = collect(price)

  let visits = from all
    |> key_by shop
    |> window session(gap: 20s), lateness: 40s
    |> aggregate n = count()

  from minutes |> into null
  from overlapping |> into null
  from visits |> into null
}

test "a late row updates its window, whose row comes out again" for sales {
  given all = [
    {shop: "x", price: 1, at: ts"00:00:10"}, {shop: "y", price: 2, at: ts"00:01:05"},
    {shop: "x", price: 4, at: ts"00:00:20"}, {shop: "z", price: 8, at: ts"00:00:59"},
    {shop: "x", price: 16, at: ts"00:01:29"}, {shop: "x", price: 32, at: ts"00:00:30"},
    {shop: "x", price: 64, at: ts"00:01:30"}, {shop: "x", price: 128, at: ts"00:00:30"},
  ]
  expect minutes.map(m => f"{m.shop} {m.n} {m.total}") == [
    "x 1 1", "x 2 5", "z 1 8", "x 3 37", "y 1 2", "x 2 80",
  ]
  expect minutes.map(m => m.window_start)
    == [ts"00:00", ts"00:00", ts"00:00", ts"00:00", ts"00:01", ts"00:01"]
  expect too_late.map(r => r.price) == [128]
}

test "a late row updates those of its windows that have fired and are kept" for sales {
  given all = [
    {shop: "x", price: 1, at: ts"00:00:40"}, {shop: "x", price: 2, at: ts"00:01:10"},
    {shop: "x", price: 3, at: ts"00:00:50"}, {shop: "x", price: 4, at: ts"00:01:40"},
    {shop: "x", price: 5, at: ts"00:00:55"},
  ]
  expect overlapping.map(o => o.prices)
    == [[1], [1, 3], [1, 3, 2], [1, 3, 5, 2], [2, 4], [4]]
  expect overlapping.map(o => o.window_start) == [
    ts"00:00:00", ts"00:00:00", ts"00:00:30", ts"00:00:30", ts"00:01:00", ts"00:01:30",
  ]
}

test "a late row makes a session longer, or one of its own" for sales {
  given all = [
    {shop: "x", price: 1, at: ts"00:00:00"}, {shop: "y", price: 1, at: ts"00:00:50"},
    {shop: "x", price: 1, at: ts"00:00:15"}, {shop: "z", price: 1, at: ts"00:00:10"},
    {shop: "x", price: 1, at: ts"00:00:33"},
  ]
  expect visits.map(v => f"{v.shop} {v.n}") == ["x 1", "x 2", "z 1", "x 3", "y 1"]
  expect visits.map(v => v.window_end) == [
    ts"00:00:20", ts"00:00:35", ts"00:00:30", ts"00:00:53", ts"00:01:10",
  ]
}

pipeline corrections {
  let all = from jsonl("sales.jsonl") as Sale

  let hours = from all
    |> window tumbling(1m), lateness: 1m
    |> aggregate total = sum(price)
    |> window tumbling(2m), late: corrected
    |> aggregate best = max(total)

  from hours |> into null
}

test "a later window sees a corrected row as a late one" for corrections {
  given all = [
    {shop: "x", price: 1, at: ts"00:00:10"}, {shop: "x", price: 2, at: ts"00:02:10"},
    {shop: "x", price: 4, at: ts"00:01:59"}, {shop: "x", price: 8, at: ts"00:03:05"},
  ]
  expect hours.map(h => h.best) == [1, 8]
  expect corrected.map(c => c.total) == [4]
}
