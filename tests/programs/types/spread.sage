## `{...record, field: value}`: copies of records, with fields added or replaced.

schema Address { city: str, zip: str? }

schema Person { name: str, age: i64, home: Address, work: Address? }

schema Tall { name: str, age: i64, home: Address, work: Address?, height: f64 = 1.8 }

fn older(p: Person, years: i64) -> Person = {...p, age: p.age + years}

pipeline spread {
  set on_error = "skip"

  let people = from jsonl("people.jsonl") as Person

  let added = from people |> map {...it, n: 1}
  let replaced = from people |> map {...it, age: age + 1, name: name.upper()}
  let before = from people |> map {n: 1, ...home}
  let overwritten = from people |> map {city: "nowhere", ...home, zip: "0"}
  let both = from people |> map {...home, ...{city: name, country: "x"}}
  let inner = from people |> select name, home = {...home, zip: home.zip ?? "none"}
  let chosen = from people |> map {...(work ?? home), name: name}

  let narrowed = from people
    |> filter work is not null
    |> map {...work, name: name}

  let aged = from people
    |> map older(older(it, 1), 2)
    |> select name, age

  let retyped = from people
    |> map {...it, age: f64(age) / 2.0}
    |> select age, home.city

  let each = from people
    |> flatmap [home, {...home, city: name}].map(a => {...a, upper: a.city.upper()})

  # What is copied is made once, also if it fails.
  let once = from people |> map {...[home, home].filter(a => a.city != "none")[0], name: name}

  from people
    |> map {...it, height: 2.0}
    |> into jsonl("tall.jsonl") as Tall

  from added |> into jsonl("added.jsonl")
}

test "fields are added at the end and replaced where they are" for spread {
  given people = [{name: "ada", age: 36, home: {city: "London", zip: null}, work: null}]
  expect added == [{name: "ada", age: 36, home: {city: "London", zip: null}, work: null, n: 1}]
  expect sink("added.jsonl") == added
  expect replaced == [{name: "ADA", age: 37, home: {city: "London", zip: null}, work: null}]
  expect before == [{n: 1, city: "London", zip: null}]
  expect overwritten == [{city: "London", zip: "0"}]
  expect both == [{city: "ada", zip: null, country: "x"}]
  expect retyped == [{age: 18.0, city: "London"}]
  expect sink("tall.jsonl").map(t => t.height) == [2.0]
}

test "records inside of records are copied, too" for spread {
  given people = [
    {name: "ada", age: 36, home: {city: "London", zip: null}, work: null},
    {
      name: "alan", age: 41, home: {city: "Wilmslow", zip: "SK9"},
      work: {city: "Manchester", zip: "M13"},
    },
    {name: "none", age: 0, home: {city: "none", zip: null}, work: null},
  ]
  expect inner.map(i => i.home.zip) == ["none", "SK9", "none"]
  expect chosen[1] == {city: "Manchester", zip: "M13", name: "alan"}
  expect narrowed == [{city: "Manchester", zip: "M13", name: "alan"}]
  expect aged.map(a => a.age) == [39, 44, 3]
  expect each.map(e => e.upper) == ["LONDON", "ADA", "WILMSLOW", "ALAN", "NONE", "NONE"]
  expect once.map(o => o.name) == ["ada", "alan"]
}
