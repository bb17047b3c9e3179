schema Click { user: str?, page: str, at: timestamp @event_time }
schema Session { user: str?, from: timestamp, until: timestamp, pages: list<str>, n: i64 }

## Sessions by hand, as `window session(gap: 5m)` has them.
pipeline sessions {
  set on_error = "skip"
  let clicks = from jsonl("clicks.jsonl") as Click

  let sessions = from clicks
    |> process by user {
         state began: timestamp? = null
         state last: timestamp
         state pages: list<str>
         on item e {
           if began is null {
             began = e.at
             last = e.at
           }
           if e.at > last {
             cancel_timer(last + 5m)
             last = e.at
           }
           timer(last + 5m)
           pages += [e.page, lower(e.page)]
         }
         on timer t {
           if began is not null {
             emit Session(
               user: user, from: began, until: t, pages: pages.distinct(), n: pages.len() // 2,
             )
           }
           began = null
           pages.clear()
         }
       }

  let n_by_hand = from sessions |> select user, n

  let by_window = from clicks
    |> key_by user
    |> window session(gap: 5m)
    |> aggregate pages = count()

  let n_by_window = from by_window |> select user, n = pages
  from n_by_hand |> into jsonl("hand.jsonl")
  from n_by_window |> into jsonl("window.jsonl")
}

test "by hand and by a window" for sessions {
  given clicks = [
    {user: "ann", page: "A", at: ts"10:00"},
    {user: null, page: "X", at: ts"10:00:30"},
    {user: "bob", page: "B", at: ts"10:01"},
    {user: "ann", page: "A", at: ts"10:04:59"},
    {user: "bob", page: "b", at: ts"10:06"},
    {user: null, page: "Y", at: ts"10:20"},
    {user: "ann", page: "C", at: ts"11:00"},
  ]
  expect sessions == [
    {user: null, from: ts"10:00:30", until: ts"10:05:30", pages: ["X", "x"], n: 1},
    {user: "bob", from: ts"10:01", until: ts"10:06", pages: ["B", "b"], n: 1},
    {user: "ann", from: ts"10:00", until: ts"10:09:59", pages: ["A", "a"], n: 2},
    {user: "bob", from: ts"10:06", until: ts"10:11", pages: ["b"], n: 1},
    {user: null, from: ts"10:20", until: ts"10:25", pages: ["Y", "y"], n: 1},
    {user: "ann", from: ts"11:00", until: ts"11:05", pages: ["C", "c"], n: 1},
  ]
  expect n_by_hand == n_by_window
}
