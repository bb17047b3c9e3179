## Regular expressions: what matches, where, and the groups of it.

schema Row { s: str, with: str = "<$0>" }

const ENTRY = re"(?P<key>[a-z]+)=(?P<value>\d+)?(;(?P<note>\w*))?"
const WORD = re"[a-z']+"

fn digits() = re"\d+"
fn first_word(s: str) -> str = s.find(WORD) ?? "none"

pipeline regex {
  let rows = from jsonl("rows.jsonl") as Row

  let asked = from rows
    |> map [
         s matches re"b", s matches re"^b", s matches re"(?i)^AB$", s matches re"^$",
         s matches re"\bé\b", s matches digits(),
       ]

  let found = from rows |> map [s.find(re"a+"), find(s, digits()), WORD.find(s), find(re"\z", s)]
  let all = from rows |> map s.find_all(WORD)
  let any_run = from rows |> map s.find_all(re"a*")
  let chars = from rows |> map s.find_all(re".")

  let counts = from rows
    |> map [s.count(re"a"), re"a*".count(s), s.count(re"[^a]+"), s.count(re"\s+")]

  let parts = from rows |> map [s.split(re"[,;] *"), re"\s+".split(s), s.split(re"")]

  let replaced = from rows
    |> map [
         s.replace(re"a", "-"), s.replace(re"a*", "-"),
         s.replace(re"(\w)(?P<b>\w)", "$2${b}$1${1}$$"), re"\d".replace(s, ""),
         s.replace(re"x|(y)", "[$1]"), s.replace(re"[a-z]+", with),
       ]

  let entries = from rows |> flatmap s.capture(ENTRY) else others
  let every = from rows |> map ENTRY.capture_all(s)
  let keys = from rows |> map s.capture(ENTRY)?.key ?? "?"

  let kept = from rows
    |> filter s matches re"^\p{L}+$" and s.find(WORD) is not null
    |> map first_word(s)

  let folded = from rows
    |> map ["a1b22".find_all(digits()).join("+"), "k=5".capture(ENTRY)?.value ?? ""]

  from rows |> into null
}

test "a pattern matches anywhere unless it says where" for regex {
  given rows = [{s: "abc"}, {s: "AB"}, {s: ""}, {s: "é 7"}, {s: "b\nc"}]
  expect asked == [
    [true, false, false, false, false, false], [false, false, true, false, false, false],
    [false, false, false, true, false, false], [false, false, false, false, false, true],
    [true, true, false, false, false, false],
  ]
}

test "what is found is the first, and as long as the pattern says" for regex {
  given rows = [{s: "baa a 12 don't 3"}, {s: ""}, {s: "ÄÖ"}]
  expect found == [["aa", "12", "baa", ""], [null, null, null, ""], [null, null, null, ""]]
  expect all == [["baa", "a", "don't"], [], []]
}

test "empty matches stand between characters, but not right behind a match" for regex {
  given rows = [{s: "baac"}, {s: ""}, {s: "é😀"}, {s: "aa"}]
  expect any_run == [["", "aa", ""], [""], ["", "", ""], ["aa"]]
  expect chars == [["b", "a", "a", "c"], [], ["é", "😀"], ["a", "a"]]
  expect counts == [[2, 3, 2, 0], [0, 1, 0, 0], [0, 3, 1, 0], [2, 1, 0, 0]]
}

test "splitting" for regex {
  given rows = [{s: "a, b;c"}, {s: ""}, {s: ",a  b,"}, {s: "é😀"}]
  expect parts == [
    [["a", "b", "c"], ["a,", "b;c"], ["a", ",", " ", "b", ";", "c"]],
    [[""], [""], [""]],
    [["", "a  b", ""], [",a", "b,"], [",", "a", " ", " ", "b", ","]],
    [["é😀"], ["é😀"], ["é", "😀"]],
  ]
}

test "replacing, with groups" for regex {
  given rows = [
    {s: "baac"}, {s: ""}, {s: "xyé1", with: "${nothing}$7$$$"}, {s: "😀a", with: "${"},
    {s: "a b", with: "$"},
  ]
  expect replaced == [
    ["b--c", "-b-c-", "aabb$ccaa$", "baac", "baac", "<baac>"],
    ["", "-", "", "", "", ""],
    ["xyé1", "-x-y-é-1-", "yyxx$é1", "xyé", "[][y]é1", "${nothing}$7$$é1"],
    ["😀-", "-😀-", "😀a", "😀a", "😀a", "😀${"],
    ["- b", "- -b-", "a b", "a b", "a b", "$ $"],
  ]
}

test "groups are fields; those that may be left out are optional" for regex {
  given rows = [{s: "a=1;x b=2"}, {s: "q="}, {s: "none"}, {s: "z=9;"}]
  expect entries == [
    {key: "a", value: "1", note: "x"}, {key: "q", value: null, note: null},
    {key: "z", value: "9", note: ""},
  ]
  expect others == [{s: "none", with: "<$0>"}]
  expect every == [
    [{key: "a", value: "1", note: "x"}, {key: "b", value: "2", note: null}],
    [{key: "q", value: null, note: null}], [], [{key: "z", value: "9", note: ""}],
  ]
  expect keys == ["a", "q", "?", "z"]
}

test "patterns in filters and functions, and of texts that are known" for regex {
  given rows = [{s: "añb"}, {s: "ÄÖ"}, {s: "a1"}]
  expect kept == ["a"]
  expect folded == [["1+22", "5"], ["1+22", "5"], ["1+22", "5"]]
}
