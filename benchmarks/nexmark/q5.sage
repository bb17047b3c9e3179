## The auctions with the most bids of ten seconds, every two seconds.

schema Bid {
  auction: i64
  bidder:  i64
  price:   i64
  channel: str
  url:     str
  at:      timestamp @event_time(delay: 4s)
  extra:   str
}

pipeline q5 {
  param input: str
  param output: str

  from csv(input) as Bid
    |> key_by auction
    |> window sliding(10s, every: 2s)
    |> aggregate num = count()
    |> top 1 by num, ties: true over window
    |> select auction, num, window_start, window_end
    |> into csv(output)
}
