## Q22, folders: which are the first three folders of each bid's url?
##
## As in the benchmark: a part that is not there is null.
import nexmark (Event)

pipeline nexmark_q22 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> extend parts = url.split("/")
    |> select
         auction,
         bidder,
         price,
         channel,
         dir1 = parts.get(3),
         dir2 = parts.get(4),
         dir3 = parts.get(5)

  from out |> into stdout()
}

test "folders stand between slashes" for nexmark_q22 {
  given bids = [
    {
      auction: 1, bidder: 7, price: 10, channel: "Apple",
      url: "https://www.n.com/ab/c_/def/item.htm?query=1", at: ts"10:00",
    },
    {
      auction: 1, bidder: 7, price: 20, channel: "Baidu", url: "https://www.n.com/ab",
      at: ts"10:00",
    },
  ]
  expect out == [
    {auction: 1, bidder: 7, price: 10, channel: "Apple", dir1: "ab", dir2: "c_", dir3: "def"},
    {auction: 1, bidder: 7, price: 20, channel: "Baidu", dir1: "ab", dir2: null, dir3: null},
  ]
}
