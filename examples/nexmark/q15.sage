## Q15, report by day: how many bids were there each day, by how many bidders and for how many auctions, in all and for
## low, middle and high prices?
##
## The benchmark writes a row whenever a number changes; here the input ends, and each day has one row.
import nexmark (Event)

pipeline nexmark_q15 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> extend rank = if price < 10_000 then 1 else if price < 1_000_000 then 2 else 3
    |> key_by day = at.format("%Y-%m-%d")
    |> aggregate
         total_bids     = count(),
         rank1_bids     = count_if(rank == 1),
         rank2_bids     = count_if(rank == 2),
         rank3_bids     = count_if(rank == 3),
         total_bidders  = count_distinct(bidder),
         rank1_bidders  = count_distinct(if rank == 1 then bidder else null),
         rank2_bidders  = count_distinct(if rank == 2 then bidder else null),
         rank3_bidders  = count_distinct(if rank == 3 then bidder else null),
         total_auctions = count_distinct(auction),
         rank1_auctions = count_distinct(if rank == 1 then auction else null),
         rank2_auctions = count_distinct(if rank == 2 then auction else null),
         rank3_auctions = count_distinct(if rank == 3 then auction else null)

  from out |> into stdout()
}

test "the bounds of the ranks belong to the higher one" for nexmark_q15 {
  given bids = [
    {auction: 1, bidder: 7, price: 9_999, at: ts"2026-01-01T00:00"},
    {auction: 1, bidder: 8, price: 10_000, at: ts"2026-01-01T12:00"},
    {auction: 2, bidder: 7, price: 999_999, at: ts"2026-01-01T12:00"},
    {auction: 2, bidder: 7, price: 1_000_000, at: ts"2026-01-01T23:59:59.999"},
    {auction: 1, bidder: 7, price: 1, at: ts"2026-01-02T00:00"},
  ]
  expect out == [
    {
      day: "2026-01-01",
      total_bids: 4, rank1_bids: 1, rank2_bids: 2, rank3_bids: 1,
      total_bidders: 2, rank1_bidders: 1, rank2_bidders: 2, rank3_bidders: 1,
      total_auctions: 2, rank1_auctions: 1, rank2_auctions: 2, rank3_auctions: 1,
    },
    {
      day: "2026-01-02",
      total_bids: 1, rank1_bids: 1, rank2_bids: 0, rank3_bids: 0,
      total_bidders: 1, rank1_bidders: 1, rank2_bidders: 0, rank3_bidders: 0,
      total_auctions: 1, rank1_auctions: 1, rank2_auctions: 0, rank3_auctions: 0,
    },
  ]
}
