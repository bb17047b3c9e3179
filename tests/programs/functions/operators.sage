## Operators: how tightly they bind, and what stops early.

schema Row {
  a: i64
  b: i64 = 2
  x: f64 = 1.5
  s: str = "s"
  p: bool = true
  q: bool = false
  o: i64?
}

pipeline operators {
  set on_error = "skip"                                  # each test looks at some of the streams
  let rows = from jsonl("rows.jsonl") as Row

  let sums = from rows
    |> map [a + b * 2, (a + b) * 2, a - b - 1, a - (b - 1), a * b // 3 % 4, -a * b, -(a + b), - -a]

  let powers = from rows
    |> map [2 ** 3 ** 2, (2 ** 3) ** 2, -a ** 2, (-a) ** 2, 2 * a ** 2, a ** 2 * 3]

  let floats = from rows
    |> map [
         a / b, a / b * 2.0, 1.0 - x - 0.5, x * x / 2.0, -x ** 2.0, 7.5 // 2.0, 7.5 % 2.0,
         -7.5 % 2.0,
       ]

  let logic = from rows
    |> map [
         p or q and q, (p or q) and q, not p or p, not (p or p), not p and q or p, not a == b,
         not not p,
       ]

  let compared = from rows
    |> map [
         a + 1 < b * 2, a == b - 1, s + "t" == "st", a between b - 1 and b + 1, a in [a, b],
         not a in [b], s like "s%" and p,
       ]

  let filled = from rows |> map [o ?? a + 1, (o ?? a) + 1, o ?? o ?? b]

  let asked = from rows |> map [o ?? 0 > 5, o is null and p, o is not null or q, o is null or o > 5]

  let chosen = from rows |> map if a > b then "more" else if a == b then "same" else "less"
  let inner = from rows |> map (if p then a else b) + 1

  let lazy = from rows
    |> map [b != 0 and a // b > 0, b == 0 or a // b > 0, (if b == 0 then 0 else a // b) == 0]

  let skipped = from rows |> map if b == 0 then 0 else a % b

  let guarded = from rows
    |> filter b != 0 and 10 // b > 1
    |> map b

  let indexed = from rows |> map [[a, b][0] + [a, b][-1] * 2, {n: a}.n ** 2, (s + s).len() + 1]

  from rows |> into null
}

test "precedence" for operators {
  given rows = [{a: 5}]
  expect sums == [[9, 14, 2, 4, 3, -10, -7, 5]]
  expect powers == [[512, 64, -25, 25, 50, 75]]
  expect floats == [[2.5, 5.0, -1.0, 1.125, -2.25, 3.0, 1.5, 0.5]]
  expect logic == [[true, false, true, false, true, true, true]]
  expect compared == [[false, false, true, false, true, true, true]]
  expect filled == [[6, 6, 2]]
  expect asked == [[false, true, false, true]]
  expect indexed == [[9, 25, 3]]
}

test "choices" for operators {
  given rows = [{a: 5}, {a: 2, o: 9}, {a: 1, p: false, o: 3}]
  expect chosen == ["more", "same", "less"]
  expect inner == [6, 3, 3]
  expect filled == [[6, 6, 2], [9, 10, 9], [3, 4, 3]]
  expect asked == [
    [false, true, false, true], [true, false, true, true], [false, false, true, false],
  ]
}

test "what is not needed is not evaluated" for operators {
  given rows = [{a: 1, b: 0}, {a: 4, b: 2}, {a: 1, b: 20}]
  expect lazy == [[false, true, true], [true, true, false], [false, false, true]]
  expect skipped == [0, 0, 1]
  expect guarded == [2]
}
