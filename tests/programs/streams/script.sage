## Flows without a pipeline block are a pipeline named after the file.

const LIMIT = 3
fn double(x: i64) -> i64 = x * 2

from numbers
  |> filter it < LIMIT
  |> into jsonl("small.jsonl")

let numbers = from values([1, 2, 3, 4])
let doubled = from numbers |> map double(it)

from doubled
  |> aggregate sum = sum(it)
  |> into jsonl("sum.jsonl")

test "a file is a pipeline" for script {
  expect sink("small.jsonl") == [1, 2]
  expect doubled == [2, 4, 6, 8]
  expect sink("sum.jsonl") == [{sum: 20}]
}

test "values are given like other rows" for script {
  given numbers = [0, 5]
  expect sink("small.jsonl") == [0]
  expect doubled == [0, 10]
}
