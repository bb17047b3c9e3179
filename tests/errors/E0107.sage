#=== a question mark and a colon
from values([{a: 1}]) |> extend b = a > 3 ? "high" : "low", c = 1 |> into stdout()
#                                         ^ E0107: `c ? a : b` is written `if c then a else b`
#   + from values([{a: 1}]) |> extend b = if a > 3 then "high" else "low", c = 1 |> into stdout()

#=== the condition in the middle
from values([{a: 1}]) |> extend b = "high" if a > 3 else "low" |> into stdout()
#                                          ^^ E0107: `a if c else b` is written `if c then a else b`
#   + from values([{a: 1}]) |> extend b = if a > 3 then "high" else "low" |> into stdout()

#=== the words of SQL
from values([{a: 1}]) |> extend b = CASE WHEN a > 3 THEN "high" WHEN a > 1 THEN "mid" ELSE "low" END |> into stdout()
#                                   ^^^^ E0107: `case when` is written `if ... then ... else` here
#   + from values([{a: 1}]) |> extend b = if a > 3 then "high" else if a > 1 then "mid" else "low" |> into stdout()

#=== a case without `else`
from values([{a: 1}]) |> extend b = case when a > 3 then "high" end |> into stdout()
#                                   ^^^^ E0107: `case when` is written `if ... then ... else` here
#   + from values([{a: 1}]) |> extend b = if a > 3 then "high" else null |> into stdout()

#=== a function
from values([{a: 1}]) |> extend b = if(a > 3, "high", "low") |> into stdout()
#                                   ^^ E0107: `if` is no function
#   + from values([{a: 1}]) |> extend b = if a > 3 then "high" else "low" |> into stdout()

#=== braces
from values([{a: 1}]) |> extend b = if a > 3 { "high" } else { "low" } |> into stdout()
#                                            ^ E0107: an `if` that is a value has no braces
#   = help: a conditional value is `if c then a else b`
#   ~ from values([{a: 1}]) |> extend b = if a > 3 then "high" else "low" |> into stdout()

#=== no `then`
from values([{a: 1}]) |> extend b = if a > 3 "high" else "low", c = if a > 3: 1 else 2 |> into stdout()
#                                            ^^^^^^ E0107: a `then` is missing here
#   = help: a conditional value is `if c then a else b`
#   + from values([{a: 1}]) |> extend b = if a > 3 then "high" else "low", c = if a > 3: 1 else 2 |> into stdout()
#                                                                           ^ E0107: `:` is written `then` here
#   + from values([{a: 1}]) |> extend b = if a > 3 "high" else "low", c = if a > 3 then 1 else 2 |> into stdout()

#=== no `else`
from values([{a: 1}]) |> extend b = if a > 3 then "high" |> into stdout()
#                                   ^^ E0107: an `if` that is a value needs an `else`; what is it otherwise?
#   = help: say what it is otherwise, if only `else null`
#   ~ from values([{a: 1}]) |> extend b = if a > 3 then "high" else null |> into stdout()

#=== `elif`
from values([{a: 1}]) |> extend b = if a > 3 then "high" elif a > 1 then "mid" else "low" |> into stdout()
#                                                        ^^^^ E0107: `elif` is written `else if` here
#   + from values([{a: 1}]) |> extend b = if a > 3 then "high" else if a > 1 then "mid" else "low" |> into stdout()
