## A limit stops the sources once every reader has enough; what does not end by itself may then be read.

const MANY = 9_000_000_000_000

pipeline limits {
  let numbers = from range(0, MANY)
  let first = from numbers |> limit 3

  let squares = from numbers
    |> map it * it
    |> filter it % 2 == 0
    |> limit 3

  let best = from numbers
    |> limit 100
    |> top 2 by it

  let made = from generator(row: i => {id: i, name: f"row {i}"}, count: 9_000_000_000) |> limit 2

  let skipped = from numbers
    |> skip 5
    |> limit 1

  let both = from union(squares, first)
  let other = from range(5, MANY)
  let joined = from union(numbers, other) |> limit 2

  from made
    |> select name
    |> into jsonl("names.jsonl")

  from both |> into null
}

test "sources stop when all readers have enough" for limits {
  expect first == [0, 1, 2]
  expect squares == [0, 4, 16]
  expect best == [99, 98]
  expect made == [{id: 0, name: "row 0"}, {id: 1, name: "row 1"}]
  expect skipped == [5]
  expect both == [0, 1, 2, 0, 4, 16] unordered
  expect joined == [0, 1]
  expect sink("names.jsonl") == [{name: "row 0"}, {name: "row 1"}]
}

pipeline nothing {
  let numbers = from range(0, 3)

  from numbers
    |> map 7 // it
    |> limit 0
    |> into jsonl("none.jsonl")

  from numbers
    |> map 7 // it
    |> filter 1 > 2
    |> limit 0
    |> into null
}

test "a limit of none reads no row, which could have failed" for nothing {
  expect sink("none.jsonl") == []
}

test "nor one that is given" for nothing {
  given numbers = [0, 0]
  expect sink("none.jsonl") == []
}
