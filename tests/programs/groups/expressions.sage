## Expressions inside aggregates and over them.

schema Sale { shop: str, price: f64, quantity: i64, at: timestamp }

pipeline expressions {
  param scale: f64 = 2.0
  let sales = from jsonl("sales.jsonl") as Sale

  let rates = from sales
    |> aggregate
         rate  = count_if(quantity > 1) / count(),
         twice = count() + count(),
         total = sum(price * f64(quantity)) * scale
       by shop

  let texts = from sales
    |> aggregate text = f"{shop}: {count()} sales, {sum(quantity)} pieces", long = len(shop) by shop

  let spread = from sales
    |> aggregate
         range = max(price) - min(price),
         whole = i64(round(mean(price))),
         high  = if max(price) > 5.0 then "high" else "low"

  let daily = from sales
    |> aggregate n = count(), half = count() // 2 by day = at.truncate(1d), big = quantity > 2

  let records = from sales
    |> aggregate stats = {n: count(), most: max(quantity)}, list = [min(quantity), max(quantity)]

  let running_rate = from sales
    |> running total = sum(price), n = count(), quantity = sum(quantity) * 1 by shop
    |> extend total = price / total
    |> rename share = total

  let later = from sales
    |> aggregate n = count(), total = sum(quantity) by shop
    |> filter n > 1
    |> extend mean = total / n

  let twofold = from later |> aggregate shops = count(), most = max(total)

  from sales |> into null
}

test "one row for each group, in order of appearance" for expressions {
  given sales = [
    {shop: "b", price: 1.5, quantity: 2, at: ts"2026-01-01T10:00:00Z"},
    {shop: "a", price: 10.0, quantity: 1, at: ts"2026-01-02T10:00:00Z"},
    {shop: "b", price: 4.0, quantity: 1, at: ts"2026-01-01T23:59:59.999999Z"},
    {shop: "b", price: 0.5, quantity: 4, at: ts"2026-01-01T00:00:00Z"},
  ]
  expect rates == [
    {shop: "b", rate: 2 / 3, twice: 6, total: 18.0}, {shop: "a", rate: 0.0, twice: 2, total: 20.0},
  ]
  expect texts == [
    {shop: "b", text: "b: 3 sales, 7 pieces", long: 1},
    {shop: "a", text: "a: 1 sales, 1 pieces", long: 1},
  ]
  expect spread == [{range: 9.5, whole: 4, high: "high"}]
  expect daily == [
    {day: ts"2026-01-01T00:00:00Z", big: false, n: 2, half: 1},
    {day: ts"2026-01-02T00:00:00Z", big: false, n: 1, half: 0},
    {day: ts"2026-01-01T00:00:00Z", big: true, n: 1, half: 0},
  ]
  expect records == [{stats: {n: 4, most: 4}, list: [1, 4]}]
  expect later == [{shop: "b", n: 3, total: 7, mean: 7 / 3}]
  expect twofold == [{shops: 1, most: 7}]
}

test "a running column may replace one of the row" for expressions {
  given sales = [
    {shop: "b", price: 1.0, quantity: 2, at: ts"10:00"},
    {shop: "a", price: 10.0, quantity: 1, at: ts"10:00"},
    {shop: "b", price: 3.0, quantity: 5, at: ts"10:00"},
  ]
  expect running_rate == [
    {shop: "b", price: 1.0, quantity: 2, at: ts"10:00", share: 1.0, n: 1},
    {shop: "a", price: 10.0, quantity: 1, at: ts"10:00", share: 1.0, n: 1},
    {shop: "b", price: 3.0, quantity: 7, at: ts"10:00", share: 0.75, n: 2},
  ]
}
