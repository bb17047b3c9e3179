# A test has a clock of its own: it starts at 1970-01-01 and goes on only where the test says so.
schema Ping { id: i64 }

pipeline pings {
  set on_error = "dead_letter"
  let pings = from jsonl("pings.jsonl") as Ping
  let stamped = from pings |> extend at = now(), share = 100 // id
  from stamped |> into null
}

pipeline clock {
  from request as Ping
    |> extend at = now()
    |> into response
}

test "flows run before the clock moves" for pings {
  given pings = [{id: 1}, {id: 0}]
  advance 1h
  expect stamped == [{id: 1, at: ts"00:00", share: 100}]
  expect errors.len() == 1
  expect now() == ts"01:00"
}

test "failed records are stamped by it" for pings {
  given pings = [{id: 0}]
  expect errors[0].at == ts"00:00"
}

test "a call is served at its time" for clock {
  expect call(id: 1).at == ts"00:00"
  advance 11m
  expect call(id: 2).at == ts"00:11"
  let pause = 49m
  advance pause
  advance 250ms
  expect call(id: 3) == {id: 3, at: ts"01:00:00.25"}
}

test "functions read it, too" {
  expect now() == ts"1970-01-01"
  advance 2d
  expect now().day() == 3
}
