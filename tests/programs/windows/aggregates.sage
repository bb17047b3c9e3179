## Every aggregate, over windows whose parts are put together.

schema Reading {
  place: str
  level: f64?
  count: i32
  tag:   str?
  span:  duration
  at:    timestamp @event_time(delay: 3s)
}

pipeline readings {
  param width: duration = 6s
  param step: duration = 2s

  let all = from jsonl("readings.jsonl") as Reading

  let numbers = from all
    |> window sliding(width, every: step)
    |> aggregate
         rows     = count(),
         levels   = count(level),
         high     = count_if(count > 2),
         places   = count_distinct(place),
         total    = sum(count),
         sum      = sum(level),
         mean     = mean(level),
         spans    = mean(span),
         variance = variance(level),
         stddev   = stddev(level)

  let values = from all
    |> key_by place
    |> window sliding(width, every: step)
    |> aggregate
         least  = min(tag),
         most   = max(level),
         first  = first(tag),
         last   = last(tag),
         middle = median(count),
         ninth  = quantile(level, 0.9),
         best   = arg_max(tag, count),
         worst  = arg_min(tag, count)

  let lists = from all
    |> window sliding(width, every: step)
    |> aggregate tags = collect(place, n: 3), different = collect_distinct(place, n: 2)

  from numbers |> into null
  from values |> into null
  from lists |> into null
}

test "parts of windows are put together" for readings {
  given all = [
    {place: "a", level: 1.5, count: 1, tag: "x", span: 1s, at: ts"00:00:01"},
    {place: "b", level: null, count: 3, tag: null, span: 2s, at: ts"00:00:02"},
    {place: "a", level: 4.5, count: 5, tag: "a rather long tag", span: 4s, at: ts"00:00:04"},
    {place: "a", level: 3.0, count: 5, tag: "w", span: 5s, at: ts"00:00:03"},
  ]
  let whole = numbers.filter(n => n.window_start == ts"00:00:00")
  expect whole == [{
    rows: 4, levels: 3, high: 3, places: 2, total: 14, sum: 9.0, mean: 3.0, spans: 3s,
    variance: 2.25, stddev: 1.5, window_start: ts"00:00:00", window_end: ts"00:00:06",
  }]
  expect numbers.map(n => n.rows) == [1, 3, 4, 3, 1]
  let of_a = values.filter(v => v.place == "a" and v.window_start == ts"00:00:00")
  expect of_a == [{
    place: "a", least: "a rather long tag", most: 4.5, first: "x", last: "a rather long tag",
    middle: 5.0, ninth: 4.2, best: "w", worst: "x", window_start: ts"00:00:00",
    window_end: ts"00:00:06",
  }]
  expect values.filter(v => v.place == "b").map(v => v.first) == [null, null, null]
  expect lists.map(l => l.tags) == [["a"], ["a", "b", "a"], ["a", "b", "a"], ["b", "a", "a"], ["a"]]
  expect lists.map(l => l.different) == [["a"], ["a", "b"], ["a", "b"], ["b", "a"], ["a"]]
}

test "windows whose sums do not fit fail alone" for sums {
  given all = [
    {key: "a", n: 9223372036854775807, at: ts"00:00:01"}, {key: "b", n: 1, at: ts"00:00:01"},
    {key: "a", n: 1, at: ts"00:00:03"}, {key: "b", n: 2, at: ts"00:00:03"},
  ]
  expect totals.map(t => f"{t.key} {t.total}")
    == ["a 9223372036854775807", "b 1", "b 3", "a 1", "b 2"]
  expect errors.map(e => e.reason) == ["9223372036854775807 + 1 does not fit i64"]
  expect errors.map(e => e.record) == ["{\"key\":\"a\"}"]
}

schema Amount { key: str, n: i64, at: timestamp @event_time }
pipeline sums {
  set on_error = "dead_letter"
  let all = from jsonl("amounts.jsonl") as Amount

  let totals = from all
    |> key_by key
    |> window sliding(4s, every: 2s)
    |> aggregate total = sum(n)

  from totals |> into null
  from errors |> into null
}
