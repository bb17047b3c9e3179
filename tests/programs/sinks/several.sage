## Sinks of every kind, and rows that must fit a schema.

schema Wide { id: i64, name: str?, price: f64, count: i64 = 7 }
schema Out { id: i64, price: f64 }

pipeline several {
  param folder: str = "out"
  let rows = from jsonl("rows.jsonl") as Out

  from rows |> into csv("rows.csv")
  from rows |> into csv("rows.tsv", delimiter: "\t", header: false)
  from rows |> into jsonl("rows.jsonl")
  from rows |> into jsonl(folder + "/more.jsonl")

  from rows
    |> map f"{id}: {price}"
    |> into text("rows.txt")

  from rows |> into stdout(format: "table")

  from rows
    |> filter price < 0.0
    |> into stderr(format: "csv")

  from rows |> into jsonl("wide.jsonl") as Wide

  from rows
    |> select price, id
    |> into jsonl("turned.jsonl") as Out

  from rows
    |> select id = i32(id), price = f32(1)
    |> into jsonl("widened.jsonl") as Out

  from rows
    |> aggregate n = count()
    |> into null
}

test "every sink gets its rows" for several {
  given rows = [{id: 1, price: 2.5}, {id: 2, price: -0.5}]
  expect sink("rows.csv") == [{id: 1, price: 2.5}, {id: 2, price: -0.5}]
  expect sink("rows.tsv") == sink("rows.csv")
  expect sink("rows.txt") == ["1: 2.5", "2: -0.5"]
  expect sink("stdout") == rows
  expect sink("stderr") == [{id: 2, price: -0.5}]
  expect sink("null") == [{n: 2}]
}

test "rows are fitted to the schema of the sink" for several {
  given rows = [{id: 1, price: 2.5}]
  expect sink("wide.jsonl") == [{id: 1, name: null, price: 2.5, count: 7}]
  expect sink("turned.jsonl") == [{id: 1, price: 2.5}]
  expect sink("widened.jsonl") == [{id: 1, price: 1.0}]
}
