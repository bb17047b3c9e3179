## The price in another currency, exact to thousandths.

schema Bid {
  auction: i64
  bidder:  i64
  price:   i64
  channel: str
  url:     str
  at:      timestamp @event_time(delay: 4s)
  extra:   str
}

pipeline q1 {
  param input: str
  param output: str

  from csv(input) as Bid
    |> select auction, bidder, price = (price * 908) / 1000, at, extra
    |> into csv(output)
}
