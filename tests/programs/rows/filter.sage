## Conditions: which rows stay.

schema Order {
  id:     i64
  user:   str
  amount: f64
  note:   str?
}

pipeline filters {
  param floor: f64 = 10.0
  const VIPS = ["ada", "bob"]

  let orders = from jsonl("orders.jsonl") as Order

  let larger = from orders
    |> filter amount > floor
    |> select id

  let others = from orders
    |> filter not (amount > floor)
    |> select id

  let both = from orders
    |> filter amount >= 10 and user == "ada"
    |> select id

  let one = from orders
    |> filter amount < 0.0 or user != "ada"
    |> select id

  let tight = from orders
    |> filter amount > 100 or amount > 5 and user == "bob"
    |> select id

  let inside = from orders
    |> filter id between 2 and 4
    |> select id

  let outside = from orders
    |> filter not id between 2 and 4
    |> select id

  let listed = from orders
    |> filter user in VIPS and user not in ["bob"]
    |> select id

  let part = from orders
    |> filter "d" in user
    |> select id

  let pattern = from orders
    |> filter user like "_d%"
    |> select id

  let noted = from orders
    |> filter note is not null and len(note) > 2
    |> select id, size = len(note)

  let bare = from orders
    |> filter note is null or note == ""
    |> select id, note

  let all = from orders
    |> filter true
    |> select id

  let none = from orders
    |> filter false
    |> select id

  let twice = from orders
    |> filter id > 1
    |> filter id < 3
    |> select id

  from orders |> into null
}

test "a comparison with a parameter" for filters {
  given orders = [
    {id: 1, user: "ada", amount: 10.0}, {id: 2, user: "ada", amount: 10.5},
    {id: 3, user: "bob", amount: -1.0},
  ]
  expect larger == [{id: 2}]
  expect others == [{id: 1}, {id: 3}]
  expect both == [{id: 1}, {id: 2}]
  expect one == [{id: 3}]
}

test "and binds tighter than or" for filters {
  given orders = [
    {id: 1, user: "ada", amount: 101.0}, {id: 2, user: "ada", amount: 7.0},
    {id: 3, user: "bob", amount: 7.0},
  ]
  expect tight == [{id: 1}, {id: 3}]
}

test "NaN is not more, and not less, and not equal" for filters {
  given orders = [{id: 1, user: "ada", amount: 0.0 / 0.0}]
  expect larger == []
  expect others == [{id: 1}]
  expect both == []
  expect one == []
}

test "between includes both ends" for filters {
  given orders = [
    {id: 1, user: "", amount: 0.0}, {id: 2, user: "", amount: 0.0}, {id: 4, user: "", amount: 0.0},
    {id: 5, user: "", amount: 0.0},
  ]
  expect inside == [{id: 2}, {id: 4}]
  expect outside == [{id: 1}, {id: 5}]
  expect twice == [{id: 2}]
}

test "text is looked up in lists, in other text, and by patterns" for filters {
  given orders = [
    {id: 1, user: "ada", amount: 0.0}, {id: 2, user: "bob", amount: 0.0},
    {id: 3, user: "ädel", amount: 0.0}, {id: 4, user: "", amount: 0.0},
  ]
  expect listed == [{id: 1}]
  expect part == [{id: 1}, {id: 3}]
  expect pattern == [{id: 1}, {id: 3}]
}

test "a condition that asks for null narrows the column" for filters {
  given orders = [
    {id: 1, user: "", amount: 0.0, note: null}, {id: 2, user: "", amount: 0.0, note: ""},
    {id: 3, user: "", amount: 0.0, note: "ürg"},
  ]
  expect noted == [{id: 3, size: 3}]
  expect bare == [{id: 1, note: null}, {id: 2, note: ""}]
}

test "constant conditions keep all rows or none" for filters {
  given orders = [{id: 1, user: "", amount: 0.0}, {id: 2, user: "", amount: 0.0}]
  expect all == [{id: 1}, {id: 2}]
  expect none == []
}

test "no rows in, no rows out" for filters {
  given orders = []
  expect larger == []
  expect all == []
}
