## Functions of text.

schema Row { s: str, t: str = "", n: i64 = 3 }

pipeline text_functions {
  let rows = from jsonl("rows.jsonl") as Row

  let cases = from rows |> map [upper(s), lower(s), s.trim(), s.upper().lower()]
  let parts = from rows |> map s.split(t)
  let words = from rows |> map s.split()

  let joined = from rows
    |> map [s.split(t).join("+"), join([s, t, s], ", "), s.replace(t, "_"), s.replace("a", "")]

  let asked = from rows
    |> map [s.contains(t), contains(s, ""), s.starts_with(t), s.ends_with(t), s like "a%"]

  let cut = from rows
    |> map [
         s.slice(1), s.slice(0, 2), s.slice(-2), s.slice(n, 1), s.slice(1, -1), s.slice(-100, 100),
       ]

  let filled = from rows
    |> map [
         s.pad_start(5), s.pad_end(5) + "|", s.pad_start(n, "xy"), s.pad_end(7, "é"),
         s.pad_start(-1, "z"), s.pad_end(6, ""),
       ]

  let places = from rows |> map [s.index_of(t), s.index_of("a"), index_of(s, "zz")]
  let numbers = from rows |> map [s.parse_int(), (s + t).parse_int()]
  let floats = from rows |> map to_str(s.parse_float() ?? -1.0)

  let times = from rows
    |> map [s.parse_time(), s.parse_time("%d.%m.%Y"), parse_time(s, "%Y-%m-%d %H:%M:%S")]

  let lengths = from rows |> map [len(s), byte_len(s), s.trim().len(), s.split("").len()]
  let hashes = from rows |> map [hash(s), hash(n), hash([s, t])]
  let chained = from rows |> map s.trim().lower().replace(" ", "-").slice(0, 4).pad_end(4, ".")

  from rows |> into null
}

test "cases and white space" for text_functions {
  given rows = [{s: " aBc\t\n"}, {s: "straße É ǆ İ"}, {s: ""}, {s: "\u{A0}x\u{2003}"}]
  expect cases == [
    [" ABC\t\n", " abc\t\n", "aBc", " abc\t\n"],
    ["STRASSE É Ǆ İ", "straße é ǆ i\u{307}", "straße É ǆ İ", "strasse é ǆ i\u{307}"],
    ["", "", "", ""], ["\u{A0}X\u{2003}", "\u{A0}x\u{2003}", "x", "\u{A0}x\u{2003}"],
  ]
  expect words == [["aBc"], ["straße", "É", "ǆ", "İ"], [], ["x"]]
  expect chained == ["abc.", "stra", "....", "x..."]
}

test "splitting, joining, replacing" for text_functions {
  given rows = [
    {s: "a,b,,c", t: ","}, {s: "aéa", t: "é"}, {s: "aaaa", t: "aa"}, {s: "ab", t: ""},
    {s: "", t: ","},
  ]
  expect parts == [["a", "b", "", "c"], ["a", "a"], ["", "", ""], ["a", "b"], [""]]
  expect joined == [
    ["a+b++c", "a,b,,c, ,, a,b,,c", "a_b__c", ",b,,c"], ["a+a", "aéa, é, aéa", "a_a", "é"],
    ["++", "aaaa, aa, aaaa", "__", ""], ["a+b", "ab, , ab", "_a_b_", "b"], ["", ", ,, ", "", ""],
  ]
  expect asked == [
    [true, true, false, false, true], [true, true, false, false, true],
    [true, true, true, true, true], [true, true, true, true, true],
    [false, true, false, false, false],
  ]
  expect places == [[1, 0, null], [1, 0, null], [0, 0, null], [0, 0, null], [null, null, null]]
}

test "places count code points" for text_functions {
  given rows = [{s: "Grüße", n: 2}, {s: "\u{1F600}b", n: 4}, {s: ""}]
  expect cut == [
    ["rüße", "Gr", "ße", "", "rüß", "Grüße"],
    ["b", "\u{1F600}b", "\u{1F600}b", "", "", "\u{1F600}b"], ["", "", "", "", "", ""],
  ]
  expect filled == [
    ["Grüße", "Grüße|", "Grüße", "Grüßeéé", "Grüße", "Grüße"],
    [
      "   \u{1F600}b", "\u{1F600}b   |", "xy\u{1F600}b", "\u{1F600}bééééé", "\u{1F600}b",
      "\u{1F600}b",
    ], ["     ", "     |", "xyx", "ééééééé", "", ""],
  ]
  expect lengths == [[5, 7, 5, 5], [2, 5, 2, 2], [0, 0, 0, 0]]
}

test "reading numbers and times" for text_functions {
  given rows = [
    {s: "42"}, {s: "-7", t: "0"}, {s: "+9223372036854775807"}, {s: "9223372036854775808"},
    {s: " 1"}, {s: "1.5e3"}, {s: "-.5"}, {s: "nan"}, {s: ""}, {s: "31.12.2025"},
    {s: "2026-01-01 10:11:12"}, {s: "2026-02-30"},
  ]
  expect numbers == [
    [42, 42], [-7, -70], [9223372036854775807, 9223372036854775807], [null, null], [null, null],
    [null, null], [null, null], [null, null], [null, null], [null, null], [null, null],
    [null, null],
  ]
  expect floats == [
    "42.0", "-7.0", "9.223372036854775807e+18".replace("775807", "776"), "9.223372036854776e+18",
    "-1.0", "1500.0", "-0.5", "NaN", "-1.0", "-1.0", "-1.0", "-1.0",
  ]
  expect times == [
    [null, null, null], [null, null, null], [null, null, null], [null, null, null],
    [null, null, null], [null, null, null], [null, null, null], [null, null, null],
    [null, null, null], [null, ts"2025-12-31", null],
    [ts"2026-01-01T10:11:12Z", null, ts"2026-01-01T10:11:12Z"], [null, null, null],
  ]
}

test "hashes are the same on every machine" for text_functions {
  given rows = [{s: "", n: 0}, {s: "sage", n: -1}]
  expect hashes == [
    [14807520665069283849, 14544503408999129173, 4169963610680866173],
    [10341913768380998844, 10239578948721450345, 15555576310415855870],
  ]
}
