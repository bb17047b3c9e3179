# Code of one's own runs once for each time it is written, and not at all once the row has failed.
extern cpp("../externs/geo/area.hpp", symbol: "geo::area") fn area(lat: f64, lon: f64) -> str

schema Fix { car: i64, lat: f64, lon: f64 }

pipeline places {
  set on_error = "skip"
  let fixes = from jsonl("fixes.jsonl") as Fix

  let moves = from fixes
    |> key_by car
    |> process {
         state places: list<str>
         state visits: map<str, i64>
         on item e {
           let whole = 100 // i64(e.lat)
           let place = area(e.lat, e.lon)
           visits[area(e.lat, 0.0)] = whole
           log(f"{car} is in {place}", level: "debug")
           if places.get(-1) != place {
             places.append(place)
             emit {car: car, place: place, places: places.len(), visits: visits.values()}
           }
         }
       }

  from moves |> into jsonl("moves.jsonl")
}

test "where cars are" for places {
  given fixes = [
    {car: 1, lat: 1.0, lon: 2.0},
    {car: 1, lat: 0.0, lon: 2.0},
    {car: 1, lat: 4.0, lon: 2.0},
    {car: 2, lat: 1.0, lon: 2.0},
    {car: 1, lat: 1.0, lon: 2.0},
  ]
  mock area(lat: 1.0, lon: 2.0) = "here"
  mock area(lat: 4.0, lon: _) = "there"
  mock area(_, _) = "nowhere"
  expect moves == [
    {car: 1, place: "here", places: 1, visits: [100]},
    {car: 1, place: "there", places: 2, visits: [100, 25]},
    {car: 2, place: "here", places: 1, visits: [100]},
    {car: 1, place: "here", places: 3, visits: [100, 25]},
  ]
}
