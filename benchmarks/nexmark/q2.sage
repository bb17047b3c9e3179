## The bids on some auctions.

schema Bid {
  auction: i64
  bidder:  i64
  price:   i64
  channel: str
  url:     str
  at:      timestamp @event_time(delay: 4s)
  extra:   str
}

pipeline q2 {
  param input: str
  param output: str

  from csv(input) as Bid
    |> filter auction % 123 == 0
    |> select auction, price
    |> into csv(output)
}
