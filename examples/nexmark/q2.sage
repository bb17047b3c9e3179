## Q2, selection: which bids are for one auction in 123, and at what price? As in the benchmark.
import nexmark (Event)

pipeline nexmark_q2 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> filter auction % 123 == 0
    |> select auction, price

  from out |> into stdout()
}

test "one auction in 123 is selected" for nexmark_q2 {
  given bids = [
    {auction: 1106, bidder: 1, price: 10, at: ts"10:00"},
    {auction: 1107, bidder: 1, price: 20, at: ts"10:00"},
    {auction: 1230, bidder: 1, price: 30, at: ts"10:00"},
    {auction: 1231, bidder: 1, price: 40, at: ts"10:00"},
  ]
  expect out == [{auction: 1107, price: 20}, {auction: 1230, price: 30}]
}
