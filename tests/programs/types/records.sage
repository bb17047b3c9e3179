## Records in records and in lists: built, copied, compared, converted.

schema Point { x: i64, y: i64 = 0 }
schema Line { start: Point, end: Point?, via: list<Point> = [], label: str? }
type Box = {low: {x: i64, y: i64}, high: {x: i64, y: i64}}

fn length(l: {start: Point, end: Point}) -> i64 =
  abs(l.end.x - l.start.x) + abs(l.end.y - l.start.y)
fn moved(p: Point, step: i64 = 1) -> Point = {...p, x: p.x + step}

pipeline records {
  let lines = from jsonl("lines.jsonl") as Line

  let copies = from lines
    |> map {...it, label: label ?? "none"}
    |> select label, start

  let fields = from lines |> select start.x, end_x = end?.x, first = via.get(0)?.x

  let built = from lines
    |> map {low: start, high: end ?? start}
    |> select it_low = low, high.x

  let lengths = from lines
    |> filter end is not null
    |> map length({start: start, end: end})

  let shifted = from lines
    |> select start = moved(start), far = moved(start, 10).x, again = moved(moved(start, step: 5)).x

  let equal = from lines
    |> map [
         start == Point(x: 1), start == {x: 1, y: 0}, end == start, end == null, via == [start],
         start != {x: 0, y: 0},
       ]

  let stops = from lines
    |> explode via as stop
    |> select label, stop.x, stop.y
    |> extend sum = x + y

  let points = from lines
    |> flatmap via + [start]
    |> sort x desc
    |> map {...it, y: -y}

  let boxes = from lines
    |> map {low: {x: start.x, y: start.y}, high: {x: 9, y: 9}}
    |> filter low.x < high.x
    |> select low, high

  let keyed = from lines
    |> key_by start
    |> aggregate n = count()
    |> select start.x, n

  let lists = from lines
    |> map via.reverse()
    |> map it.slice(0, 2)

  let deep = from lines
    |> map {a: {b: {c: {d: [start, {x: 5, y: 6}]}}}}
    |> map a.b.c.d[1].y + a.b.c.d[0].x

  let ends = from lines
    |> select end
    |> filter end is not null
    |> select end.x, end

  let whole = from lines
    |> map {line: it, n: len(via)}
    |> select line.start.y, line.label, n

  from lines |> into null
}

test "records are copied and taken apart" for records {
  given lines = [
    {start: {x: 1}, end: {x: 4, y: 4}, via: [{x: 2, y: 2}, {x: 3}], label: "a"},
    {start: {x: 0, y: -1}}, {start: {x: 1, y: 0}, end: {x: 1}, via: [{x: 1}]},
  ]
  expect copies == [
    {label: "a", start: {x: 1, y: 0}}, {label: "none", start: {x: 0, y: -1}},
    {label: "none", start: {x: 1, y: 0}},
  ]
  expect fields == [
    {x: 1, end_x: 4, first: 2}, {x: 0, end_x: null, first: null}, {x: 1, end_x: 1, first: 1},
  ]
  expect built == [
    {it_low: {x: 1, y: 0}, x: 4}, {it_low: {x: 0, y: -1}, x: 0}, {it_low: {x: 1, y: 0}, x: 1},
  ]
  expect lengths == [7, 0]
  expect shifted == [
    {start: {x: 2, y: 0}, far: 11, again: 7}, {start: {x: 1, y: -1}, far: 10, again: 6},
    {start: {x: 2, y: 0}, far: 11, again: 7},
  ]
  expect equal == [
    [true, true, false, false, false, true], [false, false, false, true, false, true],
    [true, true, true, false, true, true],
  ]
  expect stops == [
    {label: "a", x: 2, y: 2, sum: 4}, {label: "a", x: 3, y: 0, sum: 3},
    {label: null, x: 1, y: 0, sum: 1},
  ]
  expect points == [
    {x: 3, y: 0}, {x: 2, y: -2}, {x: 1, y: 0}, {x: 1, y: 0}, {x: 1, y: 0}, {x: 0, y: 1},
  ]
  expect boxes == [
    {low: {x: 1, y: 0}, high: {x: 9, y: 9}}, {low: {x: 0, y: -1}, high: {x: 9, y: 9}},
    {low: {x: 1, y: 0}, high: {x: 9, y: 9}},
  ]
  expect keyed == [{x: 1, n: 2}, {x: 0, n: 1}]
  expect lists == [[{x: 3, y: 0}, {x: 2, y: 2}], [], [{x: 1, y: 0}]]
  expect deep == [7, 6, 7]
  expect ends == [{x: 4, end: {x: 4, y: 4}}, {x: 1, end: {x: 1, y: 0}}]
  expect whole == [{y: 0, label: "a", n: 2}, {y: -1, label: null, n: 0}, {y: 0, label: null, n: 1}]
}
