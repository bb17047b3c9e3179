## Sessions: rows of a key without a long pause between them.

schema Click { user: str, page: str, load: f64, at: timestamp @event_time(delay: 30s) }

pipeline clicks {
  let all = from jsonl("clicks.jsonl") as Click

  let sessions = from all
    |> key_by user
    |> window session(gap: 10s), late: too_late
    |> aggregate n = count(), first = first(page), last = last(page), mean = mean(load)

  let visits = from all
    |> window session(gap: 5s)
    |> aggregate users = count_distinct(user), pages = collect(page)

  from sessions |> into null
  from visits |> into null
}

test "a pause as long as the gap parts two sessions, and a shorter one does not" for clicks {
  given all = [
    {user: "ann", page: "a", load: 1.0, at: ts"00:00:00"},
    {user: "ann", page: "b", load: 2.0, at: ts"00:00:09.999999"},
    {user: "ann", page: "c", load: 4.0, at: ts"00:00:19.999999"},
  ]
  expect sessions == [
    {
      user: "ann", n: 2, first: "a", last: "b", mean: 1.5, window_start: ts"00:00:00",
      window_end: ts"00:00:19.999999",
    },
    {
      user: "ann", n: 1, first: "c", last: "c", mean: 4.0,
      window_start: ts"00:00:19.999999", window_end: ts"00:00:29.999999",
    },
  ]
}

test "a row that bridges two sessions makes one of them" for clicks {
  given all = [
    {user: "ann", page: "c", load: 0.1, at: ts"00:00:18"},
    {user: "bob", page: "x", load: 0.2, at: ts"00:00:18"},
    {user: "ann", page: "a", load: 0.3, at: ts"00:00:00"},
    {user: "ann", page: "b", load: 1e9, at: ts"00:00:09"},
  ]
  expect sessions.map(s => s.user) == ["ann", "bob"]
  expect sessions.filter(s => s.user == "ann").map(s => s.first + s.last) == ["ac"]
  expect sessions.map(s => s.window_start) == [ts"00:00:00", ts"00:00:18"]
}

test "sessions come out by their ends, and then in the order in which they began to be seen" for clicks {
  given all = [
    {user: "cat", page: "a", load: 1.0, at: ts"00:00:05"},
    {user: "bob", page: "a", load: 1.0, at: ts"00:00:05"},
    {user: "ann", page: "a", load: 1.0, at: ts"00:00:01"},
    {user: "bob", page: "b", load: 1.0, at: ts"00:02:00"},
  ]
  expect sessions.map(s => s.user) == ["ann", "cat", "bob", "bob"]
}

test "a row that comes when its window is gone is late, unless it meets an open session" for clicks {
  given all = [
    {user: "ann", page: "a", load: 1.0, at: ts"00:00:20"},
    {user: "ann", page: "b", load: 1.0, at: ts"00:00:28"},
    {user: "bob", page: "c", load: 1.0, at: ts"00:01:02"},
    {user: "ann", page: "d", load: 1.0, at: ts"00:00:21"},
    {user: "ann", page: "e", load: 1.0, at: ts"00:00:10"},
    {user: "cat", page: "f", load: 1.0, at: ts"00:00:22"},
  ]
  expect sessions.map(s => f"{s.user} {s.n} {s.first}{s.last}") == ["ann 3 ab", "bob 1 cc"]
  expect too_late.map(r => r.page) == ["e", "f"]
}

test "without a key all rows make sessions together" for clicks {
  given all = [
    {user: "ann", page: "a", load: 1.0, at: ts"1969-12-31T23:59:58"},
    {user: "bob", page: "b", load: 1.0, at: ts"00:00:02"},
    {user: "bob", page: "c", load: 1.0, at: ts"00:00:07"},
  ]
  expect visits == [
    {users: 2, pages: ["a", "b"], window_start: ts"1969-12-31T23:59:58", window_end: ts"00:00:07"},
    {users: 1, pages: ["c"], window_start: ts"00:00:07", window_end: ts"00:00:12"},
  ]
}

test "no rows make no sessions" for clicks {
  given all = []
  expect sessions == []
}
