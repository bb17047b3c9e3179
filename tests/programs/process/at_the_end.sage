## What is given out when the input has ended comes after all windows that this closes.
schema Visit { user: i64, at: timestamp @event_time }

pipeline visits {
  let visits = from jsonl("visits.jsonl") as Visit

  let counts = from visits
    |> key_by user
    |> process {
         state n: i64 = 0
         on item e {
           n += 1
           emit {why: "item", n: n}
         }
         on end { emit {why: "end", n: n} }
       }
    |> window tumbling(10s), late: at_end
    |> aggregate rows = count() by why

  from counts |> into null
}

test "rows made at the end are late for windows, with any number of threads" for visits {
  given visits = range(0, 40).map(i => {user: i % 7, at: timestamp(i * 1_000_000)})
  expect counts.map(c => c.rows) == [10, 10, 10, 10]
  expect at_end.map(r => r.n) == [6, 6, 6, 6, 6, 5, 5]
}
