## Q20, bids with their auctions: all bids for auctions of category 10, with all that is known of the auction. As in the
## benchmark.
import nexmark (Event)

pipeline nexmark_q20 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let stream = from nexmark(events: events, interval: interval) as Event

  let auctions = from stream
    |> only auction
    |> filter category == 10

  let bids = from stream |> only bid

  let out = from bids
    |> join auctions as a on auction == a.id within forever
    |> select
         auction,
         bidder,
         price,
         channel,
         url,
         bid_at = at,
         bid_extra = extra,
         a.item,
         a.description,
         a.initial_bid,
         a.reserve,
         auction_at = a.at,
         a.expires,
         a.seller,
         a.category,
         auction_extra = a.extra

  from out |> into stdout()
}

test "bids find their auction, also if it comes later" for nexmark_q20 {
  given auctions = [{
    id: 1, item: "lamp", seller: 5, category: 10, expires: ts"10:00:10", at: ts"10:00:02",
  }]
  given bids = [
    {auction: 1, bidder: 7, price: 50, at: ts"10:00:01"},
    {auction: 2, bidder: 8, price: 70, at: ts"10:00:03"},
    {auction: 1, bidder: 9, price: 80, at: ts"10:00:30"},
  ]
  expect out.map(o => {bidder: o.bidder, item: o.item, at: o.auction_at}) == [
    {bidder: 7, item: "lamp", at: ts"10:00:02"}, {bidder: 9, item: "lamp", at: ts"10:00:02"},
  ] unordered
}
