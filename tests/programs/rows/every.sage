## `every`: one row in so many.

schema Reading { sensor: str?, value: i64 }

pipeline thinned {
  param step: i64 = 2

  let readings = from jsonl("readings.jsonl") as Reading

  let third = from readings
    |> every 3
    |> map value

  let each = from readings
    |> every 2 by sensor
    |> map value

  let keyed = from readings
    |> key_by sensor
    |> every 2
    |> aggregate n = count(), total = sum(value)

  let odd = from readings
    |> every step by odd = value % 2 == 1
    |> map value

  let all = from readings
    |> every 1
    |> map value

  let failing = from readings
    |> every 1 by k = 10 // (value - 3)
    |> map value

  from readings |> into null
}

test "the first of so many passes, of all rows or of each key" for thinned {
  given readings = [
    {sensor: "a", value: 1}, {sensor: "a", value: 2}, {sensor: null, value: 4},
    {sensor: "a", value: 5}, {sensor: null, value: 6}, {sensor: null, value: 7},
    {sensor: "b", value: 8},
  ]
  expect third == [1, 5, 8]
  expect each == [1, 4, 5, 7, 8]
  expect keyed == [
    {sensor: "a", n: 2, total: 6}, {sensor: null, n: 2, total: 11}, {sensor: "b", n: 1, total: 8},
  ]
  expect odd == [1, 2, 6, 7]
  expect all == [1, 2, 4, 5, 6, 7, 8]
  expect failing == [1, 2, 4, 5, 6, 7, 8]
}
