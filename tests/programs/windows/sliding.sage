## Windows that overlap: a row is in every one that holds its time.

schema Bid { auction: i64, price: i64, rate: f64, at: timestamp @event_time(delay: 4s) }

pipeline bids {
  let all = from jsonl("bids.jsonl") as Bid

  let hot = from all
    |> key_by auction
    |> window sliding(10s, every: 5s), late: too_late
    |> aggregate n = count(), total = sum(price), best = max(price)

  let uneven = from all
    |> window sliding(10s, every: 4s, offset: 1s)
    |> aggregate n = count(), values = collect(price), mean = mean(rate), spread = variance(rate)

  from hot |> into null
  from uneven |> into null
}

test "a row is in each window that holds it, and windows that begin before the first row come out too" for bids {
  given all = [{auction: 1, price: 3, rate: 0.5, at: ts"00:00:07"}]
  expect hot == [
    {auction: 1, n: 1, total: 3, best: 3, window_start: ts"00:00:00", window_end: ts"00:00:10"},
    {auction: 1, n: 1, total: 3, best: 3, window_start: ts"00:00:05", window_end: ts"00:00:15"},
  ]
}

test "keys come in order of their first slice, then of their first appearance" for bids {
  given all = [
    {auction: 2, price: 1, rate: 0.5, at: ts"00:00:07"},
    {auction: 3, price: 2, rate: 0.5, at: ts"00:00:08"},
    {auction: 1, price: 3, rate: 0.5, at: ts"00:00:04"},
  ]
  expect hot.filter(h => h.window_start == ts"00:00:00").map(h => h.auction) == [1, 2, 3]
}

test "a row late for some windows counts in the others, and is not in the stream of late rows" for bids {
  given all = [
    {auction: 1, price: 1, rate: 0.5, at: ts"00:00:08"},
    {auction: 1, price: 2, rate: 0.5, at: ts"00:00:14"},
    {auction: 1, price: 4, rate: 0.5, at: ts"00:00:09"},
    {auction: 1, price: 8, rate: 0.5, at: ts"00:00:04.999999"},
    {auction: 1, price: 16, rate: 0.5, at: ts"00:00:05"},
  ]
  expect hot.map(h => h.total) == [1, 23, 2]
  expect too_late.map(r => r.price) == [8]
}

test "windows before 1970 begin as those after it" for bids {
  given all = [{auction: 1, price: 1, rate: 0.5, at: ts"1969-12-31T23:59:59.999999"}]
  expect hot.map(h => h.window_start) == [ts"1969-12-31T23:59:50", ts"1969-12-31T23:59:55"]
  expect uneven.map(u => u.window_start) == [ts"1969-12-31T23:59:53", ts"1969-12-31T23:59:57"]
}

test "what is put together of parts is what the rows give in order of their slices" for bids {
  given all = [
    {auction: 1, price: 1, rate: 0.1, at: ts"00:00:01"},
    {auction: 1, price: 2, rate: 0.2, at: ts"00:00:09"},
    {auction: 1, price: 3, rate: 0.7, at: ts"00:00:06"},
    {auction: 1, price: 4, rate: 1e9, at: ts"00:00:11"},
  ]
  expect uneven.map(u => u.values) == [[1], [1, 3], [1, 3, 2], [3, 2, 4], [2, 4]]
  expect uneven.map(u => u.n) == [1, 2, 3, 3, 2]
}
