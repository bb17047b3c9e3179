## The failure that is told is the one that comes first, wherever passes put what is evaluated.

schema Row { a: i64, b: i64, n: i64? }

pipeline first_failures {
  set on_error = "dead_letter"
  let rows = from jsonl("rows.jsonl") as Row

  from rows
    |> map (if 7 // a > 0 then n else n) ?? b + 9_223_372_036_854_775_807
    |> into null

  from rows
    |> select x = a * b + 1, y = a * b + 2, z = (a * b) // 0
    |> into null

  from rows
    |> filter b > 0 and 7 // a > 1 and b == 1 and a < 100
    |> into null

  from rows
    |> select y = b + 9_223_372_036_854_775_807, x = (7 // a) + (7 // a)
    |> filter x > 1
    |> into null

  from errors
    |> select code, reason, at = span.split(":").take(2).join(":")
    |> into jsonl("errors.jsonl")
}

test "a row that can fail in several places fails in the first" for first_failures {
  given rows = [{a: 0, b: 1, n: null}, {a: 1, b: 1, n: null}]
  expect errors.map(e => e.code).sort() == [
    "R0102", "R0102", "R0102", "R0103", "R0103", "R0103", "R0103",
  ]
}
