## Records that fail are counted and left out.

schema Row { a: i64, b: i64, c: i8? }

pipeline skipped {
  set on_error = "skip"
  let rows = from jsonl("rows.jsonl") as Row

  let ratios = from rows |> map a // b

  let totals = from rows
    |> running sum = sum(a), n = count()
    |> select sum, n

  let whole = from rows |> aggregate sum = sum(a), n = count(), b = sum(b)
  let keyed = from rows |> aggregate n = count() by k = a // b

  let after = from rows
    |> aggregate n = count(), sum = sum(b)
    |> map 10 // sum

  let after_sort = from rows
    |> sort a desc
    |> map 100 // b

  let optional = from rows
    |> filter c is not null
    |> extend c = c * 2
    |> map c

  let sequence = from rows
    |> extend x = a // b, y = a % b
    |> select x, y

  let later = from rows
    |> map {q: a // b, r: b}
    |> filter q > 0
    |> map 10 // (r - 3)

  let lists = from rows
    |> explode [a // b, a] as x
    |> map x

  let first = from rows
    |> map a // b
    |> limit 1

  let once = from rows
    |> dedup by ratio = a // b
    |> map a

  let kept = from rows
    |> filter a > 100 or a // b > 0
    |> map a

  from rows |> into null
}

test "a failing record is left out and leaves every group as it was" for skipped {
  given rows = [
    {a: 9223372036854775807, b: 1, c: 100}, {a: 1, b: 0, c: 50}, {a: -1, b: 3},
    {a: 7, b: 3, c: -128}, {a: 9223372036854775807, b: 9223372036854775807, c: 1},
  ]
  expect ratios == [9223372036854775807, -1, 2, 1]
  expect totals == [{sum: 9223372036854775807, n: 1}, {sum: 9223372036854775806, n: 2}]
  expect whole == [{sum: 9223372036854775806, n: 2, b: 4}]
  expect keyed == [{k: 9223372036854775807, n: 1}, {k: -1, n: 1}, {k: 2, n: 1}, {k: 1, n: 1}]
  expect after == [1]
  expect after_sort == [100, 0, 33, 33]
  expect optional == [100, 2]
  expect sequence == [{x: 9223372036854775807, y: 0}, {x: -1, y: 2}, {x: 2, y: 1}, {x: 1, y: 0}]
  expect later == [-5, 0]
  expect lists == [9223372036854775807, 9223372036854775807, -1, -1, 2, 7, 1, 9223372036854775807]
  expect first == [9223372036854775807]
  expect once == [9223372036854775807, -1, 7, 9223372036854775807]
  expect kept == [9223372036854775807, 7, 9223372036854775807]
}

test "a row that fails at the end of a group's life" for skipped {
  given rows = [{a: 1, b: 0}, {a: 2, b: 0}]
  expect after == []
  expect ratios == []
  expect whole == [{sum: 3, n: 2, b: 0}]
}
