## Functions of times.

schema Row { at: timestamp, step: duration = 1h, n: i64 = 0 }

pipeline time_functions {
  let rows = from jsonl("rows.jsonl") as Row

  let parts = from rows
    |> map [
         at.year(), at.month(), at.day(), at.hour(), at.minute(), at.second(), at.weekday(),
         at.to_micros(),
       ]

  let cut = from rows
    |> map [at.truncate(1d), at.truncate(step), at.truncate(1w), truncate(at, 1us)]

  let formatted = from rows
    |> map [
         at.format("%Y-%m-%d"), at.format("%H:%M:%S.%f"),
         at.format("%a %A %b %B %j %y %I %p %z %Z %%"), format(at, ""),
       ]

  let texts = from rows |> map f"{at} {at.format('%d.%m.')} {step}"
  let made = from rows |> map [timestamp(n), timestamp(n) + step, timestamp(at.to_micros())]
  let seconds = from rows |> map [step.to_seconds(), step / 1s]

  let read = from rows
    |> map [
         parse_time(at.to_str()),
         parse_time(at.format("%Y-%m-%dT%H:%M:%S.%f"), "%Y-%m-%dT%H:%M:%S.%f"),
       ]

  let now_is_later = from rows
    |> map [now() < ts"1970-01-02", now() <= now()]
    |> limit 1

  from rows |> into null
}

test "the parts of a time" for time_functions {
  given rows = [
    {at: ts"2024-02-29T23:59:58.999999Z"}, {at: ts"1970-01-01"},
    {at: ts"1969-12-31T23:59:59.999999Z"}, {at: ts"0001-01-08"},
    {at: ts"9999-12-31T23:59:59.999999Z"},
  ]
  expect parts == [
    [2024, 2, 29, 23, 59, 58, 3, 1709251198999999], [1970, 1, 1, 0, 0, 0, 3, 0],
    [1969, 12, 31, 23, 59, 59, 2, -1], [1, 1, 8, 0, 0, 0, 0, -62134992000000000],
    [9999, 12, 31, 23, 59, 59, 4, 253402300799999999],
  ]
  expect formatted == [
    ["2024-02-29", "23:59:58.999999", "Thu Thursday Feb February 060 24 11 PM +0000 UTC %", ""],
    ["1970-01-01", "00:00:00.000000", "Thu Thursday Jan January 001 70 12 AM +0000 UTC %", ""],
    ["1969-12-31", "23:59:59.999999", "Wed Wednesday Dec December 365 69 11 PM +0000 UTC %", ""],
    ["0001-01-08", "00:00:00.000000", "Mon Monday Jan January 008 01 12 AM +0000 UTC %", ""],
    ["9999-12-31", "23:59:59.999999", "Fri Friday Dec December 365 99 11 PM +0000 UTC %", ""],
  ]
}

test "times are cut to multiples of a step since 1970" for time_functions {
  given rows = [{at: ts"2026-01-01T10:47:12.5Z", step: 15m}, {at: ts"1969-12-31T23:59:59Z"}]
  expect cut == [
    [ts"2026-01-01", ts"2026-01-01T10:45:00Z", ts"2026-01-01", ts"2026-01-01T10:47:12.5Z"],
    [ts"1969-12-31", ts"1969-12-31T23:00:00Z", ts"1969-12-25", ts"1969-12-31T23:59:59Z"],
  ]
  expect texts == ["2026-01-01T10:47:12.5Z 01.01. 15m", "1969-12-31T23:59:59Z 31.12. 1h"]
}

test "times from numbers and text, and back" for time_functions {
  given rows = [{at: ts"2026-01-01T00:00:00.000001Z", n: 1_500_000, step: 90s}]
  expect made == [[ts"00:00:01.5", ts"00:01:31.5", ts"2026-01-01T00:00:00.000001Z"]]
  expect seconds == [[90.0, 90.0]]
  expect read == [[ts"2026-01-01T00:00:00.000001Z", ts"2026-01-01T00:00:00.000001Z"]]
  expect now_is_later == [[true, true]]
}
