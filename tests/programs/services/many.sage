## A flatmap answers a list.

schema Ask { text: str, least: i64 = 1 }

pipeline words {
  from request as Ask
    |> flatmap text.split().distinct()
    |> filter len(it) > 1
    |> map {word: it, length: len(it)}
    |> into response
}

pipeline squares {
  from request as i64
    |> flatmap range(0, it)
    |> map it * it
    |> into response
}

test "a list of rows" for words {
  expect call(text: "to be or not to be a bee") == [
    {word: "to", length: 2}, {word: "be", length: 2}, {word: "or", length: 2},
    {word: "not", length: 3}, {word: "bee", length: 3},
  ]
  expect call(text: "") == []
  expect call(text: "a b c") == []
}

test "a list of plain values for a plain value" for squares {
  expect call(4) == [0, 1, 4, 9]
  expect call(0) == []
  expect squares.process(2) == [0, 1]
}
