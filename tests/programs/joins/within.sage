## Joins of rows near one another in time. Here times are seconds from the start.
schema Order { id: i64, at: timestamp @event_time(delay: 10s) }
schema Payment { order: i64, paid: i64, at: timestamp @event_time(delay: 10s) }

pipeline kinds {
  let orders = from jsonl("orders.jsonl") as Order
  let payments = from jsonl("payments.jsonl") as Payment

  let inner = from orders
    |> join payments as p on id == p.order within 5s
    |> select id, p.paid

  let left = from orders
    |> left_join payments as p on id == p.order within 5s
    |> select id, p?.paid

  let full = from orders
    |> full_join payments as p on id == p.order within 5s
    |> select id, p?.paid

  let semi = from orders
    |> semi_join payments as p on id == p.order within 5s
    |> select id

  let anti = from orders
    |> anti_join payments as p on id == p.order within 5s
    |> select id

  let small = from orders
    |> left_join payments as p on id == p.order and p.paid < 15 within 5s
    |> select id, p?.paid
}

test "both ends of the span are in it" for kinds {
  given orders = [
    {id: 1, at: ts"00:00:10"}, {id: 2, at: ts"00:00:10"}, {id: 3, at: ts"00:00:10"},
    {id: 4, at: ts"00:00:10"},
  ]
  given payments = [
    {order: 1, paid: 10, at: ts"00:00:05"},
    {order: 2, paid: 20, at: ts"00:00:04.999999"},
    {order: 3, paid: 30, at: ts"00:00:15"},
    {order: 4, paid: 40, at: ts"00:00:15.000001"},
  ]
  expect inner == [{id: 1, paid: 10}, {id: 3, paid: 30}] unordered
  expect semi == [{id: 1}, {id: 3}] unordered
  expect anti == [{id: 2}, {id: 4}]
  expect left == [
    {id: 1, paid: 10}, {id: 3, paid: 30}, {id: 2, paid: null}, {id: 4, paid: null},
  ] unordered
  expect full == [
    {id: 1, paid: 10}, {id: 3, paid: 30}, {id: 2, paid: null}, {id: 4, paid: null},
    {id: null, paid: 20}, {id: null, paid: 40},
  ] unordered
  expect small == [
    {id: 1, paid: 10}, {id: 2, paid: null}, {id: 3, paid: null}, {id: 4, paid: null},
  ] unordered
}

test "several partners, out of order, and rows of which one waits longer than the other" for kinds {
  given orders = [
    {id: 1, at: ts"00:00:20"}, {id: 1, at: ts"00:00:12"}, {id: 1, at: ts"00:01:00"},
    {id: 2, at: ts"00:01:01"},
  ]
  given payments = [
    {order: 1, paid: 1, at: ts"00:00:16"}, {order: 1, paid: 2, at: ts"00:00:11"},
    {order: 1, paid: 3, at: ts"00:00:58"},
  ]
  expect inner == [{id: 1, paid: 1}, {id: 1, paid: 1}, {id: 1, paid: 2}, {id: 1, paid: 3}] unordered
  expect semi == [{id: 1}, {id: 1}, {id: 1}]
  expect anti == [{id: 2}]
  expect left == [
    {id: 1, paid: 1}, {id: 1, paid: 1}, {id: 1, paid: 2}, {id: 1, paid: 3}, {id: 2, paid: null},
  ] unordered
}

test "one side alone" for kinds {
  given orders = []
  given payments = [
    {order: 2, paid: 2, at: ts"00:00:09"}, {order: 1, paid: 1, at: ts"00:00:05"},
    {order: 3, paid: 3, at: ts"00:00:05"},
  ]
  expect inner == []
  expect full == [{id: null, paid: 1}, {id: null, paid: 3}, {id: null, paid: 2}]
  expect anti == []
}

schema Event { kind: str, key: str, n: i64, at: timestamp @event_time }

## One stream on both sides, so that it is known what comes when.
pipeline of_one {
  set on_error = "skip"
  let events = from jsonl("events.jsonl") as Event
  let ups = from events |> filter kind == "up"
  let downs = from events |> filter kind == "down"

  let left = from ups
    |> left_join downs as d on key == d.key within 3s
    |> select n, m = d?.n

  let full = from ups
    |> full_join downs as d on key == d.key within 3s
    |> select n, m = d?.n

  let anti = from ups
    |> anti_join downs as d on key == d.key within 3s
    |> select n

  let semi = from ups
    |> semi_join downs as d on key == d.key within 3s
    |> select n

  let exact = from ups
    |> join downs as d on key == d.key within 0s
    |> select n, m = d.n

  let div = from ups
    |> left_join downs as d on key == d.key and 10 // d.n > 0 within 3s
    |> select n, m = d?.n
}

test "a row comes out alone once no partner can come, the earliest first" for of_one {
  given events = [
    {kind: "up", key: "a", n: 1, at: ts"00:00:01"},
    {kind: "down", key: "b", n: 2, at: ts"00:00:02"},
    {kind: "up", key: "c", n: 3, at: ts"00:00:04"},
    {kind: "down", key: "c", n: 4, at: ts"00:00:04"},
    {kind: "up", key: "d", n: 5, at: ts"00:00:05"},
    {kind: "up", key: "e", n: 6, at: ts"00:00:09"},
  ]
  expect left == [{n: 3, m: 4}, {n: 1, m: null}, {n: 5, m: null}, {n: 6, m: null}]
  expect full == [{n: 3, m: 4}, {n: 1, m: null}, {n: null, m: 2}, {n: 5, m: null}, {n: 6, m: null}]
  expect anti == [{n: 1}, {n: 5}, {n: 6}]
  expect semi == [{n: 3}]
  expect exact == [{n: 3, m: 4}]
}

test "a row below the watermark is late, and meets nobody" for of_one {
  given events = [
    {kind: "up", key: "a", n: 1, at: ts"00:00:10"},
    {kind: "down", key: "a", n: 2, at: ts"00:00:09.999999"},
    {kind: "down", key: "a", n: 3, at: ts"00:00:10"},
    {kind: "up", key: "a", n: 4, at: ts"00:00:08"},
  ]
  expect left == [{n: 1, m: 3}]
  expect full == [{n: 1, m: 3}]
  expect anti == []
}

test "a row for which the condition fails has not come" for of_one {
  given events = [
    {kind: "up", key: "a", n: 1, at: ts"00:00:01"},
    {kind: "down", key: "a", n: 0, at: ts"00:00:02"},
    {kind: "down", key: "a", n: 20, at: ts"00:00:02"},
    {kind: "down", key: "a", n: 5, at: ts"00:00:03"},
    {kind: "down", key: "b", n: 0, at: ts"00:00:03"},
    {kind: "up", key: "b", n: 2, at: ts"00:00:03"},
  ]
  expect div == [{n: 1, m: 5}]
}

pipeline times {
  let events = from jsonl("events.jsonl") as Event
  let ups = from events |> filter kind == "up"
  let downs = from events |> filter kind == "down"

  let pairs = from ups
    |> join downs as d on key == d.key within 1h
    |> window tumbling(10s)
    |> aggregate n = count()

  let alone = from ups
    |> left_join downs as d on key == d.key within 8s
    |> window tumbling(10s)
    |> aggregate pairs = count_if(d is not null), alone = count_if(d is null)

  let never = from ups
    |> anti_join downs as d on key == d.key within 8s
    |> window tumbling(10s)
    |> aggregate n = count()

  let seen = from ups
    |> semi_join downs as d on key == d.key within 8s
    |> window tumbling(10s)
    |> aggregate n = count()
}

test "a pair has the later of both times, a row alone its own, and both are in time for windows" for times {
  given events = [
    {kind: "up", key: "a", n: 1, at: ts"00:00:08"},
    {kind: "up", key: "b", n: 2, at: ts"00:00:09"},
    {kind: "down", key: "a", n: 3, at: ts"00:00:11"},
    {kind: "up", key: "c", n: 4, at: ts"00:00:25"},
    {kind: "up", key: "d", n: 5, at: ts"00:00:50"},
  ]
  expect pairs == [{n: 1, window_start: ts"00:00:10", window_end: ts"00:00:20"}]
  expect alone == [
    {pairs: 0, alone: 1, window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {pairs: 1, alone: 0, window_start: ts"00:00:10", window_end: ts"00:00:20"},
    {pairs: 0, alone: 1, window_start: ts"00:00:20", window_end: ts"00:00:30"},
    {pairs: 0, alone: 1, window_start: ts"00:00:50", window_end: ts"00:01:00"},
  ]
  expect never == [
    {n: 1, window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {n: 1, window_start: ts"00:00:20", window_end: ts"00:00:30"},
    {n: 1, window_start: ts"00:00:50", window_end: ts"00:01:00"},
  ]
  expect seen == [{n: 1, window_start: ts"00:00:10", window_end: ts"00:00:20"}]
}

pipeline at_the_end {
  let events = from jsonl("events.jsonl") as Event
  let ups = from events |> filter kind == "up"
  let downs = from events |> filter kind == "down"

  let alone = from ups
    |> left_join downs as d on key == d.key
    |> window tumbling(10s)
    |> aggregate pairs = count_if(d is not null), alone = count_if(d is null)
}

test "a window waits for rows that come at the end alone" for at_the_end {
  given events = [
    {kind: "up", key: "a", n: 1, at: ts"00:00:08"},
    {kind: "up", key: "b", n: 2, at: ts"00:00:09"},
    {kind: "down", key: "a", n: 3, at: ts"00:00:11"},
    {kind: "up", key: "d", n: 5, at: ts"00:00:50"},
  ]
  expect alone == [
    {pairs: 0, alone: 1, window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {pairs: 1, alone: 0, window_start: ts"00:00:10", window_end: ts"00:00:20"},
    {pairs: 0, alone: 1, window_start: ts"00:00:50", window_end: ts"00:01:00"},
  ]
}
