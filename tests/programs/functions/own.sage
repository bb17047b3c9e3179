## Functions of the file: parameters, defaults, functions of functions, constants.

const LIMIT: i64 = 10
const NAMES = ["a", "b"]
const HALF = 0.5
const EDGE = {low: -1, high: LIMIT * 2}
const START = ts"2026-01-01"
const LATER = START + 1d

schema Row { x: i64, y: f64 = 1.0, name: str?, list: list<i64> = [] }

fn one() = 1
fn twice(x: i64) -> i64 = x * 2
fn quad(x: i64) -> i64 = twice(twice(x))
fn scaled(x: f64, factor: f64 = HALF, offset: f64 = 0.0) -> f64 = x * factor + offset
fn kind(x: i64) -> str =
  if x < 0 then "negative"
  else if x == 0 then "zero"
  else if x > LIMIT then "large"
  else "small"
fn label(name: str?, x: i64) -> str = f"{name ?? 'none'} {kind(x)}"
fn point(x: i64) -> {x: i64, y: f64} = {x: x, y: f64(x) * HALF}
fn second(list: list<i64>) -> i64? = list.get(1)
fn inside(x: i64, box: {low: i64, high: i64}) -> bool = x between box.low and box.high
fn shadow(x: i64, y: i64) -> i64 = (x + y) * (x - y)
fn pick(ok: bool, list: list<str>) -> str? = if ok then list.get(0) else null
fn sum3(a: i64, b: i64, c: i64) -> i64 = a + b + c

pipeline own {
  param add: i64 = 100
  const THREE = one() + 2
  let rows = from jsonl("rows.jsonl") as Row

  let numbers = from rows
    |> map [one(), twice(x), quad(x + 1), twice(x), twice(twice(twice(x))), THREE, x + add]

  let floats = from rows
    |> map [
         scaled(y), scaled(y, 2.0), scaled(y, offset: 1.0), scaled(offset: y, x: 4.0, factor: 0.0),
         scaled(3), HALF,
       ]

  let texts = from rows |> map [kind(x), label(name, x), label("n", twice(x)), NAMES[0] + NAMES[-1]]

  let records = from rows
    |> map point(x)
    |> select x, y

  let inner = from rows |> select point(x).y, both = point(twice(x))
  let optional = from rows |> map [second(list), second([1, x]), second([])]

  let asked = from rows
    |> map [inside(x, EDGE), inside(x, {low: 0, high: 3}), x in [EDGE.low, EDGE.high]]

  let shadowed = from rows
    |> map {y: x, x: y}
    |> map shadow(y, i64(x))

  let times = from rows |> map [LATER - START, LATER + twice(12) * 1h - START]
  let picked = from rows |> map pick(x > 0, NAMES) ?? "nothing"
  let order = from rows |> map sum3(c: x, a: twice(x), b: 1)

  from rows |> into null
}

test "functions call functions" for own {
  given rows = [{x: 3, list: [5, 6]}, {x: -1, y: -2.0, name: "n"}, {x: 0}, {x: 50}]
  expect numbers == [
    [1, 6, 16, 6, 24, 3, 103], [1, -2, 0, -2, -8, 3, 99], [1, 0, 4, 0, 0, 3, 100],
    [1, 100, 204, 100, 400, 3, 150],
  ]
  expect texts == [
    ["small", "none small", "n small", "ab"], ["negative", "n negative", "n negative", "ab"],
    ["zero", "none zero", "n zero", "ab"], ["large", "none large", "n large", "ab"],
  ]
  expect records == [{x: 3, y: 1.5}, {x: -1, y: -0.5}, {x: 0, y: 0.0}, {x: 50, y: 25.0}]
  expect inner == [
    {y: 1.5, both: {x: 6, y: 3.0}}, {y: -0.5, both: {x: -2, y: -1.0}},
    {y: 0.0, both: {x: 0, y: 0.0}}, {y: 25.0, both: {x: 100, y: 50.0}},
  ]
  expect optional == [[6, 3, null], [null, -1, null], [null, 0, null], [null, 50, null]]
  expect asked == [
    [true, true, false], [true, false, true], [true, true, false], [false, false, false],
  ]
  expect picked == ["a", "nothing", "nothing", "a"]
  expect order == [10, -2, 1, 151]
}

test "arguments by name, and defaults" for own {
  given rows = [{x: 1, y: 3.0}]
  expect floats == [[1.5, 6.0, 2.5, 3.0, 1.5, 0.5]]
  expect shadowed == [-8]
  expect times == [[24h, 48h]]
}

test "functions alone" {
  expect quad(3) == 12
  expect kind(0) == "zero"
  expect scaled(1.0) == HALF
  expect EDGE == {low: -1, high: 20}
  let far = point(-4)
  expect far.y == -2.0
  expect [1, 2] == [2, 1] unordered
}
