## What widens by itself, and what a call narrows.

schema Row {
  tiny:  i8
  small: i16?
  n:     i32
  u:     u32
  big:   i64
  f:     f32?
  list:  list<i32>
  tags:  list<i16>?
  point: {x: i32, y: i16}?
}
schema Wide {
  tiny:  i64
  small: i64?
  n:     f64
  u:     i64?
  big:   i64?
  f:     f64?
  list:  list<i64>
  tags:  list<i64>?
  point: {x: i64, y: f64?, z: str?}?
}

fn wide(x: i64?) -> i64 = x ?? 0
fn mean(xs: list<f64>) -> f64 = xs.mean() ?? 0.0
fn sum_of(p: {x: i64, y: f64?}) -> f64 = f64(p.x) + (p.y ?? 0.0)

pipeline conversions {
  set on_error = "skip"                                  # each test looks at some of the streams
  let rows = from jsonl("rows.jsonl") as Row

  let fitted = from rows
    |> map {
         tiny: tiny, small: small, n: n, u: u, big: big, f: f, list: list, tags: tags, point: point,
       }

  let schema_of_all = from fitted as Wide
  let calls = from rows |> map [wide(tiny), wide(small), wide(n), wide(u), wide(null)]

  let lists = from rows
    |> map [mean([tiny, n]), mean([1, 2.5]), [tiny, n, 0.5][2], f64([small ?? 0, n][1])]

  let chosen = from rows |> map if tiny > 0 then tiny else n
  let chosen_float = from rows |> map if tiny > 0 then n else 0.5

  let filled = from rows
    |> select small = small ?? n, f = f ?? 0.25, tags = tags ?? [], x = point?.x ?? big

  let joined = from rows |> select both = [tiny, n, big], mixed = [n, 1.5], lists = list + [tiny]

  let compared = from rows
    |> map [tiny == big, small == n, u == big, f == 0.5, n < 1.5, tiny in [1, 2], n in list]

  let records = from rows
    |> filter point is not null
    |> map sum_of(point)

  let narrow = from rows
    |> select a = i8(n), b = u8(tiny), c = i32(big), d = u64(n), e = f32(big), g = i16(f ?? 0.0)

  let turned = from rows
    |> select
         a = i64(1.9),
         b = i64(-1.9),
         c = u8(255.99),
         d = i8.clamp(1000),
         e = u8.clamp(-1e300),
         g = i8.wrap(300)

  let low_bits = from rows
    |> select
         a = i64.wrap(u),
         b = u16.wrap(n - 101),
         c = u32.wrap(-n),
         d = i16.wrap(big * 2),
         e = u64.wrap(tiny)

  let nearest = from rows
    |> select
         a = i32.clamp(big * 1000),
         b = u16.clamp(-n),
         c = i64.clamp(u),
         d = u64.clamp(-big),
         e = u32.clamp(-0.5),
         g = i32.clamp(1e99)

  let mixed = from rows |> map [n - 0.5, n // 1.5, n % 1.5, tiny ** 0.5, n / 8.0, n * 0.5]

  let sums = from rows
    |> map [
         f64([tiny, tiny].sum()), f64([n].sum()), f64([u, u].sum()), [f ?? 0.0].sum(),
         f64([u64(u)].sum()),
       ]

  let of_text = from rows |> map ["a" not in "bc", small in [i16(1), 2], small not in [i16(4)]]

  from rows |> into null
}

test "everything widens" for conversions {
  given rows = [
    {tiny: 1, small: 2, n: 3, u: 4, big: 5, f: 0.5, list: [1, 3], tags: [7], point: {x: 1, y: 2}},
    {tiny: -1, n: 4, u: 4294967295, big: 9007199254740993, list: []},
  ]
  expect schema_of_all == [
    {
      tiny: 1, small: 2, n: 3.0, u: 4, big: 5, f: 0.5, list: [1, 3], tags: [7],
      point: {x: 1, y: 2.0, z: null},
    },
    {
      tiny: -1, small: null, n: 4.0, u: 4294967295, big: 9007199254740993, f: null, list: [],
      tags: null, point: null,
    },
  ]
  expect calls == [[1, 2, 3, 4, 0], [-1, 0, 4, 4294967295, 0]]
  expect lists == [[2.0, 1.75, 0.5, 3.0], [1.5, 1.75, 0.5, 4.0]]
  expect chosen == [1, 4]
  expect chosen_float == [3.0, 0.5]
  expect filled == [
    {small: 2, f: 0.5, tags: [7], x: 1}, {small: 4, f: 0.25, tags: [], x: 9007199254740993},
  ]
  expect joined == [
    {both: [1, 3, 5], mixed: [3.0, 1.5], lists: [1, 3, 1]},
    {both: [-1, 4, 9007199254740993], mixed: [4.0, 1.5], lists: [-1]},
  ]
  expect compared == [
    [false, false, false, true, false, true, true],
    [false, false, false, false, false, false, false],
  ]
  expect records == [3.0]
}

test "narrowing is a call" for conversions {
  given rows = [{tiny: 1, n: 100, u: 4, big: 16777217, f: -2.75, list: []}]
  expect narrow == [{a: 100, b: 1, c: 16777217, d: 100, e: 16777216.0, g: -2}]
  expect low_bits == [{a: 4, b: 65535, c: 4294967196, d: 2, e: 1}]
  expect nearest == [{a: 2147483647, b: 0, c: 4, d: 0, e: 0, g: 2147483647}]
  expect mixed == [[99.5, 66.0, 1.0, 1.0, 12.5, 50.0]]
  expect sums == [[2.0, 100.0, 8.0, -2.75, 4.0]]
  expect of_text == [[true, false, true]]
  expect turned == [{a: 1, b: -1, c: 255, d: 127, e: 0, g: 44}]
}
