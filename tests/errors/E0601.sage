#=== nobody answers
schema Ask { id: u64 }
pipeline p { from request as Ask |> into stdout() }
#                 ^^^^^^^^^^^^^^ E0601: nobody answers these requests; they come in here
#   = help: end the flow with `|> into response`

#=== nobody asks
pipeline p { from values([{a: 1}]) |> into response }
#                                     ^^^^ E0601: there is no request to answer; an answer to whom?
#   = help: start the flow with `from request as T`

#=== a request that is only named
schema Ask { id: u64 }
pipeline p {
  let asked = from request as Ask
#                  ^^^^^^^^^^^^^^ E0601: nobody answers these requests; they come in here
#   = help: end the flow with `|> into response`
  from asked |> filter id > 3 |> into null
}
