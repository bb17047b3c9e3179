## Q17, report by auction: how many bids did each auction get a day, at what prices?
##
## The benchmark writes a row whenever a number changes, and its mean is an integer; here the input ends, each auction and
## day has one row, and the mean is an f64.
import nexmark (Event)

pipeline nexmark_q17 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> key_by auction, day = at.format("%Y-%m-%d")
    |> aggregate
         total_bids = count(),
         rank1_bids = count_if(price < 10_000),
         rank2_bids = count_if(price >= 10_000 and price < 1_000_000),
         rank3_bids = count_if(price >= 1_000_000),
         min_price  = min(price),
         max_price  = max(price),
         avg_price  = mean(price),
         sum_price  = sum(price)

  from out |> into stdout()
}

test "an auction has a row for each day" for nexmark_q17 {
  given bids = [
    {auction: 1, bidder: 7, price: 9_999, at: ts"2026-01-01T00:00"},
    {auction: 2, bidder: 7, price: 5, at: ts"2026-01-01T00:00"},
    {auction: 1, bidder: 8, price: 10_000, at: ts"2026-01-01T12:00"},
    {auction: 1, bidder: 7, price: 1_000_000, at: ts"2026-01-02T00:00"},
  ]
  expect out == [
    {
      auction: 1, day: "2026-01-01", total_bids: 2, rank1_bids: 1, rank2_bids: 1, rank3_bids: 0,
      min_price: 9_999, max_price: 10_000, avg_price: 9_999.5, sum_price: 19_999,
    },
    {
      auction: 2, day: "2026-01-01", total_bids: 1, rank1_bids: 1, rank2_bids: 0, rank3_bids: 0,
      min_price: 5, max_price: 5, avg_price: 5.0, sum_price: 5,
    },
    {
      auction: 1, day: "2026-01-02", total_bids: 1, rank1_bids: 0, rank2_bids: 0, rank3_bids: 1,
      min_price: 1_000_000, max_price: 1_000_000, avg_price: 1_000_000.0, sum_price: 1_000_000,
    },
  ]
}
