## Q10, log to files: all bids with the day and the minute of each.
##
## The benchmark writes a folder for each minute. Here the columns by which it would be divided go into one file.
import nexmark (Event)

pipeline nexmark_q10 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events
  param output: str = "bids.csv"

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> select auction, bidder, price, at, extra, dt = at.format("%Y-%m-%d"), hm = at.format("%H:%M")

  from out |> into csv(output)
}

test "a bid is filed under its minute" for nexmark_q10 {
  given bids = [{auction: 1, bidder: 7, price: 10, at: ts"2026-01-31T23:59:59.999", extra: "x"}]
  expect out == [
    {
      auction: 1, bidder: 7, price: 10, at: ts"2026-01-31T23:59:59.999", extra: "x",
      dt: "2026-01-31", hm: "23:59",
    },
  ]
}
