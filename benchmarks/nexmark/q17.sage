## The bids of each auction and day: how many, how many of three ranks of price, and their prices.

schema Bid {
  auction: i64
  bidder:  i64
  price:   i64
  channel: str
  url:     str
  at:      timestamp @event_time(delay: 4s)
  extra:   str
}

pipeline q17 {
  param input: str
  param output: str

  from csv(input) as Bid
    |> aggregate
         total_bids = count(),
         rank1_bids = count_if(price < 10_000),
         rank2_bids = count_if(price >= 10_000 and price < 1_000_000),
         rank3_bids = count_if(price >= 1_000_000),
         min_price  = min(price),
         max_price  = max(price),
         avg_price  = mean(price),
         sum_price  = sum(price)
       by auction, day = at.truncate(1d)
    |> into csv(output)
}
