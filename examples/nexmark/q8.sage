## Q8, monitor new users: who registered and opened an auction in the same ten seconds? As in the benchmark.
import nexmark (Event)

pipeline nexmark_q8 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let stream = from nexmark(events: events, interval: interval) as Event
  let people = from stream |> only person
  let auctions = from stream |> only auction

  let out = from people
    |> join auctions as a on id == a.seller over tumbling(10s)
    |> dedup by id, window_start
    |> select id, name, since = window_start

  from out |> into stdout()
}

test "one row for who registers and sells in a window" for nexmark_q8 {
  given people = [
    {id: 1, name: "Ann", at: ts"10:00:09"}, {id: 2, name: "Bob", at: ts"10:00:09"},
    {id: 3, name: "Cat", at: ts"10:00:12"},
  ]
  given auctions = [
    {id: 11, seller: 1, category: 10, expires: ts"11:00", at: ts"10:00:00"},
    {id: 12, seller: 1, category: 10, expires: ts"11:00", at: ts"10:00:09.999"},
    {id: 13, seller: 2, category: 10, expires: ts"11:00", at: ts"10:00:10"},
    {id: 14, seller: 3, category: 10, expires: ts"11:00", at: ts"10:00:10"},
  ]
  expect out == [
    {id: 1, name: "Ann", since: ts"10:00:00"},
    {id: 3, name: "Cat", since: ts"10:00:10"},
  ] unordered
}
