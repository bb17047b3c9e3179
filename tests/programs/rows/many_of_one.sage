## `flatmap` and `explode`: several rows of one.

schema Post {
  id:      i64
  tags:    list<str>
  scores:  list<i64>?
  authors: list<{name: str, age: i64?}> = []
}

fn half(x: i64) -> i64? = if x % 2 == 0 then x // 2 else null

pipeline many {
  let posts = from jsonl("posts.jsonl") as Post
  let numbers = from jsonl("numbers.jsonl") as i64

  let words = from posts
    |> flatmap tags
    |> flatmap it.split("-")

  let people = from posts
    |> flatmap authors
    |> filter age is not null
    |> select name, next = age + 1

  let halves = from numbers |> flatmap half(it) else odd
  let odd_ones = from odd |> map it * 100

  let lost = from numbers
    |> flatmap half(it)
    |> flatmap half(it)

  let counted = from numbers |> flatmap range(0, it)
  let doubled = from numbers |> flatmap [it, it]

  let tagged = from posts
    |> explode tags as tag
    |> select id, tag

  let scored = from posts
    |> explode scores as score
    |> select id, score, count = len(tags)

  let parts = from posts
    |> explode slice(tags, 1) as rest
    |> select id, rest

  let pairs = from posts
    |> explode tags as a
    |> explode scores as b
    |> select a, b

  let written = from posts
    |> explode authors as author
    |> select author.name, author.age

  from posts |> into null
  from numbers |> into null
}

test "a row for each item of a list" for many {
  given posts = [
    {id: 1, tags: ["a-b", "c"]}, {id: 2, tags: []},
    {id: 3, tags: ["d"], authors: [{name: "x", age: 1}, {name: "y"}]},
  ]
  given numbers = [2, 0, 1]
  expect words == ["a", "b", "c", "d"]
  expect people == [{name: "x", next: 2}]
  expect counted == [0, 1, 0]
  expect doubled == [2, 2, 0, 0, 1, 1]
  expect written == [{name: "x", age: 1}, {name: "y", age: null}]
}

test "an optional is a list of none or one, and else gets the inputs that gave null" for many {
  given numbers = [4, 3, 6, 5]
  expect halves == [2, 3]
  expect odd == [3, 5]
  expect odd_ones == [300, 500]
  expect lost == [1]
}

test "explode keeps the other columns; empty and null lists give no row" for many {
  given posts = [
    {id: 1, tags: ["a", "b"], scores: [7]}, {id: 2, tags: [], scores: [1, 2]},
    {id: 3, tags: ["c"], scores: null}, {id: 4, tags: ["d", "e"], scores: []},
  ]
  expect tagged == [
    {id: 1, tag: "a"}, {id: 1, tag: "b"}, {id: 3, tag: "c"}, {id: 4, tag: "d"}, {id: 4, tag: "e"},
  ]
  expect scored == [
    {id: 1, score: 7, count: 2}, {id: 2, score: 1, count: 0}, {id: 2, score: 2, count: 0},
  ]
  expect parts == [{id: 1, rest: "b"}, {id: 4, rest: "e"}]
  expect pairs == [{a: "a", b: 7}, {a: "b", b: 7}]
}
