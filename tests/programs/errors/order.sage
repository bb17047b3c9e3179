## Which of several failures is told: the one that is evaluated first.

schema Row { a: i64, b: i64, c: i64? }

pipeline failure_order {
  set on_error = "dead_letter"
  let rows = from jsonl("rows.jsonl") as Row

  let columns = from rows
    |> select x = 1 // a, y = [b][1], z = a
    |> filter x > 0

  let unread = from rows
    |> extend lost = 1 // a
    |> select b

  let filtered = from rows
    |> extend q = 1 // b
    |> filter a != 0
    |> select a

  let guarded = from rows
    |> filter a != 0
    |> filter 10 // a > 1
    |> select b

  let swapped = from rows
    |> filter 10 // b > 1
    |> filter a != 0
    |> select b

  let both = from rows
    |> filter 10 // a > 0 and 10 // b > 0
    |> map a

  let twice = from rows
    |> extend x = a * 4_611_686_018_427_387_904
    |> extend y = x + x
    |> select y

  let inner = from rows |> map (1 // a) + [b][1]

  let either = from rows
    |> filter a == 0 or 1 // b > 0
    |> map a

  let limited = from rows
    |> limit 1
    |> filter 1 // a > 0
    |> map a

  let skipped = from rows
    |> map 1 // a
    |> skip 1

  let grouped = from rows |> aggregate n = count(), s = sum(1 // b) by k = 1 // a

  let told = from errors
    |> select stage, code
    |> aggregate n = count() by stage, code
    |> sort stage, code

  from rows |> into null
}

test "the first failure of a row is told, whatever comes after it" for failure_order {
  given rows = [{a: 0, b: 0}, {a: 1, b: 0}, {a: 0, b: 1}, {a: 2, b: 2}]
  expect columns == []
  expect unread == [{b: 0}, {b: 2}]
  expect filtered == [{a: 2}]
  expect guarded == [{b: 0}, {b: 2}]
  expect swapped == [{b: 2}]
  expect both == [2]
  expect twice == [{y: 0}, {y: 0}]
  expect inner == []
  expect either == [0, 0]
  expect limited == []
  expect skipped == [0]
  expect grouped == [{k: 0, n: 1, s: 0}]
  expect told == [
    {stage: "aggregate", code: "R0103", n: 3}, {stage: "extend", code: "R0102", n: 2},
    {stage: "extend", code: "R0103", n: 4}, {stage: "filter", code: "R0103", n: 7},
    {stage: "map", code: "R0103", n: 4}, {stage: "map", code: "R0104", n: 2},
    {stage: "select", code: "R0103", n: 2}, {stage: "select", code: "R0104", n: 2},
  ]
}
