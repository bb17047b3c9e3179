## What the queries of the Nexmark benchmark read: people who register at an auction house, the auctions that they open,
## and bids. `from nexmark(events: N) as Event` makes them (docs/nexmark.md); a query reads only the columns that it uses.

schema Person {
  id:          i64
  name:        str
  email:       str = ""
  credit_card: str = ""
  city:        str = "",
  state:       str = ""
  at:          timestamp @event_time
  extra:       str = ""
}

schema Auction {
  id:          i64
  item:        str = ""
  description: str = ""
  initial_bid: i64 = 0                                   # cents, like all prices
  reserve:     i64 = 0
  expires:     timestamp
  seller:      i64                                       # the id of a person
  category:    i64
  at:          timestamp @event_time
  extra:       str = ""
}

schema Bid {
  auction: i64                                           # the id of an auction
  bidder:  i64                                           # the id of a person
  price:   i64
  channel: str = ""
  url:     str = ""
  at:      timestamp @event_time
  extra:   str = ""
}

enum Event { person(Person), auction(Auction), bid(Bid) }
