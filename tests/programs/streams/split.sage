## `split`: each row goes to the first stream whose condition holds.

schema Event { id: i64, kind: str, size: i64?, user: {name: str, age: i64?}? }

pipeline splits {
  let events = from jsonl("events.jsonl") as Event

  from events
    |> split
         large = size is not null and size > 100,
         sized = size is not null,
         named = user is not null else rest

  let large_sizes = from large |> select id, twice = size * 2
  let all_sizes = from sized |> aggregate total = sum(size)
  let names = from named |> select id, user.name
  let others = from rest |> map id

  from events
    |> filter kind != "x"
    |> split a = kind == "a", b = kind == "b"

  let only_a = from a |> select id
  let pair = from union(a, b) |> aggregate n = count()

  from events |> split even = id % 2 == 0 else odd
  from even |> split two = id == 2 else four
  let odd_ids = from odd |> map id
  let second = from two |> map id * 10

  from four
    |> select id
    |> into jsonl("four.jsonl")

  from events |> into null
}

test "the first condition that holds, else the rest" for splits {
  given events = [
    {id: 1, kind: "a", size: 500}, {id: 2, kind: "b", size: 5},
    {id: 3, kind: "c", user: {name: "Eve"}}, {id: 4, kind: "x"},
    {id: 5, kind: "a", size: 100, user: {name: "Bob", age: 3}},
  ]
  expect large_sizes == [{id: 1, twice: 1000}]
  expect all_sizes == [{total: 105}]
  expect names == [{id: 3, name: "Eve"}]
  expect others == [4]
}

test "without else the rest is dropped" for splits {
  given events = [{id: 1, kind: "a"}, {id: 2, kind: "b"}, {id: 3, kind: "c"}, {id: 4, kind: "x"}]
  expect only_a == [{id: 1}]
  expect pair == [{n: 2}]
}

test "a branch may be split again" for splits {
  given events = [{id: 1, kind: ""}, {id: 2, kind: ""}, {id: 4, kind: ""}]
  expect odd_ids == [1]
  expect second == [20]
  expect sink("four.jsonl") == [{id: 4}]
}
