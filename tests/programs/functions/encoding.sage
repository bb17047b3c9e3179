## Bytes as text, text as bytes, and digests.

schema Row { s: str, b: bytes = b"" }

pipeline encoding {
  let rows = from jsonl("rows.jsonl") as Row

  let written = from rows
    |> map [base64(s), s.hex(), s.url_encode(), base64(b), b.hex(), bytes(s).base64()]

  let read = from rows
    |> map [s.base64_decode()?.hex(), s.hex_decode()?.base64(), s.url_decode(), b.utf8_decode()]

  let back = from rows
    |> map [
         s.base64().base64_decode() == bytes(s), s.hex().hex_decode() == bytes(s),
         s.url_encode().url_decode() == s, bytes(s).utf8_decode() == s,
         b.base64().base64_decode() == b, b.hex().upper().hex_decode() == b,
       ]

  let digests = from rows |> map [md5(s), sha256(b), s.sha256().slice(0, 8), b.md5().slice(0, 8)]

  from rows |> into null
}

test "writing" for encoding {
  given rows = [{s: "aé /?", b: b"\x00\xff"}, {s: ""}, {s: "~-._x+1%"}]
  expect written == [
    ["YcOpIC8/", "61c3a9202f3f", "a%C3%A9%20%2F%3F", "AP8=", "00ff", "YcOpIC8/"],
    ["", "", "", "", "", ""],
    ["fi0uX3grMSU=", "7e2d2e5f782b3125", "~-._x%2B1%25", "", "", "fi0uX3grMSU="],
  ]
}

test "reading gives null for what is not written so" for encoding {
  given rows = [
    {s: "00fF", b: b"\xc3\xa9"}, {s: "YQ==", b: b"\xff"}, {s: "%C3%A9+%2b", b: b"a"}, {s: "abc"},
    {s: "%4"}, {s: "%ff"}, {s: "é0"}, {s: ""}, {s: "%"}, {s: "%%30"},
  ]
  expect read == [
    ["d347c5", "AP8=", "00fF", "é"], ["61", null, "YQ==", null], [null, null, "é++", "a"],
    [null, null, "abc", ""], [null, null, null, ""], [null, null, null, ""], [null, null, "é0", ""],
    ["", "", "", ""], [null, null, null, ""], [null, null, null, ""],
  ]
}

test "what was written reads back" for encoding {
  given rows = [
    {s: "😀 \u{0} x", b: b"\x00\x80\xff"}, {s: ""}, {s: "+ %20", b: b"abcdefghijklmnopq"},
  ]
  expect back == [
    [true, true, true, true, true, true], [true, true, true, true, true, true],
    [true, true, true, true, true, true],
  ]
}

test "digests" for encoding {
  given rows = [{s: "", b: b"abc"}, {s: "é", b: b""}]
  expect digests == [
    [
      "d41d8cd98f00b204e9800998ecf8427e",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "e3b0c442", "90015098",
    ],
    [
      "66ddcd97cfdeabb2f6fb8a999b4bc76f",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "4a99557e", "d41d8cd9",
    ],
  ]
}
