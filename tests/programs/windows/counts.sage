## Windows of so many rows, by arrival.

schema Reading { sensor: str, value: i64 }

pipeline readings {
  let all = from jsonl("readings.jsonl") as Reading

  let blocks = from all
    |> key_by sensor
    |> window count(3)
    |> aggregate values = collect(value), total = sum(value)

  let trends = from all
    |> window count(4, every: 2)
    |> aggregate
         values = collect(value),
         mean   = mean(value),
         first  = first(value),
         spread = stddev(value)
    |> select values, mean, first

  from blocks |> into null
  from trends |> into null
}

test "a window comes out with its last row, and what is left at the end" for readings {
  given all = [
    {sensor: "a", value: 1}, {sensor: "b", value: 10}, {sensor: "a", value: 2},
    {sensor: "a", value: 3}, {sensor: "a", value: 4}, {sensor: "b", value: 20},
  ]
  expect blocks == [
    {sensor: "a", values: [1, 2, 3], total: 6},
    {sensor: "a", values: [4], total: 4},
    {sensor: "b", values: [10, 20], total: 30},
  ]
}

test "windows may overlap" for readings {
  given all = range(0, 7).map(i => {sensor: "a", value: i})
  expect trends == [
    {values: [0, 1, 2, 3], mean: 1.5, first: 0}, {values: [2, 3, 4, 5], mean: 3.5, first: 2},
    {values: [4, 5, 6], mean: 5.0, first: 4},
  ]
}

test "rows that a window has shown make no further one" for readings {
  given all = range(0, 6).map(i => {sensor: "a", value: i})
  expect trends.map(t => t.values) == [[0, 1, 2, 3], [2, 3, 4, 5]]
  expect blocks.map(b => b.values) == [[0, 1, 2], [3, 4, 5]]
}

test "no rows make no windows of rows" for readings {
  given all = []
  expect trends == []
}
