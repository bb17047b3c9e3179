## Lookups in tables: what makes a key, what is found, and what is read first.
schema Rate { currency: str, to_eur: f64, since: i64? }
schema Payment { id: i64, amount: f64, currency: str }

pipeline rates {
  let rates = from jsonl("rates.jsonl") as Rate |> table by currency
  let payments = from jsonl("payments.jsonl") as Payment

  let found = from payments
    |> lookup rates as r on currency == r.currency else unknown
    |> select id, eur = amount * r.to_eur

  let large = from payments
    |> lookup rates as r on currency == r.currency and amount * r.to_eur > 15 else small
    |> filter id > 0
    |> select id, r.since

  let whole = from payments |> lookup rates as r on r.currency == currency
}

test "each row with its match, in their order; the latest row of a key counts" for rates {
  given payments = [
    {id: 1, amount: 10.0, currency: "USD"}, {id: 2, amount: 10.0, currency: "XXX"},
    {id: 3, amount: 20.0, currency: "EUR"},
  ]
  given rates = [
    {currency: "USD", to_eur: 0.1}, {currency: "EUR", to_eur: 1.0, since: 7},
    {currency: "USD", to_eur: 0.5},
  ]
  expect found == [{id: 1, eur: 5.0}, {id: 3, eur: 20.0}]
  expect unknown == [{id: 2, amount: 10.0, currency: "XXX"}]
  expect large == [{id: 3, since: 7}]
  expect small == [{id: 1, amount: 10.0, currency: "USD"}, {id: 2, amount: 10.0, currency: "XXX"}]
  expect whole == [
    {id: 1, amount: 10.0, currency: "USD", r: {currency: "USD", to_eur: 0.5, since: null}},
    {id: 3, amount: 20.0, currency: "EUR", r: {currency: "EUR", to_eur: 1.0, since: 7}},
  ]
  expect rates.len() == 3
}

test "an empty table" for rates {
  given payments = [{id: 1, amount: 10.0, currency: "USD"}]
  given rates = []
  expect found == []
  expect unknown == [{id: 1, amount: 10.0, currency: "USD"}]
  expect whole == []
}

enum Size { small, large }
schema Price { item: str @key, size: Size @key, price: i64 }
schema Sale { id: i64, item: str, size: Size, shop: str, n: i64 }
schema Shop { name: str, city: str }

pipeline keys {
  let by_field = from jsonl("prices.jsonl") as Price |> table()

  let by_stage = from jsonl("shops.jsonl") as Shop
    |> key_by name
    |> table()

  let by_code = from by_field |> table by name = item.upper(), size
  let lines = from values(["a", "b"]) |> table by it
  let sales = from jsonl("sales.jsonl") as Sale

  let priced = from sales
    |> lookup by_field as p on size == p.size and item == p.item
    |> lookup by_stage as s on shop == s.name
    |> select id, total = n * p.price, s.city

  let coded = from sales
    |> lookup by_code as p on p.name == item.upper() and size == p.size
    |> select id, p.price

  let known = from sales
    |> lookup lines as l on item == l else others
    |> select id, l
}

test "keys of several columns, of fields, of a stage, and of plain values" for keys {
  given by_field = [
    {item: "a", size: "small", price: 5}, {item: "a", size: "large", price: 7},
    {item: "c", size: "small", price: 9},
  ]
  given by_stage = [{name: "x", city: "Rome"}, {name: "y", city: "Bonn"}]
  given sales = [
    {id: 1, item: "a", size: "large", shop: "y", n: 2},
    {id: 2, item: "c", size: "small", shop: "x", n: 1},
    {id: 3, item: "c", size: "large", shop: "x", n: 1},
    {id: 4, item: "a", size: "small", shop: "z", n: 1},
  ]
  expect priced == [{id: 1, total: 14, city: "Bonn"}, {id: 2, total: 9, city: "Rome"}]
  expect coded == [{id: 1, price: 7}, {id: 2, price: 9}, {id: 4, price: 5}]
  expect known == [{id: 1, l: "a"}, {id: 4, l: "a"}]
  expect others.map(o => o.id) == [2, 3]
}

pipeline first {
  let sales = from jsonl("sales.jsonl") as Sale

  # The table is made of the very rows that look things up in it.
  let totals = from sales
    |> aggregate total = sum(n) by shop
    |> table by shop

  let shares = from sales
    |> lookup totals as t on shop == t.shop
    |> select id, share = f64(n) / f64(t.total)

  # A table that is made of rows which look things up in another.
  let shops = from jsonl("shops.jsonl") as Shop |> table by name
  let prices = from jsonl("prices.jsonl") as Price

  let cities = from sales
    |> lookup shops as s on shop == s.name
    |> select item, s.city
    |> table by item

  let places = from prices
    |> lookup cities as c on item == c.item else nowhere
    |> select price, c.city

  # Two that need one another.
  let one = from sales
    |> lookup other as o on item == o.item
    |> select id, o.price

  let other = from prices
    |> lookup shops as s on item == s.name else alike
    |> select item, price
    |> table by item
}

test "a table is at its end before the first row looks anything up" for first {
  given sales = [
    {id: 1, item: "a", size: "large", shop: "x", n: 1},
    {id: 2, item: "b", size: "large", shop: "y", n: 5},
    {id: 3, item: "c", size: "large", shop: "x", n: 3},
  ]
  given shops = [{name: "x", city: "Rome"}, {name: "a", city: "Bonn"}]
  given prices = [{item: "a", size: "small", price: 5}, {item: "b", size: "small", price: 6}]
  expect shares == [{id: 1, share: 0.25}, {id: 2, share: 1.0}, {id: 3, share: 0.75}]
  expect places == [{price: 5, city: "Rome"}]
  expect nowhere == [{item: "b", size: "small", price: 6}]
  expect one == [{id: 1, price: 5}]
  expect alike == [{item: "b", size: "small", price: 6}]
}

pipeline failing {
  set on_error = "skip"
  let table_ = from jsonl("t.jsonl") as {k: i64, y: i64} |> table by k
  let rows = from jsonl("r.jsonl") as {id: i64, x: i64}

  let found = from rows
    |> lookup table_ as t on 6 // id == t.k and x // t.y > 1 else missed
    |> select id, t.y
}

test "a row for which the key or the condition fails goes nowhere" for failing {
  given table_ = [{k: 1, y: 0}, {k: 3, y: 2}]
  given rows = [{id: 0, x: 1}, {id: 6, x: 5}, {id: 2, x: 5}, {id: 2, x: 1}]
  expect found == [{id: 2, y: 2}]
  expect missed == [{id: 2, x: 1}]
}

schema Click { page: str, at: timestamp @event_time }
schema Title { page: str, title: str, at: timestamp @event_time(delay: 2s) }

pipeline versions {
  let titles = from jsonl("titles.jsonl") as Title |> table by page
  let clicks = from jsonl("clicks.jsonl") as Click

  let as_it_was = from clicks
    |> lookup titles as t, versioned: true on page == t.page else unknown
    |> select at, t.title

  let windows = from clicks
    |> lookup titles as t, versioned: true on page == t.page
    |> window tumbling(10s)
    |> aggregate n = count(), last = last(t.title)

  let as_it_is = from clicks
    |> lookup titles as t on page == t.page
    |> select at, t.title
}

test "a row finds what was the latest at its time" for versions {
  given titles = [
    {page: "p", title: "one", at: ts"00:00:05"}, {page: "p", title: "three", at: ts"00:00:20"},
    {page: "p", title: "two", at: ts"00:00:18.5"}, {page: "q", title: "Q", at: ts"00:00:18.5"},
  ]
  given clicks = [
    {page: "p", at: ts"00:00:04.999999"}, {page: "p", at: ts"00:00:05"},
    {page: "p", at: ts"00:00:18"}, {page: "p", at: ts"00:00:19"}, {page: "q", at: ts"00:00:19"},
    {page: "p", at: ts"00:00:30"},
  ]
  expect as_it_was == [
    {at: ts"00:00:05", title: "one"}, {at: ts"00:00:18", title: "one"},
    {at: ts"00:00:19", title: "two"}, {at: ts"00:00:19", title: "Q"},
    {at: ts"00:00:30", title: "three"},
  ]
  expect unknown == [{page: "p", at: ts"00:00:04.999999"}]
  expect windows == [
    {n: 1, last: "one", window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {n: 3, last: "Q", window_start: ts"00:00:10", window_end: ts"00:00:20"},
    {n: 1, last: "three", window_start: ts"00:00:30", window_end: ts"00:00:40"},
  ]
  expect as_it_is.map(c => c.title) == ["two", "two", "two", "two", "Q", "two"]
}

test "rows below the watermark are late" for versions {
  given titles = [
    {page: "p", title: "one", at: ts"00:00:10"}, {page: "p", title: "late", at: ts"00:00:07"},
  ]
  given clicks = [
    {page: "p", at: ts"00:00:20"}, {page: "p", at: ts"00:00:19"}, {page: "p", at: ts"00:00:21"},
  ]
  expect as_it_was == [{at: ts"00:00:20", title: "one"}, {at: ts"00:00:21", title: "one"}]
}
