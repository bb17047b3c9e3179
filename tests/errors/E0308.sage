#=== a wide integer for a narrow field
schema Hit { status: i32 }
#            ----------- E0308: `status` is i32
schema Raw { code: i64 }
#            --------- E0308: `code` is i64
from csv("raw.csv") as Raw |> map Hit(status: code) |> into jsonl("hits.jsonl")
#                                             ^^^^ E0308: i64 does not fit i32 by itself; `code` is i64
#   = help: convert; a value that does not fit then fails its record
#   ~ from csv("raw.csv") as Raw |> map Hit(status: i32(code)) |> into jsonl("hits.jsonl")

#=== a float for an integer
fn twice(n: i64) -> i64 = 2 * n
#        ------ E0308: `n` is i64
schema Order { price: f64 }
#              ---------- E0308: `price` is f64
from csv("o.csv") as Order |> extend x = twice(price) |> into stdout()
#                                              ^^^^^ E0308: f64 does not fit i64 by itself; `price` is f64
#   = help: convert; what stands behind the point is cut off
#   ~ from csv("o.csv") as Order |> extend x = twice(i64(price)) |> into stdout()

#=== an integer for a float
fn half(n: f64) -> f64 = n / 2.0
#       ------ E0308: `n` is f64
schema Order { qty: i64 }
#              -------- E0308: `qty` is i64
from csv("o.csv") as Order |> extend x = half(qty) |> into stdout()
#                                             ^^^ E0308: i64 does not fit f64 by itself; `qty` is i64
#   = help: convert; it becomes the nearest one
#   ~ from csv("o.csv") as Order |> extend x = half(f64(qty)) |> into stdout()

#=== the result of a function
fn round_up(x: f64) -> i64 = ceil(x)
#                            ^^^^^^^ E0308: f64 does not fit i64 by itself; `ceil(x)` is f64
#                      --- E0308: declared as i64
#   = help: convert; what stands behind the point is cut off
#   ~ fn round_up(x: f64) -> i64 = i64(ceil(x))
from values([{a: 1.5}]) |> map round_up(a) |> into stdout()

#=== a fraction for an integer parameter
pipeline p {
  param n: i64 = 1.5
#                ^^^ E0308: f64 does not fit i64 by itself; `1.5` is f64
#          --- E0308: `n` is i64
#   = help: convert; what stands behind the point is cut off
#   ~   param n: i64 = i64(1.5)
  from values([{a: 1}]) |> limit n |> into stdout()
}

#=== a fraction for an option
from values([{a: 1}]) |> limit 2.5 |> into stdout()
#                              ^^^ E0402: `limit` takes i64, and this is f64; f64
#   = help: how many rows
