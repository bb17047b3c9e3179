## Q16, report by channel: what Q15 asks, for each channel and day, and the last minute in which there was a bid.
##
## The benchmark writes a row whenever a number changes; here the input ends, and each channel and day has one row.
import nexmark (Event)

pipeline nexmark_q16 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> extend rank = if price < 10_000 then 1 else if price < 1_000_000 then 2 else 3
    |> key_by channel, day = at.format("%Y-%m-%d")
    |> aggregate
         minute         = max(at.format("%H:%M")),
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

test "each channel has a row for each day" for nexmark_q16 {
  given bids = [
    {auction: 1, bidder: 7, price: 9_999, channel: "Apple", at: ts"2026-01-01T09:59"},
    {auction: 1, bidder: 7, price: 10_000, channel: "Baidu", at: ts"2026-01-01T10:00"},
    {auction: 2, bidder: 8, price: 1_000_000, channel: "Apple", at: ts"2026-01-01T10:01:59"},
    {auction: 2, bidder: 8, price: 1, channel: "Apple", at: ts"2026-01-02T00:00"},
  ]
  expect out.map(o => {
    c: o.channel, d: o.day, m: o.minute, n: o.total_bids,
    r: [o.rank1_bids, o.rank2_bids, o.rank3_bids],
  })
    == [
      {c: "Apple", d: "2026-01-01", m: "10:01", n: 2, r: [1, 0, 1]},
      {c: "Baidu", d: "2026-01-01", m: "10:00", n: 1, r: [0, 1, 0]},
      {c: "Apple", d: "2026-01-02", m: "00:00", n: 1, r: [1, 0, 0]},
    ]
  expect out.map(o => [o.total_bidders, o.rank1_bidders, o.total_auctions, o.rank3_auctions])
    == [[2, 1, 2, 1], [1, 0, 1, 0], [1, 1, 1, 0]]
}
