## Every construct of the grammar, each at least once.

## The shapes that the grammar knows.
enum Shape @secret { circle(f64), rect({w: f64, h: f64}), point, }
type Pair = {left: i64, right: list<map<str, i64?>>,}
type Price = decimal(12, 2)
import common.money as money
import nexmark (Event, Bid,)
import "other/file.sage" as other

const LIMIT: i64 = 1_000_000
const MASK = 0xFF

## A row.
schema Reading @strict {
  ## Which one.
  device: str @key, at: timestamp @event_time(delay: 5s, idle: 30s)
  value: f64 = -1.5e-3   # with a default
  payload: json? @name("payload-raw") @secret
  vector: array<f32, 384>
}

extern cpp("geo/hash.hpp", symbol: "geo::hash", link: ["geo"],) fn geohash(lat: f64, lon: f64 = 0.0,) -> str
service geo { lookup(ip: str) -> str?, near(lat: f64, lon: f64) -> list<str> none() -> bool }

@pure @cost(1)
fn area(s: Shape, scale: f64 = 1.0) -> f64 = match s {
  circle(r) => PI * r ** 2 * scale,
  Shape.rect(q) => q.w * q.h,
  point | _ => 0.0,
}

fn sign(x: i64) -> i64 {
  if x < 0 { return -1 } else if x == 0 { return 0 } else { return 1 }
}

fn nothing() -> i64 = 0

fn total(xs: list<i64>) -> i64 {
  let sum: i64 = 0
  for x in xs { sum += x }
  sum = sum - 1
  return sum
}

@main
pipeline everything {
  set parallelism = 4
  set service.endpoint = "tcp://127.0.0.1:0"
  const STEP = 5m
  param floor: f64 = 100.0
  param needed: str
  state counts: map<str, i64> = {} @ttl(1d) @max_entries(10)

  ## Adds one.
  method add(name: str, n: i64 = 1) -> i64 @ack("commit") @per(name) {
    counts[name] = (counts.get(name) ?? 0) + n
    counts.last.value -= 2
    log("added", level: "info")
    return counts[name]
  }
  method get(name: str) = counts.get(name)
  method none() {}

  let raw = from csv("a.csv", delimiter: ";", null: "NA") as Reading
  let lines = from text('b\u{e9}.txt')
  let merged = from union(raw, other.stream)

  from raw
    |> filter value > 0 and device is not null or not (value between 1 and 2)
    |> filter device in ["a", "b",] and device not in {a: 1}.keys() and device like "a%" and device matches re"\d+"
    |> select *, device as name, `my column`, twice = value * 2 // 3 % 4 / 5
    |> extend n = payload?.size ?? 0, first = tags[0], f = f"{device != 'x'}", g = f"a{{b}}{value:>8.2f}{ {a: 1}.a }\n"
    |> extend h = if value > 3 then "high" else if value > 1 then "mid" else "low"
    |> extend rec = {...it, n: 1, "odd key": 2, state: 3, on: 4, if: 5,}, e = {}, l = []
    |> extend m = items.map(i => i.qty * -i.price ** 2).fold(0, fn(a, b) => a + b).run(fn() => 1)
    |> extend w = {if: r"raw\n", for: b"\x00bytes", let: ts"2026-01-01T00:00:00.5Z"}
    |> key_by device, k = at.hour()
    |> window tumbling(1h30m), late: too_late
    |> aggregate n = count(), total = sum(value) by device, k
    |> top 3 by n desc, k asc, ties: true over window
    |> dedup by device within 10m
    |> join merged as m on device == m.device and m.at between at and at + 5m within forever
    |> flatmap tags else missing
    |> explode tags as tag
    |> map Reading(device: tag)
    |> inspect()
    |> into csv("out.csv")

  from lines |> split errors = it.len() > 3 else rest
  from rest
    |> process {
         state seen: i64 = 0
         on item e { seen += 1 emit {...e, seen: seen} to others }
         on timer t { emit {at: t} }
         on end { emit {at: null} }
       }
    |> into null
}

test "says what it does" for everything {
  given raw = [{device: "a", at: ts"10:00", on: true}]
  mock geo.lookup(ip: _) = "Lyon"
  advance 11m
  let x: i64 = 3
  expect raw == [1, 2] unordered
  expect call(id: 1) is null
}

test "alone" {
  expect """
    two
      lines
    """ == "two\n  lines\n"
}
