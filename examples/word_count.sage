## The words a book uses most.
##
##     sagec run examples/word_count.sage -- --shortest 6

const WORD = re"[a-z]+('[a-z]+)?"                        # "don't" is one word, and so is 'never' without its quotes

pipeline word_count {
  param input: str = "examples/data/alice_in_wonderland.txt"
  param shortest: i64 = 1                                # letters a word needs to count

  let lines = from text(input)                           # a stream of str; `it` is the line

  let counts = from lines
    |> flatmap lower(it).find_all(WORD)
    |> filter len(it) >= shortest
    |> key_by word = it
    |> aggregate n = count()                             # the file ends, and so the counts come out

  from counts
    |> top 10 by n
    |> into stdout(format: "table")
}

test "counts words across lines, whatever their case" for word_count {
  given lines = ["To be, or not", "to be"]
  expect counts == [
    {word: "to", n: 2}, {word: "be", n: 2}, {word: "or", n: 1}, {word: "not", n: 1},
  ] unordered
}

test "an empty line has no words" for word_count {
  given lines = ["", "   ", "--"]
  expect counts == []
}

test "quotes are taken off a word and its apostrophe is kept" {
  expect "don't say 'never'".find_all(WORD) == ["don't", "say", "never"]
}
