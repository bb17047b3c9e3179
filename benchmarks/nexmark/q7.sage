## The highest bids of each ten seconds.

schema Bid {
  auction: i64
  bidder:  i64
  price:   i64
  channel: str
  url:     str
  at:      timestamp @event_time(delay: 4s)
  extra:   str
}

pipeline q7 {
  param input: str
  param output: str

  from csv(input) as Bid
    |> window tumbling(10s)
    |> top 1 by price, ties: true
    |> select auction, price, bidder, at, extra
    |> into csv(output)
}
