# A test answers for the C++ of the program: by the reference there is no other way, natively it takes its place.
extern cpp("geo/area.hpp", symbol: "geo::area", pure: true) fn area(lat: f64, lon: f64) -> str

schema Fix { id: i64, lat: f64, lon: f64 }

fn short(text: str) -> str = text.slice(0, 2)

pipeline places {
  set on_error = "dead_letter"
  let fixes = from jsonl("fixes.jsonl") as Fix
  let named = from fixes |> extend place = area(lat, lon), code = short(area(lat, 0.0))
  from named |> into null
}

pipeline place {
  from request as Fix
    |> select place = area(lat, lon)
    |> into response
}

test "one answer for all" for places {
  given fixes = [{id: 1, lat: 1.0, lon: 2.0}, {id: 2, lat: -1.0, lon: 2.0}]
  mock area(lat: _, lon: _) = "here"
  expect named.map(n => n.place) == ["here", "here"]
  expect named.map(n => n.code) == ["he", "he"]
}

test "the first that matches answers" for places {
  given fixes = [
    {id: 1, lat: 1.0, lon: 2.0}, {id: 2, lat: 1.0, lon: 0.0}, {id: 3, lat: 9.0, lon: 0.0},
  ]
  mock area(lat: 1.0, lon: 2.0) = "exactly"
  mock area(lat: 1.0, lon: _) = "nearly"
  mock area(_, _) = "elsewhere"
  expect named.map(n => n.place) == ["exactly", "nearly", "elsewhere"]
}

test "an answer may be a failure" for places {
  given fixes = [{id: 1, lat: 1.0, lon: 2.0}, {id: 2, lat: 3.0, lon: 2.0}]
  mock area(lat: 3.0, lon: _) = error("the map is torn")
  mock area(lat: _, lon: _) = "somewhere"
  expect named.map(n => n.id) == [1]
  expect errors.map(e => e.code) == ["R0106"]
  expect errors.map(e => e.reason) == ["the map is torn"]
}

test "in answers to calls" for place {
  mock area(lat: _, lon: _) = "mocked"
  expect call(id: 1, lat: 1.0, lon: 2.0) == {place: "mocked"}
}

test "and in the test itself" {
  mock area(lat: _, lon: _) = "there"
  expect short(area(1.0, 2.0)) == "th"
}
