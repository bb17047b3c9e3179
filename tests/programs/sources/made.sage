## Rows that the program makes itself: `values`, `range` and `generator`.

schema Item { id: u8, name: str, price: f32 = 1.5, tags: list<str>? }

pipeline made {
  param count: i64 = 3
  const FIRST = 10

  let records = from values([{id: 1, name: "a"}, {id: 2, name: "b"}])

  let typed = from values([{id: 1, name: "a"}, {id: 2, name: "b", price: 2, tags: ["x"]}]) as Item

  let mixed = from values([{n: 1, x: 2}, {n: 2, x: 2.5}])
  let texts = from values(["", "é", "\u{1F600}"])
  let nothing = from values([]) as Item
  let optional = from values([1, null, 3])
  let lists = from values([[1, 2], [3]])
  let numbers = from range(-2, count)
  let none = from range(5, 5)
  let backwards = from range(5, 1)
  let constants = from range(FIRST, FIRST + 2)
  let rows = from generator(row: i => {id: i, even: i % 2 == 0, name: f"row {i}"}, count: count)
  let squares = from generator(row: n => n * n, count: 4)
  let empty = from generator(row: i => i, count: 0)
  let from_lists = from generator(row: i => [i, i + FIRST], count: 2) |> flatmap it

  from records |> into null
}

test "rows that are written in place" for made {
  expect records == [{id: 1, name: "a"}, {id: 2, name: "b"}]
  expect typed == [
    {id: 1, name: "a", price: 1.5, tags: null}, {id: 2, name: "b", price: 2.0, tags: ["x"]},
  ]
  expect mixed == [{n: 1, x: 2.0}, {n: 2, x: 2.5}]
  expect texts == ["", "é", "\u{1F600}"]
  expect nothing == []
  expect optional == [1, null, 3]
  expect lists == [[1, 2], [3]]
}

test "a range has its start and not its end" for made {
  expect numbers == [-2, -1, 0, 1, 2]
  expect none == []
  expect backwards == []
  expect constants == [10, 11]
}

test "a generator makes rows of their number" for made {
  expect rows == [
    {id: 0, even: true, name: "row 0"}, {id: 1, even: false, name: "row 1"},
    {id: 2, even: true, name: "row 2"},
  ]
  expect squares == [0, 1, 4, 9]
  expect empty == []
  expect from_lists == [0, 10, 1, 11]
}
