## Lambdas: what they may read, and that nothing gets mixed up where code is written into other code.

schema Item { sku: str, qty: i32, price: f64 }

schema Order {
  id:    i64
  x:     i64 = 0
  limit: i64 = 1
  items: list<Item>
  tags:  list<str>? = null
  marks: list<i64?> = []
}

fn worth(i: Item) -> f64 = f64(i.qty) * i.price

fn xs_of(items: list<Item>) -> list<i64> = items.map(i => i64(i.qty))

fn total(items: list<Item>, rate: f64) -> f64 = items.map(x => worth(x) * rate).sum()

fn add_all(xs: list<i64>, x: i64) -> list<i64> = xs.map(y => y + x)

fn twice(x: i64) -> i64 = x * 2

fn steps(xs: list<i64>, k: i64) -> list<i64> {
  let base = k * 2
  let out = xs.map(x => x + base)
  for x in xs {
    out = out + xs.filter(y => y > x).map(y => y + k)
    base += 1
  }
  if out.any(o => o > 100) { return [] }
  return out.map(o => o + base)
}

enum Shape { circle(f64), square(f64), point }

fn area(s: Shape) -> f64 = match s { circle(r) => 3.0 * r * r, square(a) => a * a, point => 0.0 }

const STEP = 10

pipeline lambdas {
  param floor: f64 = 2.0

  let orders = from jsonl("orders.jsonl") as Order

  let captured = from orders
    |> select
         of_column = items.map(i => i64(i.qty) + id),
         of_parameter = items.filter(i => i.price >= floor).map(i => i.sku),
         of_constant = range(0, 3).map(n => n * STEP),
         of_row = [1].map(n => it.id + n)

  let inlined = from orders
    |> select
         rates = total(items, 2.0) + total(items, rate: f64(id)),
         shadowed = items.map(x => total([x], 1.0)),
         given = add_all(add_all([1, 2], x), id + 1),
         inside = [1, 2].map(x => add_all([x, x * 10], x + 1))

  let nested = from orders
    |> select
         cheaper = items.map(i => items.count(j => j.price < i.price)),
         pairs = items.flat_map(i => items.filter(j => j.sku > i.sku).map(j => i.sku + j.sku)),
         depths = [[1, 2], [3]].map(a => a.map(b => a.map(c => b + c)))

  let named = from orders
    |> select
         upper = items.map(i => i.sku).map(upper),
         twice = [1, 2].map(twice),
         largest = [3, 9, 4].fold(0, max)

  let nulls = from orders
    |> select
         tags = tags?.map(t => t.upper()) ?? ["none"],
         filled = marks.map(m => m ?? -1),
         kept = marks.filter(m => m is not null).map(m => m + 1),
         narrowed = marks.map(m => if m is null then "?" else f"{m + 1}"),
         outer = if tags is null then [0] else [1, 2].map(n => n + len(tags))

  let later = from orders
    |> filter tags is not null and tags.any(t => t != "")
    |> select id, first = [1].map(n => tags[n - 1])

  let grouped = from orders
    |> aggregate
         worth  = sum(items.map(i => worth(i)).sum()),
         most   = max(items.count(i => i.qty > 1)),
         spread = [1, 2].map(n => n + 1).sum() + count()
       by odd = id % 2 == 1

  let blocks = from orders
    |> map xs_of(items).map(x => steps([x, x + 1], x).sum()) + steps([1, 2], 1)

  let shapes = from values([[Shape.circle(2.0), Shape.point, Shape.square(3.0)]])
    |> map {
         areas: it.map(area),
         radii: it.map(s => it.map(t => match t { circle(r) => r + area(s), _ => -1.0 }).sum()),
       }

  let numbered = from generator(
    row: i => {n: i, xs: range(0, i).map(j => j * i), same: range(0, i).map(i => -i)}, count: 3,
  )

  let wrapped = from orders |> map ([100, 120].map(n => i64(i8(n) * i8(2))).sum() + id).wrap()

  let rows = from orders |> flatmap items.map(i => {order: id, sku: i.sku, worth: worth(i)})

  let exploded = from orders
    |> explode items.filter(i => i.qty > 1) as item
    |> select id, item.sku

  let texts = from orders |> map items.map(i => f"{i.sku}:{i.qty:03}").join(",")

  # A column that is costly stays one, and one that is read in a lambda is made once.
  let merged = from orders
    |> extend all = items.map(i => worth(i)).sum()
    |> select id, shares = items.map(i => worth(i) / all)
    |> filter shares.any(s => s > 0.5)

  from captured |> into jsonl("captured.jsonl")
}

test "a lambda reads what is around it" for lambdas {
  given orders = [{id: 7, items: [{sku: "a", qty: 2, price: 1.5}, {sku: "b", qty: 1, price: 3.0}]}]
  expect captured == [{
    of_column: [9, 8], of_parameter: ["b"], of_constant: [0, 10, 20], of_row: [8],
  }]
}

test "a function with lambdas is written out under names of its own" for lambdas {
  given orders = [{
    id: 3, x: 5, items: [{sku: "a", qty: 2, price: 1.5}, {sku: "b", qty: 1, price: 3.0}],
  }]
  expect inlined == [{
    rates: 30.0, shadowed: [3.0, 3.0], given: [10, 11], inside: [[3, 12], [5, 23]],
  }]
}

test "lambdas in lambdas know the values of both" for lambdas {
  given orders = [{id: 1, items: [{sku: "a", qty: 2, price: 1.5}, {sku: "b", qty: 1, price: 3.0}]}]
  expect nested == [{cheaper: [0, 1], pairs: ["ab"], depths: [[[2, 3], [3, 4]], [[6]]]}]
}

test "the name of a function stands for the lambda that calls it" for lambdas {
  given orders = [{id: 1, items: [{sku: "a", qty: 2, price: 1.5}]}]
  expect named == [{upper: ["A"], twice: [2, 4], largest: 9}]
}

test "null is known in a lambda as elsewhere" for lambdas {
  given orders = [
    {id: 1, items: [], marks: [1, null, 3]},
    {id: 2, items: [], tags: ["a", "b"]},
  ]
  expect nulls == [
    {tags: ["none"], filled: [1, -1, 3], kept: [2, 4], narrowed: ["2", "?", "4"], outer: [0]},
    {tags: ["A", "B"], filled: [], kept: [], narrowed: [], outer: [3, 4]},
  ]
  expect later == [{id: 2, first: ["a"]}]
}

test "aggregates take values that lambdas make" for lambdas {
  given orders = [
    {id: 1, items: [{sku: "a", qty: 2, price: 1.5}]},
    {id: 3, items: [{sku: "a", qty: 4, price: 0.5}, {sku: "b", qty: 3, price: 1.0}]},
  ]
  expect grouped == [{odd: true, worth: 8.0, most: 2, spread: 7}]
}

test "wrap reaches into lambdas" for lambdas {
  given orders = [{id: 1, items: []}]
  expect wrapped == [-71]
}

test "lists that lambdas make become rows" for lambdas {
  given orders = [
    {id: 1, items: [{sku: "a", qty: 2, price: 1.5}, {sku: "b", qty: 1, price: 3.0}]},
    {id: 2, items: []},
  ]
  expect rows == [{order: 1, sku: "a", worth: 3.0}, {order: 1, sku: "b", worth: 3.0}]
  expect exploded == [{id: 1, sku: "a"}]
  expect texts == ["a:002,b:001", ""]
  expect merged == []
}

test "a test may use lambdas, too" {
  let xs = [3, 1, 2]
  expect xs.map(x => x * 2) == [6, 2, 4]
  expect xs.filter(x => x > 1).all(x => x in xs)
  expect xs.map(x => xs.count(y => y < x)) == [2, 0, 1]
}

test "blocks, patterns and numbers of rows keep their names apart" for lambdas {
  given orders = [{id: 1, items: [{sku: "a", qty: 1, price: 0.0}, {sku: "b", qty: 2, price: 0.0}]}]
  expect blocks == [[22, 36, 7, 8, 7]]
  expect shapes == [{areas: [12.0, 0.0, 9.0], radii: [12.0, 0.0, 9.0]}]
  expect numbered == [
    {n: 0, xs: [], same: []}, {n: 1, xs: [0], same: [0]}, {n: 2, xs: [0, 2], same: [0, -1]},
  ]
}
