## Fields of a schema: defaults, names outside, and everything a row may hold.

schema Address { street: str = "none", zip: str? @name("post-code") }
schema Person {
  id:      i64                 @key
  name:    str                 @name("full name")
  age:     u8? = 18
  score:   f64 = -1.5
  since:   timestamp = ts"2026-01-01T00:00:00Z"
  wait:    duration = 1h30m
  tags:    list<str> = ["new"]
  address: Address
  former:  list<Address> = []
  flag:    bool = true
  raw:     bytes = b"\x00\xff" @secret
}

pipeline fields {
  let people = from jsonl("people.jsonl") as Person

  let all = from people |> select *
  let plain = from people |> select id, name, age, score, since, wait, flag, raw
  let inner = from people |> select id, address.street, zip = address.zip ?? "?", n = len(former)

  let old = from people
    |> explode former as one
    |> select one.street, one.zip

  from people |> into null
}

test "an absent field takes its default, else null" for fields {
  given people = [
    {id: 1, name: "Ada", address: {}},
    {id: 2, name: "", age: null, address: {street: "s", zip: "z"}, former: [{zip: "a"}, {}]},
  ]
  expect plain == [
    {
      id: 1, name: "Ada", age: 18, score: -1.5, since: ts"2026-01-01T00:00:00Z", wait: 90m,
      flag: true, raw: b"\x00\xff",
    },
    {
      id: 2, name: "", age: null, score: -1.5, since: ts"2026-01-01T00:00:00Z", wait: 90m,
      flag: true, raw: b"\x00\xff",
    },
  ]
  expect inner == [{id: 1, street: "none", zip: "?", n: 0}, {id: 2, street: "s", zip: "z", n: 2}]
  expect old == [{street: "none", zip: "a"}, {street: "none", zip: null}]
}

test "whole rows" for fields {
  given people = [{
    id: 1, name: "A", age: 0, score: 0, tags: [], address: {zip: "1"}, flag: false, wait: 1us,
    raw: b"",
  }]
  expect all == [{
    id: 1, name: "A", age: 0, score: 0.0, since: ts"2026-01-01T00:00:00Z", wait: 1us, tags: [],
    address: {street: "none", zip: "1"}, former: [], flag: false, raw: b"",
  }]
  expect all == people
}
