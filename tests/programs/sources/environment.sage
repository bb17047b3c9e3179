## Parameters whose defaults come from the environment in which the program starts.
pipeline environment {
  param region: str = env("SAGE_TEST_NO_SUCH_REGION", "eu")
  param pool: i64 = parse_int(env("SAGE_TEST_NO_SUCH_POOL", "4")) ?? 1
  param home: str = env("PATH")

  let rows = from values([{id: 1}])

  from rows
    |> select id, region, pool, has_home = home != ""
    |> into jsonl("out.jsonl")
}

test "what the environment does not say, the program does" for environment {
  expect sink("out.jsonl") == [{id: 1, region: "eu", pool: 4, has_home: true}]
}
