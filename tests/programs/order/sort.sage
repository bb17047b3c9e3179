## `sort`: directions, several keys, nulls, NaN, text and ties.

schema Row { id: i64, text: str, n: i64?, x: f64, at: timestamp? }

pipeline sorts {
  let rows = from jsonl("rows.jsonl") as Row

  let up = from rows
    |> sort n
    |> select id

  let down = from rows
    |> sort by n desc
    |> select id

  let floats = from rows
    |> sort x
    |> select id

  let floats_down = from rows
    |> sort x desc
    |> select id

  let texts = from rows
    |> sort text
    |> map text

  let texts_down = from rows
    |> sort by text desc, id
    |> map text

  let two = from rows
    |> sort by n asc, text desc
    |> select id

  let code = from rows
    |> sort len(text) desc, id % 2
    |> select id

  let times = from rows
    |> sort at desc
    |> select id

  let flags = from rows
    |> sort id > 2, n is null
    |> select id

  let twice = from rows
    |> sort id desc
    |> sort text
    |> select id

  let keyed = from rows
    |> key_by text
    |> sort by id desc
    |> select text, id

  let filtered = from rows
    |> sort id desc
    |> filter n is not null
    |> select id, n

  let keyed_then = from rows
    |> key_by text
    |> sort n
    |> aggregate first = first(id)

  from rows |> into null
}

test "null comes last, in both directions" for sorts {
  given rows = [
    {id: 1, text: "", n: 2, x: 0}, {id: 2, text: "", x: 0}, {id: 3, text: "", n: -1, x: 0},
    {id: 4, text: "", x: 0},
  ]
  expect up == [{id: 3}, {id: 1}, {id: 2}, {id: 4}]
  expect down == [{id: 1}, {id: 3}, {id: 2}, {id: 4}]
  expect filtered == [{id: 3, n: -1}, {id: 1, n: 2}]
}

test "NaN comes after every number, in both directions" for sorts {
  given rows = [
    {id: 1, text: "", x: 0.0 / 0.0}, {id: 2, text: "", x: -1.0 / 0.0}, {id: 3, text: "", x: 0.0},
    {id: 4, text: "", x: -0.0}, {id: 5, text: "", x: 1.0 / 0.0}, {id: 6, text: "", x: 1e-300},
    {id: 7, text: "", x: -1e300},
  ]
  expect floats == [{id: 2}, {id: 7}, {id: 3}, {id: 4}, {id: 6}, {id: 5}, {id: 1}]
  expect floats_down == [{id: 5}, {id: 6}, {id: 3}, {id: 4}, {id: 7}, {id: 2}, {id: 1}]
}

test "text is in the order of its code points" for sorts {
  given rows = [
    {id: 1, text: "b", x: 0}, {id: 2, text: "é", x: 0}, {id: 3, text: "", x: 0},
    {id: 4, text: "B", x: 0}, {id: 5, text: "\u{1F600}", x: 0}, {id: 6, text: "\u{FFFD}", x: 0},
    {id: 7, text: "ba", x: 0}, {id: 8, text: "\0", x: 0},
  ]
  expect texts == ["", "\0", "B", "b", "ba", "é", "\u{FFFD}", "\u{1F600}"]
  expect texts_down == ["\u{1F600}", "\u{FFFD}", "é", "ba", "b", "B", "\0", ""]
}

test "equal rows keep their order" for sorts {
  given rows = [
    {id: 4, text: "a", n: 1, x: 0}, {id: 2, text: "b", n: 1, x: 0}, {id: 3, text: "a", n: 1, x: 0},
    {id: 1, text: "b", n: 0, x: 0},
  ]
  expect up == [{id: 1}, {id: 4}, {id: 2}, {id: 3}]
  expect down == [{id: 4}, {id: 2}, {id: 3}, {id: 1}]
  expect two == [{id: 1}, {id: 2}, {id: 4}, {id: 3}]
  expect code == [{id: 4}, {id: 2}, {id: 3}, {id: 1}]
  expect twice == [{id: 4}, {id: 3}, {id: 2}, {id: 1}]
}

test "times and conditions have an order too" for sorts {
  given rows = [
    {id: 1, text: "", x: 0, at: ts"10:00"}, {id: 3, text: "", n: 1, x: 0},
    {id: 2, text: "", n: 1, x: 0, at: ts"11:00"},
  ]
  expect times == [{id: 2}, {id: 1}, {id: 3}]
  expect flags == [{id: 2}, {id: 1}, {id: 3}]
}

test "a keyed stream is sorted key by key" for sorts {
  given rows = [
    {id: 1, text: "b", n: 5, x: 0}, {id: 2, text: "a", n: 1, x: 0}, {id: 3, text: "b", n: 4, x: 0},
    {id: 4, text: "a", n: 0, x: 0},
  ]
  expect keyed == [{text: "b", id: 3}, {text: "b", id: 1}, {text: "a", id: 4}, {text: "a", id: 2}]
  expect keyed_then == [{text: "b", first: 3}, {text: "a", first: 4}]
}

test "nothing to sort" for sorts {
  given rows = []
  expect up == []
  expect keyed == []
}
