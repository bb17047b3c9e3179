schema Visit { user: str, page: str, seconds: i64 }

## Counts pages, remembers the last ones, and gives up all when it is told to.
pipeline visits {
  set on_error = "dead_letter"
  param most: i64 = 3
  let visits = from jsonl("visits.jsonl") as Visit

  let out = from visits
    |> key_by user
    |> process {
         state seen: map<str, i64>
         state trail: list<str>
         state totals: map<str, {n: i64, name: str}> = {start: {n: 1, name: "first"}}
         state first: str? = null
         state note: str = "new"
         state latest: Visit? = null
         on item e {
           if e.page == "logout" {
             seen.clear()
             trail.clear()
             first = null
           } else {
             seen[e.page] = (seen.get(e.page) ?? 0) + e.seconds
             trail.append(e.page)
             if trail.len() > most { trail = trail.slice(-most) }
             first = first ?? e.page
             if e.page == "forget" { seen.remove("home") }
           }
           let before = trail
           trail.append(f"{e.seconds // e.seconds}")
           trail = before
           if e.seconds > 1_000_000 { seen["bad"] += 1 }
           totals[f"{e.page}!"] = {n: e.seconds, name: note}
           note = f"{note}+"
           let last = latest
           latest = e
           emit {
             user: user, seen: seen, trail: trail, pages: seen.keys(), n: seen.len(), first: first,
             totals: totals.values(), last: last?.page, home: seen.has("home"),
           }
         }
         on end {
           for page in seen.keys() { emit {user: user, page: page, seconds: seen[page]} to pages }
         }
       }

  from out |> into jsonl("out.jsonl")
  from pages |> into jsonl("pages.jsonl")
}

test "maps and lists grow and shrink" for visits {
  given visits = [
    {user: "ann", page: "home", seconds: 3},
    {user: "ann", page: "shop", seconds: 4},
    {user: "bob", page: "home", seconds: 1},
    {user: "ann", page: "home", seconds: 5},
    {user: "ann", page: "basket", seconds: 6},
    {user: "ann", page: "forget", seconds: 7},
    {user: "ann", page: "home", seconds: 8},
    {user: "bob", page: "logout", seconds: 1},
  ]
  expect out.map(o => o.seen) == [
    {home: 3},
    {home: 3, shop: 4},
    {home: 1},
    {home: 8, shop: 4},
    {home: 8, shop: 4, basket: 6},
    {shop: 4, basket: 6, forget: 7},
    {shop: 4, basket: 6, forget: 7, home: 8},
    {},
  ]
  expect out.map(o => o.trail) == [
    ["home"], ["home", "shop"], ["home"], ["home", "shop", "home"], ["shop", "home", "basket"],
    ["home", "basket", "forget"], ["basket", "forget", "home"], [],
  ]
  expect out.map(o => o.n) == [1, 2, 1, 2, 3, 3, 4, 0]
  expect out.map(o => o.first) == ["home", "home", "home", "home", "home", "home", "home", null]
  expect out.map(o => o.last) == [null, "home", null, "shop", "home", "basket", "forget", "home"]
  expect out.map(o => o.home) == [true, true, true, true, true, false, true, false]
  expect out[1].totals == [{n: 1, name: "first"}, {n: 3, name: "new"}, {n: 4, name: "new+"}]
  expect out[3].totals == [{n: 1, name: "first"}, {n: 5, name: "new++"}, {n: 4, name: "new+"}]
  expect pages == [
    {user: "ann", page: "shop", seconds: 4},
    {user: "ann", page: "basket", seconds: 6},
    {user: "ann", page: "forget", seconds: 7},
    {user: "ann", page: "home", seconds: 8},
  ]
}

test "a row that fails leaves no trace" for visits {
  given visits = [
    {user: "ann", page: "home", seconds: 3},
    {user: "ann", page: "shop", seconds: 0},
    {user: "ann", page: "logout", seconds: 0},
    {user: "cid", page: "home", seconds: 0},
    {user: "ann", page: "forget", seconds: 2_000_000},
    {user: "ann", page: "home", seconds: 9_223_372_036_854_775_807},
    {user: "ann", page: "shop", seconds: 1},
  ]
  expect out.map(o => o.seen) == [{home: 3}, {home: 3, shop: 1}]
  expect out.map(o => o.trail) == [["home"], ["home", "shop"]]
  expect out[1].totals == [{n: 1, name: "first"}, {n: 3, name: "new"}, {n: 1, name: "new+"}]
  expect out[1].last == "home"
  expect pages == [{user: "ann", page: "home", seconds: 3}, {user: "ann", page: "shop", seconds: 1}]
  expect errors.map(e => e.code) == ["R0103", "R0103", "R0103", "R0104", "R0102"]
}
