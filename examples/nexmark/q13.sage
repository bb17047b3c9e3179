## Q13, side input: the bids, each with what a table says of its auction.
##
## The benchmark reads the table, which has a row for each number below 10,000, from a file; here it is made in place.
import nexmark (Event)

pipeline nexmark_q13 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let known = from range(0, 10_000)
    |> map {key: it, value: to_str(it)}
    |> table by key

  let out = from bids
    |> lookup known as k on auction % 10_000 == k.key
    |> select auction, bidder, price, at, k.value

  from out |> into stdout()
}

test "a bid gets what the table says" for nexmark_q13 {
  given bids = [
    {auction: 1001, bidder: 7, price: 10, at: ts"10:00"},
    {auction: 31_001, bidder: 7, price: 20, at: ts"10:00"},
  ]
  expect out == [
    {auction: 1001, bidder: 7, price: 10, at: ts"10:00", value: "1001"},
    {auction: 31_001, bidder: 7, price: 20, at: ts"10:00", value: "1001"},
  ]
}
