schema Event {
  id:      i64
  payload: json
  extra:   json? = null
  more:    list<json> = []
  by_name: map<str, json> = {}
}

schema Point { x: i64, y: f64? = null, at: timestamp = ts"2026-01-01" }

const DEFAULTS: json = {
  theme: "dark", sizes: [1, 2.5, 18446744073709551615, -1], none: null, yes: true, deep: {a: {}},
}

pipeline json_values {
  let rows = from jsonl("events.jsonl") as Event

  let same = from rows

  let looked = from rows
    |> select
         id,
         name = payload.get("user.name")?.as_str() ?? "?",
         first = payload.get("items[0].n")?.as_i64() ?? -1,
         last = payload.get("items[-1]")?.to_str() ?? "none",
         quoted = payload.get('["a.b"]')?.as_bool(),
         missing = payload.get("items[7]") is null,
         of_null = payload.get("none") is null,
         extra = to_json(extra?.as_f64()),
         direct = payload.get(0)?.as_u64()

  let kinds = from rows
    |> explode more as value
    |> select
         s = value.as_str(),
         i = value.as_i64(),
         u = value.as_u64(),
         f = value.as_f64(),
         b = value.as_bool(),
         n = value.is_null(),
         l = value.as_list()?.len(),
         m = value.as_map()?.len(),
         text = value.to_str()

  let built = from rows
    |> select
         made = json({id: id, tags: ["a", "b"], at: ts"2026-01-01", f: 1.0}),
         text = to_json({x: id, y: [1.5, 0.0 / 0.0], names: by_name, when: 1m}),
         theme = DEFAULTS["theme"].as_str(),
         sizes = DEFAULTS["sizes"],
         second = DEFAULTS["sizes"][1].as_f64(),
         whole = f"{DEFAULTS}",
         parsed = parse_json(
           '{"b": [1], "a": [1, 1.0, 1e2, -0, 12345678901234567890123, 1e999], "b": 2}'
         ),
         wrong = parse_json("{"),
         point = json(Point(x: id))

  let compared = from rows
    |> select
         text = payload == "text",
         number = json(1) == 1.0,
         bool = json(true) == 1,
         record = payload == {items: [], user: {name: "x"}},
         null_is = payload == parse_json("null"),
         list = payload != [1, "two", {three: 3}],
         found = payload in more

  let grouped = from rows |> aggregate n = count() by payload

  let distinct = from rows |> aggregate n = count_distinct(payload), extras = count(extra)

  let mapped = from rows |> map payload.as_map()?.keys() ?? []

  from rows |> into null
}

test "json of everything" for json_values {
  given rows = [
    {
      id: 1, payload: {user: {name: "Ada"}, items: [{n: 5}, [true, null]], "a.b": true, none: null},
      extra: 2, more: ["s", 1, -1, 1.5, 18446744073709551615, true, null, [1, [2]], {a: {b: "c"}}],
      by_name: {x: 1, y: null},
    }, {id: 2, payload: "text", more: ["text"]},
    {id: 3, payload: [1, "two", {three: 3}], extra: "NaN"},
    {id: 4, payload: {user: {name: "x"}, items: []}, extra: [1]},
    {id: 5, payload: {items: [], user: {name: "x"}}}, {id: 6, payload: null},
    {id: 7, payload: [1.0, "two", {three: 3}]},
  ]
  expect same.map(r => r.payload.to_str()) == [
    '{"user":{"name":"Ada"},"items":[{"n":5},[true,null]],"a.b":true,"none":null}', '"text"',
    '[1,"two",{"three":3}]', '{"user":{"name":"x"},"items":[]}', '{"items":[],"user":{"name":"x"}}',
    "null", '[1.0,"two",{"three":3}]',
  ]
  expect same.map(r => r.extra?.to_str()) == ["2", null, '"NaN"', "[1]", null, null, null]
  expect looked.take(4) == [
    {
      id: 1, name: "Ada", first: 5, last: "[true,null]", quoted: true, missing: true, of_null: true,
      extra: "2.0", direct: null,
    },
    {
      id: 2, name: "?", first: -1, last: "none", quoted: null, missing: true, of_null: true,
      extra: "null", direct: null,
    },
    {
      id: 3, name: "?", first: -1, last: "none", quoted: null, missing: true, of_null: true,
      extra: '"NaN"', direct: 1,
    },
    {
      id: 4, name: "x", first: -1, last: "none", quoted: null, missing: true, of_null: true,
      extra: "null", direct: null,
    },
  ]
  expect kinds == [
    {s: "s", i: null, u: null, f: null, b: null, n: false, l: null, m: null, text: "\"s\""},
    {s: null, i: 1, u: 1, f: 1.0, b: null, n: false, l: null, m: null, text: "1"},
    {s: null, i: -1, u: null, f: -1.0, b: null, n: false, l: null, m: null, text: "-1"},
    {s: null, i: null, u: null, f: 1.5, b: null, n: false, l: null, m: null, text: "1.5"},
    {
      s: null, i: null, u: 18446744073709551615, f: 1.8446744073709552e+19, b: null, n: false,
      l: null, m: null, text: "18446744073709551615",
    }, {s: null, i: null, u: null, f: null, b: true, n: false, l: null, m: null, text: "true"},
    {s: null, i: null, u: null, f: null, b: null, n: true, l: null, m: null, text: "null"},
    {s: null, i: null, u: null, f: null, b: null, n: false, l: 2, m: null, text: "[1,[2]]"},
    {
      s: null, i: null, u: null, f: null, b: null, n: false, l: null, m: 1,
      text: "{\"a\":{\"b\":\"c\"}}",
    },
    {s: "text", i: null, u: null, f: null, b: null, n: false, l: null, m: null, text: "\"text\""},
  ]
  expect built.take(1) == [{
    made: {id: 1, tags: ["a", "b"], at: "2026-01-01T00:00:00Z", f: 1.0},
    text: "{\"x\":1,\"y\":[1.5,\"NaN\"],\"names\":{\"x\":1,\"y\":null},\"when\":\"1m\"}",
    theme: "dark", sizes: [1, 2.5, 18446744073709551615, -1], second: 2.5,
    whole: "{\"theme\":\"dark\",\"sizes\":[1,2.5,18446744073709551615,-1],\"none\":null,\"yes\":true,\"deep\":{\"a\":{}}}",
    parsed: {b: 2, a: [1, 1.0, 100.0, 0, 1.2345678901234568e+22, "Infinity"]}, wrong: null,
    point: {x: 1, y: null, at: "2026-01-01T00:00:00Z"},
  }]
  expect compared == [
    {
      text: false, number: true, bool: false, record: false, null_is: false, list: true,
      found: false,
    },
    {text: true, number: true, bool: false, record: false, null_is: false, list: true, found: true},
    {
      text: false, number: true, bool: false, record: false, null_is: false, list: false,
      found: false,
    },
    {
      text: false, number: true, bool: false, record: true, null_is: false, list: true,
      found: false,
    },
    {
      text: false, number: true, bool: false, record: true, null_is: false, list: true,
      found: false,
    },
    {
      text: false, number: true, bool: false, record: false, null_is: true, list: true,
      found: false,
    },
    {
      text: false, number: true, bool: false, record: false, null_is: false, list: false,
      found: false,
    },
  ]
  expect grouped == [
    {payload: {user: {name: "Ada"}, items: [{n: 5}, [true, null]], "a.b": true, none: null}, n: 1},
    {payload: "text", n: 1}, {payload: [1, "two", {three: 3}], n: 2},
    {payload: {user: {name: "x"}, items: []}, n: 2}, {payload: null, n: 1},
  ]
  expect distinct == [{n: 5, extras: 3}]
  expect mapped == [
    ["user", "items", "a.b", "none"], [], [], ["user", "items"], ["items", "user"], [], [],
  ]
}
