## The words a book uses most.
##
##     sagec run examples/word_count.sage -- --shortest 6

## The words of a line in lower case, without the marks around them.
fn words(line: str) -> list<str> =
  (" " + lower(line) + " ")
    .replace("--", " ").replace(",", " ").replace(".", " ").replace(";", " ").replace(":", " ")
    .replace("!", " ").replace("?", " ").replace("(", " ").replace(")", " ").replace("[", " ")
    .replace("]", " ").replace("*", " ").replace("_", " ").replace("\"", " ").replace("`", " ")
    .replace(" '", " ").replace("' ", " ")               # quotes go, the apostrophe of "don't" stays
    .split(" ")

pipeline word_count {
  param input: str = "examples/data/alice_in_wonderland.txt"
  param shortest: i64 = 1                                # letters a word needs to count

  let lines = from text(input)

  let counts = from lines
    |> flatmap words(it)
    |> filter it != "" and len(it) >= shortest
    |> key_by word = it
    |> aggregate n = count()

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
  expect words("don't") == ["", "don't", ""]
  expect words("'never'") == ["", "never", ""]
}
