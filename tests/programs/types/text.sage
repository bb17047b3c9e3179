## Text: any Unicode, empty, with every escape; and bytes.

schema Row { s: str, t: str = "", b: bytes = b"" }

pipeline texts {
  let rows = from jsonl("rows.jsonl") as Row

  let same = from rows |> select s
  let lengths = from rows |> map [len(s), byte_len(s), len(s.upper()), len(b)]
  let compared = from rows |> map [s < t, s <= t, s == t, s != t, s > t, s in t, t in s]

  let likes = from rows
    |> map [s like t, s like "%", s like "_", s like "a%c", s like "", s like "%b%"]

  let joined = from rows |> map s + "|" + t + "|" + 'single "quotes"'

  let escapes = from values(["\n\r\t\\\"\0\u{1F600}", r"\n\d", "'", "'"])
    |> map [len(it), byte_len(it)]

  let long = from values(["""
    first
      second "quoted"
    third
    """])
  let bytes_ = from rows |> map [b == b"\x00", b < b"\x01", b > b"a", len(b) == 1]
  let base64 = from rows |> map to_str(b)
  let keys = from rows |> aggregate n = count() by s

  from rows |> into null
}

test "every character goes through" for texts {
  given rows = [
    {s: ""}, {s: "\0"}, {s: "é"}, {s: "e\u{301}"}, {s: "\u{1F600}\u{10FFFF}"}, {s: "a\nb\t\"c\"\\"},
    {s: "\u{2028}\u{85}\u{FEFF}"},
  ]
  expect same == [
    {s: ""}, {s: "\0"}, {s: "é"}, {s: "e\u{301}"}, {s: "\u{1F600}\u{10FFFF}"}, {s: "a\nb\t\"c\"\\"},
    {s: "\u{2028}\u{85}\u{FEFF}"},
  ]
  expect lengths == [
    [0, 0, 0, 0], [1, 1, 1, 0], [1, 2, 1, 0], [2, 3, 2, 0], [2, 8, 2, 0], [8, 8, 8, 0],
    [3, 8, 3, 0],
  ]
  expect escapes == [[7, 10], [4, 4], [1, 1], [1, 1]]
  expect long == ["first\n  second \"quoted\"\nthird\n"]
}

test "text compares by code point" for texts {
  given rows = [
    {s: "a", t: "b"}, {s: "", t: ""}, {s: "Z", t: "a"}, {s: "\u{FFFF}", t: "\u{10000}"},
    {s: "ab", t: "a"},
  ]
  expect compared == [
    [true, true, false, true, false, false, false], [false, true, true, false, false, true, true],
    [true, true, false, true, false, false, false], [true, true, false, true, false, false, false],
    [false, false, false, true, true, false, true],
  ]
}

test "patterns" for texts {
  given rows = [
    {s: "abc", t: "a_c"}, {s: "", t: "%"}, {s: "é", t: "__"}, {s: "100%", t: "%0\\%"},
    {s: "aXbYc", t: "%X%Y%"},
  ]
  expect likes == [
    [true, true, false, true, false, true], [true, true, false, false, true, false],
    [false, true, true, false, false, false], [false, true, false, false, false, false],
    [true, true, false, true, false, true],
  ]
  expect joined == [
    "abc|a_c|single \"quotes\"", "|%|single \"quotes\"", "é|__|single \"quotes\"",
    "100%|%0\\%|single \"quotes\"", "aXbYc|%X%Y%|single \"quotes\"",
  ]
}

test "bytes" for texts {
  given rows = [{s: "", b: b"\x00"}, {s: "", b: b"abc"}, {s: "", b: b"\xff\xfe"}, {s: ""}]
  expect bytes_ == [
    [true, true, false, true], [false, false, true, false], [false, false, true, false],
    [false, true, false, false],
  ]
  expect base64 == ["AA==", "YWJj", "//4=", ""]
  expect keys == [{s: "", n: 4}]
}
