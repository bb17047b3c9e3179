#=== a month and a day that do not exist
from values([{at: ts"2026-01-01"}]) |> filter at > ts"2026-13-01" and at < ts"2026-02-30" |> into stdout()
#                                                  ^^^^^^^^^^^^^^ E0009: `2026-13-01` is no point in time; a month is at most 12
#   = help: write `ts"2026-01-31T12:30:00Z"`; parts at its end may be left out
#                                                                          ^^^^^^^^^^^^^^ E0009: `2026-02-30` is no point in time; the month has no such day
#   = help: write `ts"2026-01-31T12:30:00Z"`; parts at its end may be left out

#=== the day first
from values([{at: ts"2026-01-01"}]) |> filter at > ts"31.01.2026" |> into stdout()
#                                                  ^^^^^^^^^^^^^^ E0009: `31.01.2026` is no point in time; the year comes first: 2026-01-31
#   = help: write `ts"2026-01-31T12:30:00Z"`; parts at its end may be left out

#=== a number
from values([{at: ts"2026-01-01"}]) |> filter at > ts"1767225600" |> into stdout()
#                                                  ^^^^^^^^^^^^^^ E0009: `1767225600` is no point in time; a number is made a time by `timestamp(micros)`
#   = help: write `ts"2026-01-31T12:30:00Z"`; parts at its end may be left out

#=== finer than a microsecond
from values([{at: ts"2026-01-01"}]) |> filter at > ts"2026-01-01T00:00:00.123456789Z" |> into stdout()
#                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0009: `2026-01-01T00:00:00.123456789Z` is no point in time; finer than a microsecond
#   = help: write `ts"2026-01-31T12:30:00Z"`; parts at its end may be left out

#=== no date, and no test
from values([{at: ts"2026-01-01"}]) |> filter at > ts"10:00" |> into stdout()
#                                                  ^^^^^^^^^ E0009: this time has no date; of which day?
#   = help: only in a `test` the date may be left out

#=== words
from values([{at: ts"2026-01-01"}]) |> filter at > ts"yesterday" |> into stdout()
#                                                  ^^^^^^^^^^^^^ E0009: `yesterday` is no point in time; not readable
#   = help: write `ts"2026-01-31T12:30:00Z"`; parts at its end may be left out
