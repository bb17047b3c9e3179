## What the latency benchmark sends its rows through.

schema Event { sent: i64, auction: i64, bidder: i64, price: i64, note: str }

pipeline latency {
  from stdin(format: "csv") as Event
    |> filter price > 0
    |> select sent, auction, thousandths = price * 908, note
    |> into stdout(format: "csv")
}
