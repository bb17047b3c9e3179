## Every aggregate at every kind of type.

schema Trip {
  city:  str
  n:     i32
  u:     u64
  small: u8
  f:     f32
  x:     f64
  ok:    bool
  took:  duration
  at:    timestamp
  raw:   bytes
  list:  list<i64>
}

pipeline aggregates {
  let trips = from jsonl("trips.jsonl") as Trip

  let counts = from trips |> aggregate n = count(), ok = count_if(ok), values = count(x) by city

  let sums = from trips
    |> aggregate
         n     = sum(n),
         u     = sum(u),
         small = sum(small),
         f     = sum(f),
         x     = sum(x),
         took  = sum(took)

  let means = from trips
    |> aggregate
         n     = mean(n),
         u     = mean(u),
         small = mean(small),
         f     = mean(f),
         x     = mean(x),
         took  = mean(took)

  let least = from trips
    |> aggregate
         city = min(city),
         n    = min(n),
         u    = min(u),
         f    = min(f),
         x    = min(x),
         ok   = min(ok),
         took = min(took),
         at   = min(at),
         raw  = min(raw)

  let most = from trips
    |> aggregate
         city = max(city),
         n    = max(n),
         u    = max(u),
         f    = max(f),
         x    = max(x),
         ok   = max(ok),
         took = max(took),
         at   = max(at),
         raw  = max(raw)

  let firsts = from trips
    |> aggregate city = first(city), list = first(list), record = first(it), raw = first(raw)

  let lasts = from trips
    |> aggregate city = last(city), list = last(list), record = last(it.at), raw = last(raw)

  let distinct = from trips
    |> aggregate
         cities = count_distinct(city),
         n      = count_distinct(n),
         x      = count_distinct(x),
         lists  = count_distinct(list),
         raw    = count_distinct(raw),
         took   = count_distinct(took),
         rows   = count_distinct({city: city, ok: ok})

  from trips |> into null
}

test "counting rows, conditions and values" for aggregates {
  given trips = [
    {
      city: "Ulm", n: 0, u: 0, small: 0, f: 0, x: 1, ok: true, took: 0s, at: ts"10:00", raw: b"",
      list: [],
    },
    {
      city: "Bonn", n: 0, u: 0, small: 0, f: 0, x: 2, ok: false, took: 0s, at: ts"10:00", raw: b"",
      list: [],
    },
    {
      city: "Ulm", n: 0, u: 0, small: 0, f: 0, x: 3, ok: false, took: 0s, at: ts"10:00", raw: b"",
      list: [],
    },
  ]
  expect counts == [{city: "Ulm", n: 2, ok: 1, values: 2}, {city: "Bonn", n: 1, ok: 0, values: 1}]
}

test "sums and means have the widest type of their kind" for aggregates {
  given trips = [
    {
      city: "", n: 2147483647, u: 9223372036854775808, small: 200, f: 0.5, x: 0.1, ok: true,
      took: 1s, at: ts"10:00", raw: b"", list: [],
    },
    {
      city: "", n: 2147483647, u: 1, small: 100, f: 0.25, x: 0.2, ok: true, took: 500ms,
      at: ts"10:00", raw: b"", list: [],
    },
  ]
  expect sums == [{
    n: 4294967294, u: 9223372036854775809, small: 300, f: 0.75, x: 0.1 + 0.2, took: 1500ms,
  }]
  expect means == [{
    n: 2147483647.0, u: 4611686018427387904.0, small: 150.0, f: 0.375, x: 0.30000000000000004 / 2.0,
    took: 750ms,
  }]
}

test "the mean of durations goes to the nearest microsecond, halves to the even one" for aggregates {
  given trips = [
    {
      city: "", n: 1, u: 0, small: 0, f: 0, x: 0, ok: true, took: 1us, at: ts"10:00", raw: b"",
      list: [],
    },
    {
      city: "", n: 2, u: 0, small: 0, f: 0, x: 0, ok: true, took: 2us, at: ts"10:00", raw: b"",
      list: [],
    },
  ]
  expect means == [{n: 1.5, u: 0.0, small: 0.0, f: 0.0, x: 0.0, took: 2us}]
}

test "the smallest and the largest of everything that has an order" for aggregates {
  given trips = [
    {
      city: "b", n: -1, u: 18446744073709551615, small: 0, f: 1.5, x: -0.5, ok: true, took: 1s,
      at: ts"10:00", raw: b"\x00", list: [],
    },
    {
      city: "B", n: 5, u: 0, small: 0, f: -1.5, x: 0.5, ok: false, took: -1s, at: ts"09:00",
      raw: b"\xff", list: [],
    },
    {
      city: "é", n: 0, u: 0, small: 0, f: 0, x: 0, ok: false, took: 0s, at: ts"11:00", raw: b"",
      list: [],
    },
  ]
  expect least == [{
    city: "B", n: -1, u: 0, f: -1.5, x: -0.5, ok: false, took: -1s, at: ts"09:00", raw: b"",
  }]
  expect most == [{
    city: "é", n: 5, u: 18446744073709551615, f: 1.5, x: 0.5, ok: true, took: 1s, at: ts"11:00",
    raw: b"\xff",
  }]
}

test "the first and the last row to arrive, whole rows too" for aggregates {
  given trips = [
    {
      city: "a", n: 1, u: 2, small: 3, f: 0.5, x: 5, ok: true, took: 6s, at: ts"10:00", raw: b"r",
      list: [1, 2],
    },
    {
      city: "b", n: 1, u: 2, small: 3, f: 0.5, x: 5, ok: true, took: 6s, at: ts"09:00", raw: b"s",
      list: [3],
    },
  ]
  expect firsts == [{
    city: "a", list: [1, 2], raw: b"r",
    record: {
      city: "a", n: 1, u: 2, small: 3, f: 0.5, x: 5, ok: true, took: 6s, at: ts"10:00", raw: b"r",
      list: [1, 2],
    },
  }]
  expect lasts == [{city: "b", list: [3], record: ts"09:00", raw: b"s"}]
}

test "different values, of lists and records too" for aggregates {
  given trips = [
    {
      city: "a", n: 1, u: 0, small: 0, f: 0, x: 0.0, ok: true, took: 1s, at: ts"10:00", raw: b"a",
      list: [1],
    },
    {
      city: "b", n: 1, u: 0, small: 0, f: 0, x: -0.0, ok: true, took: 1000ms, at: ts"10:00",
      raw: b"b", list: [1, 2],
    },
    {
      city: "a", n: 2, u: 0, small: 0, f: 0, x: 0.0 / 0.0, ok: true, took: 2s, at: ts"10:00",
      raw: b"", list: [],
    },
    {
      city: "a", n: 2, u: 0, small: 0, f: 0, x: -(0.0 / 0.0), ok: false, took: 2s, at: ts"10:00",
      raw: b"a", list: [1, 2],
    },
  ]
  expect distinct == [{cities: 2, n: 2, x: 2, lists: 3, raw: 3, took: 2, rows: 3}]
}

test "an empty input has no groups" for aggregates {
  given trips = []
  expect counts == []
  expect sums == []
  expect firsts == []
}
