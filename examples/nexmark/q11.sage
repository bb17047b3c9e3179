## Q11, user sessions: how many bids did each bidder make while no pause was of ten seconds or more? As in the benchmark.
import nexmark (Event)

pipeline nexmark_q11 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> key_by bidder
    |> window session(gap: 10s)
    |> aggregate bids = count()
    |> select bidder, bids, window_start, window_end

  from out |> into stdout()
}

test "a pause of ten seconds ends a session" for nexmark_q11 {
  given bids = [
    {auction: 1, bidder: 7, price: 10, at: ts"10:00:00"},
    {auction: 1, bidder: 8, price: 10, at: ts"10:00:05"},
    {auction: 1, bidder: 7, price: 10, at: ts"10:00:09.999"},
    {auction: 1, bidder: 7, price: 10, at: ts"10:00:19.999"},
  ]
  expect out == [
    {bidder: 8, bids: 1, window_start: ts"10:00:05", window_end: ts"10:00:15"},
    {bidder: 7, bids: 2, window_start: ts"10:00:00", window_end: ts"10:00:19.999"},
    {bidder: 7, bids: 1, window_start: ts"10:00:19.999", window_end: ts"10:00:29.999"},
  ] unordered
}
