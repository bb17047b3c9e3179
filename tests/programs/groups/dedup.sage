## `dedup`: the first row of each key.

schema Visit { user: str?, page: str, x: f64 }

pipeline dedups {
  let visits = from jsonl("visits.jsonl") as Visit

  let users = from visits
    |> dedup by user
    |> select user, page

  let pairs = from visits
    |> dedup by user, page
    |> select user, page

  let letters = from visits
    |> dedup by letter = lower(slice(page, 0, 1))
    |> select page

  let numbers = from visits
    |> dedup by x
    |> map to_str(x)

  let large = from visits
    |> dedup by page
    |> filter page != "a"
    |> select page

  let records = from visits
    |> dedup by it
    |> aggregate n = count()

  from visits |> into null
}

test "the first of each key stays" for dedups {
  given visits = [
    {user: "a", page: "a", x: 0}, {user: null, page: "B", x: 0}, {user: "a", page: "b", x: 0},
    {user: null, page: "a", x: 0}, {user: "", page: "a", x: 0}, {user: "a", page: "a", x: 0},
  ]
  expect users == [{user: "a", page: "a"}, {user: null, page: "B"}, {user: "", page: "a"}]
  expect pairs == [
    {user: "a", page: "a"}, {user: null, page: "B"}, {user: "a", page: "b"},
    {user: null, page: "a"}, {user: "", page: "a"},
  ]
  expect letters == [{page: "a"}, {page: "B"}]
  expect large == [{page: "B"}, {page: "b"}]
  expect records == [{n: 5}]
}

test "NaN is one key, and so is zero of either sign" for dedups {
  given visits = [
    {page: "", x: 0.0 / 0.0}, {page: "", x: 0.0}, {page: "", x: -0.0}, {page: "", x: -(0.0 / 0.0)},
    {page: "", x: 1.0},
  ]
  expect numbers == ["NaN", "0.0", "1.0"]
}
