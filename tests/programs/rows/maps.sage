## `map`: the row becomes a value.

schema Point { x: i64, y: i64, label: str? }
schema Named { name: str, x: i64, z: i64 = 7 }
type Pair = {left: i64, right: i64}

fn swapped(p: Pair) -> Pair = {left: p.right, right: p.left}

pipeline maps {
  let points = from jsonl("points.jsonl") as Point

  let records = from points |> map {sum: x + y, point: it}
  let values = from points |> map x * 10 + y

  let plain = from points
    |> map x
    |> filter it > 1
    |> map it * it

  let texts = from points
    |> map label
    |> filter it is not null
    |> map upper(it)

  let spread = from points |> map {...it, y: 0, extra: x}
  let built = from points |> map Named(name: label ?? "none", x: x)
  let functions = from points |> map swapped({left: x, right: y})
  let lists = from points |> map [x, y, x]

  let back = from points
    |> map {inner: {deep: {x: x, label: label}}}
    |> select inner.deep.label, inner.deep.x

  let first = from points
    |> map [x, y]
    |> map it[0]

  let again = from points
    |> map {a: x + 1}
    |> map {b: a * 2}
    |> map {c: b - 1}

  from points |> into null
}

test "records, plain values and lists" for maps {
  given points = [{x: 1, y: 2}, {x: 3, y: 4, label: "b"}]
  expect records == [
    {sum: 3, point: {x: 1, y: 2, label: null}}, {sum: 7, point: {x: 3, y: 4, label: "b"}},
  ]
  expect values == [12, 34]
  expect plain == [9]
  expect texts == ["B"]
  expect lists == [[1, 2, 1], [3, 4, 3]]
  expect first == [1, 3]
}

test "a record is copied, and fields are replaced and added" for maps {
  given points = [{x: 1, y: 2, label: "a"}]
  expect spread == [{x: 1, y: 0, label: "a", extra: 1}]
}

test "a schema is built by its name, its defaults filled in" for maps {
  given points = [{x: 1, y: 2}]
  expect built == [{name: "none", x: 1, z: 7}]
  expect functions == [{left: 2, right: 1}]
}

test "records in records in records" for maps {
  given points = [{x: 1, y: 2, label: "a"}, {x: 5, y: 0}]
  expect back == [{label: "a", x: 1}, {label: null, x: 5}]
  expect again == [{c: 3}, {c: 11}]
}
