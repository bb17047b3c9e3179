## Joins of rows in the same window. Here times are seconds from the start.
schema Event { kind: str, key: str, n: i64, at: timestamp @event_time }

pipeline kinds {
  set on_error = "skip"
  let events = from jsonl("events.jsonl") as Event
  let ups = from events |> filter kind == "up"
  let downs = from events |> filter kind == "down"

  let inner = from ups
    |> join downs as d on key == d.key over tumbling(10s)
    |> select n, m = d.n, window_start

  let left = from ups
    |> left_join downs as d on key == d.key over tumbling(10s)
    |> select n, m = d?.n

  let full = from ups
    |> full_join downs as d on key == d.key over tumbling(10s)
    |> select n, m = d?.n, window_end

  let semi = from ups |> semi_join downs as d on key == d.key over tumbling(10s)

  let anti = from ups
    |> anti_join downs as d on key == d.key over tumbling(10s)
    |> select n, window_end

  let moved = from ups
    |> join downs as d on key == d.key over tumbling(10s, offset: 5s)
    |> select n, m = d.n, window_start

  let tested = from ups
    |> left_join downs as d on key == d.key and 10 // d.n > n over tumbling(10s)
    |> select n, m = d?.n
}

test "rows meet in the window that they share" for kinds {
  given events = [
    {kind: "up", key: "a", n: 1, at: ts"00:00:01"},
    {kind: "down", key: "a", n: 2, at: ts"00:00:09.999999"},
    {kind: "down", key: "a", n: 3, at: ts"00:00:10"},
    {kind: "up", key: "b", n: 4, at: ts"00:00:11"},
    {kind: "up", key: "a", n: 5, at: ts"00:00:19"},
    {kind: "down", key: "a", n: 6, at: ts"00:00:19"},
    {kind: "down", key: "c", n: 7, at: ts"00:00:19"},
  ]
  expect inner == [
    {n: 1, m: 2, window_start: ts"00:00:00"}, {n: 5, m: 3, window_start: ts"00:00:10"},
    {n: 5, m: 6, window_start: ts"00:00:10"},
  ]
  expect left == [{n: 1, m: 2}, {n: 4, m: null}, {n: 5, m: 3}, {n: 5, m: 6}]
  expect full == [
    {n: 1, m: 2, window_end: ts"00:00:10"}, {n: 4, m: null, window_end: ts"00:00:20"},
    {n: 5, m: 3, window_end: ts"00:00:20"}, {n: 5, m: 6, window_end: ts"00:00:20"},
    {n: null, m: 7, window_end: ts"00:00:20"},
  ]
  expect semi == [
    {
      kind: "up", key: "a", n: 1, at: ts"00:00:01", window_start: ts"00:00:00",
      window_end: ts"00:00:10",
    },
    {
      kind: "up", key: "a", n: 5, at: ts"00:00:19", window_start: ts"00:00:10",
      window_end: ts"00:00:20",
    },
  ]
  expect anti == [{n: 4, window_end: ts"00:00:20"}]
  expect moved == [
    {n: 5, m: 6, window_start: ts"00:00:15"},
  ]
}

test "a row whose window has fired is late" for kinds {
  given events = [
    {kind: "up", key: "a", n: 1, at: ts"00:00:01"},
    {kind: "up", key: "a", n: 2, at: ts"00:00:12"},
    {kind: "down", key: "a", n: 3, at: ts"00:00:05"},
    {kind: "down", key: "a", n: 4, at: ts"00:00:10"},
  ]
  expect left == [{n: 1, m: null}, {n: 2, m: 4}]
}

test "a row for which the condition fails has not come" for kinds {
  given events = [
    {kind: "up", key: "a", n: 1, at: ts"00:00:01"},
    {kind: "down", key: "a", n: 0, at: ts"00:00:02"},
    {kind: "down", key: "a", n: 3, at: ts"00:00:03"},
    {kind: "down", key: "b", n: 0, at: ts"00:00:03"},
    {kind: "up", key: "b", n: 2, at: ts"00:00:04"},
    {kind: "up", key: "b", n: 5, at: ts"00:00:14"},
  ]
  expect tested == [{n: 1, m: 3}, {n: 5, m: null}]
}

pipeline after {
  let events = from jsonl("events.jsonl") as Event
  let ups = from events |> filter kind == "up"
  let downs = from events |> filter kind == "down"

  let counted = from ups
    |> join downs as d on key == d.key over tumbling(10s)
    |> drop window_start, window_end
    |> window tumbling(20s)
    |> aggregate n = count(), last = last(d.n)
}

test "a pair has the time of the end of its window" for after {
  given events = [
    {kind: "up", key: "a", n: 1, at: ts"00:00:11"},
    {kind: "down", key: "a", n: 2, at: ts"00:00:12"},
    {kind: "up", key: "a", n: 3, at: ts"00:00:21"},
    {kind: "down", key: "a", n: 4, at: ts"00:00:29"},
  ]
  expect counted == [
    {n: 1, last: 2, window_start: ts"00:00:00", window_end: ts"00:00:20"},
    {n: 1, last: 4, window_start: ts"00:00:20", window_end: ts"00:00:40"},
  ]
}

pipeline sliding_windows {
  let events = from jsonl("events.jsonl") as Event
  let ups = from events |> filter kind == "up"
  let downs = from events |> filter kind == "down"

  let full = from ups
    |> full_join downs as d on key == d.key over sliding(10s, every: 5s)
    |> select n, m = d?.n, window_start
}

test "rows meet in each window that they share" for sliding_windows {
  given events = [
    {kind: "up", key: "a", n: 1, at: ts"00:00:04"},
    {kind: "down", key: "a", n: 2, at: ts"00:00:06"},
    {kind: "up", key: "a", n: 3, at: ts"00:00:12"},
  ]
  expect full == [
    {n: 1, m: null, window_start: ts"1969-12-31T23:59:55Z"},
    {n: 1, m: 2, window_start: ts"00:00:00"},
    {n: 3, m: 2, window_start: ts"00:00:05"},
    {n: 3, m: null, window_start: ts"00:00:10"},
  ]
}
