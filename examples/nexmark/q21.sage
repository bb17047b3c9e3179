## Q21, channel ids: which id has the channel of each bid? Four channels have known ones, others have it in their url.
##
## As in the benchmark; bids without an id are left out.
import nexmark (Event)

const CHANNEL_ID = re"(?:&|^)channel_id=(?P<id>[^&]*)"

fn channel_id(channel: str, url: str) -> str? = match lower(channel) {
  "apple" => "0",
  "google" => "1",
  "facebook" => "2",
  "baidu" => "3",
  _ => CHANNEL_ID.capture(url)?.id,
}

pipeline nexmark_q21 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> select auction, bidder, price, channel, channel_id = channel_id(channel, url)
    |> filter channel_id is not null

  from out |> into stdout()
}

test "a channel has a known id, or one in its url" for nexmark_q21 {
  given bids = [
    {
      auction: 1, bidder: 7, price: 10, channel: "Google",
      url: "https://n.com/a/b/c/item.htm?query=1", at: ts"10:00",
    },
    {
      auction: 1, bidder: 7, price: 20, channel: "channel-5",
      url: "https://n.com/item.htm?query=1&channel_id=2684354560", at: ts"10:00",
    },
    {
      auction: 1, bidder: 7, price: 30, channel: "channel-9", url: "https://n.com/item.htm?query=1",
      at: ts"10:00",
    },
    {auction: 1, bidder: 7, price: 40, channel: "APPLE", url: "channel_id=9", at: ts"10:00"},
  ]
  expect out == [
    {auction: 1, bidder: 7, price: 10, channel: "Google", channel_id: "1"},
    {auction: 1, bidder: 7, price: 20, channel: "channel-5", channel_id: "2684354560"},
    {auction: 1, bidder: 7, price: 40, channel: "APPLE", channel_id: "0"},
  ]
}
