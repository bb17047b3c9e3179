## What makes a group: keys of every type, and how long a stream stays keyed.

schema Row {
  a:     str
  b:     i64
  x:     f64
  at:    timestamp
  raw:   bytes
  flag:  bool?
  tags:  list<str>
  point: {x: f64, label: str?}
}

pipeline keys {
  let rows = from jsonl("rows.jsonl") as Row

  let by_two = from rows
    |> key_by a, b
    |> aggregate n = count()

  let by_clause = from rows
    |> key_by a
    |> aggregate n = count() by b

  let by_float = from rows
    |> aggregate n = count() by key = x
    |> extend key = to_str(key)

  let by_part = from rows
    |> key_by flag, hour = at.hour(), raw
    |> aggregate n = count()

  let by_list = from rows |> aggregate n = count() by tags

  let by_record = from rows
    |> key_by point
    |> aggregate n = count()
    |> extend point = f"{point.x} {point.label ?? '-'}"

  let by_code = from rows |> aggregate n = count() by odd = b % 2, first = upper(a)

  let kept = from rows
    |> key_by a
    |> filter b > 0
    |> extend c = b * 2
    |> aggregate total = sum(c)

  let renamed = from rows
    |> key_by a
    |> rename letter = a
    |> aggregate n = count()

  let lost = from rows
    |> key_by a
    |> select b
    |> aggregate n = count()

  let replaced = from rows
    |> key_by a
    |> extend a = "same"
    |> aggregate n = count()

  let mapped = from rows
    |> key_by a
    |> map {a: a, b: b}
    |> aggregate n = count()

  let plain = from rows
    |> map b
    |> key_by it
    |> aggregate n = count()

  let word = from rows
    |> map b
    |> key_by word = it
    |> aggregate n = count(), it = first(it)

  let all_together = from rows |> aggregate n = count()

  from rows |> into null
}

test "two columns make one key" for keys {
  given rows = [
    {a: "x", b: 1, x: 0, at: ts"10:00", raw: b"", tags: [], point: {x: 0}},
    {a: "x", b: 2, x: 0, at: ts"10:00", raw: b"", tags: [], point: {x: 0}},
    {a: "y", b: 1, x: 0, at: ts"10:00", raw: b"", tags: [], point: {x: 0}},
    {a: "x", b: 1, x: 0, at: ts"10:00", raw: b"", tags: [], point: {x: 0}},
  ]
  expect by_two == [{a: "x", b: 1, n: 2}, {a: "x", b: 2, n: 1}, {a: "y", b: 1, n: 1}]
  expect by_clause == [{b: 1, n: 3}, {b: 2, n: 1}]
  expect by_code == [
    {odd: 1, first: "X", n: 2}, {odd: 0, first: "X", n: 1}, {odd: 1, first: "Y", n: 1},
  ]
  expect plain == [{it: 1, n: 3}, {it: 2, n: 1}]
  expect word == [{word: 1, n: 3, it: 1}, {word: 2, n: 1, it: 2}]
  expect all_together == [{n: 4}]
}

test "all NaN are one key, and -0.0 is 0.0; the key shows as it came first" for keys {
  given rows = [
    {a: "", b: 0, x: -0.0, at: ts"10:00", raw: b"", tags: [], point: {x: -0.0}},
    {
      a: "", b: 0, x: 0.0 / 0.0, at: ts"10:00", raw: b"", tags: [],
      point: {x: 0.0 / 0.0, label: ""},
    },
    {a: "", b: 0, x: 0.0, at: ts"10:00", raw: b"", tags: [], point: {x: 0.0}},
    {a: "", b: 0, x: -(0.0 / 0.0), at: ts"10:00", raw: b"", tags: [], point: {x: 0.0 / 0.0}},
  ]
  expect by_float == [{key: "-0.0", n: 2}, {key: "NaN", n: 2}]
  expect by_record == [{point: "-0.0 -", n: 2}, {point: "NaN ", n: 1}, {point: "NaN -", n: 1}]
}

test "null, bytes and lists are keys" for keys {
  given rows = [
    {a: "", b: 0, x: 0, at: ts"10:00", raw: b"\x00", tags: [], point: {x: 0}},
    {a: "", b: 0, x: 0, at: ts"10:59", raw: b"\x00", tags: ["a", "b"], point: {x: 0}},
    {a: "", b: 0, x: 0, at: ts"10:00", raw: b"", flag: false, tags: ["ab"], point: {x: 0}},
    {a: "", b: 0, x: 0, at: ts"10:00", raw: b"", tags: ["a", "b"], point: {x: 0}},
  ]
  expect by_part == [
    {flag: null, hour: 10, raw: b"\x00", n: 2}, {flag: false, hour: 10, raw: b"", n: 1},
    {flag: null, hour: 10, raw: b"", n: 1},
  ]
  expect by_list == [{tags: [], n: 1}, {tags: ["a", "b"], n: 2}, {tags: ["ab"], n: 1}]
}

test "a key is kept as long as its columns are" for keys {
  given rows = [
    {a: "x", b: 1, x: 0, at: ts"10:00", raw: b"", tags: [], point: {x: 0}},
    {a: "y", b: 0, x: 0, at: ts"10:00", raw: b"", tags: [], point: {x: 0}},
    {a: "x", b: 3, x: 0, at: ts"10:00", raw: b"", tags: [], point: {x: 0}},
  ]
  expect kept == [{a: "x", total: 8}]
  expect renamed == [{letter: "x", n: 2}, {letter: "y", n: 1}]
  expect lost == [{n: 3}]
  expect replaced == [{n: 3}]
  expect mapped == [{n: 3}]
}
