## `union`: streams of one type become one.

schema Web { id: i64, from_web: bool, note: str? }
schema Shop { id: i64, from_web: bool, note: str? }

pipeline unions {
  let web = from jsonl("web.jsonl") as Web
  let shop = from jsonl("shop.jsonl") as Shop

  let both = from union(web, shop)

  let staged = from web
    |> union shop
    |> select id

  let three = from union(web, shop, web) |> aggregate n = count()

  let parts = from web
    |> filter id > 1
    |> union small, shop
    |> filter id < 10
    |> map id

  let small = from web |> filter id <= 1

  let made = from web
    |> map {id: id, from_web: false, note: upper(note ?? "none")}
    |> select id, from_web, note = none_if(note, "NONE")

  let all = from union(made, shop)
    |> filter note is not null
    |> select note

  let by_id = from both |> aggregate n = count() by id

  let numbers = from union(low, high)
    |> sort it desc
    |> limit 3

  let low = from range(0, 3)
  let high = from values([10, 20])

  from both |> into null
}

test "the rows of all, each once" for unions {
  given web = [{id: 1, from_web: true}, {id: 2, from_web: true, note: "x"}]
  given shop = [{id: 2, from_web: false}]
  expect both == [
    {id: 1, from_web: true, note: null}, {id: 2, from_web: true, note: "x"},
    {id: 2, from_web: false, note: null},
  ] unordered
  expect staged == [{id: 1}, {id: 2}, {id: 2}] unordered
  expect three == [{n: 5}]
  expect parts == [2, 1, 2] unordered
  expect by_id == [{id: 1, n: 1}, {id: 2, n: 2}] unordered
  expect all == [{note: "X"}]
}

test "one side without rows" for unions {
  given web = []
  given shop = [{id: 2, from_web: false}]
  expect staged == [{id: 2}]
  expect by_id == [{id: 2, n: 1}]
}

test "sources of the program itself" for unions {
  expect numbers == [20, 10, 2]
}
