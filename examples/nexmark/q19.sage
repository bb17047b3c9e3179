## Q19, the ten highest bids of each auction, with their places.
##
## The benchmark changes places whenever a higher bid comes; here the input ends, and the places are the final ones. Of
## equal bids the first one is higher, which the benchmark leaves open.
import nexmark (Event)

pipeline nexmark_q19 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events
  param places: i64 = 10

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> key_by auction
    |> top places by price
    |> running rank_number = count() by auction

  from out |> into stdout()
}

test "the highest bids of an auction have places" for nexmark_q19 {
  given bids = [
    {auction: 1, bidder: 1, price: 50, at: ts"10:00"},
    {auction: 2, bidder: 2, price: 70, at: ts"10:00"},
    {auction: 1, bidder: 3, price: 90, at: ts"10:00"},
    {auction: 1, bidder: 4, price: 50, at: ts"10:00"},
    {auction: 1, bidder: 5, price: 60, at: ts"10:00"},
  ]
  expect out.filter(o => o.auction == 1).map(o => [o.bidder, o.price, o.rank_number])
    == [[3, 90, 1], [5, 60, 2], [1, 50, 3], [4, 50, 4]]
  expect out.filter(o => o.auction == 2).map(o => o.rank_number) == [1]
}
