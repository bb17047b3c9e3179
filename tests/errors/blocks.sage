#=== emit in a function
fn half(x: i64) -> i64 { emit x return x // 2 }
#                        ^^^^ E0109: `emit` has no meaning in a `fn`; a `fn` only returns
#- E0109: `half` starts here
#   = help: `flatmap` makes several rows of one, `process` emits from state
from values([{n: 5}]) |> map half(n) |> into stdout()

#=== state in a function
fn count(x: i64) -> i64 {
#- E0109: `count` starts here
  state seen: i64 = 0
# ^^^^^ E0109: `state` has no meaning in a `fn`; a `fn` remembers nothing
#   = help: `state` stands in a `pipeline` or in a `process`
  return x
}
from values([{n: 5}]) |> map count(n) |> into stdout()

#=== a handler in a function
fn count(x: i64) -> i64 {
#- E0109: `count` starts here
  on item e { let y = e }
# ^^ E0109: `on` has no meaning in a `fn`; nothing happens in a `fn`
#   = help: `on` stands in a `process`
  return x
}
from values([{n: 5}]) |> map count(n) |> into stdout()

#=== a parameter is not assigned
fn up(x: i64) -> i64 {
#     ------ E0109: declared here
  x += 1
# ^ E0109: `x` is a parameter, and cannot be assigned; not declared by `let`
#   = help: only what `let` declares is assigned: `let new_x = x`
  return x
}
from values([{n: 5}]) |> map up(n) |> into stdout()

#=== a constant is not assigned
const LIMIT = 3
#     ----- E0109: declared here
fn up(x: i64) -> i64 {
  LIMIT = x
# ^^^^^ E0109: `LIMIT` always has the same value, and cannot be assigned; not declared by `let`
#   = help: only what `let` declares is assigned: `let limit = LIMIT`
  return LIMIT
}
from values([{n: 5}]) |> map up(n) |> into stdout()

#=== an item of a loop is not assigned
fn up(xs: list<i64>) -> i64 {
  for x in xs { x = 3 }
#               ^ E0109: `x` is each item of the list, and cannot be assigned; not declared by `let`
#     - E0109: declared here
#   = help: only what `let` declares is assigned: `let new_x = x`
  return 0
}
from values([{xs: [5]}]) |> map up(xs) |> into stdout()

#=== a field and an item are not assigned
fn up(r: {a: i64}, xs: list<i64>) -> i64 {
  let s = r
  let ys = xs
  s.a = 4
# ^^^ E0109: a field of a record cannot be assigned; a value does not change
#   = help: make another record: `s = {...s, a: 4}`
  ys[0] += 1
# ^^^^^ E0109: an item cannot be assigned; a value does not change
#   = help: make another one, for example with `map`
  return s.a + ys[0]
}
from values([{n: 5}]) |> map up({a: n}, [n]) |> into stdout()

#=== a name that was not declared
fn up(n: i64) -> i64 {
  total = 0
# ^^^^^ E0201: there is no name `total`; not known here
#   = help: `let` declares it
#   ~   let total = 0
  for i in range(0, n) { total += i }
  return total
}
from values([{n: 5}]) |> map up(n) |> into stdout()

#=== a name that is nearly one
fn up(n: i64) -> i64 {
  let total = 0
  for i in range(0, n) { totl += i }
#                        ^^^^ E0201: there is no name `totl`; not known here
#   = help: did you mean `total`?
#   +   for i in range(0, n) { total += i }
  return total
}
from values([{n: 5}]) |> map up(n) |> into stdout()

#=== a sum that begins as a whole number
fn sum(xs: list<f64>) -> f64 {
  let total = 0
#     ----- E0302: `total` is i64
  for x in xs { total += x }
#                     ^^ E0302: `total` is i64, and this is f64
#   = help: begin with a fraction: `let total = 0.0`
#   ~   let total = 0.0
  return f64(total)
}
from values([{xs: [0.5]}]) |> map sum(xs) |> into stdout()

#=== a value of another type
fn name(n: i64) -> str {
#       ------ E0301: `n` is i64
#       ------ E0308: `n` is i64
  let text = "a"
#     ---- E0301: `text` is str
  text = n
#        ^ E0301: `text` is an i64, and a str is needed; i64
#   = help: make it text
#   ~   text = to_str(n)
  let small: i32 = 0
#     ----- E0308: `small` is i32
#     ----- E0302: `small` is i32
  small = n
#         ^ E0308: i64 does not fit i32 by itself; `n` is i64
#   = help: convert; a value that does not fit then fails its record
#   ~   small = i32(n)
  small += "x"
#       ^^ E0302: `+` has no meaning for i32 and str
# ----- E0302: i32
#          --- E0302: str
  let x: i64 = "y"
#              ^^^ E0301: `x` is a str, and an i64 is needed; str
#        --- E0301: declared as i64
  return text + f"{small} {x}"
}
from values([{n: 5}]) |> map name(n) |> into stdout()

#=== a list of nothing and a value of nothing
fn all(n: i64) -> list<i64> {
  let out = []
#           ^^ E0301: the type of `out` is not known; nothing says what it would hold
#   = help: declare it: `let out: list<i64> = ...`
  let last = null
#            ^^^^ E0301: the type of `last` is not known; null may be of any type
#   = help: declare it: `let last: i64? = ...`
  return [n]
}
from values([{n: 5}]) |> map all(n) |> into stdout()

#=== what a loop cannot go through
fn all(n: i64, s: str, xs: list<i64>?) -> i64 {
#      ------ E0301: `n` is i64
#              ------ E0301: `s` is str
#                      -------------- E0303: `xs` is list<i64>?
  let out = 0
  for i in n { out += i }
#          ^ E0301: `for` goes through a list, and this is i64; i64
#   = help: count
#   ~   for i in range(0, n) { out += i }
  for c in s { out += 1 }
#          ^ E0301: `for` goes through a list, and this is str; str
#   = help: take it apart: `.split(...)`
  for x in xs { out += x }
#          ^^ E0303: `xs` may be null, and a list<i64> is needed; list<i64>?
#   = help: give a value for null: `xs ?? ...`
  for x in [] { out += 1 }
#          ^^ E0301: the type of this list is not known; list<null>
#   = help: put an item there that has a type
  return out
}
from values([{n: 5}]) |> map all(n, "a", [n]) |> into stdout()

#=== a list that grows as elsewhere
fn all(xs: list<i64>) -> list<i64> {
  let out: list<i64> = []
  for x in xs { out.append(x * 2) }
#                   ^^^^^^ E0203: there is no function `append`; not known
#   = help: a list grows by `+=`
#   ~   for x in xs { out += [x * 2] }
  return out
}
from values([{n: 5}]) |> map all([n]) |> into stdout()

#=== null is known only until the next assignment
fn next(x: i64?, other: i64?) -> i64 {
  let y = x
#     - E0303: `y` is i64?
  if y is null { return 0 }
  let z = y + 1
  y = other
  return y + z
#        ^ E0303: `y` may be null, and `+` needs a value; i64?
#   = help: give a value for null
#   ~   return (y ?? 0) + z
}
from values([{n: 5}]) |> map next(n, n) |> into stdout()

#=== null is not known in the second turn of a loop
fn next(x: i64?, other: i64?) -> i64 {
  let y = x
#     - E0303: `y` is i64?
  let z = 0
  if y is null { return 0 }
  for i in range(0, 3) {
    z += y
#        ^ E0303: `y` may be null, and `+` needs a value; i64?
#   = help: give a value for null
#   ~     z += (y ?? 0)
    y = other
  }
  return z
}
from values([{n: 5}]) |> map next(n, n) |> into stdout()

#=== null is not known after one branch
fn next(x: i64?, n: i64) -> i64 {
#                           --- E0303: declared as i64
  let y = x
#     - E0303: `y` is i64?
  if n > 3 {
    y = 4
  } else if n > 2 {
    n + 1
#   ^ E0101: a value alone does nothing; no statement
#   = help: give it a name with `let x = ...`, assign it, or `return` it
    y = x
  } else {
    y = 5
  }
  return y
#        ^ E0303: `y` may be null, and an i64 is needed; i64?
#   = help: give a value for null
#   ~   return y ?? 0
}
from values([{n: 5}]) |> map next(n, n) |> into stdout()

#=== two of a name
fn up(n: i64) -> i64 {
  let x = n
#     - E0206: first here
  let x = x + 1
#     ^ E0206: `x` is declared twice; again here
#   = help: give it another value without `let`
#   ~   x = x + 1
  return x
}
from values([{n: 5}]) |> map up(n) |> into stdout()

#=== names that hide others
fn up(n: i64) -> i64 {
#     ------ W0252: hidden
#     ------ W0252: hidden
  let x = n
#     - W0252: hidden
  for i in range(0, 3) {
    let x = i
#       ^ W0252: `x` hides another `x`; another one from here on
#   = help: give one of them another name
    if x > 2 { return x }
    for n in range(0, 2) { x += n }
#       ^ W0252: `n` hides another `n`; another one from here on
#   = help: give one of them another name
  }
  let n = x
#     ^ W0252: `n` hides another `n`; another one from here on
#   = help: give one of them another name
  return n
}
from values([{n: 5}]) |> map up(n) |> into stdout()

#=== a name that nothing reads
fn up(n: i64) -> i64 {
  let x = n
#     ^ W0251: nothing reads `x`; made here
#   = help: leave it out
  let y = 3
#     ^ W0251: nothing reads `y`; made here
#   = help: leave it out
  y = n
  return n
}
from values([{n: 5}]) |> map up(n) |> into stdout()

#=== what is never run
fn up(n: i64) -> i64 {
  if n > 3 { return 1 } else { return 2 }
# -- W0451: returns either way
  let x = n
# ^^^^^^^^^ W0451: this is never run; never reached
#   = help: leave it out
  return x
}
fn down(n: i64) -> i64 {
  for i in range(0, n) {
    return i
#   ------ W0451: returns here
    up(i)
#   ^^^^^ W0451: this is never run; never reached
#   = help: leave it out
  }
  return n
}
from values([{n: 5}]) |> map up(down(n)) |> into stdout()

#=== a call for nothing
fn up(n: i64) -> i64 { return n + 1 }
fn down(n: i64) -> i64 {
  up(n)
# ^^^^^ W0451: the value of this call is thrown away; has no effect
#   = help: name it, `let x = up(n)`, or leave it out
  n.abs()
# ^^^^^^^ W0451: the value of this call is thrown away; has no effect
#   = help: name it, `let x = n.abs()`, or leave it out
  return n
}
from values([{n: 5}]) |> map down(n) |> into stdout()

#=== several mistakes side by side
fn up(n: i64, x: i64?) -> i64 {
#     ------ E0302: `n` is i64
#             ------- E0303: `x` is i64?
#     ------ E0109: declared here
  let a = n + "x"
#           ^ E0302: `+` has no meaning for i64 and str
#         - E0302: i64
#             --- E0302: str
#   = help: make it text
#   ~   let a = to_str(n) + "x"
  let b = x + 1
#         ^ E0303: `x` may be null, and `+` needs a value; i64?
#   = help: give a value for null
#   ~   let b = (x ?? 0) + 1
  if a { return 3 }
  for i in b { n = i }
#              ^ E0109: `n` is a parameter, and cannot be assigned; not declared by `let`
#   = help: only what `let` declares is assigned: `let new_n = n`
  return missing
#        ^^^^^^^ E0201: there is no name `missing`; not known here
#   = help: there are: `n`, `x`, `a`, `b`
}
from values([{n: 5}]) |> map up(n, n) |> into stdout()

#=== null on the left of an assignment
fn next(x: i64?) -> i64 {
  let y = x
#     - E0303: `y` is i64?
  y += 1
# ^ E0303: `y` may be null, and `+` needs a value; i64?
#   = help: give a value for null
#   ~   y = (y ?? 0) + 1
  return y ?? 0
}
from values([{n: 5}]) |> map next(n) |> into stdout()
