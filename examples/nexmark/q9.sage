## Q9, winning bids: which bid wins each auction, the highest and of equals the earliest?
##
## The benchmark replaces a row whenever a higher bid comes; here the input ends, and each auction with a bid has one row.
import nexmark (Event)

pipeline nexmark_q9 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let stream = from nexmark(events: events, interval: interval) as Event
  let auctions = from stream |> only auction
  let bids = from stream |> only bid

  let out = from auctions
    |> join bids as b on id == b.auction and b.at between at and expires
    |> key_by id
    |> top 1 by b.price desc, b.at asc
    |> select
         id,
         item,
         description,
         initial_bid,
         reserve,
         at,
         expires,
         seller,
         category,
         extra,
         b.auction,
         b.bidder,
         b.price,
         bid_at = b.at,
         bid_extra = b.extra

  from out |> into stdout()
}

test "the highest bid wins, and of equals the earliest" for nexmark_q9 {
  given auctions = [
    {id: 1, seller: 5, category: 10, expires: ts"10:00:10", at: ts"10:00:00"},
    {id: 2, seller: 5, category: 10, expires: ts"10:00:10", at: ts"10:00:00"},
  ]
  given bids = [
    {auction: 1, bidder: 7, price: 50, at: ts"10:00:01"},
    {auction: 1, bidder: 8, price: 70, at: ts"10:00:03"},
    {auction: 1, bidder: 9, price: 70, at: ts"10:00:02"},
    {auction: 1, bidder: 6, price: 90, at: ts"10:00:10.001"},
    {auction: 2, bidder: 6, price: 10, at: ts"09:59:59.999"},
  ]
  expect out.map(o => {id: o.id, bidder: o.bidder, price: o.price, bid_at: o.bid_at})
    == [{id: 1, bidder: 9, price: 70, bid_at: ts"10:00:02"}]
}
