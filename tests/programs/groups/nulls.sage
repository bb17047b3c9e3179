## Aggregates skip nulls; of an optional column they may be null.

schema Row { k: str?, n: i64?, x: f32?, text: str?, took: duration?, list: list<i64?>? }

pipeline nulls {
  let rows = from jsonl("rows.jsonl") as Row

  let counts = from rows
    |> aggregate
         rows      = count(),
         n         = count(n),
         text      = count(text),
         different = count_distinct(n),
         list      = count_distinct(list)
       by k

  let numbers = from rows
    |> aggregate sum = sum(n), mean = mean(n), least = min(n), most = max(n) by k

  let floats = from rows |> aggregate sum = sum(x), mean = mean(x), least = min(x), most = max(x)

  let times = from rows
    |> aggregate sum = sum(took), mean = mean(took), least = min(took), most = max(took)

  let ends = from rows |> aggregate first = first(text), last = last(text), list = first(list)

  let conditions = from rows
    |> aggregate small = count_if(n is not null and n < 10), none = count_if(n is null)

  let filled = from rows
    |> aggregate sum = sum(n ?? 100), mean = mean(n) ?? -1.0, first = first(text ?? "?")

  let known = from rows
    |> filter n is not null
    |> aggregate mean = mean(n), least = min(n)

  from rows |> into null
}

test "null is a key like any other" for nulls {
  given rows = [
    {k: null, n: 1}, {k: "a"}, {k: null}, {k: "a", n: 3, text: ""}, {k: "a", n: 3, list: []},
    {k: "", list: [null]},
  ]
  expect counts == [
    {k: null, rows: 2, n: 1, text: 0, different: 1, list: 0},
    {k: "a", rows: 3, n: 2, text: 1, different: 1, list: 1},
    {k: "", rows: 1, n: 0, text: 0, different: 0, list: 1},
  ]
}

test "a group without a value has a sum of nothing, and no mean" for nulls {
  given rows = [{k: "a"}, {k: "b", n: 2}, {k: "b"}, {k: "b", n: 5}]
  expect numbers == [
    {k: "a", sum: 0, mean: null, least: null, most: null},
    {k: "b", sum: 7, mean: 3.5, least: 2, most: 5},
  ]
  expect floats == [{sum: 0.0, mean: null, least: null, most: null}]
  expect times == [{sum: 0s, mean: null, least: null, most: null}]
  expect ends == [{first: null, last: null, list: null}]
}

test "values among nulls" for nulls {
  given rows = [
    {text: "a"}, {x: 1.5, took: 3s}, {text: "b", list: [1, null]}, {x: 0.5, took: 1s, text: ""}, {},
  ]
  expect floats == [{sum: 2.0, mean: 1.0, least: 0.5, most: 1.5}]
  expect times == [{sum: 4s, mean: 2s, least: 1s, most: 3s}]
  expect ends == [{first: "a", last: "", list: [1, null]}]
}

test "conditions, and values in the place of null" for nulls {
  given rows = [{n: 3}, {}, {n: 30}]
  expect conditions == [{small: 1, none: 1}]
  expect filled == [{sum: 133, mean: 16.5, first: "?"}]
  expect known == [{mean: 16.5, least: 3}]
}

test "a mean that is null is filled in after the group" for nulls {
  given rows = [{}]
  expect filled == [{sum: 100, mean: -1.0, first: "?"}]
  expect known == []
}
