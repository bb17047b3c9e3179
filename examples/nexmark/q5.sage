## Q5, hot items: which auctions had the most bids in the last ten seconds, every two seconds?
##
## As in the benchmark, several auctions that are equal all come out, and so do the windows that begin before the first bid.
import nexmark (Event)

pipeline nexmark_q5 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> key_by auction
    |> window sliding(10s, every: 2s)
    |> aggregate bids = count()
    |> top 1 by bids, ties: true over window
    |> select window_end, auction, bids

  from out |> into stdout()
}

test "the busiest auctions win each window" for nexmark_q5 {
  given bids = [
    {auction: 7, bidder: 1, price: 5, at: ts"10:00:01"},
    {auction: 8, bidder: 1, price: 5, at: ts"10:00:01"},
    {auction: 7, bidder: 1, price: 5, at: ts"10:00:03"},
    {auction: 8, bidder: 1, price: 5, at: ts"10:00:09"},
  ]
  expect out == [
    {window_end: ts"10:00:02", auction: 7, bids: 1},
    {window_end: ts"10:00:02", auction: 8, bids: 1},
    {window_end: ts"10:00:04", auction: 7, bids: 2},
    {window_end: ts"10:00:06", auction: 7, bids: 2},
    {window_end: ts"10:00:08", auction: 7, bids: 2},
    {window_end: ts"10:00:10", auction: 7, bids: 2},
    {window_end: ts"10:00:10", auction: 8, bids: 2},
    {window_end: ts"10:00:12", auction: 7, bids: 1},
    {window_end: ts"10:00:12", auction: 8, bids: 1},
    {window_end: ts"10:00:14", auction: 8, bids: 1},
    {window_end: ts"10:00:16", auction: 8, bids: 1},
    {window_end: ts"10:00:18", auction: 8, bids: 1},
  ] unordered
}
