## Floats: IEEE and its corners. NaN equals nothing, so rows are looked at as text.

schema Row { x: f64, y: f64, s: f32, o: f64? }

pipeline floats {
  let rows = from jsonl("rows.jsonl") as Row

  let texts = from rows |> map f"{x} {y} {s}"
  let sums = from rows |> map f"{x + y} {x - y} {x * y} {x / y}"
  let rest = from rows |> map f"{x // y} {x % y} {x ** y} {-x}"
  let single = from rows |> map f"{s + s} {s * 3} {s / 3} {f64(s)} {f32(x)} {s + x}"

  let compared = from rows
    |> map [x < y, x <= y, x > y, x >= y, x == y, x != y, not (x < y), x == x]

  let whole = from rows
    |> map f"{round(x)} {floor(x)} {ceil(x)} {abs(x)} {round(x, 1)} {round(x, -1)}"

  let bounds = from rows
    |> map f"{min(x, y)} {max(x, y)} {clamp(x, -1.0, 1.0)} {is_nan(x)} {is_finite(x)}"

  let optional = from rows |> map [o == x, o is null, (o ?? 5.0) > 1.0, o != null]

  let converted = from rows
    |> filter is_finite(x) and abs(x) < 1e6
    |> map [i64(x), i64.clamp(x * 1e300)]

  let inside = from rows |> map [x in [0.0, 1.5], x between 0.0 and 2.0, x not in [y]]

  let literals = from values([
    1.0, 1e3, 1.5e-3, 0.1 + 0.2, 1e308 * 10.0, 123456789012345678.0, 5e-324,
  ])
    |> map to_str(it)

  from rows |> into null
}

test "the shortest text that reads back" for floats {
  given rows = [
    {x: 0.1, y: 1e21, s: 0.1}, {x: 1e16, y: 1e-7, s: 16777217},
    {x: 5e-324, y: 1.7976931348623157e308, s: 3.4e38}, {x: -0.0, y: 100.0, s: 1e-45},
  ]
  expect texts == [
    "0.1 1e+21 0.1", "1e+16 1e-07 16777216.0", "5e-324 1.7976931348623157e+308 3.4e+38",
    "-0.0 100.0 1e-45",
  ]
}

test "the constants of a program" for floats {
  expect literals == [
    "1.0", "1000.0", "0.0015", "0.30000000000000004", "Infinity", "1.2345678901234568e+17",
    "5e-324",
  ]
}

test "arithmetic follows IEEE" for floats {
  given rows = [
    {x: 7.5, y: -2.0, s: 0.1}, {x: 1.0, y: 0.0, s: 1}, {x: 0.0, y: 0.0, s: -0.0},
    {x: -1.0, y: 0.5, s: 16777216}, {x: 1e308, y: 10.0, s: 3.4e38},
  ]
  expect sums == [
    "5.5 9.5 -15.0 -3.75", "1.0 1.0 0.0 Infinity", "0.0 0.0 0.0 NaN", "-0.5 -1.5 -0.5 -2.0",
    "1e+308 1e+308 Infinity 1e+307",
  ]
  expect rest == [
    "-4.0 -0.5 0.017777777777777778 -7.5", "Infinity NaN 1.0 -1.0", "NaN NaN 1.0 -0.0",
    "-2.0 0.0 NaN 1.0", "1e+307 6.0 Infinity -1e+308",
  ]
  expect single == [
    "0.2 0.3 0.033333335 0.10000000149011612 7.5 7.600000001490116",
    "2.0 3.0 0.33333334 1.0 1.0 2.0", "-0.0 -0.0 -0.0 -0.0 0.0 0.0",
    "33554432.0 50331650.0 5592405.5 16777216.0 -1.0 16777215.0",
    "Infinity Infinity 1.1333333e+38 3.3999999521443642e+38 Infinity 1e+308",
  ]
}

test "NaN is unordered, and zeros are equal" for floats {
  given rows = [
    {x: 0.0 / 0.0, y: 1.0, s: 0}, {x: 0.0, y: -0.0, s: 0}, {x: -1.0 / 0.0, y: 1.0 / 0.0, s: 0},
  ]
  expect compared == [
    [false, false, false, false, false, true, true, false],
    [false, true, false, true, true, false, true, true],
    [true, true, false, false, false, true, false, true],
  ]
  expect bounds == [
    "1.0 NaN 1.0 true false", "0.0 0.0 0.0 false true", "-Infinity Infinity -1.0 false false",
  ]
  expect inside == [[false, false, true], [true, true, false], [false, false, true]]
}

test "rounding goes to even, and keeps the sign of zero" for floats {
  given rows = [
    {x: 0.5, y: 0, s: 0}, {x: 1.5, y: 0, s: 0}, {x: -0.5, y: 0, s: 0}, {x: 2.675, y: 0, s: 0},
    {x: -25.0, y: 0, s: 0}, {x: 1.0 / 0.0, y: 0, s: 0},
  ]
  expect whole == [
    "0.0 0.0 1.0 0.5 0.5 0.0", "2.0 1.0 2.0 1.5 1.5 0.0", "-0.0 -1.0 -0.0 0.5 -0.5 -0.0",
    "3.0 2.0 3.0 2.675 2.7 0.0", "-25.0 -25.0 -25.0 25.0 -25.0 -20.0",
    "Infinity Infinity Infinity Infinity Infinity Infinity",
  ]
  expect converted == [
    [0, 9223372036854775807], [1, 9223372036854775807], [0, -9223372036854775808],
    [2, 9223372036854775807], [-25, -9223372036854775808],
  ]
}

test "an optional float equals null or a number" for floats {
  given rows = [
    {x: 1.0, y: 0, s: 0}, {x: 1.0, y: 0, s: 0, o: 1.0}, {x: 0.0 / 0.0, y: 0, s: 0, o: 0.0 / 0.0},
  ]
  expect optional == [
    [false, true, true, false], [true, false, false, true], [false, false, false, true],
  ]
}
