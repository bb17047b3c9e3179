## Q3, local item suggestion: who sells in category 10, in Oregon, Idaho or California, and which auctions? As in the
## benchmark.
import nexmark (Event)

pipeline nexmark_q3 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let stream = from nexmark(events: events, interval: interval) as Event

  let people = from stream
    |> only person
    |> filter state in ["OR", "ID", "CA"]

  let auctions = from stream
    |> only auction
    |> filter category == 10

  let out = from auctions
    |> join people as p on seller == p.id within forever
    |> select p.name, p.city, p.state, auction = id

  from out |> into stdout()
}

test "sellers are found, whichever comes first" for nexmark_q3 {
  given people = [
    {id: 1, name: "Ann", city: "Bend", state: "OR", at: ts"10:00:00"},
    {id: 2, name: "Bob", city: "Kent", state: "WA", at: ts"10:00:00"},
    {id: 3, name: "Cat", city: "Boise", state: "ID", at: ts"10:00:09"},
  ]
  given auctions = [
    {id: 11, seller: 1, category: 10, expires: ts"11:00", at: ts"10:00:01"},
    {id: 12, seller: 3, category: 10, expires: ts"11:00", at: ts"10:00:02"},
    {id: 13, seller: 4, category: 10, expires: ts"11:00", at: ts"10:00:03"},
    {id: 14, seller: 1, category: 10, expires: ts"11:00", at: ts"10:00:04"},
  ]
  expect out == [
    {name: "Ann", city: "Bend", state: "OR", auction: 11},
    {name: "Ann", city: "Bend", state: "OR", auction: 14},
    {name: "Cat", city: "Boise", state: "ID", auction: 12},
  ] unordered
}
