## `limit`, `skip`, `sample`, `inspect` and `log`: rows by their place.

pipeline some {
  param n: i64 = 2
  let rows = from jsonl("rows.jsonl") as i64

  let first = from rows |> limit n
  let rest = from rows |> skip n

  let middle = from rows
    |> skip 1
    |> limit 2

  let of_few = from rows
    |> limit 3
    |> skip 2

  let nothing = from rows |> limit 0
  let everything = from rows |> skip 0

  let odd = from rows
    |> filter it % 2 == 1
    |> limit 2

  let late = from rows
    |> limit 3
    |> filter it % 2 == 1

  let always = from rows |> sample 1.0
  let never = from rows |> sample 0.0
  let thousand = from range(0, 1000)

  let half = from thousand
    |> sample 0.5, seed: 7
    |> aggregate n = count(), first = min(it), last = max(it)

  let other = from thousand
    |> sample 0.5
    |> aggregate n = count(), first = min(it), last = max(it)

  let few = from thousand |> sample 0.01, seed: -1

  let seen = from rows
    |> inspect()
    |> inspect "row", level: "debug"
    |> log "a row", level: "debug"
    |> filter it > 4

  from rows |> into null
}

test "limit passes the first rows, and skip the others" for some {
  given rows = [1, 2, 3, 4, 5]
  expect first == [1, 2]
  expect rest == [3, 4, 5]
  expect middle == [2, 3]
  expect of_few == [3]
  expect nothing == []
  expect everything == [1, 2, 3, 4, 5]
}

test "a filter before a limit is not one behind it" for some {
  given rows = [1, 2, 3, 4, 5]
  expect odd == [1, 3]
  expect late == [1, 3]
}

test "fewer rows than asked for" for some {
  given rows = [1]
  expect first == [1]
  expect rest == []
  expect of_few == []
}

test "sampling chooses the same rows on every machine" for some {
  given rows = [1, 2]
  expect always == [1, 2]
  expect never == []
  expect half == [{n: 525, first: 0, last: 998}]
  expect other == [{n: 517, first: 1, last: 999}]
  expect few == [12, 175, 330, 357, 454, 659, 668, 876, 878, 892, 952]
}

test "looking at rows changes nothing" for some {
  given rows = [4, 5]
  expect seen == [5]
}
