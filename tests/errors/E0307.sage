#=== a variant that is missing
enum Action { view, click, buy }
#                          --- E0307: declared here
from jsonl("a.jsonl") as {action: Action} |> extend n = match action { view => 1, click => 2 } |> into stdout()
#                                                       ^^^^^ E0307: this `match` does not cover `buy`; `action` is Action
#   = help: add `buy => ...`

#=== variants and null that are missing
enum Shape { circle(f64), rect({w: f64, h: f64}), square(f64), point, line(f64) }
#            ----------- E0307: declared here
#                         ---------------------- E0307: declared here
#                                                 ----------- E0307: declared here
from jsonl("a.jsonl") as {shape: Shape?} |> extend n = match shape { point => 1 } |> into stdout()
#                                                      ^^^^^ E0307: this `match` does not cover `null`, `circle`, `rect` and 2 more; `shape` is Shape?
#   = help: add `null => ...` and so on, or `_ => ...` for what is left

#=== of other values
from jsonl("a.jsonl") as {n: i64, s: str?} |> extend a = match n { 0 => "a", n if n > 0 => "b" }, b = match s { "x" => 1 } |> into stdout()
#                                                        ^^^^^ E0307: this `match` does not cover all other values of i64; `n` is i64
#                                                                                 ----- E0307: may be false, so this arm does not count
#   = help: `_ => ...` takes what is left
#                                                                                                     ^^^^^ E0307: this `match` does not cover `null` and all other values of str; `s` is str?
#   = help: `_ => ...` takes what is left

#=== a truth value
from jsonl("a.jsonl") as {b: bool, c: bool?} |> extend x = match b { true => 1 }, y = match c { true => 1, false => 2 } |> into stdout()
#                                                          ^^^^^ E0307: this `match` does not cover `false`; `b` is bool
#   = help: add `false => ...`
#                                                                                     ^^^^^ E0307: this `match` does not cover `null`; `c` is bool?
#   = help: add `null => ...`
