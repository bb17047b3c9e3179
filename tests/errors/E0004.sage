#=== words for units of time
from values([{a: 5s}]) |> filter a < 5min or a < 2hours or a < 3days |> into stdout()
#                                    ^^^^ E0004: `min` is no unit; write `5m`
#   + from values([{a: 5s}]) |> filter a < 5m or a < 2hours or a < 3days |> into stdout()
#                                                ^^^^^^ E0004: `hours` is no unit; write `2h`
#   + from values([{a: 5s}]) |> filter a < 5min or a < 2h or a < 3days |> into stdout()
#                                                              ^^^^^ E0004: `days` is no unit; write `3d`
#   + from values([{a: 5s}]) |> filter a < 5min or a < 2hours or a < 3d |> into stdout()

#=== a month and a year
from values([{a: 5s}]) |> filter a < 3months or a < 1y |> into stdout()
#                                    ^^^^^^^ E0004: `months` is no unit of time
#   = help: months and years differ in length; write days: `30d`
#                                                   ^^ E0004: `y` is no unit of time
#   = help: months and years differ in length; write days: `365d`

#=== sizes
from values([{a: 1}]) |> filter a < 10K or a < 64kb |> into stdout()
#                                   ^^^ E0004: `K` is no unit; write `10KB`
#   + from values([{a: 1}]) |> filter a < 10KB or a < 64kb |> into stdout()
#                                              ^^^^ E0004: `kb` is no unit; write `64KB`
#   + from values([{a: 1}]) |> filter a < 10K or a < 64KB |> into stdout()

#=== a slip of the finger
from values([{a: 5s}]) |> filter a < 50mss |> into stdout()
#                                    ^^^^^ E0004: `mss` is no unit; write `50ms`
#   ~ from values([{a: 5s}]) |> filter a < 50ms |> into stdout()

#=== no unit at all
from values([{a: 5s}]) |> filter a < 5parsec |> into stdout()
#                                    ^^^^^^^ E0004: `parsec` is no unit
#   = help: units of time are `ns us ms s m h d w`, of size `B KB MB GB KiB MiB GiB`

#=== units of other tools, joined
from values([{a: 5s}]) |> filter a < 1h30min or a < 1_000secs or a < 1e3min |> into stdout()
#                                    ^^^^^^^ E0004: `h30min` is no unit; write `1h30m`
#   + from values([{a: 5s}]) |> filter a < 1h30m or a < 1_000secs or a < 1e3min |> into stdout()
#                                                   ^^^^^^^^^ E0004: `secs` is no unit; write `1000s`
#   + from values([{a: 5s}]) |> filter a < 1h30min or a < 1000s or a < 1e3min |> into stdout()
#                                                                    ^^^^^^ E0004: `min` is no unit
#   = help: units of time are `ns us ms s m h d w`, of size `B KB MB GB KiB MiB GiB`
