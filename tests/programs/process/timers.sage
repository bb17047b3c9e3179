schema Click { user: str, page: str, at: timestamp @event_time(delay: 2s) }

pipeline idle_users {
  let clicks = from jsonl("clicks.jsonl") as Click

  let seen = from clicks
    |> key_by user
    |> process {
         state visits: i64 = 0 @ttl(1d)
         state last: timestamp? = null
         on item e {
           visits += 1
           if last is not null { cancel_timer(last + 10m) }
           last = e.at
           timer(e.at + 10m)
           if visits == 1 { emit e to newcomers }
         }
         on timer t { emit {user: user, visits: visits, gone_since: t} }
         on end { emit {user: user, visits: visits, gone_since: last} }
       }

  from seen |> into jsonl("idle.jsonl")
  from newcomers |> into jsonl("new.jsonl")
}

test "who is idle" for idle_users {
  given clicks = [
    {user: "ann", page: "a", at: ts"10:00"},
    {user: "bob", page: "a", at: ts"10:01"},
    {user: "ann", page: "b", at: ts"10:05"},
    {user: "cid", page: "a", at: ts"10:11:01"},
    {user: "cid", page: "a", at: ts"10:11:03"},
    {user: "ann", page: "c", at: ts"10:40"},
  ]
  expect seen == [
    {user: "bob", visits: 1, gone_since: ts"10:11"},
    {user: "ann", visits: 2, gone_since: ts"10:15"},
    {user: "cid", visits: 2, gone_since: ts"10:21:03"},
    {user: "ann", visits: 3, gone_since: ts"10:50"},
    {user: "ann", visits: 3, gone_since: ts"10:40"},
    {user: "bob", visits: 1, gone_since: ts"10:01"},
    {user: "cid", visits: 2, gone_since: ts"10:11:03"},
  ]
  expect newcomers.map(c => c.user) == ["ann", "bob", "cid"]
}

test "a timer comes before the row that lets it come" for idle_users {
  given clicks = [
    {user: "ann", page: "a", at: ts"10:00"},
    {user: "ann", page: "b", at: ts"10:10:01"},
    {user: "ann", page: "c", at: ts"10:20:03"},
  ]
  expect seen.map(s => s.visits) == [2, 3, 3]
}
