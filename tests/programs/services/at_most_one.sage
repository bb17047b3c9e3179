## A filter answers null.

schema Ask { n: i64, word: str? }

pipeline finder {
  from request as Ask
    |> filter n > 0
    |> filter word is not null and len(word) > 1
    |> map word.slice(0, n)
    |> into response
}

test "what does not pass is answered with null" for finder {
  expect call(n: 2, word: "hello") == "he"
  expect call(n: 0, word: "hello") is null
  expect call(n: 2) is null
  expect call(n: 2, word: "é") == null
  expect (call(n: 9, word: "éa") ?? "none") == "éa"
}
