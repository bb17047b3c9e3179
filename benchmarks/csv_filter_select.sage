## The SAGE side of handwritten/csv_filter_select.cpp.

schema Flight {
  dep_delay: i64?
  arr_delay: i64?
  carrier:   str
  flight:    i64
  origin:    str
  dest:      str
  distance:  i64
}

pipeline csv_filter_select {
  param input: str
  param output: str

  from csv(input, null: "NA") as Flight
    |> filter dep_delay is not null and dep_delay > 30 and distance > 500
    |> select carrier, flight, origin, dest, dep_delay, arr_delay, distance
    |> into csv(output)
}
