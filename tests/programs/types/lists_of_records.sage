## Lists of records as lists of other records: each item is made anew, field by field.

schema Narrow { a: i32, b: str }

schema Wide { b: str, a: i64, c: i64 = 7, d: f64? }

schema Row { one: list<Narrow>, two: list<list<Narrow>>, maybe: list<Narrow>?, some: list<Narrow?> }

schema Out { one: list<Wide>, two: list<list<Wide>>, maybe: list<Wide>?, some: list<Wide?> }

fn sum(rows: list<Wide>) -> i64 = rows.map(r => r.a * r.c).sum()

pipeline lists_of_records {
  let rows = from jsonl("rows.jsonl") as Row

  let called = from rows |> map sum(one)
  let chosen = from rows |> map if one.len() > 0 then one else [{a: 5_000_000_000, b: "long"}]
  let joined = from rows |> map one + [{a: 6_000_000_000, b: "x"}]

  from rows |> into jsonl("out.jsonl") as Out
  from called |> into null
}

test "defaults are filled in, and numbers widened, at any depth" for lists_of_records {
  given rows = [
    {one: [{a: 1, b: "x"}], two: [[{a: 2, b: "y"}], []], maybe: null, some: [null, {a: 3, b: "z"}]},
    {one: [], two: [], maybe: [{a: 1, b: ""}], some: []},
  ]
  expect sink("out.jsonl") == [
    {
      one: [{b: "x", a: 1, c: 7, d: null}], two: [[{b: "y", a: 2, c: 7, d: null}], []], maybe: null,
      some: [null, {b: "z", a: 3, c: 7, d: null}],
    },
    {one: [], two: [], maybe: [{b: "", a: 1, c: 7, d: null}], some: []},
  ]
  expect called == [7, 0]
  expect chosen == [[{a: 1, b: "x"}], [{a: 5_000_000_000, b: "long"}]]
  expect joined.map(j => j.len()) == [2, 1]
}
