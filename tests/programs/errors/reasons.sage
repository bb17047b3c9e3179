## Every reason a record may fail for, in the same words everywhere.

schema Row {
  what: str
  i:    i64 = 0
  t:    i8 = 0
  u:    u64 = 0
  x:    f64 = 0.0
  list: list<i64> = []
  at:   timestamp = ts"1970-01-01"
  took: duration = 0s
  n:    i64 = 0
}

fn tried(what: str, i: i64, t: i8, u: u64, x: f64, list: list<i64>, n: i64) -> str =
  if what == "+" then to_str(i + n)
  else if what == "-" then to_str(u - 1)
  else if what == "*" then to_str(t * t)
  else if what == "//" then to_str(i // n)
  else if what == "%" then to_str(i % n)
  else if what == "/" then to_str(i / n)
  else if what == "**" then to_str(i ** n)
  else if what == "neg" then to_str(-t)
  else if what == "abs" then to_str(abs(i))
  else if what == "[]" then to_str(list[n])
  else if what == "i8" then to_str(i8(i))
  else if what == "u64" then to_str(u64(i))
  else if what == "i64" then to_str(i64(x))
  else if what == "clamp" then to_str(u8.clamp(x))
  else if what == "sum" then to_str(list.sum())
  else if what == "range" then to_str(len(range(0, n)))
  else if what == "pad" then pad_start("", n)
  else "nothing"

fn timed(what: str, at: timestamp, took: duration, n: i64) -> str =
  if what == "at +" then to_str(at + took)
  else if what == "at -" then to_str(at - took)
  else if what == "took *" then to_str(took * n)
  else if what == "took //" then to_str(took // n)
  else if what == "took /" then to_str(1s / took)
  else if what == "took neg" then to_str(-took)
  else if what == "truncate" then to_str(at.truncate(took))
  else "nothing"

pipeline reasons {
  set on_error = "dead_letter"
  let rows = from jsonl("rows.jsonl") as Row

  let numbers = from rows
    |> filter not (what like "at%" or what like "t%")
    |> map tried(what, i, t, u, x, list, n)

  let times = from rows
    |> filter what like "at%" or what like "t%"
    |> map timed(what, at, took, n)

  let failed = from errors |> select code, reason

  let spans = from errors
    |> filter span == ""
    |> map stage

  from rows |> into null
}

test "numbers" for reasons {
  given rows = [
    {what: "+", i: 9223372036854775807, n: 1}, {what: "-"}, {what: "*", t: -128},
    {what: "//", i: 1}, {what: "%", i: 1}, {what: "/", i: 1}, {what: "**", i: 10, n: 19},
    {what: "**", i: 2, n: -1}, {what: "neg", t: -128}, {what: "abs", i: -9223372036854775808},
    {what: "//", i: -9223372036854775808, n: -1}, {what: "i8", i: 128}, {what: "u64", i: -1},
    {what: "i64", x: 1e19}, {what: "i64", x: 0.0 / 0.0}, {what: "clamp", x: 0.0 / 0.0},
  ]
  expect failed == [
    {code: "R0102", reason: "9223372036854775807 + 1 does not fit i64"},
    {code: "R0102", reason: "0 - 1 does not fit u64"},
    {code: "R0102", reason: "-128 * -128 does not fit i8"},
    {code: "R0103", reason: "division by zero"}, {code: "R0103", reason: "division by zero"},
    {code: "R0103", reason: "division by zero"},
    {code: "R0102", reason: "10 ** 19 does not fit i64"},
    {code: "R0102", reason: "an integer to a negative power is not an integer"},
    {code: "R0102", reason: "-(-128) does not fit i8"},
    {code: "R0102", reason: "abs(-9223372036854775808) does not fit i64"},
    {code: "R0102", reason: "-9223372036854775808 // -1 does not fit i64"},
    {code: "R0102", reason: "128 does not fit i8"}, {code: "R0102", reason: "-1 does not fit u64"},
    {code: "R0102", reason: "1e+19 does not fit i64"},
    {code: "R0102", reason: "NaN does not fit i64"}, {code: "R0102", reason: "NaN does not fit u8"},
  ]
  expect numbers == []
  expect spans == []
}

test "lists and text" for reasons {
  given rows = [
    {what: "[]"}, {what: "[]", list: [1], n: -2}, {what: "[]", list: [1, 2], n: 2},
    {what: "[]", list: [1, 2], n: -2}, {what: "sum", list: [9223372036854775807, 1]},
    {what: "range", n: 99999999}, {what: "pad", n: 99999999},
  ]
  expect failed == [
    {code: "R0104", reason: "index 0 is absent: the list has 0 items"},
    {code: "R0104", reason: "index -2 is absent: the list has 1 item"},
    {code: "R0104", reason: "index 2 is absent: the list has 2 items"},
    {code: "R0102", reason: "the sum does not fit i64"},
    {code: "R0102", reason: "a list of 99999999 items is too long"},
    {code: "R0102", reason: "a text of 99999999 characters is too long"},
  ]
  expect numbers == ["1"]
}

test "times" for reasons {
  given rows = [
    {what: "at +", at: ts"9999-12-31", took: 106751990d},
    {what: "at -", at: ts"1970-01-02", took: 1d}, {what: "took *", took: 106751990d, n: 2},
    {what: "took //", took: 1s}, {what: "took /"}, {what: "truncate"},
    {what: "truncate", took: -1s}, {what: "took neg", took: 1s},
  ]
  expect failed == [
    {code: "R0102", reason: "9999-12-31T00:00:00Z + 106751990d does not fit timestamp"},
    {code: "R0102", reason: "106751990d * 2 does not fit duration"},
    {code: "R0103", reason: "division by zero"}, {code: "R0103", reason: "division by zero"},
    {code: "R0102", reason: "the step of truncate is not positive"},
    {code: "R0102", reason: "the step of truncate is not positive"},
  ]
  expect times == ["1970-01-01T00:00:00Z", "-1s"]
}
