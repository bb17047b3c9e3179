## Functions of numbers.

schema Row { x: f64, y: f64 = 2.0, n: i64 = 7, k: i32 = 3, u: u16 = 9, s: f32 = 0.5 }

fn close(a: f64, b: f64) -> bool = abs(a - b) < 1e-12 * max(1.0, abs(b))

pipeline maths {
  set on_error = "skip"                                  # each test looks at some of the streams
  let rows = from jsonl("rows.jsonl") as Row

  let roots = from rows |> map f"{sqrt(x)} {exp(x)} {ln(x)} {log10(x)} {log2(x)}"

  let angles = from rows
    |> map [
         close(sin(x), 0.8414709848078965), close(cos(x), 0.5403023058681398),
         close(tan(x), 1.5574077246549023), close(atan2(x, y), 0.4636476090008061),
       ]

  let powers = from rows
    |> map f"{pow(x, y)} {x ** y} {x ** 2} {n ** 2} {2 ** abs(n)} {x ** -1.0} {f64(n) ** 0.5}"

  let absolute = from rows |> map f"{abs(x)} {abs(n)} {abs(k)} {abs(s)}"

  let rounded = from rows
    |> map f"{round(x)} {round(x, 2)} {round(x, -2)} {floor(x)} {ceil(x)} {round(s)} {floor(s)} {ceil(s)}"

  let least = from rows
    |> map f"{min(x, y)} {max(x, y)} {min(n, 5)} {max(k, 5)} {min(u, 8)} {min(s, 1.0)} {max(s, x)}"

  let texts = from rows |> map [min("b", "a"), max("b", "a"), clamp("m", "a", "f")]
  let times = from rows |> map [min(1s, 2s), max(1s, 2s), clamp(n * 1s, 2s, 5s)]

  let clamped = from rows
    |> map f"{clamp(x, 0.0, 1.0)} {clamp(n, 0, 5)} {clamp(k, 4, 5)} {clamp(x, 1.0, 0.0)} {i8.clamp(n * 100)} {u8.clamp(-n)} {u64.clamp(x * 1e30)}"

  let asked = from rows |> map [is_nan(x), is_finite(x), is_nan(s), is_finite(s), is_nan(x / x)]

  let wrapped = from rows
    |> map [
         i64(i8.wrap(n * 100)), i64(u8.wrap(-n)), i64(i16.wrap(70000 + n)), (n * 2 ** 62).wrap(),
         (n - 2 ** 62 - 2 ** 62).wrap(),
       ]

  let narrow = from rows
    |> map [i64(i8(k)), i64(u8(u)), i64(u32(n)), i64(i16(n)), i64(u16(k)), i64(u64(n)), i64(i32(n))]

  let hashes = from rows
    |> map [
         hash(x) == hash(x + 0.0), hash(n) == hash(n + 1), hash(0.0) == hash(-0.0),
         hash(k) == hash(i64(k)),
       ]

  from rows |> into null
}

test "roots and logarithms, and where there are none" for maths {
  given rows = [{x: 1.0}, {x: 0.0}, {x: -1.0}, {x: 1.0 / 0.0}, {x: 0.0 / 0.0}, {x: 100.0}]
  expect roots == [
    "1.0 2.718281828459045 0.0 0.0 0.0", "0.0 1.0 -Infinity -Infinity -Infinity",
    "NaN 0.36787944117144233 NaN NaN NaN", "Infinity Infinity Infinity Infinity Infinity",
    "NaN NaN NaN NaN NaN", "10.0 2.6881171418161356e+43 4.605170185988092 2.0 6.643856189774724",
  ]
}

test "angles" for maths {
  given rows = [{x: 1.0}]
  expect angles == [[true, true, true, true]]
}

test "powers" for maths {
  given rows = [{x: 3.0, n: 5}, {x: -8.0, y: 1.0 / 3.0, n: -2}, {x: 0.0, y: -1.0, n: 0}]
  expect powers == [
    "9.0 9.0 9.0 25 32 0.3333333333333333 2.23606797749979", "NaN NaN 64.0 4 4 -0.125 NaN",
    "Infinity Infinity 0.0 0 1 Infinity 0.0",
  ]
}

test "signs, rounding and bounds" for maths {
  given rows = [
    {x: -2.5, n: -3, k: -4, s: -0.5}, {x: 1234.565, s: 2.5}, {x: 0.0 / 0.0, s: 1e10},
    {x: -0.0, y: 0.0, u: 0},
  ]
  expect absolute == ["2.5 3 4 0.5", "1234.565 7 3 2.5", "NaN 7 3 10000000000.0", "0.0 7 3 0.5"]
  expect rounded == [
    "-2.0 -2.5 -0.0 -3.0 -2.0 -0.0 -1.0 -0.0", "1235.0 1234.57 1200.0 1234.0 1235.0 2.0 2.0 3.0",
    "NaN NaN NaN NaN NaN 10000000000.0 10000000000.0 10000000000.0",
    "-0.0 -0.0 -0.0 -0.0 -0.0 0.0 0.0 1.0",
  ]
  expect least == [
    "-2.5 2.0 -3 5 8 -0.5 -0.5", "2.0 1234.565 5 5 8 1.0 1234.565", "2.0 NaN 5 5 8 1.0 NaN",
    "-0.0 -0.0 5 5 0 0.5 0.5",
  ]
  expect asked == [
    [false, true, false, true, false], [false, true, false, true, false],
    [true, false, false, true, true], [false, true, false, true, true],
  ]
}

test "min, max and clamp of what has an order" for maths {
  given rows = [{x: 0.5}, {x: 7.0, n: 1}]
  expect texts == [["a", "b", "f"], ["a", "b", "f"]]
  expect times == [[1s, 2s, 5s], [1s, 2s, 2s]]
  expect clamped == [
    "0.5 5 4 1.0 127 0 18446744073709551615", "1.0 1 4 1.0 100 0 18446744073709551615",
  ]
}

test "wrapping and narrowing" for maths {
  given rows = [{x: 0, n: 7}]
  expect wrapped == [[-68, 249, 4471, -4611686018427387904, -9223372036854775801]]
  expect narrow == [[3, 9, 7, 7, 3, 7, 7]]
  expect hashes == [[true, false, true, true]]
}
