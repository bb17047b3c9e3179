## `running`: each row with the aggregates of its group so far.

schema Event { user: str, n: i64, score: f64?, at: timestamp }

pipeline running_totals {
  let events = from jsonl("events.jsonl") as Event

  let totals = from events
    |> running total = sum(n), rank = count() by user
    |> select user, n, total, rank

  let whole = from events
    |> running best = max(n), first = first(user)
    |> select n, best, first

  let keyed = from events
    |> key_by user
    |> running seen = count(score), mean = mean(score)
    |> select user, seen, mean

  let since = from events
    |> running last = max(at), start = min(at) by user
    |> select user, open = last - start

  let growth = from events
    |> running before = sum(n) - 1, high = max(n) > 2
    |> filter before > 2
    |> select n, before, high

  let after = from events
    |> running k = count() by user
    |> filter k == 2
    |> aggregate users = count()

  from events |> into null
}

test "every row goes on at once with its group's values" for running_totals {
  given events = [
    {user: "a", n: 1, score: 0.5, at: ts"10:00"}, {user: "b", n: 10, at: ts"10:01"},
    {user: "a", n: 2, at: ts"10:05"}, {user: "a", n: -4, score: 1.5, at: ts"10:02"},
  ]
  expect totals == [
    {user: "a", n: 1, total: 1, rank: 1}, {user: "b", n: 10, total: 10, rank: 1},
    {user: "a", n: 2, total: 3, rank: 2}, {user: "a", n: -4, total: -1, rank: 3},
  ]
  expect whole == [
    {n: 1, best: 1, first: "a"}, {n: 10, best: 10, first: "a"}, {n: 2, best: 10, first: "a"},
    {n: -4, best: 10, first: "a"},
  ]
  expect keyed == [
    {user: "a", seen: 1, mean: 0.5}, {user: "b", seen: 0, mean: null},
    {user: "a", seen: 1, mean: 0.5}, {user: "a", seen: 2, mean: 1.0},
  ]
  expect since == [
    {user: "a", open: 0s}, {user: "b", open: 0s}, {user: "a", open: 5m}, {user: "a", open: 5m},
  ]
  expect growth == [
    {n: 10, before: 10, high: true}, {n: 2, before: 12, high: true}, {n: -4, before: 8, high: true},
  ]
  expect after == [{users: 1}]
}
