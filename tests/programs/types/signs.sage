## The sign taken off the smallest `i64` gives a number that only `u64` has.

pipeline signs {
  from range(0, 2)
    |> map -(-9223372036854775808)
    |> into jsonl("large.jsonl")

  from range(0, 2)
    |> select x = it, y = [-(-5), 3]
    |> into jsonl("small.jsonl")
}

test "a sign taken off the smallest number" for signs {
  expect sink("large.jsonl") == [9223372036854775808, 9223372036854775808]
  expect sink("small.jsonl") == [{x: 0, y: [5, 3]}, {x: 1, y: [5, 3]}]
}
