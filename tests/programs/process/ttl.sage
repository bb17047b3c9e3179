schema Login { user: str, place: str, at: timestamp @event_time(delay: 1s) }

## Remembers places for ten minutes, at most three of them, and a name for as long as the last login is no hour old.
pipeline logins {
  param keep: duration = 10m
  param most: i64 = 3
  let logins = from jsonl("logins.jsonl") as Login

  let out = from logins
    |> key_by user
    |> process {
         state places: map<str, i64> @ttl(keep) @max_entries(most)
         state first: str? = null @ttl(1h)
         state recent: list<str> = ["none"] @ttl(5m)
         state best: map<str, i64> @max_entries(2)
         on item e {
           places[e.place] = (places.get(e.place) ?? 0) + 1
           first = first ?? e.place
           if e.place != "again" { recent.append(e.place) }
           best[e.place] = places[e.place]
           timer(e.at + 20m)
           emit {
             at: e.at, user: user, places: places, first: first, recent: recent, best: best.keys(),
           }
         }
         on timer t {
           emit {at: t, user: user, places: places, first: first, recent: recent, best: best.keys()}
         }
         on end {
           emit {
             at: ts"2000-01-01", user: user, places: places, first: first, recent: recent,
             best: best.keys(),
           }
         }
       }

  from out |> into jsonl("out.jsonl")
}

test "entries are forgotten one by one, exactly when their time is over" for logins {
  given logins = [
    {user: "ann", place: "a", at: ts"10:00"},
    {user: "ann", place: "b", at: ts"10:01"},
    {user: "ann", place: "a", at: ts"10:05"},
    {user: "ann", place: "again", at: ts"10:09:59.999999"},
    {user: "bob", place: "x", at: ts"10:11"},
    {user: "ann", place: "again", at: ts"10:14:59.999999"},
    {user: "ann", place: "c", at: ts"10:15"},
    {user: "ann", place: "d", at: ts"10:16"},
    {user: "ann", place: "e", at: ts"10:17"},
  ]
  expect out.filter(o => o.at != ts"2000-01-01").map(o => o.places) == [
    {a: 1},
    {a: 1, b: 1},
    {a: 2, b: 1},
    {a: 2, b: 1, again: 1},
    {x: 1},
    {a: 2, again: 2},
    {again: 2, c: 1},
    {again: 2, c: 1, d: 1},
    {c: 1, d: 1, e: 1},
    {c: 1, d: 1, e: 1},
    {c: 1, d: 1, e: 1},
    {d: 1, e: 1},
    {},
    {},
    {},
    {},
    {},
    {},
  ]
  expect out.map(o => o.recent).slice(0, 9) == [
    ["none", "a"], ["none", "a", "b"], ["none", "a", "b", "a"], ["none", "a", "b", "a"],
    ["none", "x"], ["none"], ["none", "c"], ["none", "c", "d"], ["none", "c", "d", "e"],
  ]
  expect out.map(o => o.best).slice(5, 9) == [
    ["a", "again"], ["again", "c"], ["c", "d"], ["d", "e"],
  ]
  expect out.map(o => o.first).slice(0, 4) == ["a", "a", "a", "a"]
}

schema Ping { id: i64, at: timestamp @event_time }

## A key whose state is all forgotten is as if it had never been.
pipeline fresh {
  let pings = from jsonl("pings.jsonl") as Ping

  let out = from pings
    |> key_by id
    |> process {
         state n: i64 @ttl(1m)
         on item e {
           n += 1
           emit {id: id, n: n, last: false}
         }
         on end { emit {id: id, n: n, last: true} }
       }

  from out |> into jsonl("out.jsonl")
}

test "what is forgotten has no end" for fresh {
  given pings = [
    {id: 1, at: ts"10:00"},
    {id: 2, at: ts"10:00:30"},
    {id: 3, at: ts"10:00:30"},
    {id: 1, at: ts"10:01"},
    {id: 2, at: ts"10:01:29"},
    {id: 4, at: ts"10:01:30"},
  ]
  expect out == [
    {id: 1, n: 1, last: false},
    {id: 2, n: 1, last: false},
    {id: 3, n: 1, last: false},
    {id: 1, n: 1, last: false},
    {id: 2, n: 2, last: false},
    {id: 4, n: 1, last: false},
    {id: 2, n: 2, last: true},
    {id: 1, n: 1, last: true},
    {id: 4, n: 1, last: true},
  ]
}
