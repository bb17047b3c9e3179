## Whence rows have their time, and how far it comes.

schema Reading { sensor: i64, value: f64, at: timestamp @event_time(delay: 5s) }
schema Logged { level: str, seen: str }
schema Started { id: i64, at: timestamp @event_time(delay: 1s) }
schema Ended { id: i64, code: i64, at: timestamp @event_time(delay: 4s) }
enum Event { started(Started), ended(Ended) }

pipeline delays {
  let readings = from jsonl("readings.jsonl") as Reading

  let means = from readings
    |> key_by sensor
    |> window tumbling(10s), late: too_late
    |> aggregate n = count(), mean = mean(value)

  let renamed = from readings
    |> rename place = sensor
    |> drop at
    |> filter value >= 0.0
    |> key_by place
    |> window tumbling(10s)
    |> aggregate n = count()
    |> select place, n, window_end

  from means |> into null
}

test "a row may be older than the newest by the delay" for delays {
  given readings = [
    {sensor: 1, value: 1.0, at: ts"00:00:01"}, {sensor: 1, value: 3.0, at: ts"00:00:14"},
    {sensor: 1, value: 5.0, at: ts"00:00:09"}, {sensor: 2, value: 7.0, at: ts"00:00:15"},
    {sensor: 1, value: 9.0, at: ts"00:00:09.999999"}, {sensor: 2, value: 1.0, at: ts"00:00:10"},
  ]
  expect means == [
    {sensor: 1, n: 2, mean: 3.0, window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {sensor: 1, n: 1, mean: 3.0, window_start: ts"00:00:10", window_end: ts"00:00:20"},
    {sensor: 2, n: 2, mean: 4.0, window_start: ts"00:00:10", window_end: ts"00:00:20"},
  ]
  expect too_late == [{sensor: 1, value: 9.0, at: ts"00:00:09.999999"}]
}

test "a row on a boundary belongs to the window that starts there" for delays {
  given readings = [
    {sensor: 1, value: 1.0, at: ts"00:00:10"}, {sensor: 1, value: 1.0, at: ts"00:00:19.999999"},
  ]
  expect means == [{
    sensor: 1, n: 2, mean: 1.0, window_start: ts"00:00:10", window_end: ts"00:00:20",
  }]
}

test "windows before 1970 begin as those after it" for delays {
  given readings = [
    {sensor: 1, value: 1.0, at: ts"1969-12-31T23:59:59.999999"},
    {sensor: 1, value: 1.0, at: ts"00:00:00"},
  ]
  expect means.map(m => m.window_start) == [ts"1969-12-31T23:59:50", ts"00:00:00"]
}

test "rows in another order within the delay make the same windows" for delays {
  given readings = [
    {sensor: 1, value: 2.0, at: ts"00:00:05"}, {sensor: 1, value: 1.0, at: ts"00:00:01"},
    {sensor: 2, value: 8.0, at: ts"00:00:09"}, {sensor: 1, value: 3.0, at: ts"00:00:06"},
    {sensor: 1, value: 4.0, at: ts"00:00:12"}, {sensor: 2, value: 8.0, at: ts"00:00:08"},
  ]
  expect means == [
    {sensor: 1, n: 3, mean: 2.0, window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {sensor: 2, n: 2, mean: 8.0, window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {sensor: 1, n: 1, mean: 4.0, window_start: ts"00:00:10", window_end: ts"00:00:20"},
  ] unordered
  expect too_late == []
}

test "a row keeps its time when the column goes" for delays {
  given readings = [
    {sensor: 1, value: 1.0, at: ts"00:00:01"}, {sensor: 1, value: -1.0, at: ts"00:00:40"},
    {sensor: 1, value: 1.0, at: ts"00:00:02"},
  ]
  expect renamed == [{place: 1, n: 1, window_end: ts"00:00:10"}]
}

test "no rows make no windows" for delays {
  given readings = []
  expect means == []
  expect too_late == []
}

pipeline logs {
  param slack: duration = 2s
  let lines = from jsonl("log.jsonl") as Logged

  let counts = from lines
    |> extend at = parse_time(seen, "%Y-%m-%d %H:%M:%S")
    |> filter at is not null
    |> event_time at, delay: slack
    |> window tumbling(1m), late: behind
    |> aggregate
         errors = count_if(level == "error"),
         share  = f64(count_if(level == "error")) / f64(count())

  from counts |> into null
}

test "the stage `event_time` gives a time" for logs {
  given lines = [
    {level: "info", seen: "1970-01-01 00:00:10"}, {level: "error", seen: "1970-01-01 00:00:50"},
    {level: "error", seen: "nonsense"}, {level: "error", seen: "1970-01-01 00:01:01"},
    {level: "info", seen: "1970-01-01 00:00:59"}, {level: "info", seen: "1970-01-01 00:01:02"},
    {level: "info", seen: "1970-01-01 00:00:58"},
  ]
  expect counts == [
    {errors: 1, share: f64(1) / f64(3), window_start: ts"00:00", window_end: ts"00:01"},
    {errors: 1, share: 0.5, window_start: ts"00:01", window_end: ts"00:02"},
  ]
  expect behind.map(b => b.seen) == ["1970-01-01 00:00:58"]
}

pipeline events {
  let all = from jsonl("events.jsonl") as Event
  let started = from all |> only started
  let ended = from all |> only ended

  let failures = from ended
    |> filter code != 0
    |> window tumbling(10s), late: late_failures
    |> aggregate n = count()

  from started |> into null
  from failures |> into null
}

test "variants of an enum share one time, with the largest delay" for events {
  given all = [
    Event.ended({id: 1, code: 1, at: ts"00:00:02"}), Event.started({id: 2, at: ts"00:00:13"}),
    Event.ended({id: 3, code: 2, at: ts"00:00:09"}), Event.started({id: 4, at: ts"00:00:14"}),
    Event.ended({id: 5, code: 3, at: ts"00:00:08"}),
  ]
  expect failures.map(f => f.n) == [2]
  expect late_failures == [{id: 5, code: 3, at: ts"00:00:08"}]
}

test "rows that are given behind a stage have the time of their column" for events {
  given ended = [
    {id: 1, code: 1, at: ts"00:00:02"}, {id: 3, code: 2, at: ts"00:00:15"},
    {id: 2, code: 2, at: ts"00:00:08"},
  ]
  expect failures.map(f => f.n) == [1, 1]
  expect late_failures == [{id: 2, code: 2, at: ts"00:00:08"}]
}

pipeline after_windows {
  let readings = from jsonl("readings.jsonl") as Reading

  let counts = from readings
    |> key_by sensor
    |> window tumbling(10s)
    |> aggregate n = count()

  let large = from counts
    |> filter n > 1
    |> window tumbling(1m)
    |> aggregate windows = count(), largest = max(n)

  from large |> into null
}

test "what a window gives has the time of its last moment" for after_windows {
  given readings = [
    {sensor: 1, value: 1.0, at: ts"00:00:50"}, {sensor: 1, value: 1.0, at: ts"00:00:59"},
    {sensor: 1, value: 1.0, at: ts"00:01:00"}, {sensor: 1, value: 1.0, at: ts"00:01:01"},
  ]
  expect large == [
    {windows: 1, largest: 2, window_start: ts"00:00", window_end: ts"00:01"},
    {windows: 1, largest: 2, window_start: ts"00:01", window_end: ts"00:02"},
  ]
}

test "rows of windows can be given" for after_windows {
  given counts = [
    {sensor: 1, n: 5, window_start: ts"00:00:50", window_end: ts"00:01:00"},
    {sensor: 1, n: 6, window_start: ts"00:01:00", window_end: ts"00:01:10"},
  ]
  expect large.map(l => l.largest) == [5, 6]
}

pipeline unions {
  let here = from jsonl("here.jsonl") as Reading
  let there = from jsonl("there.jsonl") as Reading

  let both = from here
    |> union there
    |> window tumbling(10s), late: dropped
    |> aggregate n = count(), values = collect(value)

  from both |> into null
}

test "the watermark of several streams is the least of theirs" for unions {
  given here = [
    {sensor: 1, value: 1.0, at: ts"00:00:01"}, {sensor: 1, value: 2.0, at: ts"00:00:30"},
    {sensor: 1, value: 3.0, at: ts"00:00:31"},
  ]
  given there = [
    {sensor: 2, value: 4.0, at: ts"00:00:02"}, {sensor: 2, value: 5.0, at: ts"00:00:03"},
    {sensor: 2, value: 6.0, at: ts"00:00:29"},
  ]
  expect both == [
    {n: 3, values: [1.0, 4.0, 5.0], window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {n: 1, values: [6.0], window_start: ts"00:00:20", window_end: ts"00:00:30"},
    {n: 2, values: [2.0, 3.0], window_start: ts"00:00:30", window_end: ts"00:00:40"},
  ]
  expect dropped == []
}
