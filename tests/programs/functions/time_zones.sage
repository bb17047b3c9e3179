## What the clocks of a place show.

schema Row { at: timestamp = ts"2026-01-01", s: str = "" }

fn clock(at: timestamp) -> str = at.format("%H:%M")

pipeline time_zones {
  set timezone = "Europe/Berlin"

  let rows = from jsonl("rows.jsonl") as Row

  let parts = from rows
    |> map [at.year(), at.month(), at.day(), at.hour(), at.minute(), at.second(), weekday(at)]

  let shown = from rows
    |> map [
         clock(at), at.format("%Y-%m-%d %H:%M %z %Z %%z"), at.format("%d", "UTC"), clock(at + 1h),
       ]

  let days = from rows
    |> map [at.truncate(1d), at.truncate(1h), at.truncate(1d, "UTC"), truncate(at, 6h)]

  let read = from rows
    |> map [
         parse_time(s), s.parse_time("%Y-%m-%d %H:%M:%S"),
         s.parse_time("%Y-%m-%d %H:%M:%S", "America/New_York"), s.parse_time("%Y-%m-%d %H:%M %z"),
       ]

  let elsewhere = from rows
    |> map [
         at.hour("Asia/Kathmandu"), at.hour("UTC"), at.day("Pacific/Apia"),
         at.minute("Australia/Lord_Howe"),
       ]

  let afternoons = from rows
    |> filter at.hour() >= 12 and [at].map(t => t.weekday()).sum() < 5
    |> select at

  from rows |> into null
}

test "summer and winter" for time_zones {
  given rows = [
    {at: ts"2026-01-01T00:30:05Z"}, {at: ts"2026-06-30T22:00:00Z"}, {at: ts"2050-07-01T12:00:00Z"},
    {at: ts"1890-01-01T00:00:00Z"},
  ]
  expect parts == [
    [2026, 1, 1, 1, 30, 5, 3], [2026, 7, 1, 0, 0, 0, 2], [2050, 7, 1, 14, 0, 0, 4],
    [1890, 1, 1, 0, 53, 28, 2],
  ]
  expect shown == [
    ["01:30", "2026-01-01 01:30 +0100 Europe/Berlin %z", "01", "02:30"],
    ["00:00", "2026-07-01 00:00 +0200 Europe/Berlin %z", "30", "01:00"],
    ["14:00", "2050-07-01 14:00 +0200 Europe/Berlin %z", "01", "15:00"],
    ["00:53", "1890-01-01 00:53 +0053 Europe/Berlin %z", "01", "01:53"],
  ]
  expect elsewhere == [[6, 0, 1, 30], [3, 22, 1, 30], [17, 12, 2, 30], [5, 0, 1, 36]]
  expect afternoons == [{at: ts"2050-07-01T12:00:00Z"}]
}

test "a day begins at midnight there, also when clocks change" for time_zones {
  given rows = [
    {at: ts"2026-03-29T10:00:00Z"}, {at: ts"2026-10-25T00:30:00Z"}, {at: ts"2026-10-25T01:30:00Z"},
    {at: ts"2026-07-01T23:59:59Z"},
  ]
  expect days == [
    [ts"2026-03-28T23:00:00Z", ts"2026-03-29T10:00:00Z", ts"2026-03-29", ts"2026-03-29T10:00:00Z"],
    [ts"2026-10-24T22:00:00Z", ts"2026-10-25T00:00:00Z", ts"2026-10-25", ts"2026-10-24T22:00:00Z"],
    [ts"2026-10-24T22:00:00Z", ts"2026-10-25T01:00:00Z", ts"2026-10-25", ts"2026-10-24T22:00:00Z"],
    [ts"2026-07-01T22:00:00Z", ts"2026-07-01T23:00:00Z", ts"2026-07-01", ts"2026-07-01T22:00:00Z"],
  ]
}

test "texts without a zone are local" for time_zones {
  given rows = [
    {s: "2026-01-01 12:00:00"}, {s: "2026-07-01T12:00:00Z"}, {s: "2026-03-29 02:30:00"},
    {s: "2026-10-25 02:30:00"}, {s: "2026-07-01"}, {s: "2026-07-01 12:00 +0500"}, {s: "x"},
  ]
  expect read == [
    [ts"2026-01-01T11:00:00Z", ts"2026-01-01T11:00:00Z", ts"2026-01-01T17:00:00Z", null],
    [ts"2026-07-01T12:00:00Z", null, null, null],
    [ts"2026-03-29T01:30:00Z", ts"2026-03-29T01:30:00Z", ts"2026-03-29T06:30:00Z", null],
    [ts"2026-10-25T00:30:00Z", ts"2026-10-25T00:30:00Z", ts"2026-10-25T06:30:00Z", null],
    [ts"2026-06-30T22:00:00Z", null, null, null],
    [null, null, null, ts"2026-07-01T07:00:00Z"],
    [null, null, null, null],
  ]
}
