## `top`: the first of an order, of all rows or of each key.

schema Score { who: str, team: str, points: i64?, x: f64 }

pipeline tops {
  param n: i64 = 2
  let scores = from jsonl("scores.jsonl") as Score

  let best = from scores
    |> top n by points
    |> map who

  let worst = from scores
    |> top 2 by points asc
    |> map who

  let tied = from scores
    |> top 2 by points, ties: true
    |> map who

  let two_keys = from scores
    |> top 3 by team asc, points desc
    |> map who

  let none = from scores
    |> top 0 by points
    |> map who

  let all = from scores
    |> top 100 by who asc
    |> map who

  let of_team = from scores
    |> key_by team
    |> top 1 by points
    |> select team, who

  let of_team_tied = from scores
    |> key_by team
    |> top 1 by x, ties: true
    |> select team, who

  let code = from scores
    |> top 1 by len(who) * 10, x
    |> map who

  let again = from scores
    |> top 3 by x
    |> top 1 by x asc
    |> map who

  from scores |> into null
}

test "the largest come first, the first to arrive of equals" for tops {
  given scores = [
    {who: "a", team: "x", points: 3, x: 0}, {who: "b", team: "y", points: 5, x: 0},
    {who: "c", team: "x", points: 3, x: 0}, {who: "d", team: "y", x: 0},
    {who: "e", team: "x", points: -1, x: 0},
  ]
  expect best == ["b", "a"]
  expect worst == ["e", "a"]
  expect tied == ["b", "a", "c"]
  expect two_keys == ["a", "c", "e"]
  expect none == []
  expect all == ["a", "b", "c", "d", "e"]
  expect of_team == [{team: "x", who: "a"}, {team: "y", who: "b"}]
}

test "null and NaN are not among the largest" for tops {
  given scores = [
    {who: "a", team: "x", x: 0.0 / 0.0}, {who: "bb", team: "x", points: 1, x: -1.0},
    {who: "cc", team: "y", x: 0.0 / 0.0}, {who: "dd", team: "y", points: 1, x: 0.0 / 0.0},
    {who: "e", team: "x", x: -1.0},
  ]
  expect best == ["bb", "dd"]
  expect tied == ["bb", "dd"]
  expect of_team_tied == [
    {team: "x", who: "bb"}, {team: "x", who: "e"}, {team: "y", who: "cc"}, {team: "y", who: "dd"},
  ]
  expect code == ["bb"]
  expect again == ["bb"]
}

test "ties of what is equal as a key" for tops {
  given scores = [
    {who: "a", team: "x", points: 0, x: 0.0}, {who: "b", team: "x", points: 0, x: -0.0},
    {who: "c", team: "x", points: 0, x: -1.0},
  ]
  expect of_team_tied == [{team: "x", who: "a"}, {team: "x", who: "b"}]
  expect tied == ["a", "b", "c"]
}

test "fewer rows than places" for tops {
  given scores = [{who: "a", team: "x", points: 0, x: 0.0}]
  expect best == ["a"]
  expect tied == ["a"]
}
