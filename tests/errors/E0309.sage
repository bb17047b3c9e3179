#=== a literal beside a small integer
schema Sample { level: i8 }
from csv("s.csv") as Sample |> filter level > 300 |> into stdout()
#                                             ^^^ E0309: 300 is out of range for i8; i8 is -128 to 127
#                                     ----- E0309: i8

#=== a negative number beside an unsigned column
schema Order { id: u64 }
from csv("o.csv") as Order |> filter id == -1 |> into stdout()
#                                          ^^ E0309: -1 is out of range for u64; u64 is 0 to 18446744073709551615
#                                    -- E0309: u64

#=== a default
schema Sample { level: u8 = 256 }
#                           ^^^ E0309: 256 is out of range for u8; u8 is 0 to 255
#                      -- E0309: `level` is u8
from csv("s.csv") as Sample |> into stdout()

#=== larger than any integer
from values([{a: 1}]) |> filter a < 99999999999999999999 |> into stdout()
#                                   ^^^^^^^^^^^^^^^^^^^^ E0309: this number fits no integer type; larger than any u64

#=== smaller than any integer
from values([{a: 1}]) |> filter a > -9223372036854775809 |> into stdout()
#                                   ^^^^^^^^^^^^^^^^^^^^ E0309: this number fits no integer type; smaller than any i64

#=== an item of a list
schema Sample { level: i8 }
#               --------- E0309: `level` is i8
from csv("s.csv") as Sample |> filter level in [1, 2, 1000] |> into stdout()
#                                                     ^^^^ E0309: 1000 is out of range for i8; i8 is -128 to 127
#                                     ----- E0309: i8

#=== a constant that overflows
const BIG = 9223372036854775807 + 1
#           ^^^^^^^^^^^^^^^^^^^^^^^ E0309: `BIG` has no value; 9223372036854775807 + 1 does not fit i64
from values([{a: 1}]) |> filter a < BIG |> into stdout()

#=== a constant divided by zero
const BAD = 1 // 0
#           ^^^^^^ E0309: `BAD` has no value; division by zero
from values([{a: 1}]) |> filter a < BAD |> into stdout()

#=== an option that overflows
from values([{a: 1}]) |> limit 9223372036854775807 + 1 |> into stdout()
#                              ^^^^^^^^^^^^^^^^^^^^^^^ E0309: `limit` has no value; 9223372036854775807 + 1 does not fit i64

#=== a literal compared for equality
schema Sample { level: u8 }
from csv("s.csv") as Sample |> filter level == 256 |> into stdout()
#                                              ^^^ E0309: 256 is out of range for u8; u8 is 0 to 255
#                                     ----- E0309: u8

#=== a negative literal that no value can equal, before an optional column
schema Sample { level: u8? }
from csv("s.csv") as Sample |> filter -1 != level |> into stdout()
#                                     ^^ E0309: -1 is out of range for u8; u8 is 0 to 255
#                                           ----- E0309: u8

#=== an argument beside a small column
schema Sample { level: u8 }
from csv("s.csv") as Sample |> extend most = min(level, 300) |> into stdout()
#                                                       ^^^ E0309: 300 is out of range for u8; u8 is 0 to 255
#                                                ----- E0309: u8

#=== a clock that goes back
test "time" {
  advance -1h
  expect now() == ts"00:00"
}

#=== an array with an item too few
const AT: array<f64, 3> = [1.0, 2.0]
#                         ^^^^^^^^^^ E0309: array<f64, 3> has 3 items, and here are 2; 1 more
#         ------------- E0309: array<f64, 3>
from values([{a: 1}]) |> extend b = AT[0] |> into stdout()

#=== an array with items too many
fn length(at: array<f64, 2>) -> f64 = at[0] + at[1]
#         ----------------- E0309: `at` is array<f64, 2>
from values([{a: 1}]) |> extend b = length([1.0, 2.0, 3.0]) |> into stdout()
#                                          ^^^^^^^^^^^^^^^ E0309: array<f64, 2> has 2 items, and here are 3; 1 too many

#=== an index that an array does not have
schema E { at: array<f64, 3> }
from jsonl("e.jsonl") as E |> extend k = at[3] + at[-4] |> into stdout()
#                                           ^ E0309: index 3 is not in array<f64, 3>; 0 to 2, or -3 to -1
#                                        -- E0309: `at` is array<f64, 3>
#                                                   ^^ E0309: index -4 is not in array<f64, 3>; 0 to 2, or -3 to -1
#                                                -- E0309: `at` is array<f64, 3>

#=== the settings of aggregates have bounds
from values([{a: 1}]) |> aggregate m = quantile(a, 95), c = collect(a, n: 0) |> into stdout()
#                                                  ^^ E0309: `q` of `quantile` is from 0 to 1; 95.0
#                                                                         ^ E0309: `n` of `collect` is at least 1; 0
