## Q12, bids in windows: how many bids does each bidder make in each ten seconds?
##
## The benchmark takes the time at which a bid is processed, which makes every run another. Here it is the bid's own time.
import nexmark (Event)

pipeline nexmark_q12 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> key_by bidder
    |> window tumbling(10s)
    |> aggregate bids = count()
    |> select bidder, bids, window_start, window_end

  from out |> into stdout()
}

test "a window begins with its first moment" for nexmark_q12 {
  given bids = [
    {auction: 1, bidder: 7, price: 10, at: ts"10:00:00"},
    {auction: 1, bidder: 8, price: 10, at: ts"10:00:03"},
    {auction: 1, bidder: 7, price: 20, at: ts"10:00:09.999"},
    {auction: 1, bidder: 7, price: 30, at: ts"10:00:10"},
  ]
  expect out == [
    {bidder: 7, bids: 2, window_start: ts"10:00:00", window_end: ts"10:00:10"},
    {bidder: 8, bids: 1, window_start: ts"10:00:00", window_end: ts"10:00:10"},
    {bidder: 7, bids: 1, window_start: ts"10:00:10", window_end: ts"10:00:20"},
  ]
}
