## `nexmark`: made events, of which a schema takes the columns that it wants.

schema Person { id: i64, name: str, state: str, at: timestamp @event_time }
schema Auction {
  id:       i64
  seller:   i64
  category: i64
  closes:   timestamp @name("expires")
  at:       timestamp @event_time
}
schema Bid {
  auction: i64
  bidder:  i64
  price:   i64?
  channel: str
  url:     str
  at:      timestamp @event_time
}
schema Price { auction: i64, price: i64 }
enum Event { person(Person), auction(Auction), bid(Bid) }
enum Sale { bid(Bid), auction(Auction) }

pipeline nexmark {
  param events: i64 = 1_000
  param seed: i64 = 7

  let stream = from nexmark(events: events, interval: 250us) as Event

  let kinds = from stream
    |> aggregate n = count() by kind = match it {
         person(_) => "person",
         auction(_) => "auction",
         bid(_) => "bid",
       }

  let people = from stream
    |> only person
    |> limit 2
    |> select id, name, state

  let auctions = from stream
    |> only auction
    |> filter closes > at
    |> skip 10
    |> limit 1
    |> select id, seller, category, closes

  let totals = from stream
    |> only bid
    |> aggregate bids = count(), first = min(at), last = max(at), total = sum(price)

  let first_bids = from stream
    |> only bid
    |> limit 2
    |> select auction, bidder, price, channel, url

  let windows = from stream
    |> only bid
    |> window tumbling(100ms)
    |> aggregate bids = count(), most = max(price)

  let prices = from nexmark(events: events) as Price
    |> aggregate bids = count(), total = sum(price), least = min(auction)

  let sales = from nexmark(events: 55, seed: seed) as Sale

  let others = from nexmark(events: events, seed: seed) as Bid
    |> aggregate bids = count(), total = sum(price)

  let no_events = from nexmark(events: 0) as Event

  let endless = from nexmark() as Bid
    |> limit 3
    |> select bidder

  from stream
    |> limit 1
    |> into jsonl("first.jsonl")

  from sales |> into jsonl("sales.jsonl")
}

test "events are the same in every run" for nexmark {
  expect kinds == [{kind: "person", n: 20}, {kind: "auction", n: 60}, {kind: "bid", n: 920}]
  expect people == [
    {id: 1000, name: "John Bartels", state: "WA"}, {id: 1001, name: "Peter White", state: "ID"},
  ]
  expect auctions == [{id: 1010, seller: 1000, category: 13, closes: ts"2015-07-15T00:00:00.385Z"}]
  expect totals == [{
    bids: 920, first: ts"2015-07-15T00:00:00.001Z", last: ts"2015-07-15T00:00:00.249Z",
    total: 6764431059,
  }]
  expect first_bids == [
    {
      auction: 1011, bidder: 1002, price: 7023, channel: "Facebook",
      url: "https://www.nexmark.com/cxws/fzrh/bnae/item.htm?query=1",
    },
    {
      auction: 1010, bidder: 1001, price: 29698, channel: "Google",
      url: "https://www.nexmark.com/ycpg/dln/zgbb/item.htm?query=1",
    },
  ]
  expect prices == [{bids: 920, total: 6764431059, least: 1000}]
  expect others == [{bids: 920, total: 6058478938}]
  expect windows == [
    {
      bids: 368, most: 94120498, window_start: ts"2015-07-15T00:00:00Z",
      window_end: ts"2015-07-15T00:00:00.1Z",
    },
    {
      bids: 368, most: 99939012, window_start: ts"2015-07-15T00:00:00.1Z",
      window_end: ts"2015-07-15T00:00:00.2Z",
    },
    {
      bids: 184, most: 94492676, window_start: ts"2015-07-15T00:00:00.2Z",
      window_end: ts"2015-07-15T00:00:00.3Z",
    },
  ]
  expect len(sales) == 53
  expect no_events == []
  expect sink("first.jsonl") == [Event.person({
    id: 1000, name: "John Bartels", state: "WA", at: ts"2015-07-15T00:00:00Z",
  })]
}

test "events that never end are none in a test, unless they are given" for nexmark {
  expect endless == []
}
