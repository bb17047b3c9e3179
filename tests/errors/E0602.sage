#=== an answer made of many requests
schema Ask { id: u64, user: str }
pipeline p { from request as Ask |> aggregate n = count() by user |> into response }
#                                   ^^^^^^^^^ E0602: `aggregate` needs more than one request; not one at a time
#                 -------------- E0602: requests come one at a time
#   = help: answer from the request alone: `filter`, `select`, `extend`, `map`, `flatmap`

#=== the first requests only
schema Ask { id: u64, user: str }
pipeline p { from request as Ask |> limit 10 |> into response }
#                                   ^^^^^ E0602: `limit` needs more than one request; not one at a time
#                 -------------- E0602: requests come one at a time
#   = help: answer from the request alone: `filter`, `select`, `extend`, `map`, `flatmap`

#=== requests in an order
schema Ask { id: u64, user: str }
pipeline p { from request as Ask |> sort by id |> into response }
#                                   ^^^^ E0602: `sort` needs more than one request; not one at a time
#                 -------------- E0602: requests come one at a time
#   = help: answer from the request alone: `filter`, `select`, `extend`, `map`, `flatmap`

#=== requests joined with other rows
schema Ask { id: u64 }
pipeline p {
  let more = from values([Ask(id: 1)]) as Ask
  from request as Ask |> union more |> into response
#                        ^^^^^ E0602: `union` needs more than one request; not one at a time
#      -------------- E0602: requests come one at a time
#   = help: answer from the request alone: `filter`, `select`, `extend`, `map`, `flatmap`
}
