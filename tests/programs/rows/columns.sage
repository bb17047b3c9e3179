## Stages that choose, add, rename and drop columns.

schema Item {
  id:        i64
  price:     f64
  quantity:  i64
  maker:     {name: str, city: {zip: str, name: str}}
  `my note`: str = "-"
}

pipeline columns {
  let items = from jsonl("items.jsonl") as Item

  let chosen = from items |> select quantity, id
  let paths = from items |> select id, maker.name, zip = maker.city.zip, maker.city as place

  let starred = from items
    |> drop maker, `my note`
    |> select *, total = price * f64(quantity)

  let named = from items |> select id as number, `my note`, `the note` = `my note`

  let chained = from items
    |> select id, price
    |> extend net = price * 2.0, gross = net + 1.0, price = gross - net, id = id + 1
    |> extend last = price

  let replaced = from items
    |> select id, quantity
    |> extend quantity = f"{quantity} pieces"

  let renamed = from items
    |> select id, price
    |> rename number = id, id = price

  let wordy = from items
    |> select id
    |> extend `class` = id, int = id, namespace = id, `not` = id > 0, r = id, f = id

  let dropped = from items |> drop id, price, quantity, maker

  let nested = from items
    |> extend maker = maker.city
    |> select maker.name
    |> extend name = name + "!"

  let constant = from items
    |> select one = 1, text = "t", flag = true, nothing = if id > 5 then id else null

  from items |> into null
}

test "columns come in the order that is written" for columns {
  given items = [{id: 1, price: 2.5, quantity: 3, maker: {name: "M", city: {zip: "Z", name: "C"}}}]
  expect chosen == [{quantity: 3, id: 1}]
  expect paths == [{id: 1, name: "M", zip: "Z", place: {zip: "Z", name: "C"}}]
  expect starred == [{id: 1, price: 2.5, quantity: 3, total: 7.5}]
}

test "a column may be named by any text" for columns {
  given items = [{
    id: 1, price: 0.0, quantity: 0, maker: {name: "", city: {zip: "", name: ""}},
    `my note`: "hello",
  }]
  expect named == [{number: 1, `my note`: "hello", `the note`: "hello"}]
  expect wordy == [{id: 1, `class`: 1, int: 1, namespace: 1, `not`: true, r: 1, f: 1}]
}

test "later columns see earlier ones, and a replaced column keeps its place" for columns {
  given items = [{id: 1, price: 2.5, quantity: 4, maker: {name: "", city: {zip: "", name: ""}}}]
  expect chained == [{id: 2, price: 1.0, net: 5.0, gross: 6.0, last: 1.0}]
  expect replaced == [{id: 1, quantity: "4 pieces"}]
}

test "renaming exchanges names at once" for columns {
  given items = [{id: 1, price: 2.5, quantity: 4, maker: {name: "", city: {zip: "", name: ""}}}]
  expect renamed == [{number: 1, id: 2.5}]
}

test "dropping leaves the rest, with defaults" for columns {
  given items = [{id: 1, price: 2.5, quantity: 4, maker: {name: "", city: {zip: "", name: "Ort"}}}]
  expect dropped == [{`my note`: "-"}]
  expect nested == [{name: "Ort!"}]
  expect constant == [{one: 1, text: "t", flag: true, nothing: null}]
}
