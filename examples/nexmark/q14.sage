## Q14, calculation: which bids are between one and fifty million euro cents, were they made by day, and how many times
## does `c` stand in their text?
##
## The benchmark calls a function in Java to count; here it is declared in the file. Prices are exact as in Q1.
import nexmark (Event)

fn count_of(text: str, part: str) -> i64 = (len(text) - len(text.replace(part, ""))) // len(part)

fn time_of_day(hour: i64) -> str =
  if hour >= 8 and hour <= 18 then "dayTime"
  else if hour <= 6 or hour >= 20 then "nightTime"
  else "otherTime"

pipeline nexmark_q14 {
  param events: i64 = 1_000_000
  param interval: duration = 100us                       # the event time between two events

  let bids = from nexmark(events: events, interval: interval) as Event |> only bid

  let out = from bids
    |> extend thousandths = price * 908
    |> filter thousandths > 1_000_000_000 and thousandths < 50_000_000_000
    |> select
         auction,
         bidder,
         price = thousandths / 1000,
         time_type = time_of_day(at.hour()),
         at,
         extra,
         c_counts = count_of(extra, "c")

  from out |> into stdout()
}

test "the bounds are not included" for nexmark_q14 {
  given bids = [
    {auction: 1, bidder: 7, price: 1_101_321, at: ts"09:30", extra: "abc"},
    {auction: 1, bidder: 7, price: 1_101_322, at: ts"09:30", extra: "cabcc"},
    {auction: 1, bidder: 7, price: 55_066_079, at: ts"19:59:59"},
    {auction: 1, bidder: 7, price: 55_066_080, at: ts"19:59:59"},
  ]
  expect out == [
    {
      auction: 1, bidder: 7, price: 1_000_000.376, time_type: "dayTime", at: ts"09:30",
      extra: "cabcc", c_counts: 3,
    },
    {
      auction: 1, bidder: 7, price: 49_999_999.732, time_type: "otherTime", at: ts"19:59:59",
      extra: "", c_counts: 0,
    },
  ]
}

test "the hours of the day" {
  expect [0, 6, 7, 8, 18, 19, 20, 23].map(h => time_of_day(h)) == [
    "nightTime", "nightTime", "otherTime", "dayTime", "dayTime", "otherTime", "nightTime",
    "nightTime",
  ]
  expect count_of("occasion", "c") == 2
  expect count_of("", "c") == 0
}
