## The events that SQL is asked about, in the three files that it reads. `seq` is the order in which they come.
import nexmark (Event)

pipeline export {
  param events: i64
  param interval: duration

  let stream = from nexmark(events: events, interval: interval) as Event

  from stream |> only person |> into jsonl("person.jsonl")
  from stream |> only auction |> into jsonl("auction.jsonl")
  from stream |> only bid |> running seq = count() |> into csv("bid.csv")
}
