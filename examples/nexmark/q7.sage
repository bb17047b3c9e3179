## Q7, highest bid: which bids were the highest of each ten seconds?
##
## The benchmark joins the bids with the highest price of each window; here a window ranks its bids itself. A bid at the
## very end of a window belongs to the next one, and of equal bids all come out.
import nexmark (Event)

pipeline nexmark_q7 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> window tumbling(10s)
    |> top 1 by price, ties: true
    |> select auction, bidder, price, at, extra

  from out |> into stdout()
}

test "the highest bids of each window" for nexmark_q7 {
  given bids = [
    {auction: 1, bidder: 1, price: 10, at: ts"10:00:00", extra: ""},
    {auction: 2, bidder: 2, price: 30, at: ts"10:00:04", extra: "a"},
    {auction: 3, bidder: 3, price: 30, at: ts"10:00:09.999", extra: "b"},
    {auction: 4, bidder: 4, price: 20, at: ts"10:00:10", extra: "c"},
  ]
  expect out == [
    {auction: 2, bidder: 2, price: 30, at: ts"10:00:04", extra: "a"},
    {auction: 3, bidder: 3, price: 30, at: ts"10:00:09.999", extra: "b"},
    {auction: 4, bidder: 4, price: 20, at: ts"10:00:10", extra: "c"},
  ]
}
