## Q18, the last bid: what was the last bid of each bidder for each auction?
##
## The benchmark replaces a row whenever a newer bid comes; here the input ends, and each pair has one row. Of bids of one
## moment the one that came last counts, which the benchmark leaves open.
import nexmark (Event)

pipeline nexmark_q18 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> aggregate
         price   = last(price),
         channel = last(channel),
         url     = last(url),
         at      = last(at),
         extra   = last(extra)
       by bidder, auction
    |> select auction, bidder, price, channel, url, at, extra

  from out |> into stdout()
}

test "the newest bid of a bidder for an auction counts" for nexmark_q18 {
  given bids = [
    {auction: 1, bidder: 7, price: 10, channel: "Apple", at: ts"10:00:00"},
    {auction: 1, bidder: 8, price: 20, channel: "Baidu", at: ts"10:00:01"},
    {auction: 1, bidder: 7, price: 30, channel: "Google", at: ts"10:00:02"},
    {auction: 1, bidder: 7, price: 25, channel: "Facebook", at: ts"10:00:02"},
    {auction: 2, bidder: 7, price: 5, channel: "Apple", at: ts"10:00:03"},
  ]
  expect out == [
    {auction: 1, bidder: 7, price: 25, channel: "Facebook", url: "", at: ts"10:00:02", extra: ""},
    {auction: 1, bidder: 8, price: 20, channel: "Baidu", url: "", at: ts"10:00:01", extra: ""},
    {auction: 2, bidder: 7, price: 5, channel: "Apple", url: "", at: ts"10:00:03", extra: ""},
  ]
}
