## Timestamps and durations.

schema Row { at: timestamp, until: timestamp?, took: duration, n: i64 = 2 }

pipeline times {
  let rows = from jsonl("rows.jsonl") as Row

  let same = from rows |> select *
  let texts = from rows |> map f"{at} {took}"
  let later = from rows |> select a = at + took, b = at - took, c = at + 1d, d = at - 1us

  let spans = from rows
    |> filter until is not null
    |> select span = until - at, twice = (until - at) * n, half = (until - at) // n

  let ratios = from rows
    |> filter took > 0s
    |> select ratio = took / 1m, seconds = took.to_seconds(), rest = 1h / took

  let sums = from rows
    |> select a = took + 1s, b = took - 1s, c = -took, d = 2 * took, e = took // 2

  let compared = from rows
    |> map [
         at < ts"2026-01-01", took > 1s, took == 1000ms, at == at, until is not null and until > at,
       ]

  let between_ = from rows
    |> filter at between ts"2025-12-31T23:00:00Z" and ts"2026-01-01T01:00:00+01:00"
    |> select took

  let constants = from values([1h30m, 250ms, 7d, 2w, 1us, 1.5s, -1m, 0s, 1ms])

  let literals = from values([
    ts"2026-01-01", ts"2026-01-01T10:00:00.5Z", ts"2026-01-01 10:00", ts"2026-01-01T10:00:00+02:30",
    ts"1969-12-31T23:59:59.999999Z",
  ])

  from rows |> into null
}

test "times in every spelling" for times {
  expect constants == [90m, 250000us, 168h, 14d, 1us, 1500ms, -60s, 0us, 1000us]
  expect literals == [
    ts"2026-01-01T00:00:00Z", ts"2026-01-01T10:00:00.500Z", ts"2026-01-01T10:00:00Z",
    ts"2026-01-01T07:30:00Z", ts"1970-01-01" - 1us,
  ]
}

test "the first and the last time" for times {
  given rows = [
    {at: ts"0001-01-01T00:00:00.000001Z", took: 0s},
    {at: ts"9999-12-30T22:57:56.995994Z", took: 1h2m3.004005s}, {at: ts"1970-01-01", took: -1us},
  ]
  expect same == [
    {at: ts"0001-01-01T00:00:00.000001Z", until: null, took: 0s, n: 2},
    {at: ts"9999-12-30T22:57:56.995994Z", until: null, took: 3723004005us, n: 2},
    {at: ts"1970-01-01", until: null, took: -1us, n: 2},
  ]
  expect texts == [
    "0001-01-01T00:00:00.000001Z 0s", "9999-12-30T22:57:56.995994Z 1h2m3.004005s",
    "1970-01-01T00:00:00Z -1us",
  ]
}

test "arithmetic of times" for times {
  given rows = [
    {at: ts"2026-01-01", until: ts"2026-01-03T12:00:00Z", took: 90s, n: 3},
    {at: ts"10:00", until: ts"09:00", took: 1s, n: 7},
  ]
  expect later == [
    {
      a: ts"2026-01-01T00:01:30Z", b: ts"2025-12-31T23:58:30Z", c: ts"2026-01-02",
      d: ts"2025-12-31T23:59:59.999999Z",
    },
    {a: ts"10:00:01", b: ts"09:59:59", c: ts"1970-01-02T10:00", d: ts"09:59:59.999999"},
  ]
  expect spans == [{span: 60h, twice: 180h, half: 20h}, {span: -1h, twice: -7h, half: -514285715us}]
  expect ratios == [
    {ratio: 1.5, seconds: 90.0, rest: 40.0}, {ratio: 1.0 / 60.0, seconds: 1.0, rest: 3600.0},
  ]
  expect sums == [{a: 91s, b: 89s, c: -90s, d: 3m, e: 45s}, {a: 2s, b: 0s, c: -1s, d: 2s, e: 500ms}]
  expect compared == [[false, true, false, true, true], [true, false, true, true, false]]
  expect between_ == [{took: 90s}]
}
