## Integers of every size, to the ends of their ranges.

schema Row { a: i8, b: i16, c: i32, d: i64, e: u8, f: u16, g: u32, h: u64 }

pipeline integers {
  set on_error = "skip"                                  # each test looks at some of the streams
  let rows = from jsonl("rows.jsonl") as Row

  let same = from rows |> select *
  let texts = from rows |> map f"{a} {b} {c} {d} {e} {f} {g} {h}"

  let widened = from rows
    |> select
         ab = a + b,
         ac = a + c,
         ef = e + f,
         eb = e + b,
         fc = f + c,
         gd = g + d,
         ax = a + 0.5,
         gx = g * 1.0

  let compared = from rows
    |> map [
         a < b, b < c, c < d, e < f, f < g, g < h, e < b, g > d, d == a, h == e, a == -128, h > 5,
       ]

  let divided = from values([7, -7])
    |> flatmap [it // 2, it % 2, it // -2, it % -2, it // 1, it % 1]

  let exact = from values([7, -7]) |> flatmap [it / 2, it / -2]
  let powers = from values([2, -3]) |> flatmap [it ** 0, it ** 1, it ** 2, it ** 3, -it ** 2]
  let hex = from values([0xFF, 0b101, 1_000_000, 0])
  let sizes = from values([64KB, 128MiB, 1B])

  let wrapped = from rows
    |> select
         a = (a + 1).wrap(),
         d = (d * 2 + 1).wrap(),
         h = (h + 1).wrap(),
         e = (e - 255).wrap(),
         n = (-d).wrap()

  let narrow = from rows
    |> select
         x = i8.wrap(d),
         y = u8.clamp(d),
         z = i16.clamp(h),
         w = u64.wrap(a),
         v = i32.wrap(h),
         u = u32.clamp(a)

  let signs = from rows
    |> select
         a = -(a // 2),
         absolute = abs(a // 2),
         low = min(a, 5),
         high = max(h, 5),
         mid = clamp(d, -10, 10)

  let totals = from rows
    |> aggregate a = sum(a), b = sum(b), c = sum(c), e = sum(e), f = sum(f), g = sum(g)

  from rows |> into null
}

test "the ends of every range" for integers {
  given rows = [
    {a: -128, b: -32768, c: -2147483648, d: -9223372036854775808, e: 0, f: 0, g: 0, h: 0},
    {
      a: 127, b: 32767, c: 2147483647, d: 9223372036854775807, e: 255, f: 65535, g: 4294967295,
      h: 18446744073709551615,
    },
  ]
  expect same == [
    {a: -128, b: -32768, c: -2147483648, d: -9223372036854775808, e: 0, f: 0, g: 0, h: 0},
    {
      a: 127, b: 32767, c: 2147483647, d: 9223372036854775807, e: 255, f: 65535, g: 4294967295,
      h: 18446744073709551615,
    },
  ]
  expect texts == [
    "-128 -32768 -2147483648 -9223372036854775808 0 0 0 0",
    "127 32767 2147483647 9223372036854775807 255 65535 4294967295 18446744073709551615",
  ]
  expect compared == [
    [false, false, false, false, false, false, false, true, false, true, true, false],
    [true, true, true, true, true, true, true, false, false, false, false, true],
  ]
  expect wrapped == [
    {a: -127, d: 1, h: 1, e: 1, n: -9223372036854775808},
    {a: -128, d: -1, h: 0, e: 0, n: -9223372036854775807},
  ]
  expect narrow == [
    {x: 0, y: 0, z: 0, w: 18446744073709551488, v: 0, u: 0},
    {x: -1, y: 255, z: 32767, w: 127, v: -1, u: 127},
  ]
  expect signs == [
    {a: 64, absolute: 64, low: -128, high: 5, mid: -10},
    {a: -63, absolute: 63, low: 5, high: 18446744073709551615, mid: 10},
  ]
}

test "integers widen where nothing is lost" for integers {
  given rows = [{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8}]
  expect totals == [{a: 1, b: 2, c: 3, e: 5, f: 6, g: 7}]
  expect widened == [{ab: 3, ac: 4, ef: 11, eb: 7, fc: 9, gd: 11, ax: 1.5, gx: 7.0}]
}

test "division floors, and the rest has the sign of the divisor" for integers {
  expect divided == [3, 1, -4, -1, 7, 0, -4, 1, 3, -1, -7, 0]
  expect exact == [3.5, -3.5, -3.5, 3.5]
  expect powers == [1, 2, 4, 8, -4, 1, -3, 9, -27, -9]
  expect hex == [255, 5, 1000000, 0]
  expect sizes == [64000, 134217728, 1]
}
