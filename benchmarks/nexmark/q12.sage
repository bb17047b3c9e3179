## The bids of each bidder in each ten seconds.

schema Bid {
  auction: i64
  bidder:  i64
  price:   i64
  channel: str
  url:     str
  at:      timestamp @event_time(delay: 4s)
  extra:   str
}

pipeline q12 {
  param input: str
  param output: str

  from csv(input) as Bid
    |> key_by bidder
    |> window tumbling(10s)
    |> aggregate bid_count = count()
    |> select bidder, bid_count, window_start, window_end
    |> into csv(output)
}
