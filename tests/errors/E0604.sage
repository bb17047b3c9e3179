#=== a test that calls a pipeline without a method
pipeline rows {
  from range(0, 9) |> into stdout()
}
test "nobody answers" for rows {
  expect call(id: 1) == 1
#        ^^^^^^^^^^^ E0604: this pipeline answers no calls; called here
#   = help: a pipeline that does starts `from request as T` and ends `into response`
}
