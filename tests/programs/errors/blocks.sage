## Which failure of a block is told: the first in the order of evaluation, of the first turn of a loop that fails.

schema Row { what: str, n: i64 = 0, list: list<i64> = [] }

fn quotients(list: list<i64>) -> i64 {
  let sum = 0
  for x in list {
    sum += 100 // (x - 1)
    sum += [7][x]
  }
  return sum
}

fn early(n: i64) -> i64 {
  if n > 5 { return 1 // (n - 7) }
  let x = [1, 2][n]
  return x
}

fn many(n: i64) -> i64 {
  let count = 0
  for i in range(0, n * n) {
    for j in range(0, n * n) { count += 1 }
  }
  return count
}

fn outer(list: list<i64>) -> i64 {
  let worst = 0
  for x in list {
    for y in list { worst = 10 // (x * 10 + y - 21) }
    worst = [1][x - 1]
  }
  return worst
}

fn unused(n: i64) -> i64 {
  let x = 1 // n
  if n > 0 { x = 5 }
  return n
}

fn dropped(n: i64) -> i64 {
  quotients([n])
  return n
}

fn tried(what: str, n: i64, list: list<i64>) -> i64 {
  if what == "first" { return quotients(list) }
  if what == "guarded" { return early(n) }
  if what == "long" { return many(n) }
  if what == "nested" { return outer(list) }
  if what == "not read" { return unused(n) }
  if what == "thrown away" { return dropped(n) }
  if what == "before" { return [3][n] + quotients(list) }
  if what == "after" { return quotients(list) + [3][n] }
  if what == "argument" { return early([3][n]) }
  if what == "list" { return [1, quotients(list), [3][n]].sum() }
  for i in range(0, n) { return i }
  return 0
}

pipeline block_failures {
  set on_error = "dead_letter"
  let rows = from jsonl("rows.jsonl") as Row
  let made = from rows |> map tried(what, n, list)
  let failed = from errors |> map f"{stage} {code}: {reason}"

  let filtered = from rows
    |> filter what == "filtered"
    |> filter n > 3 and early(n) > 0
    |> filter n < 7
    |> map n

  from made |> into jsonl("made.jsonl")
  from failed |> into jsonl("failed.jsonl")
  from filtered |> into jsonl("filtered.jsonl")
}

test "the first turn that fails is told" for block_failures {
  given rows = [
    {what: "first", list: [0, 2, 1]}, {what: "first", list: [0, 1, 9]},
    {what: "first", list: [9, 1]}, {what: "guarded", n: 7}, {what: "guarded", n: 8},
    {what: "guarded", n: 2}, {what: "guarded", n: 1}, {what: "long", n: 4_611_686_018_427_387_904},
    {what: "long", n: 100_000}, {what: "long", n: 3}, {what: "nested", list: [1, 2, 1]},
    {what: "nested", list: [2, 1]}, {what: "nested", list: [3, 7]}, {what: "not read", n: 0},
    {what: "not read", n: 1}, {what: "thrown away", n: 1}, {what: "thrown away", n: 0},
    {what: "range", n: 99_999_999}, {what: "range", n: -4},
  ]
  expect made == [1, 2, 81, 1, 0, 0]
  expect failed == [
    "map R0104: index 2 is absent: the list has 1 item",
    "map R0103: division by zero",
    "map R0104: index 9 is absent: the list has 1 item",
    "map R0103: division by zero",
    "map R0104: index 2 is absent: the list has 2 items",
    "map R0102: 4611686018427387904 * 4611686018427387904 does not fit i64",
    "map R0102: a list of 10000000000 items is too long",
    "map R0103: division by zero",
    "map R0103: division by zero",
    "map R0104: index 2 is absent: the list has 1 item",
    "map R0103: division by zero",
    "map R0103: division by zero",
    "map R0102: a list of 99999999 items is too long",
  ]
}

test "what fails behind a loop does not hide what fails in its second turn" for block_failures {
  given rows = [
    {what: "before", n: 1, list: [1]}, {what: "after", n: 1, list: [0, 1]}, {what: "after", n: 1},
    {what: "argument", n: 7}, {what: "list", n: 5, list: [0, 1]},
    {what: "list", n: 5, list: [0, 0, 7]},
  ]
  expect failed == [
    "map R0104: index 1 is absent: the list has 1 item",
    "map R0103: division by zero",
    "map R0104: index 1 is absent: the list has 1 item",
    "map R0104: index 7 is absent: the list has 1 item",
    "map R0103: division by zero",
    "map R0104: index 7 is absent: the list has 1 item",
  ]
}

test "a block in a condition" for block_failures {
  given rows = [
    {what: "filtered", n: 4}, {what: "filtered", n: 7}, {what: "filtered", n: 8},
    {what: "filtered", n: 2},
  ]
  expect filtered == []
  expect failed == [
    "filter R0104: index 4 is absent: the list has 2 items",
    "filter R0103: division by zero",
  ]
}
