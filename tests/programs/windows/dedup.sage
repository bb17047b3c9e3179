## Rows that are the same as one that was near in time.

schema Alert { id: i64, text: str, at: timestamp @event_time(delay: 2m) }

pipeline alerts {
  let all = from jsonl("alerts.jsonl") as Alert

  let new = from all |> dedup by id within 10m

  let ever = from all |> dedup by id within forever

  let of_minutes = from all
    |> window tumbling(1m), lateness: 1m
    |> aggregate n = count()
    |> dedup by window_start
    |> select n, window_start

  from new |> into null
  from ever |> into null
  from of_minutes |> into null
}

test "a row nearer than the span to the last one that was kept is dropped" for alerts {
  given all = [
    {id: 1, text: "a", at: ts"10:00"}, {id: 1, text: "b", at: ts"10:09:59.999999"},
    {id: 2, text: "c", at: ts"10:05"}, {id: 1, text: "d", at: ts"10:10"},
    {id: 1, text: "e", at: ts"10:19"}, {id: 1, text: "f", at: ts"10:20:01"},
  ]
  expect new.map(r => r.text) == ["a", "c", "d", "f"]
  expect ever.map(r => r.text) == ["a", "c"]
}

test "a row from before the last one that was kept is measured as those from after it" for alerts {
  given all = [
    {id: 1, text: "a", at: ts"10:30"}, {id: 1, text: "b", at: ts"10:21"},
    {id: 1, text: "c", at: ts"10:20"}, {id: 1, text: "d", at: ts"10:39"},
    {id: 2, text: "e", at: ts"10:42:00"}, {id: 1, text: "f", at: ts"10:25"},
  ]
  expect new.map(r => r.text) == ["a", "c", "e", "f"]
}

test "windows are known by their start until they are over" for alerts {
  given all = [
    {id: 1, text: "a", at: ts"10:00:01"}, {id: 1, text: "b", at: ts"10:03:10"},
    {id: 1, text: "c", at: ts"10:00:02"}, {id: 1, text: "d", at: ts"10:09:00"},
  ]
  expect of_minutes.map(r => r.n) == [1, 1, 1]
}
