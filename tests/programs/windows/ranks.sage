## The best rows of each window, and rows of windows in order.

schema Bid { auction: i64, bidder: str, price: i64, at: timestamp @event_time(delay: 5s) }

pipeline bids {
  let all = from jsonl("bids.jsonl") as Bid

  let counts = from all
    |> key_by auction
    |> window sliding(10s, every: 5s)
    |> aggregate n = count()

  let hottest = from counts
    |> top 1 by n, ties: true over window
    |> select auction, n, window_end

  let in_order = from counts
    |> sort auction desc over window
    |> select auction, window_end

  let best = from all
    |> key_by auction
    |> window tumbling(10s), late: too_late
    |> top 2 by price
    |> select auction, bidder, price, window_start

  let sorted = from all
    |> window sliding(10s, every: 5s)
    |> sort by price desc, bidder
    |> select price, window_start, window_end

  let visits = from all
    |> key_by bidder
    |> window session(gap: 5s)
    |> top 1 by price
    |> select bidder, price, window_end

  let pairs = from all
    |> window count(3)
    |> sort price
    |> select price

  from hottest |> into null
  from in_order |> into null
  from best |> into null
  from sorted |> into null
  from visits |> into null
  from pairs |> into null
}

test "the best of each window, with all that are as good" for bids {
  given all = [
    {auction: 1, bidder: "a", price: 5, at: ts"00:00:01"},
    {auction: 2, bidder: "b", price: 9, at: ts"00:00:02"},
    {auction: 1, bidder: "b", price: 7, at: ts"00:00:06"},
    {auction: 3, bidder: "c", price: 8, at: ts"00:00:11"},
    {auction: 2, bidder: "a", price: 7, at: ts"00:00:09"},
  ]
  expect hottest == [
    {auction: 1, n: 1, window_end: ts"00:00:05"}, {auction: 2, n: 1, window_end: ts"00:00:05"},
    {auction: 1, n: 2, window_end: ts"00:00:10"}, {auction: 2, n: 2, window_end: ts"00:00:10"},
    {auction: 1, n: 1, window_end: ts"00:00:15"}, {auction: 2, n: 1, window_end: ts"00:00:15"},
    {auction: 3, n: 1, window_end: ts"00:00:15"}, {auction: 3, n: 1, window_end: ts"00:00:20"},
  ]
  expect in_order.map(r => r.auction) == [2, 1, 2, 1, 3, 2, 1, 3]
}

test "rows of a window come out with it, the largest first" for bids {
  given all = [
    {auction: 1, bidder: "a", price: 5, at: ts"00:00:01"},
    {auction: 1, bidder: "b", price: 7, at: ts"00:00:02"},
    {auction: 2, bidder: "a", price: 1, at: ts"00:00:03"},
    {auction: 1, bidder: "c", price: 5, at: ts"00:00:04"},
    {auction: 1, bidder: "d", price: 2, at: ts"00:00:16"},
    {auction: 1, bidder: "e", price: 9, at: ts"00:00:09"},
  ]
  expect best == [
    {auction: 1, bidder: "b", price: 7, window_start: ts"00:00:00"},
    {auction: 1, bidder: "a", price: 5, window_start: ts"00:00:00"},
    {auction: 2, bidder: "a", price: 1, window_start: ts"00:00:00"},
    {auction: 1, bidder: "d", price: 2, window_start: ts"00:00:10"},
  ]
  expect too_late.map(r => r.price) == [9]
}

test "a row is in order in each of its windows" for bids {
  given all = [
    {auction: 1, bidder: "a", price: 5, at: ts"00:00:06"},
    {auction: 1, bidder: "b", price: 7, at: ts"00:00:01"},
    {auction: 1, bidder: "c", price: 6, at: ts"00:00:11"},
  ]
  expect sorted.map(r => r.price) == [7, 7, 5, 6, 5, 6]
  expect sorted.map(r => r.window_start)
    == [
      ts"1969-12-31T23:59:55", ts"00:00:00", ts"00:00:00", ts"00:00:05", ts"00:00:05", ts"00:00:10",
    ]
}

test "the best row of each session, and windows of rows in order" for bids {
  given all = [
    {auction: 1, bidder: "a", price: 5, at: ts"00:00:01"},
    {auction: 1, bidder: "a", price: 7, at: ts"00:00:04"},
    {auction: 1, bidder: "a", price: 6, at: ts"00:00:09"},
    {auction: 1, bidder: "b", price: 1, at: ts"00:00:04"},
  ]
  expect visits == [
    {bidder: "a", price: 7, window_end: ts"00:00:09"},
    {bidder: "b", price: 1, window_end: ts"00:00:09"},
    {bidder: "a", price: 6, window_end: ts"00:00:14"},
  ]
  expect pairs.map(r => r.price) == [5, 6, 7, 1]
}

test "rows that carry their window can be given" for bids {
  given counts = [
    {auction: 1, n: 3, window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {auction: 2, n: 5, window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {auction: 1, n: 1, window_start: ts"00:00:10", window_end: ts"00:00:20"},
  ]
  expect hottest.map(h => h.auction) == [2, 1]
}

test "no rows have no best" for bids {
  given all = []
  expect hottest == []
  expect best == []
}

schema Mark { id: i64, points: i64 }

pipeline marks {
  let marks = from jsonl("marks.jsonl") as Mark

  let best = from marks
    |> window count(5, every: 4)
    |> top 2 by points

  from best |> into null
}

test "the rest at the end is ranked as the windows before it" for marks {
  given marks = range(0, 9).map(i => {id: i, points: i * 7 % 10})
  expect best.map(b => b.id) == [4, 1, 7, 4]
}

test "the rest keeps no more rows than a full window" for marks {
  given marks = range(0, 8).map(i => {id: i, points: i * 7 % 10})
  expect best.map(b => b.id) == [4, 1, 7, 4]
}
