## Functions of C++ beside the program: every type in and out, exceptions, functions that call them.

schema Reading { device: str, value: f64, tags: list<str> = [] }

extern cpp("geo/hash.hpp", symbol: "geo::cell", pure: true) fn cell(lat: f64, lon: f64 = 1.5) -> str
extern cpp("geo/hash.hpp", symbol: "geo::parts", pure: true)
  fn parts(text: str, ends: list<i64>) -> list<str>
extern cpp("geo/hash.hpp", symbol: "geo::half", pure: true) fn half(x: i64?) -> i64?
extern cpp("geo/hash.hpp", symbol: "geo::twice<int64_t>", pure: true) fn twice(x: i32) -> i64
extern cpp("geo/hash.hpp", symbol: "geo::same", pure: true)
  fn same(a: bytes, at: timestamp, took: duration) -> bool
extern cpp("geo/hash.hpp", symbol: "geo::calls") fn calls() -> i64
extern cpp("geo/hash.hpp", symbol: "geo::thrown", pure: true) fn thrown(what: i64) -> i64
extern cpp("hash.hpp", include: ["geo"], pure: true) fn weight(reading: Reading) -> f64
extern cpp("hash.hpp", include: ["geo"], pure: true)
  fn louder(reading: Reading, more: f64) -> Reading

fn best(readings: list<f64>) -> str {
  let found = "none"
  for value in readings {
    let here = cell(value)
    if found == "none" or here > found { found = here }
  }
  return found
}

pipeline geo {
  set on_error = "dead_letter"
  let rows = from jsonl("rows.jsonl") as Reading

  let values = from rows
    |> filter value < 91.0 and value >= 4.0
    |> extend
         cell   = cell(value),
         parts  = parts(device, [1, 2]),
         half   = half(i64(value)),
         weight = weight(it),
         twice  = twice(i32(value)),
         best   = best([value, 4.0]),
         same   = same(b"x", ts"1970-01-01", 1s)
    |> filter cell != cell(5.0, 0.0)

  let louder = from rows |> map louder(it, 0.5)

  let counted = from rows
    |> extend n = calls()
    |> select n

  let failing = from rows
    |> map best([value])
    |> filter it == ""

  let thrown = from rows |> map thrown(i64(value))
  let failed = from errors |> map f"{code} {reason}"

  from values |> into jsonl("values.jsonl")
  from louder |> into jsonl("louder.jsonl")
  from counted |> into jsonl("counted.jsonl")
  from failing |> into jsonl("failing.jsonl")
  from thrown |> into jsonl("thrown.jsonl")
  from failed |> into jsonl("failed.jsonl")
}
