## Q0, pass through: what it costs to read and write the bids. As in the benchmark.
##
##     sagec run examples/nexmark/q0.sage -- --events 100000
import nexmark (Event)

pipeline nexmark_q0 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids |> select auction, bidder, price, at, extra
  from out |> into stdout()
}

test "bids pass as they are" for nexmark_q0 {
  given bids = [
    {auction: 1001, bidder: 1007, price: 250, at: ts"10:00:00.1", extra: "x"},
    {auction: 1001, bidder: 1008, price: 300, at: ts"10:00:00.1"},
  ]
  expect out == [
    {auction: 1001, bidder: 1007, price: 250, at: ts"10:00:00.1", extra: "x"},
    {auction: 1001, bidder: 1008, price: 300, at: ts"10:00:00.1", extra: ""},
  ]
}
