## Lists: written, joined, looked into, nested.

schema Row {
  xs:     list<i64>
  texts:  list<str>
  nested: list<list<i64>>
  maybe:  list<f64?>?
  flags:  list<bool> = []
}

pipeline lists {
  let rows = from jsonl("rows.jsonl") as Row

  let same = from rows |> select *
  let items = from rows |> map [xs.get(0), xs.get(-1), xs.get(99), xs.get(-99)]
  let joined = from rows |> map xs + [7] + xs

  let found = from rows
    |> map [
         2 in xs, 5 not in xs, "a" in texts, texts.contains(""), [1] in nested, xs == [1, 2, 3],
         null in (maybe ?? []),
       ]

  let counts = from rows |> map [len(xs), len(texts), len(nested), len(maybe ?? []), len(flags)]

  let sums = from rows
    |> select sum = xs.sum(), mean = xs.mean(), low = xs.min(), high = xs.max(), text = texts.max()

  let cut = from rows
    |> map [
         xs.slice(1), xs.slice(0, 2), xs.slice(-2), xs.take(1), xs.slice(2, 1), xs.reverse(),
         xs.sort(),
       ]

  let flat = from rows |> map nested.flatten().distinct()

  let words = from rows
    |> map [
         texts.join("-"), texts.sort().join(""), texts.distinct().join(","),
         texts.reverse().take(1).join(""),
       ]

  let logic = from rows |> map [flags.any(), flags.all(), [].len() == 0]
  let made = from rows |> map range(0, len(xs)) + range(3, 1)

  let deeper = from rows
    |> map [nested, [xs], [[0]]]
    |> map it[1][0] + it[2][0]

  let compared = from rows
    |> map [nested == [[1], []], maybe == [1.5, null], maybe == null, texts != []]

  let unnested = from rows
    |> explode nested as inner
    |> explode inner as x
    |> select x

  let optional = from rows
    |> flatmap maybe ?? []
    |> map it ?? -1.0

  from rows |> into null
}

test "lists of everything" for lists {
  given rows = [
    {
      xs: [1, 2, 3], texts: ["b", "", "a", "b"], nested: [[1], []], maybe: [1.5, null],
      flags: [true, false],
    }, {xs: [], texts: [], nested: [], flags: [true]},
    {xs: [5], texts: ["é"], nested: [[2, 1], [2]], maybe: []},
  ]
  expect same == [
    {
      xs: [1, 2, 3], texts: ["b", "", "a", "b"], nested: [[1], []], maybe: [1.5, null],
      flags: [true, false],
    }, {xs: [], texts: [], nested: [], maybe: null, flags: [true]},
    {xs: [5], texts: ["é"], nested: [[2, 1], [2]], maybe: [], flags: []},
  ]
  expect items == [[1, 3, null, null], [null, null, null, null], [5, 5, null, null]]
  expect joined == [[1, 2, 3, 7, 1, 2, 3], [7], [5, 7, 5]]
  expect found == [
    [true, true, true, true, true, true, true], [false, true, false, false, false, false, false],
    [false, false, false, false, false, false, false],
  ]
  expect counts == [[3, 4, 2, 2, 2], [0, 0, 0, 0, 1], [1, 1, 2, 0, 0]]
  expect sums == [
    {sum: 6, mean: 2.0, low: 1, high: 3, text: "b"},
    {sum: 0, mean: null, low: null, high: null, text: null},
    {sum: 5, mean: 5.0, low: 5, high: 5, text: "é"},
  ]
  expect cut == [
    [[2, 3], [1, 2], [2, 3], [1], [], [3, 2, 1], [1, 2, 3]], [[], [], [], [], [], [], []],
    [[], [5], [5], [5], [], [5], [5]],
  ]
  expect flat == [[1], [], [2, 1]]
  expect words == [["b--a-b", "abb", "b,,a", "b"], ["", "", "", ""], ["é", "é", "é", "é"]]
  expect logic == [[true, false, true], [true, true, true], [false, true, true]]
  expect made == [[0, 1, 2], [], [0]]
  expect deeper == [[1, 2, 3, 0], [0], [5, 0]]
  expect compared == [
    [true, true, false, true], [false, false, true, false], [false, false, false, true],
  ]
  expect unnested == [{x: 1}, {x: 2}, {x: 1}, {x: 2}]
  expect optional == [1.5, -1.0]
}
