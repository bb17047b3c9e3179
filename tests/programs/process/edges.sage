schema Tick { id: i64, n: i64, at: timestamp @event_time }

fn ratio(a: i64, b: i64) -> i64 = a // b

## Timers that come at once, that set others, and that fail.
pipeline chains {
  set on_error = "dead_letter"
  let ticks = from jsonl("ticks.jsonl") as Tick

  let out = from ticks
    |> key_by id
    |> process {
         state fired: i64
         on item e {
           timer(e.at - 1h)
           timer(e.at - 1h)
           timer(e.at)
           if e.n < 0 { cancel_timer(e.at - 1h) }
           timer(e.at + 10s)
           emit {id: id, at: e.at, why: "item", n: ratio(10, e.n + 1)}
         }
         on timer t {
           fired += 1
           if fired < 6 {
             timer(t + 3s)
             timer(t - 3s)
           }
           emit {id: id, at: t, why: "timer", n: ratio(6 * fired, 3 - id)}
         }
         on end { emit {id: id, at: ts"2000-01-01", why: "end", n: fired + ratio(0, id - 3)} }
       }

  from out |> into jsonl("out.jsonl")
}

fn said(id: i64, at: timestamp, why: str, n: i64) -> str = f"{id} {at.format('%H:%M:%S')} {why} {n}"

test "timers at once, and timers of timers" for chains {
  given ticks = [{id: 1, n: 1, at: ts"10:00"}, {id: 2, n: -6, at: ts"10:00:02"}]
  expect out.map(o => said(o.id, o.at, o.why, o.n)) == [
    "1 10:00:00 item 5", "1 09:00:00 timer 3", "1 08:59:57 timer 6", "1 08:59:54 timer 9",
    "1 08:59:51 timer 12", "1 08:59:48 timer 15", "1 08:59:45 timer 18", "1 08:59:51 timer 21",
    "1 08:59:54 timer 24", "1 08:59:57 timer 27", "1 09:00:00 timer 30", "1 09:00:03 timer 33",
    "1 10:00:00 timer 36", "2 10:00:02 item -2", "2 10:00:02 timer 6", "2 09:59:59 timer 12",
    "2 09:59:56 timer 18", "2 09:59:53 timer 24", "2 09:59:50 timer 30", "2 09:59:47 timer 36",
    "2 09:59:53 timer 42", "2 09:59:56 timer 48", "2 09:59:59 timer 54", "2 10:00:02 timer 60",
    "2 10:00:05 timer 66", "1 10:00:10 timer 39", "2 10:00:12 timer 72", "1 00:00:00 end 13",
    "2 00:00:00 end 12",
  ]
  expect errors == []
}

test "a timer that fails changes nothing" for chains {
  given ticks = [{id: 1, n: -1, at: ts"10:00"}, {id: 3, n: 0, at: ts"11:00"}]
  expect errors.map(e => {code: e.code, record: e.record}) == [
    {code: "R0103", record: "{\"id\":1,\"n\":-1,\"at\":\"1970-01-01T10:00:00Z\"}"},
    {code: "R0103", record: "{\"id\":3}"},
    {code: "R0103", record: "{\"id\":3}"},
    {code: "R0103", record: "{\"id\":3}"},
    {code: "R0103", record: "{\"id\":3}"},
  ]
  expect out.map(o => said(o.id, o.at, o.why, o.n)) == ["3 11:00:00 item 10"]
}

## Plain values, a key that is computed, and one process behind the other.
pipeline words {
  let lines = from text("lines.txt")

  let counted = from lines
    |> process by first = upper(it.slice(0, 1)) {
         state seen: list<str>
         on item line {
           for word in line.split(" ") {
             if not seen.contains(word) {
               seen.append(word)
               emit word
               if word.len() > 3 { emit word.len() to long }
             }
           }
         }
       }

  let again = from counted
    |> key_by length = it.len()
    |> process {
         state n: i64
         on item w {
           n += 1
           emit {length: length, word: w.it, n: n}
         }
       }
    |> process {
         state all: str
         on item e {
           all += e.word
           emit {length: length, all: all}
         }
       }

  from again |> into jsonl("again.jsonl")
  from long |> into text("long.txt")
}

test "plain values" for words {
  given lines = ["ab cd ab", "abc de", "bcd ab", "Ab cdef"]
  expect counted == ["ab", "cd", "abc", "de", "bcd", "ab", "Ab", "cdef"]
  expect long == [4]
  expect again == [
    {length: 2, all: "ab"}, {length: 2, all: "abcd"}, {length: 3, all: "abc"},
    {length: 2, all: "abcdde"}, {length: 3, all: "abcbcd"}, {length: 2, all: "abcddeab"},
    {length: 2, all: "abcddeabAb"}, {length: 4, all: "cdef"},
  ]
}

## A process from which rows go to streams of their own alone, and state that comes and goes in loops.
pipeline sorted {
  set on_error = "skip"
  let ticks = from jsonl("ticks.jsonl") as Tick

  from ticks
    |> key_by id
    |> process {
         state last: map<i64, list<i64>>
         state sum: f64? = null
         on item e {
           for i in range(0, e.n) { last[i] = (last.get(i) ?? []) + [e.n] }
           for i in last.keys() {
             if last[i].len() > 2 { last.remove(i) }
           }
           sum = (sum ?? 0.0) + f64(i32(e.n))
           if e.n % 2 == 0 { emit {id: id, last: last} to even } else { emit sum to odd }
           if e.n == 4 { last = {} }
           let bad = 100 // (e.n - 7)
           if bad == 1 { last.clear() }
         }
       }

  from even |> into jsonl("even.jsonl")
  from odd |> into jsonl("odd.jsonl")
}

test "loops over maps" for sorted {
  given ticks = [
    {id: 1, n: 2, at: ts"10:00"}, {id: 1, n: 7, at: ts"10:01"}, {id: 1, n: 1, at: ts"10:02"},
    {id: 1, n: 3, at: ts"10:02"}, {id: 1, n: 4, at: ts"10:02"},
    {id: 1, n: 5_000_000_000, at: ts"10:02"}, {id: 1, n: 2, at: ts"10:03"},
  ]
  expect even.map(e => e.last.keys()) == [[0, 1], [2, 0, 3], [0, 1]]
  expect even.map(e => e.last.values().map(x => x.len())) == [[1, 1], [2, 1, 1], [1, 1]]
  expect odd == [3.0, 6.0]
}
