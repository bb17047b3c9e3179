## A service whose requests are of an enum, and one that asks for and answers with variants.

enum Level { low, high }
enum Command { add({id: i64, level: Level}), remove(i64), list }
enum Answer { added(i64), none }

schema Ask { level: Level, wanted: Level? = "low", command: Command = Command.list }
schema Reply { level: Level, answer: Answer, same: bool }

pipeline added {
  from request as Command
    |> only add
    |> select id, level = if level == "low" then Level.high else Level.low
    |> into response
}

pipeline answers {
  from request as Ask
    |> select
         level,
         answer = match command {
           add(a) => Answer.added(a.id),
           remove(id) => Answer.added(-id),
           list => Answer.none,
         },
         same = level == wanted
    |> into response as Reply
}

pipeline named {
  from request as Level
    |> map match it { low => Level.high, high => Level.low }
    |> into response
}

test "a request of another variant has no answer" for added {
  expect call(Command.add(id: 1, level: "low")) == {id: 1, level: "high"}
  expect call(Command.list) is null
  expect call(Command.remove(3)) is null
}

test "variants are asked for and answered" for answers {
  expect call(level: "low") == {level: "low", answer: Answer.none, same: true}
  expect call(level: "high", wanted: null, command: Command.remove(4))
    == {level: "high", answer: Answer.added(-4), same: false}
  expect call(
    level: "high", wanted: "high", command: Command.add(id: 9, level: "low"),
  ).answer == Answer.added(9)
}

test "a request that is a variant" for named {
  expect call("low") == "high"
  expect call(Level.high) == "low"
}
