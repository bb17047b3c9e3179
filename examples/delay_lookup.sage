## Answers how late a flight will arrive, told how late it left.
##
##     sagec compile examples/delay_lookup.sage -o build/delay_lookup && sage run -d build/delay_lookup
##     sage call delay_lookup '{"carrier": "DL", "dep_delay": 40}'

schema Question {
  carrier:   str
  dep_delay: f64                                         # minutes; negative is early
  distance:  f64 = 1000.0                                # miles
}

schema Answer {
  carrier:   str
  arr_delay: f64                                         # minutes, as expected
  verdict:   str
}

## Minutes that a flight of this airline loses on its way; most win some back.
## The means of January 2013, and a line over the distance for an airline that flew little.
fn lost_on_the_way(carrier: str, distance: f64) -> f64 =
  if carrier == "HA" then -26.9
  else if carrier == "VX" then -16.4
  else if carrier == "DL" then -8.2
  else if carrier in ["AA", "9E"] then -6.1
  else if carrier in ["UA", "B6"] then -4.9
  else if carrier in ["EV", "MQ", "FL"] then 1.2
  else -1.3 - 0.0025 * distance

fn verdict(minutes: f64) -> str =
  if minutes <= 0.0 then "early or on time"
  else if minutes <= 30.0 then "a little late"
  else "late"

pipeline delay_lookup {
  set version = "1.0.0"

  from request as Question
    |> extend expected = round(dep_delay + lost_on_the_way(carrier, distance), 1)
    |> select carrier, arr_delay = expected, verdict = verdict(expected)
    |> into response as Answer
}

test "a short delay is won back on a long way" for delay_lookup {
  expect call(carrier: "HA", dep_delay: 20.0, distance: 4983.0)
    == {carrier: "HA", arr_delay: -6.9, verdict: "early or on time"}
}

test "the distance may be left out" for delay_lookup {
  expect call(carrier: "ZZ", dep_delay: 60.0) == {carrier: "ZZ", arr_delay: 56.2, verdict: "late"}
}

test "up to half an hour is a little late" {
  expect verdict(30.0) == "a little late"
  expect verdict(30.1) == "late"
}
