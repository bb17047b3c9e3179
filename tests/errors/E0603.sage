#=== two request flows
schema Ask { id: u64 }
pipeline p {
  from request as Ask |> into response
#      -------------- E0603: the first
  from request as Ask |> filter id > 3 |> into response
#      ^^^^^^^^^^^^^^ E0603: a pipeline has one request flow; another
#   = help: a second one is a pipeline of its own
}

#=== two answers
schema Ask { id: u64 }
pipeline p {
  let asked = from request as Ask
  from asked |> filter id < 3 |> into response
#                                ---- E0603: the first
  from asked |> filter id > 3 |> into response
#                                ^^^^ E0603: a pipeline has one request flow; another
#   = help: a second one is a pipeline of its own
}
