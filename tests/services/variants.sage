## Takes and gives variants; the tests of services call it.
enum Level { low, high }
enum Command { add(Added), list }
schema Added { id: i64, level: Level = "low" @name("the level") }

pipeline variants {
  from request as Command
    |> map {level: match it { add(a) => a.level, list => "high" }, command: it}
    |> into response
}
