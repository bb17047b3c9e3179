#=== a function that calls itself
fn fact(n: i64) -> i64 =
  if n < 2 then 1 else n * fact(n - 1)
#                          ^^^^ E0210: `fact` calls itself; a `fn` may not be recursive
#   = note: so that every row takes a bounded time
from values([{n: 5}]) |> map fact(n) |> into stdout()

#=== two functions that call each other
fn is_even(n: i64) -> bool = if n == 0 then true else is_odd(n - 1)
fn is_odd(n: i64) -> bool = if n == 0 then false else is_even(n - 1)
#                                                     ^^^^^^^ E0210: `is_even` calls itself; a `fn` may not be recursive
#  ------ E0210: by way of this
#   = note: so that every row takes a bounded time
from values([{n: 5}]) |> filter is_even(n) |> into stdout()

#=== a constant of itself
const A = B + 1
const B = A
#         ^ E0210: `A` is made of itself; a constant may not be made of itself
#     - E0210: by way of this
from values([{n: 5}]) |> filter n == A |> into stdout()
