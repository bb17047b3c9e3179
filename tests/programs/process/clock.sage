schema Order { id: i64, user: str, paid: bool }

## Orders that are not paid within a quarter of an hour of the machine's clock.
pipeline unpaid {
  let orders = from jsonl("orders.jsonl") as Order

  let reminders = from orders
    |> key_by id
    |> process {
         state who: str? = null
         state asked: i64 = 0 @ttl(1h)
         on item e {
           if e.paid {
             who = null
             cancel_timer(now() + 15m)
           } else {
             who = e.user
             timer(now() + 15m)
           }
         }
         on timer t {
           if who is not null {
             asked += 1
             emit {id: id, user: who, at: t, now: now(), asked: asked}
             if asked < 3 { timer(t + 20m) } else { timer(t + 2h) }
           }
         }
         on end {
           if who is not null { emit {id: id, user: who, at: now(), now: now(), asked: asked} }
         }
       }

  from reminders |> into jsonl("reminders.jsonl")
}

test "reminders come by the clock" for unpaid {
  given orders = [
    {id: 1, user: "ann", paid: false},
    {id: 2, user: "bob", paid: false},
    {id: 1, user: "ann", paid: true},
  ]
  expect reminders == []
  advance 14m
  expect reminders == []
  advance 1m
  expect reminders == [{id: 2, user: "bob", at: ts"00:15", now: ts"00:15", asked: 1}]
  advance 45m
  expect reminders.map(r => r.at) == [ts"00:15", ts"00:35", ts"00:55"]
  expect reminders.map(r => r.now) == [ts"00:15", ts"01:00", ts"01:00"]
  advance 3h
  expect reminders.map(r => r.asked) == [1, 2, 3, 1, 2, 3, 3]
  expect reminders[6].at == ts"04:00"
}

test "without a time that passes no timer comes" for unpaid {
  given orders = [{id: 1, user: "ann", paid: false}]
  expect reminders == [{id: 1, user: "ann", at: ts"00:00", now: ts"00:00", asked: 0}]
}
