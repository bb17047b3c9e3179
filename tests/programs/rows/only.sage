## `only`: the rows of one variant, as what it carries.

schema Bid { id: i64, price: f64? @name("the price"), at: timestamp = ts"1970-01-01T10:00:00Z" }
enum Side { buy, sell }
enum Event {
  bid(Bid),
  quote({price: f64, side: Side}),
  tick(i64),
  sides(list<Side>),
  maybe(str?),
  end,
}

pipeline only {
  let events = from jsonl("events.jsonl") as Event

  let bids = from events
    |> only bid
    |> filter price is not null
    |> extend twice = price * 2.0

  let quotes = from events
    |> only quote
    |> filter side == "buy"
    |> select price

  let ticks = from events
    |> only tick
    |> filter it > 1
    |> map it * 10

  let sides = from events
    |> only Event.sides
    |> flatmap it

  let maybe = from events
    |> only maybe
    |> filter it is not null
    |> map upper(it)

  let kinds = from events |> aggregate n = count() by kind = to_str(it)

  let ends = from events
    |> filter it == Event.end
    |> aggregate n = count()

  let prices = from events
    |> map match it { bid(b) => b.price, quote(q) => q.price, _ => null }
    |> filter it is not null

  let again = from bids |> map Event.bid(id: id, price: price, at: at)

  let bids_again = from again
    |> only bid
    |> select id

  from events
    |> filter it != Event.end
    |> into jsonl("events_again.jsonl")

  from bids |> into csv("bids.csv")
}

test "the payload of one variant becomes the row" for only {
  given events = [
    Event.bid(id: 1, price: 2.5), Event.tick(1), Event.quote(price: 3.0, side: "sell"),
    Event.tick(2), Event.end, Event.bid({id: 2}), Event.quote({price: 4.0, side: Side.buy}),
    Event.sides(["buy", "sell"]), Event.maybe(null), Event.maybe("x"),
    Event.bid(id: 3, price: 0.5, at: ts"11:00"), Event.sides([]), Event.end,
  ]
  expect bids == [
    {id: 1, price: 2.5, at: ts"10:00", twice: 5.0}, {id: 3, price: 0.5, at: ts"11:00", twice: 1.0},
  ]
  expect quotes == [{price: 4.0}]
  expect ticks == [20]
  expect sides == ["buy", "sell"]
  expect maybe == ["X"]
  expect kinds == [
    {kind: "bid", n: 3}, {kind: "tick", n: 2}, {kind: "quote", n: 2}, {kind: "end", n: 2},
    {kind: "sides", n: 2}, {kind: "maybe", n: 2},
  ]
  expect ends == [{n: 2}]
  expect prices == [2.5, 3.0, 4.0, 0.5]
  expect bids_again == [{id: 1}, {id: 3}]
  expect sink("events_again.jsonl")[5] == Event.quote({price: 4.0, side: "buy"})
  expect len(sink("events_again.jsonl")) == 11
}

test "an input without the variant gives no rows" for only {
  given events = [Event.end, Event.tick(5)]
  expect bids == []
  expect ticks == [50]
  expect prices == []
}
