## Spread, quantiles, the row that is best by another column, and lists of values.

schema Ride {
  city: str
  n:    i32
  u:    u64
  f:    f32
  x:    f64
  tip:  f64?
  note: str?
  ok:   bool
  at:   timestamp
  tags: list<str>
}

const LATE = 1.0 - 0.05

pipeline statistics {
  let rides = from jsonl("rides.jsonl") as Ride

  let spread = from rides
    |> aggregate
         n      = variance(n),
         u      = stddev(u),
         f      = variance(f),
         x      = stddev(x),
         tip    = variance(tip),
         places = (variance(x) ?? 0.0) / mean(n)

  let places = from rides
    |> aggregate
         middle = median(n),
         u      = median(u),
         f      = quantile(f, 0.25),
         least  = quantile(x, 0),
         late   = quantile(x, LATE),
         most   = quantile(x, q: 1.0),
         tip    = median(tip)

  let best = from rides
    |> aggregate
         city  = arg_max(city, x),
         last  = arg_min(it, at),
         tags  = arg_max(tags, city),
         least = arg_min(n, x),
         note  = arg_max(note, n),
         tip   = arg_min(city, tip)

  let lists = from rides
    |> aggregate
         all    = collect(city),
         two    = collect(n, n: 2),
         ok     = collect(ok, 3),
         tags   = collect(tags),
         notes  = collect(note),
         rows   = collect({city: city, ok: ok}, 1),
         cities = collect_distinct(city),
         oks    = collect_distinct(ok, n: 1),
         xs     = collect_distinct(x),
         labels = collect_distinct(tags, 2)

  let per_city = from rides
    |> aggregate n = collect(n), middle = median(x), spread = stddev(x) by city

  let so_far = from rides
    |> running middle = median(n), latest = collect(note, n: 2), spread = variance(n) by ok
    |> select ok, n, middle, latest, spread

  let numbers = from rides
    |> aggregate
         least  = quantile(x, 0),
         third  = is_nan(median(x)),
         most   = is_nan(quantile(x, 1)),
         spread = is_nan(stddev(x) ?? 0.0),
         low    = quantile(tip, 0.1),
         high   = quantile(tip, 0.9),
         city   = arg_max(city, x),
         n      = arg_min(n, x),
         note   = arg_min(note, tip),
         xs     = len(collect_distinct(x))

  from rides |> into null
}

test "one row has no spread, and is every quantile" for statistics {
  given rides = [
    {
      city: "Ulm", n: 3, u: 7, f: 0.5, x: -0.0, tip: null, note: null, ok: true, at: ts"10:00",
      tags: [],
    },
  ]
  expect spread == [{n: null, u: null, f: null, x: null, tip: null, places: 0.0}]
  expect places == [
    {middle: 3.0, u: 7.0, f: 0.5, least: 0.0, late: 0.0, most: 0.0, tip: null},
  ]
  expect lists == [{
    all: ["Ulm"], two: [3], ok: [true], tags: [[]], notes: [], rows: [{city: "Ulm", ok: true}],
    cities: ["Ulm"], oks: [true], xs: [-0.0], labels: [[]],
  }]
}

test "of several rows" for statistics {
  given rides = [
    {
      city: "Ulm", n: 4, u: 9007199254740993, f: 0.1, x: 0.1, tip: 2.0, note: "a", ok: true,
      at: ts"10:00", tags: ["x", "y"],
    },
    {
      city: "Bonn", n: 1, u: 3, f: 0.7, x: 0.7, tip: null, note: null, ok: false, at: ts"11:00",
      tags: ["z"],
    },
    {
      city: "Ulm", n: 4, u: 5, f: 0.3, x: 0.3, tip: 2.0, note: "c", ok: true, at: ts"09:00",
      tags: ["x", "y"],
    },
    {
      city: "Köln", n: -2, u: 5, f: 0.2, x: 0.7, tip: 1.5, note: "d", ok: true, at: ts"09:00",
      tags: [],
    },
  ]
  expect spread == [{
    n: 8.25, u: 4503599627370494.0, f: 0.06916666301588227, x: 0.3, tip: 0.08333333333333331,
    places: 0.05142857142857142,
  }]
  expect places == [{
    middle: 2.5, u: 5.0, f: 0.1750000026077032, least: 0.1, late: 0.7, most: 0.7, tip: 2.0,
  }]
  expect best == [{
    city: "Bonn",
    last: {
      city: "Ulm", n: 4, u: 5, f: 0.3, x: 0.3, tip: 2.0, note: "c", ok: true, at: ts"09:00:00",
      tags: ["x", "y"],
    }, tags: ["x", "y"], least: 4, note: "a", tip: "Köln",
  }]
  expect lists == [{
    all: ["Ulm", "Bonn", "Ulm", "Köln"], two: [4, 1], ok: [true, false, true],
    tags: [["x", "y"], ["z"], ["x", "y"], []], notes: ["a", "c", "d"],
    rows: [{city: "Ulm", ok: true}], cities: ["Ulm", "Bonn", "Köln"], oks: [true],
    xs: [0.1, 0.7, 0.3], labels: [["x", "y"], ["z"]],
  }]
  expect per_city == [
    {city: "Ulm", n: [4, 4], middle: 0.2, spread: 0.14142135623730948},
    {city: "Bonn", n: [1], middle: 0.7, spread: null},
    {city: "Köln", n: [-2], middle: 0.7, spread: null},
  ]
  expect so_far == [
    {ok: true, n: 4, middle: 4.0, latest: ["a"], spread: null},
    {ok: false, n: 1, middle: 1.0, latest: [], spread: null},
    {ok: true, n: 4, middle: 4.0, latest: ["a", "c"], spread: 0.0},
    {ok: true, n: -2, middle: 4.0, latest: ["a", "c"], spread: 12.0},
  ]
}

test "NaN stands after every number, and infinities are between themselves and numbers" for statistics {
  given rides = [
    {
      city: "a", n: 1, u: 0, f: 0, x: 0.0 / 0.0, tip: 1.0 / 0.0, note: "a", ok: true, at: ts"10:00",
      tags: [],
    },
    {
      city: "b", n: 2, u: 0, f: 0, x: 5.0, tip: 0.0, note: "b", ok: true, at: ts"10:00", tags: [],
    },
    {
      city: "c", n: 2, u: 0, f: 0, x: 0.0 / 0.0, tip: 1.0 / 0.0, note: "c", ok: true,
      at: ts"10:00", tags: [],
    },
    {
      city: "d", n: 2, u: 0, f: 0, x: 5.0, tip: -1.0 / 0.0, note: null, ok: true, at: ts"10:00",
      tags: [],
    },
  ]
  expect numbers == [{
    least: 5.0, third: true, most: true, spread: true, low: -1.0 / 0.0, high: 1.0 / 0.0,
    city: "a", n: 2, note: "b", xs: 2,
  }]
}

test "neighbours too far apart for a difference" for statistics {
  given rides = [
    {
      city: "", n: 0, u: 0, f: 0, x: -1.7e308, tip: -1.7e308, note: "", ok: true, at: ts"10:00",
      tags: [],
    },
    {
      city: "", n: 0, u: 0, f: 0, x: 1.7e308, tip: 1.7e308, note: "", ok: true, at: ts"10:00",
      tags: [],
    },
  ]
  expect places == [{
    middle: 0.0, u: 0.0, f: 0.0, least: -1.7e+308, late: 1.5299999999999998e+308, most: 1.7e+308,
    tip: 0.0,
  }]
}

test "an empty input has no groups" for statistics {
  given rides = []
  expect spread == []
  expect lists == []
}
