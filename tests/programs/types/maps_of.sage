schema Shop {
  id:     i64
  stock:  map<str, i64>
  prices: map<str, f64>? = null
  days:   map<timestamp, bool> = {}
  names:  map<i64, str?> = {}
  nested: map<str, map<u8, list<i64>>> = {}
}

const RATES: map<str, f64> = {EUR: 1.0, USD: 1.1, "a b": 0.5}
const LETTERS: map<str, i64> = {
  a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 10, k: 11, l: 12, m: 13, n: 14, o: 15,
  p: 16, q: 17, r: 18,
}

fn total(stock: map<str, i64>) -> i64 = stock.values().sum()

pipeline maps_of {
  let rows = from jsonl("shops.jsonl") as Shop

  let same = from rows

  let found = from rows
    |> select
         id,
         n = stock.len(),
         nuts = stock.get("nuts"),
         bolts = stock.get("bolts") ?? 0,
         has = stock.has("nuts"),
         inside = "nuts" in stock,
         outside = "nuts" not in stock,
         price = prices?.get("nuts"),
         day = days.get(ts"2026-01-01") ?? false,
         name = names.get(7)

  let parts = from rows
    |> select
         keys = stock.keys(),
         values = stock.values(),
         entries = stock.entries(),
         total = total(stock),
         deep = (nested.get("x") ?? {}).get(2)

  let made = from rows
    |> map map_of([
         {key: id, value: "one"}, {key: id + 1, value: "two"}, {key: id, value: "three"},
       ])

  let large = from rows
    |> extend numbers = range(0, 1000)
    |> map map_of(range(0, 1000).map(i => {key: i % 500 * 7, value: i}))
    |> select n = it.len(), first = it[0], last = it[3493], none = it.get(5), at = it.get(7)

  let compared = from rows
    |> select
         equal = stock == {nuts: 3, bolts: 4},
         other = stock == {bolts: 4, nuts: 3},
         differs = stock != {nuts: 3},
         rate = RATES["a b"],
         letter = LETTERS["r"] + LETTERS["a"],
         letters = LETTERS.len(),
         text = to_json(prices),
         literal = to_json(stock == {})

  let grouped = from rows |> aggregate n = count() by stock

  let kept = from rows |> aggregate last = last(stock), different = count_distinct(stock)

  from rows |> into null
}

test "maps of everything" for maps_of {
  given rows = [
    {
      id: 1, stock: {nuts: 3, bolts: 4}, prices: {nuts: 0.5}, days: {}, names: {}, nested: {x: {}},
    }, {id: 2, stock: {bolts: 4, nuts: 3}}, {id: 3, stock: {}, prices: {}},
  ]
  expect same == [
    {id: 1, stock: {nuts: 3, bolts: 4}, prices: {nuts: 0.5}, nested: {x: {}}},
    {id: 2, stock: {nuts: 3, bolts: 4}}, {id: 3, stock: {}, prices: {}},
  ]
  expect found == [
    {
      id: 1, n: 2, nuts: 3, bolts: 4, has: true, inside: true, outside: false, price: 0.5,
      day: false, name: null,
    },
    {
      id: 2, n: 2, nuts: 3, bolts: 4, has: true, inside: true, outside: false, price: null,
      day: false, name: null,
    },
    {
      id: 3, n: 0, nuts: null, bolts: 0, has: false, inside: false, outside: true, price: null,
      day: false, name: null,
    },
  ]
  expect parts == [
    {
      keys: ["nuts", "bolts"], values: [3, 4],
      entries: [{key: "nuts", value: 3}, {key: "bolts", value: 4}], total: 7, deep: null,
    },
    {
      keys: ["bolts", "nuts"], values: [4, 3],
      entries: [{key: "bolts", value: 4}, {key: "nuts", value: 3}], total: 7, deep: null,
    }, {keys: [], values: [], entries: [], total: 0, deep: null},
  ]
  expect made == [
    map_of([{key: 1, value: "three"}, {key: 2, value: "two"}]),
    map_of([{key: 3, value: "two"}, {key: 2, value: "three"}]),
    map_of([{key: 3, value: "three"}, {key: 4, value: "two"}]),
  ]
  expect large == [
    {n: 500, first: 500, last: 999, none: null, at: 501},
    {n: 500, first: 500, last: 999, none: null, at: 501},
    {n: 500, first: 500, last: 999, none: null, at: 501},
  ]
  expect compared.map(r => [r.equal, r.other, r.differs]) == [
    [true, true, true], [true, true, true], [false, false, true],
  ]
  expect compared.map(r => r.rate) == [0.5, 0.5, 0.5]
  expect compared.map(r => r.letter + r.letters) == [37, 37, 37]
  expect compared.map(r => r.text) == ['{"nuts":0.5}', "null", "{}"]
  expect compared.map(r => r.literal) == ["false", "false", "true"]
  expect grouped == [{stock: {nuts: 3, bolts: 4}, n: 2}, {stock: {}, n: 1}]
  expect kept == [{last: {}, different: 2}]
}

pipeline strict {
  set on_error = "skip"

  let rows = from jsonl("rows.jsonl") as {stock: map<str, i64>, days: map<duration, i64>}

  let items = from rows |> select a = stock["a"], b = days[1m]

  from rows |> into null
}

test "a key that is absent fails the row" for strict {
  given rows = [{stock: {a: 1}, days: map_of([{key: 60s, value: 2}])}, {stock: {b: 1}, days: {}}]
  expect items == [{a: 1, b: 2}]
}

enum Size { small, medium, large }

schema Item {
  id:      i64                                                               @name("the id")
  sizes:   map<Size, i64> = {small: 1, medium: 2}
  weights: map<str, f64> = {a: 1.0, b: 2.0, c: 3.0, d: 4.0, e: 5.0, f: 6.0} @name("w")
  options: json = {color: "red", parts: [1, 2]}
  inner:   map<str, {x: i64, y: i64?}> = {}
  bytes:   map<bytes, bool> = {}
}

pipeline defaults {
  let rows = from jsonl("items.jsonl") as Item

  let made = from rows
    |> select
         id,
         small = sizes.get(Size.small) ?? 0,
         large = sizes.get("large") ?? 0,
         f = weights["f"],
         color = options["color"].as_str(),
         part = options.get("parts[1]")?.as_i64(),
         y = (inner.get("k") ?? {x: 0, y: null}).y,
         raw = bytes.get(b"\x00")

  let written = from values([
    {name: "a", tags: json({n: 1}), at: map_of([{key: 1, value: "x"}])},
    {name: "b", tags: json([]), at: map_of([{key: 2, value: "y"}])},
  ])
    |> dedup by tags
    |> map {n: at.len(), tags: tags}

  from rows |> into null
}

test "fields have maps and json as defaults" for defaults {
  given rows = [
    {id: 1},
    {
      id: 2, sizes: {large: 7}, weights: {f: 0.5}, options: {color: null}, inner: {k: {x: 1, y: 2}},
      bytes: map_of([{key: b"\x00", value: true}]),
    },
  ]
  expect made == [
    {id: 1, small: 1, large: 0, f: 6.0, color: "red", part: 2, y: null, raw: null},
    {id: 2, small: 0, large: 7, f: 0.5, color: null, part: null, y: 2, raw: true},
  ]
  expect written == [{n: 1, tags: json({n: 1})}, {n: 1, tags: json([])}]
}
