## Which airlines came late: how often, and by how much on average.
##
##     sagec run examples/late_carriers.sage -- --late_after 60

schema Flight {
  carrier:   str
  arr_delay: i64?                                        # minutes; null if it was cancelled or diverted
}

pipeline late_carriers {
  param input: str = "examples/data/flights_2013_01.csv"
  param late_after: i64 = 30                             # minutes
  param at_least: i64 = 50                               # flights an airline needs to be listed

  let departures = from csv(input, null: "NA") as Flight

  let carriers = from departures
    |> filter arr_delay is not null
    |> key_by carrier
    |> aggregate
         flights      = count(),
         mean_delay   = round(mean(arr_delay), 1),
         percent_late = round(100.0 * count_if(arr_delay > late_after) / count(), 1)
    |> filter flights >= at_least
    |> sort by percent_late desc, carrier

  from carriers
    |> into stdout(format: "table")
}

test "a flight that never arrived does not count" for late_carriers {
  given departures = range(0, 100).map(i => {
    carrier: if i % 2 == 0 then "AA" else "UA",
    arr_delay: if i % 4 == 0 then null else i,
  })
  expect carriers == [{carrier: "UA", flights: 50, mean_delay: 50.0, percent_late: 70.0}]
}

test "the latest come first, and equals by name" for late_carriers {
  given departures = range(0, 150).map(i => {
    carrier: if i % 3 == 0 then "UA" else if i % 3 == 1 then "DL" else "AA",
    arr_delay: if i % 3 == 1 then 31 else 30,
  })
  expect carriers == [
    {carrier: "DL", flights: 50, mean_delay: 31.0, percent_late: 100.0},
    {carrier: "AA", flights: 50, mean_delay: 30.0, percent_late: 0.0},
    {carrier: "UA", flights: 50, mean_delay: 30.0, percent_late: 0.0},
  ]
}
