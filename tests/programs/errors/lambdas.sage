## Which failure is told where a lambda fails for several items: that of the first such item, and in it the first.

schema Row { of: str, xs: list<i64>, one: list<i64> = [1] }

pipeline failures_in_lambdas {
  set on_error = "dead_letter"
  let rows = from jsonl("rows.jsonl") as Row

  from rows
    |> filter of == "two places"
    |> map xs.map(x => if x < 0 then 10 // (x + 1) else one[x])
    |> into jsonl("a.jsonl")

  from rows
    |> filter of == "two places in an order"
    |> map xs.map(x => one[x] + 10 // x)
    |> into jsonl("b.jsonl")

  from rows
    |> filter of == "before"
    |> map one[9] + xs.map(x => 10 // x).sum()
    |> into jsonl("c.jsonl")

  from rows
    |> filter of == "behind"
    |> map xs.map(x => 10 // x).sum() + one[8]
    |> into jsonl("d.jsonl")

  from rows
    |> filter of == "argument"
    |> map xs.map(x => 10 // x).slice(one[7], 2)
    |> into jsonl("e.jsonl")

  from rows
    |> filter of == "nested"
    |> map xs.map(x => one[x - 1] + xs.map(y => 10 // y).sum() + one[6])
    |> into jsonl("f.jsonl")

  from rows
    |> filter of == "nested and first"
    |> map xs.map(x => xs.map(y => 10 // (y - x + 1)).sum() + one[5])
    |> into jsonl("g.jsonl")

  from rows
    |> filter of == "columns"
    |> select p = xs.map(x => one[x]), q = xs.map(x => 10 // x)
    |> into jsonl("h.jsonl")

  from rows
    |> filter of == "folded"
    |> map xs.fold(100, fn(n, x) => if n < 10 then one[n] else n // x)
    |> into jsonl("i.jsonl")

  from rows
    |> filter of == "sorted"
    |> select s = xs.sort_by(x => 10 // x), best = xs.max_by(x => one[x])
    |> into jsonl("j.jsonl")

  from rows
    |> filter of == "stops"
    |> select
         any = xs.any(x => 10 // x > 1),
         all = xs.all(x => 10 // x > 5),
         find = xs.find(x => 10 // x > 1),
         at = xs.find_index(x => 10 // x > 1),
         head = xs.take_while(x => 10 // x > 5),
         tail = xs.skip_while(x => 10 // x > 5)
    |> into jsonl("k.jsonl")

  from rows
    |> filter of == "does not stop"
    |> map xs.count(x => 10 // x > 1) + xs.filter(x => one[x] > 1).len()
    |> into jsonl("l.jsonl")

  from rows
    |> filter of == "lists"
    |> map xs.flat_map(x => if x > 1 then [one[x]] else [10 // x])
    |> into jsonl("m.jsonl")

  let told = from errors |> select reason
  from told |> into jsonl("told.jsonl")
}

test "the first item that fails tells why" for failures_in_lambdas {
  given rows = [
    {of: "two places", xs: [0, 3, -1]},
    {of: "two places", xs: [0, -1, 3]},
    {of: "two places in an order", xs: [0, 5]},
    {of: "two places in an order", xs: [5, 0]},
  ]
  expect told.map(t => t.reason) == [
    "index 3 is absent: the list has 1 item",
    "division by zero",
    "division by zero",
    "index 5 is absent: the list has 1 item",
  ]
}

test "what stands before a lambda fails before it, what stands behind it does not" for failures_in_lambdas {
  given rows = [
    {of: "before", xs: [0]},
    {of: "before", xs: [0], one: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]},
    {of: "behind", xs: [1, 0]},
    {of: "behind", xs: [1]},
    {of: "argument", xs: [1, 0]},
    {of: "argument", xs: [1]},
    {of: "columns", xs: [0, 4]},
    {of: "columns", xs: [0]},
  ]
  expect told.map(t => t.reason) == [
    "index 9 is absent: the list has 1 item",
    "division by zero",
    "division by zero",
    "index 8 is absent: the list has 1 item",
    "division by zero",
    "index 7 is absent: the list has 1 item",
    "index 4 is absent: the list has 1 item",
    "division by zero",
  ]
}

test "in a lambda within a lambda, too" for failures_in_lambdas {
  given rows = [
    {of: "nested", xs: [1, 0]},
    {of: "nested", xs: [4, 0]},
    {of: "nested", xs: [1, 4]},
    {of: "nested and first", xs: [3, 2]},
    {of: "nested and first", xs: [2, 3]},
  ]
  expect told.map(t => t.reason) == [
    "division by zero",
    "index 3 is absent: the list has 1 item",
    "index 6 is absent: the list has 1 item",
    "division by zero",
    "index 5 is absent: the list has 1 item",
  ]
}

test "every function asks item by item" for failures_in_lambdas {
  given rows = [
    {of: "folded", xs: [20, 0]},
    {of: "folded", xs: [2, 0, 3]},
    {of: "sorted", xs: [5, 0]},
    {of: "sorted", xs: [5, 7]},
    {of: "stops", xs: [1, 10, 0]},
    {of: "stops", xs: [0, 1]},
    {of: "does not stop", xs: [2, 0]},
    {of: "does not stop", xs: [2]},
    {of: "lists", xs: [1, 2, 0]},
    {of: "lists", xs: [1, 0, 2]},
  ]
  expect told.map(t => t.reason) == [
    "index 5 is absent: the list has 1 item",
    "division by zero",
    "division by zero",
    "index 5 is absent: the list has 1 item",
    "division by zero",
    "division by zero",
    "index 2 is absent: the list has 1 item",
    "index 2 is absent: the list has 1 item",
    "division by zero",
  ]
  expect sink("k.jsonl") == [{any: true, all: false, find: 1, at: 0, head: [1], tail: [10, 0]}]
}
