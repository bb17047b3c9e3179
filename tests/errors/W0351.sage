#=== an arm that is never reached
enum Action { view, click }
from jsonl("a.jsonl") as {action: Action, n: i64} |> extend a = match action { view => 1, click => 2, _ => 3 }, b = match n { 1 => 1, _ => 2, 3 => 4 }, c = match n { 1 | 2 | 1 => 1, _ => 2 }, d = match n { null => 1, x => x } |> into stdout()
#                                                                                                     ^ W0351: this arm is never reached; nothing is left for it
#   = help: leave it out
#                                                                                                                                             ^ W0351: this arm is never reached
#                                                                                                                                     - W0351: taken here
#   = help: leave it out
#                                                                                                                                                                             ^ W0351: this pattern is never reached
#                                                                                                                                                                     - W0351: taken here
#   = help: leave it out
#                                                                                                                                                                                                             ^^^^ W0351: this arm is never reached; `n` is never null
#   = help: leave it out

#=== json, whose null is a value
schema E { payload: json }
#          ------------- W0351: `payload` is json
from jsonl("e.jsonl") as E |> filter payload is not null |> into stdout()
#                                    ^^^^^^^^^^^^^^^^^^^ W0351: `payload` is never null, so this is always true; `payload` is json
#   = help: `payload.is_null()` asks for the null of JSON
