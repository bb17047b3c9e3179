#=== a block that may end without a value
fn sign(x: i64) -> i64 {
#                  --- E0310: i64 is promised
  if x < 0 { return -1 }
# -- E0310: if this is false
}
# E0310: `sign` may end without a `return`; reached without a value
#   = help: add `return ...` before it
from values([{n: 5}]) |> map sign(n) |> into stdout()

#=== a branch that returns nothing
fn word(x: i64) -> str {
#                  --- E0310: str is promised
  let y = x + 1
  if y < 0 { return "negative" }
  else if y == 0 { y = 1 }
#                        ^ E0310: `word` may end without a `return`; reached without a value
#   = help: add `return ...` before it
  else { return f"positive {y}" }
}
from values([{n: 5}]) |> map word(n) |> into stdout()

#=== a loop that may have nothing to do
fn first(xs: list<i64>) -> i64 {
#                          --- E0310: i64 is promised
  for x in xs { return x }
#          -- E0310: if this has no items
}
# E0310: `first` may end without a `return`; reached without a value
#   = help: add `return ...` before it
from values([{xs: [1]}]) |> map first(xs) |> into stdout()

#=== an empty block
fn nothing() -> i64 { }
#                     ^ E0310: `nothing` may end without a `return`; reached without a value
#               --- E0310: i64 is promised
#   = help: add `return ...` before it
from values([{n: 5}]) |> map nothing() |> into stdout()

#=== a block that does not say what it returns
fn half(x: i64) {
#  ^^^^ E0310: `half` has a block, and does not say what it returns; of which type?
#   = help: declare the type of its result
#   ~ fn half(x: i64) -> f64 {
  if x > 3 { return x / 2 }
  return 0.0
}
from values([{n: 5}]) |> map half(n) |> into stdout()

#=== a block whose values have no type in common
fn either(x: i64) {
#  ^^^^^^ E0310: `either` has a block, and does not say what it returns; of which type?
#   = help: declare the type of its result: `-> i64`
  if x > 3 { return x }
  return "small"
}
from values([{n: 5}]) |> map either(n) |> into stdout()

#=== a block that returns another type
fn half(x: i64) -> i64 {
#                  --- E0308: declared as i64
  return x / 2
#        ^^^^^ E0308: f64 does not fit i64 by itself; `x / 2` is f64
#   = help: convert; what stands behind the point is cut off
#   ~   return i64(x / 2)
}
from values([{n: 5}]) |> map half(n) |> into stdout()
