## Functions with blocks: names, assignments, branches, loops, early returns.

const LIMIT = 3
schema Item { name: str, price: f64, tags: list<str> = [] }
schema Row {
  n:      i64
  small:  i32 = 0
  text:   str = ""
  maybe:  i64?
  items:  list<Item> = []
  nested: list<list<i64>> = []
}

fn triangle(n: i64) -> i64 {
  let total = 0
  for i in range(1, n + 1) { total += i }
  return total
}

fn steps(n: i64) -> i64 {
  let x = n
  let count = 0
  for i in range(0, 1000) {
    if x == 1 { return count }
    if x % 2 == 0 { x = x // 2 } else { x = 3 * x + 1 }
    count += 1
  }
  return -1
}

fn sorted_out(n: i64) -> str {
  if n < 0 { return "negative" } else if n == 0 { return "zero" } else if n < LIMIT {
    let word = "small"
    return word
  } else {
    return "large"
  }
}

fn signs(a: i32, b: i32) -> i32 {
  let x: i32 = 1
  x += a
  x *= 2
  x -= b
  x = x - 1
  return x
}

fn share(part: f64, whole: f64) -> f64 {
  let x = part
  x /= whole
  return x
}

fn plus_one(x: i64?) -> i64 {
  if x is null { return 0 }
  return x + 1
}

fn filled(x: i64?, y: i64?) -> i64 {
  let a = x
  if a is null { a = 5 }
  let b: i64? = null
  if y is not null { b = y } else { b = a + 1 }
  let c = b ?? 100
  a = null
  if a is not null { c = 0 }
  return c
}

fn last_even(list: list<i64>) -> i64? {
  let found: i64? = null
  for x in list {
    if x % 2 == 0 { found = x }
  }
  return found
}

fn total(items: list<Item>) -> f64 {
  let sum = 0.0
  for item in items {
    if item.price < 0.0 { return -1.0 }
    sum += item.price
  }
  return sum
}

fn all_tags(items: list<Item>) -> list<str> {
  let found: list<str> = []
  for item in items {
    for tag in item.tags {
      if tag not in found { found = found + [tag] }
    }
  }
  return found
}

fn cheapest(items: list<Item>) -> Item? {
  let best: Item? = null
  for item in items {
    if best is null or item.price < best.price { best = item }
  }
  return best
}

fn cheapest_name(items: list<Item>) -> str {
  let best = cheapest(items)
  if best is null { return "none" }
  return best.name
}

fn spelt(n: i64) -> str {
  let text = ""
  for i in range(0, n) {
    if text != "" { text += "," }
    text += f"{i}"
  }
  return text
}

fn doubled(list: list<i64>) -> list<i64> {
  let out = list
  for x in out { out += [x, x + 100] }
  return out
}

fn twice_itself(list: list<i64>) -> list<i64> {
  let out = list
  for i in range(0, 2) { out = out + out }
  return out
}

fn kept(n: i64) -> list<list<i64>> {
  let all: list<list<i64>> = []
  let now: list<i64> = []
  for i in range(0, n) {
    now += [i]
    let before = now
    now = now + [-1]
    all += [before]
    now = now.take(i + 1)
  }
  return all
}

fn crossed(n: i64) -> list<i64> {
  let a = [0]
  let b = [1]
  for i in range(0, n) {
    a += [i]
    b = a
    b += [100 + i]
    a += [200 + i]
  }
  return a + b
}

fn shifted(n: i64) -> i64 {
  let x = 1
  for i in range(0, n) {
    let x = i * 10
    if x > 10 {
      let x = 1000
      return x + i
    }
  }
  return x
}

fn flat(nested: list<list<i64>>) -> list<i64> {
  let out: list<i64> = []
  for inner in nested {
    if inner.len() > 2 { return inner }
    out += inner
  }
  return out
}

fn pairs(list: list<i64>) -> list<i64> {
  let out: list<i64> = []
  for a in list {
    for b in list {
      if a < b { out += [a * 10 + b] }
    }
  }
  return out
}

fn of_blocks(n: i64) -> i64 {
  let x = triangle(n)
  for i in range(0, 3) { x = x + triangle(i) * steps(2) }
  return triangle(triangle(2)) + x
}

fn captured(n: i64, list: list<i64>) -> list<i64> {
  let add = 0
  let out: list<i64> = []
  for i in range(0, n) {
    add += 10
    out += list.map(x => x + add).filter(x => x > add)
  }
  add = 0
  return out
}

fn picked(a: bool, n: i64) -> i64 {
  let x = if a then n else -n
  let y = {left: x, right: n}
  y = {...y, left: y.left + 1}
  return y.left * 10 + y.right
}

fn inner(n: i64) -> i64 = triangle(n) + triangle(n - 1)

pipeline blocks {
  param big: i64 = 1000
  let rows = from jsonl("rows.jsonl") as Row

  let numbers = from rows
    |> map [triangle(n), steps(n), of_blocks(n), shifted(n), picked(n > 2, n), inner(n)]

  let others = from rows |> select a = signs(small, 3), b = share(f64(n), 4.0), c = sorted_out(n)

  let optional = from rows
    |> select
         a = plus_one(maybe),
         b = filled(maybe, null),
         c = filled(null, maybe),
         d = last_even([n, n + 1])

  let lists = from rows
    |> select
         a = spelt(n),
         b = doubled([n]),
         c = kept(n),
         d = crossed(n),
         e = twice_itself([n, 7]),
         f = captured(n, [0, 1])

  let of_items = from rows
    |> select t = total(items), tags = all_tags(items), name = cheapest_name(items)

  let of_lists = from rows |> select a = flat(nested), b = pairs([3, n, 1])

  let kept_rows = from rows
    |> filter triangle(n) > 5 and sorted_out(n) == "large"
    |> map n

  let with_params = from rows |> map triangle(n) + triangle(big)

  let keyed = from rows
    |> aggregate count = count(), most = max(triangle(n)) by kind = sorted_out(n)

  let ordered = from rows
    |> sort by triangle(10 - n)
    |> map n

  from numbers |> into jsonl("numbers.jsonl")
  from others |> into jsonl("others.jsonl")
  from optional |> into jsonl("optional.jsonl")
  from lists |> into jsonl("lists.jsonl")
  from of_items |> into jsonl("of_items.jsonl")
  from of_lists |> into jsonl("of_lists.jsonl")
  from kept_rows |> into jsonl("kept_rows.jsonl")
  from with_params |> into jsonl("with_params.jsonl")
  from keyed |> into jsonl("keyed.jsonl")
  from ordered |> into jsonl("ordered.jsonl")
}

test "loops and branches" for blocks {
  given rows = [{n: 4}, {n: 1}, {n: 7}]
  expect numbers == [[10, 2, 20, 1002, 54, 16], [1, 0, 11, 1, 1, 1], [28, 16, 38, 1002, 87, 49]]
  expect others == [
    {a: -2, b: 1.0, c: "large"},
    {a: -2, b: 0.25, c: "small"},
    {a: -2, b: 1.75, c: "large"},
  ]
  expect kept_rows == [4, 7]
  expect with_params == [500510, 500501, 500528]
  expect keyed == [{kind: "large", count: 2, most: 28}, {kind: "small", count: 1, most: 1}]
  expect ordered == [7, 4, 1]
}

test "what is not null is remembered until the next assignment" for blocks {
  given rows = [{n: 1, maybe: 8}, {n: 2}]
  expect optional == [{a: 9, b: 9, c: 8, d: 2}, {a: 0, b: 6, c: 6, d: 2}]
}

test "lists and text grow, and what was read of them stays" for blocks {
  given rows = [{n: 3}, {n: 0}, {n: 12}]
  expect lists.map(l => l.a) == ["0,1,2", "", "0,1,2,3,4,5,6,7,8,9,10,11"]
  expect lists.map(l => l.b) == [[3, 3, 103], [0, 0, 100], [12, 12, 112]]
  expect lists[0].c == [[0], [0, 1], [0, 1, 2]]
  expect lists[2].c.map(l => l.len()) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
  expect lists[2].c[11] == range(0, 12)
  expect lists[0].d == [0, 0, 200, 1, 201, 2, 202, 0, 0, 200, 1, 201, 2, 102]
  expect lists[0].e == [3, 7, 3, 7, 3, 7, 3, 7]
  expect lists[0].f == [11, 21, 31]
}

test "over items" for blocks {
  given rows = [
    {
      n: 1,
      items: [{name: "a", price: 2.0, tags: ["x", "y"]}, {name: "b", price: 0.5, tags: ["y", "z"]}],
    },
    {n: 2, items: []},
    {
      n: 3, items: [{name: "c", price: -1.0}, {name: "d", price: 1.0}],
      nested: [[1], [2, 3], [4, 5, 6], [7]],
    },
    {n: 5, nested: [[1], [2, 3]]},
  ]
  expect of_items == [
    {t: 2.5, tags: ["x", "y", "z"], name: "b"},
    {t: 0.0, tags: [], name: "none"},
    {t: -1.0, tags: [], name: "c"},
    {t: 0.0, tags: [], name: "none"},
  ]
  expect of_lists == [
    {a: [], b: [13, 13]}, {a: [], b: [23, 13, 12]}, {a: [4, 5, 6], b: [13, 13]},
    {a: [1, 2, 3], b: [35, 13, 15]},
  ]
}

test "functions alone" {
  expect triangle(100) == 5050
  expect steps(27) == 111
  expect range(0, 4).map(i => sorted_out(i)) == ["zero", "small", "small", "large"]
  expect range(0, 4).map(i => triangle(i)) == [0, 1, 3, 6]
}
