## Reads, modifies and writes the state of a key for each row; the benchmark puts in how many keys there are.

pipeline state {
  param rows: i64

  from range(0, rows)
    |> map (it * 6364136223846793005).wrap() % 1000
    |> aggregate n = count() by it
    |> aggregate keys = count(), rows = sum(n), most = max(n)
    |> into stdout(format: "csv")
}
