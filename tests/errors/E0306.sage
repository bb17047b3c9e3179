#=== an answer lacks a field
schema Ask   { id: u64, amount: f64 }
schema Reply { id: u64, risk: f64, tier: str }
#                                  --------- E0306: no default, not optional
pipeline score {
  from request as Ask
    |> select id, risk = amount / 100.0
    |> into response as Reply
#                       ^^^^^ E0306: `Reply` needs `tier`, which this row does not have; missing: tier: str
#   = note: the row has: id: u64, risk: f64
#   = help: add it before: `|> extend tier = ...`
}

#=== an answer has a field too many
schema Ask   { id: u64, amount: f64 }
#                       ----------- E0306: `amount` is f64
schema Reply { id: u64 }
pipeline score {
  from request as Ask |> into response as Reply
#                                         ^^^^^ E0306: `Reply` has no `amount`; too much
#   = note: `Reply` has: id: u64
#   = help: leave out what is too much: `|> select id`
}

#=== a field of another type
schema Order { id: str, amount: f64 }
#              ------- E0306: `id` is str
schema Out { id: u64, amount: f64 }
#            ------- E0306: `id` is u64
from csv("o.csv") as Order |> into jsonl("x.jsonl") as Out
#                                                      ^^^ E0306: `id` is str, and `Out` wants u64; str
#   = note: the row has: id: str, amount: f64

#=== a field that may be null
schema Order { id: u64?, amount: f64 }
#              -------- E0306: `id` is u64?
schema Out { id: u64, amount: f64 }
#            ------- E0306: `id` is u64
from csv("o.csv") as Order |> into jsonl("x.jsonl") as Out
#                                                      ^^^ E0306: `id` is u64?, and `Out` wants u64; u64?
#   = note: the row has: id: u64?, amount: f64
#   = help: `|> filter id is not null` before it leaves out the rows without one

#=== a field that must be narrowed
schema Order { id: i64 }
#              ------- E0306: `id` is i64
schema Out { id: i32 }
#            ------- E0306: `id` is i32
from csv("o.csv") as Order |> into jsonl("x.jsonl") as Out
#                                                      ^^^ E0306: `id` is i64, and `Out` wants i32; i64
#   = note: the row has: id: i64
#   = help: convert it before: `|> extend id = i32(id)`

#=== a record is built without a field
schema Point { x: i64, y: i64 }
#                      ------ E0306: no default, not optional
from values([{a: 1}]) |> map Point(x: a) |> into stdout()
#                            ^^^^^ E0306: `Point` needs `y`; missing: y: i64
#   = note: given are: x: i64
#   = help: give it: `y: ...`

#=== a record is built with a field misspelt
schema Point { width: i64, height: i64 }
from values([{a: 1}]) |> map Point(width: a, heigth: a) |> into stdout()
#                                            ^^^^^^ E0306: `Point` has no field `heigth`; not known
#   = help: did you mean `height`?
#   + from values([{a: 1}]) |> map Point(width: a, height: a) |> into stdout()

#=== a record for a function
fn norm(p: {x: f64, y: f64}) -> f64 = sqrt(p.x * p.x + p.y * p.y)
from values([{a: 1.0}]) |> map norm({x: a, z: 2.0}) |> into stdout()
#                                          ^ E0306: there is no field `z` here; not known
#   = help: there are: `x`, `y`

#=== rows written in place do not fit their type
schema Point { x: i64, y: i64 }
#                      ------ E0306: no default, not optional
from values([{x: 1, y: 2}, {x: 3}]) as Point |> into stdout()
#                          ^^^^^^ E0306: `Point` needs `y`; missing: y: i64
#   = note: given are: x: i64
#   = help: give it: `y: ...`

#=== a payload with other fields
enum Shape { circle(f64), rect({w: f64, h: f64}), point }
from values([{a: 1}]) |> extend b = Shape.rect(w: 1.0), c = Shape.rect(w: 1.0, high: 2.0) |> into stdout()
#                                   ^^^^^^^^^^ E0306: the record needs `h`; missing: h: f64
#   = note: given are: w: f64
#   = help: give it: `h: ...`
#                                                                              ^^^^ E0306: there is no field `high` here; not known
#   = help: there are: `w`, `h`

#=== an item of a list of records lacks a field
schema In { items: list<{a: i32}> }
#           --------------------- E0306: `items` is list<{a: i32}>
schema Out { items: list<{a: i64, b: str}> }
#            ----------------------------- E0306: `items` is list<{a: i64, b: str}>
from jsonl("r.jsonl") as In |> into jsonl("o.jsonl") as Out
#                                                       ^^^ E0306: `items` is list<{a: i32}>, and `Out` wants list<{a: i64, b: str}>; list<{a: i32}>
#   = note: the row has: items: list<{a: i32}>
#   = help: make its items anew before: `|> extend items = items.map(x => {...x, b: ...})`
