## Names that mean something to C++, or to generated code, are names like others.

schema Stage0 {
  r:      i64
  f:      i64 = 1
  s:      i64 = 2
  k:      i64 = 3
  a:      i64 = 4
  row:    i64 = 5
  frame:  i64 = 6
  params: i64 = 7
  fields: i64 = 8
}
schema Whole {
  class:    str = "c"
  int:      i64 = 1
  `double`: f64 = 2.0
  `x y`:    str = "xy"
  größe:    i64 = 3
  `1st`:    i64 = 4
  `__a__`:  i64 = 5
  a_:       i64 = 6
  `a-`:     i64 = 7
}
schema Params {
  std:      i64 = 1
  sage:     i64 = 2
  main:     i64 = 3
  errno:    i64 = 4
  NULL:     i64 = 5,
  state:    i64 = 6
  new:      i64 = 7
  operator: i64 = 8,
  emit:     i64 = 9
}
schema Where1 { x: i64 = 1 }
schema Columns2 { x: i64 = 1, y: i64 = 2 }
schema Row0 { z: i64 = 1, y: i64 = 2 }
schema Value { it: i64 = 1, value: str = "v" }
schema kOperators { n: i64 }
schema string { text: str = "s" }
schema Input {
  Output:     i64 = 1
  Input:      i64 = 2
  Value:      i64 = 3
  Args:       i64 = 4
  State:      i64 = 5
  descending: i64 = 6
  input:      i64 = 7
}

const std = 10
const Whole_ = 1
fn main(r: i64, f: i64) -> i64 = r + f
fn int64_t(it: i64) -> i64 = it * 2
fn filter(where: str, x: i64) -> str = f"{where}{x}"
fn twice(x: i64) -> i64 = main(x + 0, f: x + 0)

pipeline namespace {
  param class: i64 = 5
  param `int`: i64 = 6
  param kSites: str = "k"
  let stages = from jsonl("stages.jsonl") as Stage0

  let one = from stages
    |> filter r > 0 and f > 0
    |> extend r = r + f, g = main(r, f)
    |> running s = sum(k) by a
    |> select r, s, g, params, fields

  let double = from values([{a_: 1}]) as Whole |> select *

  let operator = from values([{std: 1}]) as Params
    |> key_by new, operator
    |> aggregate std = sum(std), main = count(), `class` = max(NULL)

  let int = from values([{x: 2}]) as Where1 |> map {...it, params: class, x: int64_t(x)}

  let this = from values([{x: 2}]) as Columns2
    |> sort x, y desc
    |> top 1 by y
    |> select x = `int`, y = kSites

  let auto = from values([{z: 2}]) as Row0
    |> dedup by z
    |> map z + std

  let value = from values([{it: 5}]) as Value
    |> select it, value
    |> filter it > 1

  let kSinks = from values([{n: 1}]) as kOperators
    |> extend kOperators = n, frame_ = n, runtime_ = n, counts_ = n

  let texts = from values([{text: "a"}]) as string
    |> flatmap text.split("")
    |> map filter("w", len(it)) + f"{twice(2)}"

  let inputs = from values([{Output: 9}]) as Input
    |> aggregate
         Args  = sum(Args),
         State = sum(State),
         s     = count(),
         f     = first(Input)
       by Output, k = Value

  from stages |> split r = r > 1, f = r > 0 else s
  let firsts = from r |> map f
  let others = from union(f, s) |> map k
}

test "every name is a name" for namespace {
  given stages = [{r: 1}, {r: 0}, {r: 2, f: 5}]
  expect one == [
    {r: 2, s: 3, g: 3, params: 7, fields: 8}, {r: 7, s: 6, g: 12, params: 7, fields: 8},
  ]
  expect double == [{
    class: "c", int: 1, `double`: 2.0, `x y`: "xy", größe: 3, `1st`: 4, `__a__`: 5, a_: 1, `a-`: 7,
  }]
  expect operator == [{new: 7, operator: 8, std: 1, main: 1, `class`: 5}]
  expect int == [{x: 4, params: 5}]
  expect this == [{x: 6, y: "k"}]
  expect auto == [12]
  expect value == [{it: 5, value: "v"}]
  expect kSinks == [{n: 1, kOperators: 1, frame_: 1, runtime_: 1, counts_: 1}]
  expect texts == ["w14"]
  expect inputs == [{Output: 9, k: 3, Args: 4, State: 5, s: 1, f: 2}]
  expect firsts == [5]
  expect others == [3, 3] unordered
}
