## `match`: over enums, numbers, text, times, truth values and null; with conditions, alternatives and bindings.

enum Color { red, green, blue }
enum Shape { circle(f64), square(f64), rect({w: f64, h: f64?}), point }

schema Row {
  id:    i64
  name:  str?
  color: Color?
  shape: Shape = Shape.point
  ok:    bool?
  wait:  duration = 0s
  at:    timestamp = ts"1970-01-01T10:00:00Z"
  score: f64 = 0.0
  small: u8 = 0
}

const LIMIT = 10

fn area(s: Shape) -> f64 = match s {
  circle(r) if r < 0.0 => 0.0,
  circle(r) => 3.0 * r * r,
  square(side) => side * side,
  rect(b) => b.w * (b.h ?? b.w),
  point => 0.0,
}

fn side(s: Shape) -> f64? = match s { circle(x) | square(x) => x, rect(_) | point => null }

fn size(n: i64) -> str = match n {
  0 => "none",
  1 | 2 | -1 => "few",
  n if n > LIMIT => "many",
  other => f"{other}",
}

fn length(text: str?) -> i64 = match text { null => -1, "" => 0, t => t.len() }

pipeline arms {
  let rows = from jsonl("rows.jsonl") as Row

  let colors = from rows
    |> select
         id,
         warm = match color { red => true, green | "blue" | null => false },
         known = match color { null => "?", _ => to_str(color) },
         rank = match color { Color.red => 1, green => 2, _ => 3 },
         late = match color {
           _ if color == "red" => 0,
           null => 1,
           _ => match color { red => 2, green => 3, blue => 4 },
         }

  let others = from rows
    |> select
         id,
         size = size(id),
         name = match name {
           "ann" | "bob" => "friend",
           n if n is not null and len(n) > 3 => n.upper(),
           null => "",
           _ => "short",
         },
         length = length(name),
         ok = match ok { true => 1, false => 0, null => -1 },
         wait = match wait { 0s => "now", 1m => "a minute", d if d < 0s => "past", _ => "later" },
         day = match at { ts"1970-01-01T10:00:00Z" => "start", t => to_str(t.hour()) },
         score = match score { 0.0 => "zero", -1.5 => "low", x => f"{x:.1f}" },
         small = match small { 255 => 1, s => i64(s) },
         once = match id * 2 { 2 => "two", n => f"{n}" }

  let shapes = from rows |> select id, area = area(shape), side = side(shape)

  let only_named = from rows
    |> filter match name { null => false, n => n != "" }
    |> select id

  let by_size = from rows
    |> aggregate n = count(), ids = match count() { 1 => 0, n => sum(id) } by size = size(id)

  let mixed = from rows
    |> map match id { 1 => {a: 1, b: null}, 2 => {a: 2, b: "x"}, n => {a: n, b: name} }

  let wide = from rows |> map match id { 1 => small, 2 => i32(7), _ => id }
  let items = from rows |> map [id, 2].map(n => match n { 2 => 0, m => m * id })

  from rows |> into null
}

test "over an enum" for arms {
  given rows = [{id: 1, color: "red"}, {id: 2, color: "green"}, {id: 3, color: "blue"}, {id: 4}]
  expect colors == [
    {id: 1, warm: true, known: "red", rank: 1, late: 0},
    {id: 2, warm: false, known: "green", rank: 2, late: 3},
    {id: 3, warm: false, known: "blue", rank: 3, late: 4},
    {id: 4, warm: false, known: "?", rank: 3, late: 1},
  ]
}

test "over other values" for arms {
  given rows = [
    {id: 0, name: "ann", ok: true, score: -1.5, small: 255},
    {id: 2, name: "", ok: false, wait: 1m, at: ts"11:30", score: 2.25, small: 7},
    {id: 11, name: "robert", wait: -1s, score: 0.0},
    {id: 5, wait: 5s, at: ts"2026-01-01T10:00:00Z"},
    {id: 1, name: "eve"},
  ]
  expect others == [
    {
      id: 0, size: "none", name: "friend", length: 3, ok: 1, wait: "now", day: "start",
      score: "low", small: 1, once: "0",
    },
    {
      id: 2, size: "few", name: "short", length: 0, ok: 0, wait: "a minute", day: "11",
      score: "2.2", small: 7, once: "4",
    },
    {
      id: 11, size: "many", name: "ROBERT", length: 6, ok: -1, wait: "past", day: "start",
      score: "zero", small: 0, once: "22",
    },
    {
      id: 5, size: "5", name: "", length: -1, ok: -1, wait: "later", day: "10", score: "zero",
      small: 0, once: "10",
    },
    {
      id: 1, size: "few", name: "short", length: 3, ok: -1, wait: "now", day: "start",
      score: "zero", small: 0, once: "two",
    },
  ]
  expect only_named == [{id: 0}, {id: 11}, {id: 1}]
  expect by_size == [
    {size: "none", n: 1, ids: 0}, {size: "few", n: 2, ids: 3}, {size: "many", n: 1, ids: 0},
    {size: "5", n: 1, ids: 0},
  ]
  expect mixed[0] == {a: 0, b: "ann"} and mixed[1] == {a: 2, b: "x"} and mixed[4] == {a: 1, b: null}
  expect wide == [0, 7, 11, 5, 0]
  expect items == [[0, 0], [0, 0], [121, 0], [25, 0], [1, 0]]
}

test "payloads are bound" for arms {
  given rows = [
    {id: 1, shape: Shape.circle(2.0)}, {id: 2, shape: Shape.circle(-2.0)},
    {id: 3, shape: Shape.square(3.0)}, {id: 4, shape: Shape.rect(w: 2.0, h: 4.0)},
    {id: 5, shape: Shape.rect(w: 2.0)}, {id: 6},
  ]
  expect shapes == [
    {id: 1, area: 12.0, side: 2.0}, {id: 2, area: 0.0, side: -2.0}, {id: 3, area: 9.0, side: 3.0},
    {id: 4, area: 8.0, side: null}, {id: 5, area: 4.0, side: null}, {id: 6, area: 0.0, side: null},
  ]
}

test "in functions" {
  expect size(-1) == "few" and size(100) == "many" and size(7) == "7"
  expect length(null) == -1 and length("abc") == 3
  expect match [1, 2].get(5) { null => true, _ => false }
}
