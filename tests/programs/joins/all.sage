## Joins of streams that end, or that are kept for good: each kind, keys of each sort, and what is left without a partner.
schema Order { id: u64, user: str, amount: i64 }
schema User { name: str, city: str, age: i64? }

pipeline kinds {
  let orders = from jsonl("orders.jsonl") as Order
  let users = from jsonl("users.jsonl") as User

  let inner = from orders
    |> join users as u on user == u.name
    |> select id, u.city

  let left = from orders
    |> left_join users as u on user == u.name
    |> select id, city = u?.city ?? "-"

  let full = from orders
    |> full_join users as u on user == u.name
    |> select id, u?.city

  let semi = from orders
    |> semi_join users as u on user == u.name
    |> select id

  let anti = from orders
    |> anti_join users as u on user == u.name
    |> select id

  let whole = from orders |> join users as u on user == u.name and amount > 15
}

test "pairs come in the order of the rows that complete them, partners as they came" for kinds {
  given orders = [
    {id: 1, user: "ada", amount: 10}, {id: 2, user: "bob", amount: 20},
    {id: 3, user: "ada", amount: 30},
  ]
  given users = [
    {name: "ada", city: "Rome"}, {name: "eve", city: "Oslo"}, {name: "ada", city: "Bonn", age: 3},
  ]
  expect inner == [
    {id: 1, city: "Rome"}, {id: 3, city: "Rome"}, {id: 1, city: "Bonn"}, {id: 3, city: "Bonn"},
  ]
  expect semi == [{id: 1}, {id: 3}]
  expect whole == [
    {id: 3, user: "ada", amount: 30, u: {name: "ada", city: "Rome", age: null}},
    {id: 3, user: "ada", amount: 30, u: {name: "ada", city: "Bonn", age: 3}},
  ]
}

test "rows without a partner come out at the end, the left ones first" for kinds {
  given orders = [
    {id: 1, user: "ada", amount: 10}, {id: 2, user: "bob", amount: 20},
    {id: 3, user: "cid", amount: 30},
  ]
  given users = [
    {name: "eve", city: "Oslo"}, {name: "ada", city: "Rome"}, {name: "fay", city: "Bern"},
  ]
  expect left == [{id: 1, city: "Rome"}, {id: 2, city: "-"}, {id: 3, city: "-"}]
  expect full == [
    {id: 1, city: "Rome"}, {id: 2, city: null}, {id: 3, city: null}, {id: null, city: "Oslo"},
    {id: null, city: "Bern"},
  ]
  expect anti == [{id: 2}, {id: 3}]
}

test "a side without rows" for kinds {
  given orders = [{id: 1, user: "ada", amount: 10}]
  given users = []
  expect inner == []
  expect left == [{id: 1, city: "-"}]
  expect full == [{id: 1, city: null}]
  expect semi == []
  expect anti == [{id: 1}]
}

test "the other side without rows" for kinds {
  given orders = []
  given users = [{name: "ada", city: "Rome"}]
  expect inner == []
  expect left == []
  expect full == [{id: null, city: "Rome"}]
  expect semi == []
  expect anti == []
}

test "no rows at all" for kinds {
  given orders = []
  given users = []
  expect full == []
}

enum Color { red, green, blue }
schema Part { id: i32, color: Color, size: u64, price: f64, tag: str? }
schema Stock { number: i64, color: Color, size: u64, price: f64, place: str }

pipeline keys {
  let parts = from jsonl("parts.jsonl") as Part
  let stock = from jsonl("stock.jsonl") as Stock

  let by_enum = from parts
    |> join stock as s on color == s.color
    |> select id, s.place

  let by_u64 = from parts
    |> join stock as s on s.size == size
    |> select id, s.place

  let by_float = from parts
    |> join stock as s on price == s.price
    |> select id, s.place

  let widened = from parts
    |> join stock as s on id == s.number
    |> select id, s.place

  let by_several = from parts
    |> join stock as s on size == s.size and color == s.color and s.number > 1
    |> select id, s.place

  let computed = from parts
    |> join stock as s on id % 2 == s.number // 10
    |> select id, s.number

  let known = from parts
    |> filter tag is not null
    |> join stock as s on tag == s.place
    |> select id, tag
}

test "keys of every sort" for keys {
  given parts = [
    {id: 1, color: "red", size: 5, price: 0.0, tag: "A"},
    {id: 2, color: "blue", size: 18446744073709551615, price: 1.5},
    {id: 3, color: "red", size: 7, price: 2.5, tag: "C"},
  ]
  given stock = [
    {number: 1, color: "red", size: 5, price: -0.0, place: "A"},
    {number: 2, color: "blue", size: 18446744073709551615, price: 1.5, place: "B"},
    {number: 12, color: "red", size: 5, price: 3.0, place: "C"},
  ]
  expect by_enum == [
    {id: 1, place: "A"}, {id: 3, place: "A"}, {id: 2, place: "B"}, {id: 1, place: "C"},
    {id: 3, place: "C"},
  ]
  expect by_u64 == [{id: 1, place: "A"}, {id: 2, place: "B"}, {id: 1, place: "C"}]
  expect by_float == [{id: 1, place: "A"}, {id: 2, place: "B"}]
  expect widened == [{id: 1, place: "A"}, {id: 2, place: "B"}]
  expect by_several == [{id: 2, place: "B"}, {id: 1, place: "C"}]
  expect computed == [
    {id: 2, number: 1}, {id: 2, number: 2}, {id: 1, number: 12}, {id: 3, number: 12},
  ]
  expect known == [{id: 1, tag: "A"}, {id: 3, tag: "C"}]
}

pipeline with_itself {
  let numbers = from values([1, 2, 3, 4])
  let orders = from jsonl("orders.jsonl") as Order

  let pairs = from orders
    |> join orders as o on user == o.user and id < o.id
    |> select id, other = o.id

  let plain = from numbers
    |> join numbers as n on it % 2 == n % 2 and it < n
    |> select a = it, b = n

  let rest = from numbers |> anti_join numbers as n on it * 2 == n

  let chain = from orders
    |> join orders as o on user == o.user and id < o.id
    |> left_join orders as p on user == p.user and o.id < p.id
    |> select id, second = o.id, third = p?.id
}

test "a stream joined with itself" for with_itself {
  given orders = [
    {id: 1, user: "a", amount: 1}, {id: 2, user: "b", amount: 2}, {id: 3, user: "a", amount: 3},
    {id: 4, user: "a", amount: 4},
  ]
  expect pairs == [{id: 1, other: 3}, {id: 1, other: 4}, {id: 3, other: 4}] unordered
  expect plain == [{a: 1, b: 3}, {a: 2, b: 4}] unordered
  expect rest == [3, 4]
  expect chain == [
    {id: 1, second: 3, third: 4}, {id: 1, second: 4, third: null}, {id: 3, second: 4, third: null},
  ] unordered
}

pipeline forever {
  let clicks = from generator(i => {id: i, page: "p"}, count: 3)
  let pages = from generator(i => {name: "p", title: "t"}, count: 3)

  let inner = from clicks
    |> join pages as p on page == p.name within forever
    |> select id, p.title

  let semi = from clicks |> semi_join pages as p on page == p.name within forever
}

test "both sides are kept for good" for forever {
  given clicks = [{id: 1, page: "a"}, {id: 2, page: "b"}, {id: 3, page: "a"}]
  given pages = [{name: "a", title: "A"}, {name: "a", title: "A2"}]
  expect inner == [
    {id: 1, title: "A"}, {id: 3, title: "A"}, {id: 1, title: "A2"}, {id: 3, title: "A2"},
  ]
  expect semi == [{id: 1, page: "a"}, {id: 3, page: "a"}]
}

pipeline failing {
  set on_error = "skip"
  let left = from jsonl("l.jsonl") as {id: i64, x: i64}
  let right = from jsonl("r.jsonl") as {id: i64, y: i64}

  let inner = from left
    |> join right as r on id == r.id and x // r.y > 1
    |> select id, x, r.y

  let anti = from left
    |> anti_join right as r on id == r.id and x // r.y > 1
    |> select id, x

  let key = from left
    |> left_join right as r on 6 // id == r.id
    |> select id, y = r?.y
}

test "a row for which the condition fails is as if it had not come" for failing {
  given left = [{id: 1, x: 10}, {id: 1, x: 20}, {id: 2, x: 30}, {id: 0, x: 1}]
  given right = [{id: 1, y: 5}, {id: 1, y: 0}, {id: 2, y: 3}]
  expect inner == [{id: 1, x: 10, y: 5}, {id: 1, x: 20, y: 5}, {id: 2, x: 30, y: 3}]
  expect anti == [{id: 0, x: 1}]
  expect key == [{id: 1, y: null}, {id: 1, y: null}, {id: 2, y: null}]
}

schema Started { id: i64, at: timestamp @event_time }
schema Ended { of: i64, at: timestamp @event_time }

pipeline without_end {
  let started = from jsonl("started.jsonl") as Started
  let ended = from jsonl("ended.jsonl") as Ended
  let open = from started |> anti_join ended as e on id == e.of within forever

  let all = from started
    |> full_join ended as e on id == e.of within forever
    |> select id, of = e?.of
}

test "what has a time and no partner comes out once, however many streams end" for without_end {
  given started = [{id: 1, at: ts"00:00:01"}, {id: 2, at: ts"00:00:02"}, {id: 3, at: ts"00:00:09"}]
  given ended = [{of: 2, at: ts"00:00:05"}, {of: 7, at: ts"00:00:06"}]
  expect open.map(o => o.id) == [1, 3]
  expect all == [{id: 2, of: 2}, {id: 1, of: null}, {id: 3, of: null}, {id: null, of: 7}]
}
