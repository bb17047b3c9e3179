## Records that fail go to the stream `errors`, and have no effect besides.

schema Row { id: i64, n: i32, d: i64 = 1, x: f64 = 1.0, list: list<i64> = [], text: str = "" }

fn checked(x: i64) -> i64 = x + 9_223_372_036_854_775_000

pipeline dead_letters {
  set on_error = "dead_letter"
  let rows = from jsonl("rows.jsonl") as Row

  let sums = from rows |> select id, sum = n * 1000

  let shares = from rows
    |> filter 100 // d > 0
    |> select id

  let parts = from rows |> map list[d]

  let narrow = from rows
    |> select id, small = i8(n), whole = i64(x)
    |> filter small > 0

  let groups = from rows |> aggregate n = count(), sum = sum(checked(d)) by rest = 10 % d

  let sorted = from rows
    |> sort 10 // d, id
    |> map id

  let best = from rows
    |> top 2 by i8(n)
    |> map id

  let firsts = from rows
    |> dedup by power = n ** i32(d)
    |> map id

  let runs = from rows
    |> running total = sum(d * 4_611_686_018_427_387_904)
    |> map id

  let split_ids = from big |> map id
  let rest_ids = from small |> map id
  from rows |> split big = n // i32(d) > 10 else small

  let items = from rows
    |> flatmap range(0, d * 16_777_217)
    |> limit 1

  let stages = from errors
    |> aggregate n = count() by stage, code, reason
    |> sort stage, reason

  from rows |> into null
}

test "what fails is told with its stage and reason, and the rest goes on" for dead_letters {
  given rows = [
    {id: 1, n: 5}, {id: 2, n: 2147483647, d: 0}, {id: 3, n: -200, d: -1, x: 1e300},
    {id: 4, n: 20, d: 2, list: [7, 8, 9]},
  ]
  expect sums == [{id: 1, sum: 5000}, {id: 3, sum: -200000}, {id: 4, sum: 20000}]
  expect shares == [{id: 1}, {id: 4}]
  expect parts == [9]
  expect narrow == [{id: 1, small: 5, whole: 1}, {id: 4, small: 20, whole: 1}]
  expect groups == [{rest: 0, n: 1, sum: 9223372036854775001}]
  expect sorted == [3, 4, 1]
  expect best == [4, 1]
  expect firsts == [1, 2, 4]
  expect runs == [1, 2, 3]
  expect split_ids == [3]
  expect rest_ids == [1, 4]
  expect items == []
  expect stages == [
    {
      stage: "aggregate", code: "R0102",
      reason: "9223372036854775001 + 9223372036854774999 does not fit i64", n: 1,
    },
    {
      stage: "aggregate", code: "R0102",
      reason: "9223372036854775001 + 9223372036854775002 does not fit i64", n: 1,
    },
    {stage: "aggregate", code: "R0103", reason: "division by zero", n: 1},
    {
      stage: "dedup", code: "R0102", reason: "an integer to a negative power is not an integer",
      n: 1,
    },
    {stage: "filter", code: "R0103", reason: "division by zero", n: 1},
    {stage: "flatmap", code: "R0102", reason: "a list of 16777217 items is too long", n: 1},
    {stage: "flatmap", code: "R0102", reason: "a list of 33554434 items is too long", n: 1},
    {stage: "map", code: "R0104", reason: "index -1 is absent: the list has 0 items", n: 1},
    {stage: "map", code: "R0104", reason: "index 0 is absent: the list has 0 items", n: 1},
    {stage: "map", code: "R0104", reason: "index 1 is absent: the list has 0 items", n: 1},
    {stage: "running", code: "R0102", reason: "2 * 4611686018427387904 does not fit i64", n: 1},
    {stage: "select", code: "R0102", reason: "-200 does not fit i8", n: 1},
    {stage: "select", code: "R0102", reason: "2147483647 * 1000 does not fit i32", n: 1},
    {stage: "select", code: "R0102", reason: "2147483647 does not fit i8", n: 1},
    {stage: "sort", code: "R0103", reason: "division by zero", n: 1},
    {stage: "split", code: "R0103", reason: "division by zero", n: 1},
    {stage: "top", code: "R0102", reason: "-200 does not fit i8", n: 1},
    {stage: "top", code: "R0102", reason: "2147483647 does not fit i8", n: 1},
  ]
}

test "without failures there are no errors" for dead_letters {
  given rows = [{id: 1, n: 5}]
  expect sums == [{id: 1, sum: 5000}]
  expect rest_ids == [1]
}
