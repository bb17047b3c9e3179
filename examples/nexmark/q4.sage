## Q4, average price: what is the mean of the highest bids of the auctions of each category?
##
## The benchmark writes a row whenever a mean changes, and its mean is an integer; here the input ends, each category has
## one row, and the mean is an f64. A bid counts if its time lies between those of its auction, also if it came before it.
import nexmark (Event)

pipeline nexmark_q4 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let stream = from nexmark(events: events, interval: interval) as Event

  let auctions = from stream
    |> only auction
    |> select id, category, opens = at, expires

  let bids = from stream
    |> only bid
    |> select auction, price, at

  let out = from bids
    |> join auctions as a on auction == a.id and at between a.opens and a.expires
    |> aggregate final = max(price) by auction, category = a.category
    |> aggregate mean = mean(final) by category

  from out |> into stdout()
}

test "the highest bid in time counts" for nexmark_q4 {
  given auctions = [
    {id: 1, category: 10, opens: ts"10:00:00", expires: ts"10:00:10"},
    {id: 2, category: 10, opens: ts"10:00:00", expires: ts"10:00:10"},
    {id: 3, category: 11, opens: ts"10:00:00", expires: ts"10:00:10"},
    {id: 4, category: 12, opens: ts"10:00:00", expires: ts"10:00:10"},
  ]
  given bids = [
    {auction: 1, price: 50, at: ts"10:00:00"}, {auction: 1, price: 70, at: ts"10:00:10"},
    {auction: 1, price: 99, at: ts"10:00:10.001"}, {auction: 2, price: 75, at: ts"10:00:05"},
    {auction: 3, price: 20, at: ts"10:00:05"}, {auction: 4, price: 30, at: ts"09:59:59"},
    {auction: 5, price: 40, at: ts"10:00:05"},
  ]
  expect out == [{category: 10, mean: 72.5}, {category: 11, mean: 20.0}] unordered
}
