## The bids that the queries read: those of four million events of Nexmark, 10,000 events a second.
##
## They begin two minutes before midnight, so that they fall on two days, and one in 32 comes up to two seconds late.

schema Bid {
  auction: i64
  bidder:  i64
  price:   i64
  channel: str
  url:     str
  at:      timestamp
  extra:   str
}

pipeline bids {
  param events: i64 = 4_000_000
  param csv_file: str
  param jsonl_file: str

  let bids = from nexmark(events: events) as Bid
    |> extend at = at + 23h58m
    |> extend at = if price % 32 == 0 then at - 1ms * (price % 2000) else at

  from bids |> into csv(csv_file)

  from bids |> into jsonl(jsonl_file)
}
