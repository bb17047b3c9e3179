## A request has one answer.

schema Ask { x: i64, y: i64 = 10, name: str?, tags: list<str> = [], home: {zip: str}? }
schema Reply { sum: i64, text: str, tags: list<str>, at: timestamp }

pipeline adder {
  set version = "2.1.0"
  param bonus: i64 = 1
  let asked = from request as Ask |> extend sum = x + y + bonus

  from asked
    |> extend text = f"{name ?? 'you'}: {sum}" + (if home is not null then " " + home.zip else "")
    |> select sum, text, tags = tags + [to_str(x)], at = ts"2026-01-01" + y * 1s
    |> into response as Reply

  let numbers = from range(0, 3)
  from numbers |> into null
}

test "an answer for every request" for adder {
  expect call(x: 1) == {sum: 12, text: "you: 12", tags: ["1"], at: ts"2026-01-01T00:00:10Z"}
  expect call(x: -5, y: 4, name: "Ada", tags: ["a"], home: {zip: "é"}) == {
    sum: 0, text: "Ada: 0 é", tags: ["a", "-5"], at: ts"2026-01-01T00:00:04Z",
  }
  let reply = call({x: 9007199254740993, name: null})
  expect reply.sum == 9007199254741004
  expect adder.process(x: 0).sum == 11
}

test "requests do not know of one another" for adder {
  let first = call(x: 1)
  let second = call(x: 1)
  expect first == second
}
