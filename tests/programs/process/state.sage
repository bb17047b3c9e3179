schema Order { id: i64, user: str, amount: f64 }

pipeline counted {
  let orders = from csv("orders.csv") as Order

  let out = from orders
    |> key_by user
    |> process {
         state n: i64 = 0
         state largest: f64? = null
         on item e {
           n += 1
           if largest is null or e.amount > largest { largest = e.amount }
           emit {user: user, id: e.id, n: n, largest: largest}
           if n == 1 { emit e to newcomers }
         }
         on end { emit {user: user, id: 0, n: n, largest: largest} }
       }

  from out |> into jsonl("out.jsonl")
  from newcomers |> into jsonl("new.jsonl")
}

test "state is kept for each key" for counted {
  given orders = [
    {id: 1, user: "ann", amount: 5.0},
    {id: 2, user: "bob", amount: 1.5},
    {id: 3, user: "ann", amount: 2.0},
    {id: 4, user: "ann", amount: 9.0},
  ]
  expect out == [
    {user: "ann", id: 1, n: 1, largest: 5.0},
    {user: "bob", id: 2, n: 1, largest: 1.5},
    {user: "ann", id: 3, n: 2, largest: 5.0},
    {user: "ann", id: 4, n: 3, largest: 9.0},
    {user: "ann", id: 0, n: 3, largest: 9.0},
    {user: "bob", id: 0, n: 1, largest: 1.5},
  ]
  expect newcomers.map(o => o.id) == [1, 2]
}
