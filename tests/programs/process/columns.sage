schema Inner { a: i64, b: str, c: list<i64> }
schema Row { id: i64, user: str, unused: f64, rec: Inner, rec2: Inner, at: timestamp @event_time }
pipeline p {
  let rows = from jsonl("rows.jsonl") as Row

  let out = from rows
    |> key_by user
    |> process {
         state last: Inner? = null
         state n: i64
         on item e {
           n += e.rec.a
           if e.id > 1 { emit {user: user, c: e.rec.c, last: last} to others }
           last = e.rec2
           timer(e.at + 1s)
           emit {n: n, b: last.b}
         }
         on timer t { emit {n: -n, b: last?.b ?? "none"} }
       }

  from out |> into jsonl("out.jsonl")
  from others |> into jsonl("others.jsonl")
}
test "narrowed" for p {
  given rows = [
    {
      id: 1, user: "a", unused: 1.0, rec: {a: 1, b: "x", c: [1]}, rec2: {a: 2, b: "y", c: []},
      at: ts"10:00",
    },
    {
      id: 2, user: "a", unused: 1.0, rec: {a: 5, b: "x", c: [1, 2]}, rec2: {a: 2, b: "z", c: [9]},
      at: ts"10:00",
    },
  ]
  expect out == [{n: 1, b: "y"}, {n: 6, b: "z"}, {n: -6, b: "z"}]
  expect others == [{user: "a", c: [1, 2], last: {a: 2, b: "y", c: []}}]
}
