## Functions of lists that take a lambda; and pairs.

schema Line { sku: str, n: i64, price: f64? }

schema Row { xs: list<i64>, fs: list<f64> = [], lines: list<Line> = [], maybe: list<str?> = [] }

pipeline list_functions {
  let rows = from jsonl("rows.jsonl") as Row

  let made = from rows
    |> select
         map = xs.map(x => x * x),
         filter = xs.filter(x => x % 2 == 0),
         flat = xs.flat_map(x => range(0, x))

  let asked = from rows
    |> select
         any = xs.any(x => x > 2),
         all = xs.all(x => x > 0),
         count = xs.count(x => x > 1),
         find = xs.find(x => x > 1),
         at = xs.find_index(x => x > 1)

  let parts = from rows |> select head = xs.take_while(x => x < 3), tail = xs.skip_while(x => x < 3)

  let folded = from rows
    |> select
         sum = xs.fold(0, fn(sum, x) => sum + x),
         text = xs.fold("", fn(text, x) => f"{text}{x},"),
         both = xs.fold(
           {n: 0, sum: 0.0}, fn(so_far, x) => {n: so_far.n + 1, sum: so_far.sum + f64(x)},
         ),
         list = xs.fold([0], fn(list, x) => list + [x + list[-1]])

  let sorted = from rows
    |> select
         down = xs.sort_by(x => -x),
         lines = lines.sort_by(l => l.price).map(l => l.sku),
         stable = lines.sort_by(l => l.n).map(l => l.sku),
         floats = fs.sort_by(f => f)

  let best = from rows
    |> select
         least = lines.min_by(l => l.n)?.sku,
         most = lines.max_by(l => l.n)?.sku,
         low = fs.min_by(f => -f),
         high = fs.max_by(f => -f)

  let pairs = from rows
    |> select
         zipped = xs.zip(fs),
         sum = xs.zip(fs).map(p => f64(p.left) * p.right).sum(),
         numbered = lines.enumerate().map(e => f"{e.index}{e.item.sku}"),
         kept = maybe.zip(maybe.reverse()).map(p => (p.left ?? "-") + (p.right ?? "-"))

  let optional = from rows
    |> select
         found = maybe.find(m => m is null),
         first = maybe.find(m => m is not null) ?? "none",
         kept = maybe.filter(m => m is not null and m != "").map(m => m.upper())

  from made |> into jsonl("made.jsonl")
}

test "what a lambda gives for each item" for list_functions {
  given rows = [{xs: [3, 1, 2]}, {xs: []}]
  expect made == [
    {map: [9, 1, 4], filter: [2], flat: [0, 1, 2, 0, 0, 1]},
    {map: [], filter: [], flat: []},
  ]
}

test "questions to a list" for list_functions {
  given rows = [{xs: [1, 2, 3]}, {xs: []}, {xs: [-1]}]
  expect asked == [
    {any: true, all: true, count: 2, find: 2, at: 1},
    {any: false, all: true, count: 0, find: null, at: null},
    {any: false, all: false, count: 0, find: null, at: null},
  ]
}

test "the items before and behind the first" for list_functions {
  given rows = [{xs: [1, 2, 3, 1]}, {xs: []}, {xs: [1]}]
  expect parts == [{head: [1, 2], tail: [3, 1]}, {head: [], tail: []}, {head: [1], tail: []}]
}

test "many items in one value" for list_functions {
  given rows = [{xs: [1, 2, 3]}, {xs: []}]
  expect folded == [
    {sum: 6, text: "1,2,3,", both: {n: 3, sum: 6.0}, list: [0, 1, 3, 6]},
    {sum: 0, text: "", both: {n: 0, sum: 0.0}, list: [0]},
  ]
}

test "an order by what a lambda gives" for list_functions {
  given rows = [
    {
      xs: [2, 3, 1], fs: [2.0, f64("NaN".parse_float() ?? 0.0), -0.0, 0.0, -1.0],
      lines: [
        {sku: "a", n: 2, price: null}, {sku: "b", n: 1, price: 2.0}, {sku: "c", n: 2, price: 1.0},
        {sku: "d", n: 1, price: null},
      ],
    },
  ]
  expect sorted.map(s => s.down) == [[3, 2, 1]]
  expect sorted[0].lines == ["c", "b", "a", "d"]
  expect sorted[0].stable == ["b", "d", "a", "c"]
  expect sorted[0].floats.map(f => f"{f}") == ["-1.0", "-0.0", "0.0", "2.0", "NaN"]
  expect best.map(b => [b.least, b.most]) == [["b", "a"]]
  expect best[0].low == 2.0 and f"{best[0].high ?? 0.0}" == "NaN"
}

test "long lists are sorted, too" for list_functions {
  given rows = [{xs: range(0, 100).map(n => n * 37 % 101)}]
  expect sorted[0].down == range(0, 101).reverse().filter(n => n in range(0, 100).map(
    m => m * 37 % 101
  ))
}

test "pairs" for list_functions {
  given rows = [
    {
      xs: [1, 2, 3], fs: [0.5, 2.0],
      lines: [{sku: "a", n: 2, price: null}, {sku: "b", n: 1, price: 2.0}], maybe: ["x", null],
    },
    {xs: []},
  ]
  expect pairs == [
    {
      zipped: [{left: 1, right: 0.5}, {left: 2, right: 2.0}], sum: 4.5, numbered: ["0a", "1b"],
      kept: ["x-", "-x"],
    },
    {zipped: [], sum: 0.0, numbered: [], kept: []},
  ]
}

test "items that may be null" for list_functions {
  given rows = [{xs: [], maybe: [null, "", "x"]}, {xs: []}]
  expect optional == [{found: null, first: "", kept: ["X"]}, {found: null, first: "none", kept: []}]
}
