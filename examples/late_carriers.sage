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

  let on_time = from departures
    |> filter arr_delay is not null
    |> key_by carrier
    |> aggregate
         flights      = count(),
         mean_delay   = round(mean(arr_delay), 1),
         percent_late = round(100.0 * (count_if(arr_delay > late_after) / count()), 1)

  let carriers = from on_time
    |> filter flights >= at_least
    |> sort by percent_late desc, carrier

  from carriers |> into stdout(format: "table")
}

test "a flight that never arrived does not count" for late_carriers {
  given departures = [
    {carrier: "AA", arr_delay: null}, {carrier: "UA", arr_delay: 31},
    {carrier: "AA", arr_delay: null}, {carrier: "UA", arr_delay: 30},
    {carrier: "UA", arr_delay: -4}, {carrier: "UA", arr_delay: 99},
  ]
  expect on_time == [{carrier: "UA", flights: 4, mean_delay: 39.0, percent_late: 50.0}]
}

test "an airline with few flights is not listed" for late_carriers {
  given departures = [{carrier: "UA", arr_delay: 31}]
  expect carriers == []
}
