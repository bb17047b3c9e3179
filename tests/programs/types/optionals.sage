## Values that may be null: asking, narrowing, filling in.

schema User {
  name:    str?
  age:     i32?
  home:    {city: str?, zip: str}?
  friends: list<str?>
  tags:    list<str>?
}

fn first_word(s: str?) -> str? = if s is null then null else s.split(" ").get(0)
fn size(s: str?) -> i64 = if s is not null then len(s) else -1

pipeline optionals {
  let users = from jsonl("users.jsonl") as User

  let asked = from users
    |> map [
         name is null, name is not null, name == null, name != null, name == "Ada",
         not (name is null),
       ]

  let filled = from users
    |> select
         name = name ?? "?",
         age = age ?? -1,
         city = home?.city ?? "nowhere",
         n = (tags ?? []).len()

  let chain = from users |> map name ?? home?.city ?? first_word(home?.zip) ?? "none"
  let kept = from users |> select age, next = if age is not null then age + 1 else null, home

  let paths = from users
    |> select
         city = home?.city,
         zip = home?.zip,
         long = if home is not null and home.city is not null then len(home.city) else 0

  let either = from users
    |> filter name is null or len(name) > 3
    |> select name

  let both = from users
    |> filter name is not null and age is not null and age > 17
    |> select name = upper(name), next = age * 2

  let negated = from users
    |> filter not (name is null or age is null)
    |> select text = f"{name} is {age}"

  let later = from users
    |> filter name is not null
    |> filter len(name) < 4
    |> extend long = name + "!"
    |> select name, long

  let home_city = from users
    |> filter home is not null
    |> select home.city, home.zip
    |> filter city is not null
    |> select both = city + zip

  let nested = from users
    |> map if name is null then "none" else if age is null then name else f"{name}{age}"

  let lists = from users
    |> map [friends.get(0) ?? "nobody", friends.get(-1) ?? "nobody", f"{len(friends)}"]

  let items = from users
    |> explode friends as friend
    |> filter friend is not null
    |> select friend = upper(friend)

  let functions = from users |> map [size(name), size(null), size("abc"), size(home?.city)]

  let equal = from users
    |> map [age == 30, age != 30, age in [30, 31], name in ["Ada"], home == null]

  let none = from users |> map none_if(name, "Ada")
  let either_one = from users |> map coalesce(name, home?.city, "last")
  let wide = from users |> map if age is null then null else i64(age)

  let ordered = from users
    |> filter age is not null
    |> filter age between 10 and 40
    |> sort age desc
    |> map age

  from users |> into null
}

test "asking for null, and values in its place" for optionals {
  given users = [
    {
      name: "Ada", age: 30, home: {city: "London", zip: "1 2"}, friends: ["x", null],
      tags: ["a", "b"],
    },
    {friends: []}, {name: "", age: 0, home: {zip: "9 8"}, friends: [null]},
  ]
  expect asked == [
    [false, true, false, true, true, true], [true, false, true, false, false, false],
    [false, true, false, true, false, true],
  ]
  expect filled == [
    {name: "Ada", age: 30, city: "London", n: 2}, {name: "?", age: -1, city: "nowhere", n: 0},
    {name: "", age: 0, city: "nowhere", n: 0},
  ]
  expect chain == ["Ada", "none", ""]
  expect kept == [
    {age: 30, next: 31, home: {city: "London", zip: "1 2"}}, {age: null, next: null, home: null},
    {age: 0, next: 1, home: {city: null, zip: "9 8"}},
  ]
  expect paths == [
    {city: "London", zip: "1 2", long: 6}, {city: null, zip: null, long: 0},
    {city: null, zip: "9 8", long: 0},
  ]
  expect lists == [["x", "nobody", "2"], ["nobody", "nobody", "0"], ["nobody", "nobody", "1"]]
  expect items == [{friend: "X"}]
  expect functions == [[3, -1, 3, 6], [-1, -1, 3, -1], [0, -1, 3, -1]]
  expect equal == [
    [true, false, true, true, false], [false, true, false, false, true],
    [false, true, false, false, false],
  ]
  expect none == [null, null, ""]
  expect either_one == ["Ada", "last", ""]
  expect wide == [30, null, 0]
}

test "a test for null narrows what comes after it" for optionals {
  given users = [
    {name: "Eve", age: 17, friends: []},
    {name: "Grace", age: 40, home: {city: "NY", zip: "5"}, friends: []},
    {age: 20, home: {zip: "7"}, friends: []}, {name: "Bo", friends: []},
  ]
  expect either == [{name: "Grace"}, {name: null}]
  expect both == [{name: "GRACE", next: 80}]
  expect negated == [{text: "Eve is 17"}, {text: "Grace is 40"}]
  expect later == [{name: "Eve", long: "Eve!"}, {name: "Bo", long: "Bo!"}]
  expect home_city == [{both: "NY5"}]
  expect nested == ["Eve17", "Grace40", "none", "Bo"]
  expect ordered == [40, 20, 17]
}
