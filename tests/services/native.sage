## Doubles numbers; the tests of services call it.
schema Ask { id: u64, text: str = "", n: i32? }

pipeline native {
  set version = "1.2.0"

  from request as Ask
    |> filter (n ?? 1) != 0
    |> select id, text, twice = (n ?? 1) * 2
    |> into response
}
