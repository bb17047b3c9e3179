## f-strings and format specs.

schema Row {
  n:    i64
  x:    f64
  s:    str = "text"
  u:    u8 = 200
  f:    f32 = 0.1
  ok:   bool = true
  at:   timestamp = ts"2026-01-02T03:04:05Z"
  took: duration = 90s
  b:    bytes = b"ab"
}

pipeline formatting {
  set on_error = "skip"                                  # each test looks at some of the streams
  let rows = from jsonl("rows.jsonl") as Row

  let plain = from rows |> map f"{n} {x} {s} {u} {f} {ok} {at} {took} {b}"

  let integers = from rows
    |> map f"[{n:5}] [{n:<5}] [{n:^5}] [{n:05}] [{n:+}] [{n:,}] [{n:x}] [{n:b}]"

  let floats = from rows
    |> map f"[{x:.2f}] [{x:8.1f}] [{x:e}] [{x:g}] [{x:,.1f}] [{x:+.0f}] [{x:%}] [{f:.3}]"

  let strings = from rows |> map f"[{s:6}] [{s:>6}] [{s:^6}] [{s:*<6}] [{s:.2}]"

  let calls = from rows
    |> map [
         format(n, "04"), format(x, ".1f"), n.format("x"), s.format(">5"), u.format("b"),
         at.format("%Y"),
       ]

  let nested = from rows |> map f"{f'{n}' + s}{{{n + 1}}}{if ok then 'yes' else 'no'}"

  let to_texts = from rows
    |> map [
         to_str(n), to_str(x), to_str(s), to_str(u), to_str(f), to_str(ok), to_str(at),
         to_str(took), to_str(b), n.to_str(),
       ]

  let empty = from rows |> map f""
  let braces = from rows |> map f"{{}}"

  from rows |> into null
}

test "every type has a text form" for formatting {
  given rows = [{n: 1, x: 0.5}]
  expect plain == ["1 0.5 text 200 0.1 true 2026-01-02T03:04:05Z 1m30s YWI="]
  expect to_texts == [[
    "1", "0.5", "text", "200", "0.1", "true", "2026-01-02T03:04:05Z", "1m30s", "YWI=", "1",
  ]]
  expect nested == ["1text{2}yes"]
  expect empty == [""]
  expect braces == ["{}"]
}

test "specs are those of Python" for formatting {
  given rows = [
    {n: -1234, x: 1234.5678}, {n: 7, x: -0.0},
    {n: 9223372036854775807, x: 1.0 / 0.0, s: "längerer"},
  ]
  expect floats == [
    "[1234.57] [  1234.6] [1.234568e+03] [1234.57] [1,234.6] [+1235] [123456.780000%] [0.1]",
    "[-0.00] [    -0.0] [-0.000000e+00] [-0] [-0.0] [-0] [-0.000000%] [0.1]",
    "[inf] [     inf] [inf] [inf] [inf] [+inf] [inf%] [0.1]",
  ]
  expect strings == [
    "[text  ] [  text] [ text ] [text**] [te]", "[text  ] [  text] [ text ] [text**] [te]",
    "[längerer] [längerer] [längerer] [längerer] [lä]",
  ]
  expect calls == [
    ["-1234", "1234.6", "-4d2", " text", "11001000", "2026"],
    ["0007", "-0.0", "7", " text", "11001000", "2026"],
    ["9223372036854775807", "inf", "7fffffffffffffff", "längerer", "11001000", "2026"],
  ]
}

test "integers by a spec" for formatting {
  given rows = [{n: -42, x: 0}, {n: 1234567, x: 0}]
  expect integers == [
    "[  -42] [-42  ] [ -42 ] [-0042] [-42] [-42] [-2a] [-101010]",
    "[1234567] [1234567] [1234567] [1234567] [+1234567] [1,234,567] [12d687] [100101101011010000111]",
  ]
}
