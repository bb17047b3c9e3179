#=== a setting nearly spelt right
pipeline p {
  set on_eror = "skip"
#     ^^^^^^^ E0606: there is no setting `on_eror`; not known
#   = help: did you mean `on_error`?
#   +   set on_error = "skip"
  from values([{a: 1}]) |> into stdout()
}

#=== a value that is not known
pipeline p {
  set on_error = "ignore"
#                ^^^^^^^^ E0606: `on_error` is not "ignore"; not one of them
#   = help: it is one of "fail", "skip", "dead_letter"
  from values([{a: 1}]) |> into stdout()
}

#=== a version of two numbers
pipeline p {
  set version = "1.0"
#               ^^^^^ E0606: a version is three numbers; not three numbers
#   = help: for example "1.0.0"
  from values([{a: 1}]) |> into stdout()
}

#=== no workers
pipeline p {
  set parallelism = 0
#                   ^ E0606: `parallelism` is at least one; too small
#   = help: leave it out for the default
  from values([{a: 1}]) |> into stdout()
}

#=== a setting of another type
pipeline p {
  set parallelism = "four"
#                   ^^^^^^ E0301: `parallelism` is a str, and an i64 is needed; str
  from values([{a: 1}]) |> into stdout()
}

#=== a setting that depends on a parameter
pipeline p {
  param n: i64 = 4
  set parallelism = n
#                   ^ E0109: `parallelism` must be known before the program runs; not known yet
#   = help: write the value itself
  from values([{a: n}]) |> into stdout()
}

#=== an address that is none
pipeline p {
  set service.endpoint = "5555"
#                        ^^^^^^ E0606: "5555" is no address to listen at; not an address
#   = help: for example "tcp://127.0.0.1:5555"
  from values([{a: 1}]) |> into stdout()
}

#=== a time zone that is not there
pipeline p {
  set timezone = "berlin"
#                ^^^^^^^^ E0606: there is no time zone "berlin"; not known
#   = help: did you mean "Europe/Berlin"?
  from values([{at: ts"2026-01-01"}]) |> into stdout()
}

#=== no time at all
pipeline p {
  set idle = 0s
#            ^^ E0606: `idle` is more than no time; too short
#   = help: leave it out for the default
  from values([{a: 1}]) |> into stdout()
}

#=== a level that is not known
pipeline p {
  set log.level = "loud"
#                 ^^^^^^ E0606: `log.level` is not "loud"; not one of them
#   = help: it is one of "error", "warn", "info", "debug"
  from values([{a: 1}]) |> into stdout()
}
