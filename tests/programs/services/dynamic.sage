## Maps, arrays and json in requests and answers.

schema Ask {
  stock:   map<str, i64>
  limits:  map<i32, f64> = {}
  at:      array<f64, 2> = [0.5, 0.25]
  payload: json
  more:    json? = null
}

pipeline dynamic {
  from request as Ask
    |> select
         total = stock.values().sum(),
         stock = map_of(stock.entries().filter(e => e.value > 0)),
         limit = limits.get(7),
         limits,
         at,
         found = payload.get("user.name"),
         whole = payload,
         more,
         size = payload["size"].as_i64()
    |> into response
}

test "what has no fixed shape travels as it is" for dynamic {
  expect call(stock: {b: 2, a: 0}, payload: {user: {name: "Ada"}, size: 3, n: [1, 1.5, null]}) == {
    total: 2, stock: {b: 2}, limit: null, limits: {}, at: [0.5, 0.25], found: "Ada",
    whole: {user: {name: "Ada"}, size: 3, n: [1, 1.5, null]}, more: null, size: 3,
  }
  let reply = call({
    stock: {}, limits: map_of([{key: 7, value: 1.5}]), at: [1.0, 2.0],
    payload: {size: 18446744073709551615}, more: [true],
  })
  expect reply.limit == 1.5
  expect reply.whole.to_str() == '{"size":18446744073709551615}'
  expect reply.more == [true]
  expect reply.size is null
}
