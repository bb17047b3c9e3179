## Pass through: every column is decoded, and written again.

schema Bid {
  auction: i64
  bidder:  i64
  price:   i64
  channel: str
  url:     str
  at:      timestamp @event_time(delay: 4s)
  extra:   str
}

pipeline q0 {
  param input: str
  param output: str

  from csv(input) as Bid |> into csv(output)
}
