## Q1, currency conversion: what is each bid in euros, at 0.908 of a dollar?
##
## The benchmark gives a decimal of three places. Here the price is multiplied as an integer, which is exact, and divided
## once: the result is the f64 that is written with these three places.
import nexmark (Event)

pipeline nexmark_q1 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids |> select auction, bidder, price = price * 908 / 1000, at, extra
  from out |> into stdout()
}

test "prices are exact to three places" for nexmark_q1 {
  given bids = [
    {auction: 1001, bidder: 1007, price: 1, at: ts"10:00"},
    {auction: 1001, bidder: 1007, price: 107, at: ts"10:00"},
    {auction: 1001, bidder: 1007, price: 1000, at: ts"10:00"},
    {auction: 1001, bidder: 1007, price: 99_999_999, at: ts"10:00"},
  ]
  expect out.map(o => o.price) == [0.908, 97.156, 908.0, 90_799_999.092]
  expect out.map(o => to_str(o.price)) == ["0.908", "97.156", "908.0", "90799999.092"]
}
