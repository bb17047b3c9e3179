#=== a function that calls itself
fn fact(n: i64) -> i64 =
  if n < 2 then 1 else n * fact(n - 1)
#                          ^^^^ E0210: `fact` calls itself; a `fn` may not be recursive
#   = note: so that every row takes a bounded time
#   = help: write a loop: `for i in range(0, n) { ... }`
from values([{n: 5}]) |> map fact(n) |> into stdout()

#=== two functions that call each other
fn is_even(n: i64) -> bool = if n == 0 then true else is_odd(n - 1)
fn is_odd(n: i64) -> bool = if n == 0 then false else is_even(n - 1)
#                                                     ^^^^^^^ E0210: `is_even` calls itself; a `fn` may not be recursive
#  ------ E0210: by way of this
#   = note: so that every row takes a bounded time
#   = help: write a loop: `for i in range(0, n) { ... }`
from values([{n: 5}]) |> filter is_even(n) |> into stdout()

#=== a constant of itself
const A = B + 1
const B = A
#         ^ E0210: `A` is made of itself; a constant may not be made of itself
#     - E0210: by way of this
from values([{n: 5}]) |> filter n == A |> into stdout()

#=== a block that calls itself
fn fact(n: i64) -> i64 {
  if n < 2 { return 1 }
  return n * fact(n - 1)
#            ^^^^ E0210: `fact` calls itself; a `fn` may not be recursive
#   = note: so that every row takes a bounded time
#   = help: write a loop: `for i in range(0, n) { ... }`
}
from values([{n: 5}]) |> map fact(n) |> into stdout()

#=== three blocks that call each other
fn a(n: i64) -> i64 { return b(n) }
fn b(n: i64) -> i64 {
#  - E0210: by way of this
  for i in range(0, n) { if c(i) > 2 { return i } }
  return n
}
fn c(n: i64) -> i64 = a(n - 1)
#                     ^ E0210: `a` calls itself; a `fn` may not be recursive
#  - E0210: by way of this
#   = note: so that every row takes a bounded time
#   = help: write a loop: `for i in range(0, n) { ... }`
from values([{n: 5}]) |> map a(n) |> into stdout()
