## Enums: plain, and with payloads; by name, as text, as keys, in lists and records.

enum Action { view, click, `to buy` }
enum Shape { circle(f64), rect({w: f64, h: f64}), named(Label), sides(i64?), point }

schema Label { text: str = "none" @name("the text"), tags: list<Action> = [] }
schema Event {
  id:     i64
  action: Action
  before: Action?
  all:    list<Action> = ["view"]
  shape:  Shape = Shape.point @name("Shape")
  found:  Shape? = Shape.circle(0.5)
}

const FIRST = "view"
const USUAL: Action = "click"
const UNIT = Shape.rect(w: 1.0, h: 1.0)

fn weight(a: Action, more: Action = "view") -> i64 =
  if a == "click" then 1 else if a in ["to buy", more] then 2 else 0

fn next(a: Action) -> Action = if a == "view" then "click" else "to buy"

pipeline enums {
  param wanted: Action = "click"
  param perhaps: Action? = null

  let events = from jsonl("events.jsonl") as Event

  let compared = from events
    |> select
         click = action == "click",
         other = "click" != action,
         some = action in ["view", "to buy"],
         none = action not in [Action.view, "click"],
         same = action == before,
         gone = before == null,
         listed = before in ["view", null],
         has = all.contains("to buy"),
         item = "view" in all,
         constant = action == FIRST or action == USUAL,
         param = action == wanted,
         maybe = before == perhaps

  let made = from events
    |> select
         id,
         weight = weight(action),
         less = weight("view", more: "click"),
         next = next(action),
         first = all.get(0) ?? "to buy",
         either = before ?? "view",
         back = none_if(action, "view"),
         list = [action, "view"],
         text = to_str(action),
         line = f"{action}/{before?.to_str() ?? 'null'}"

  let shapes = from events
    |> select
         circle = Shape.circle(f64(id)),
         rect = Shape.rect({w: 1.0, h: 2.0}),
         plain = Shape.point,
         label = Shape.named(text: "a"),
         tagged = Shape.named(Label(tags: ["view"])),
         sides = Shape.sides(null),
         shape,
         is_unit = shape == UNIT,
         is_point = shape == Shape.point,
         text = f"{shape} {to_str(UNIT)}"

  let by_action = from events
    |> aggregate n = count(), ids = sum(id), first = first(before) by action

  let by_shape = from events |> aggregate n = count(), last = last(action) by shape

  let kinds = from events
    |> aggregate actions = count_distinct(action), shapes = count_distinct(shape)

  let once = from events
    |> dedup by before
    |> select id, before

  let hashes = from events
    |> select action = hash(action), before = hash(before), shape = hash(shape), all = hash(all)

  let so_far = from events
    |> running n = count() by action
    |> select id, n

  let different = from events |> map all.distinct()

  let exploded = from events
    |> explode all as one
    |> aggregate n = count() by one

  let kept = from events
    |> filter shape != Shape.point and before is not null
    |> map {id: id, was: before, shape: shape}

  from by_action |> into csv("by_action.csv")
  from compared |> into null
}

test "text that is written in place stands for a variant" for enums {
  given events = [
    {id: 1, action: "view"},
    {id: 2, action: Action.click, before: "click", all: ["to buy", Action.view]},
    {id: 3, action: "to buy", before: "view", all: []},
  ]
  expect compared == [
    {
      click: false, other: true, some: true, none: false, same: false, gone: true, listed: true,
      has: false, item: true, constant: true, param: false, maybe: true,
    },
    {
      click: true, other: false, some: false, none: false, same: true, gone: false, listed: false,
      has: true, item: true, constant: true, param: true, maybe: false,
    },
    {
      click: false, other: true, some: true, none: true, same: false, gone: false, listed: true,
      has: false, item: false, constant: false, param: false, maybe: false,
    },
  ]
  expect made == [
    {
      id: 1, weight: 2, less: 0, next: "click", first: "view", either: "view", back: null,
      list: ["view", "view"], text: "view", line: "view/null",
    },
    {
      id: 2, weight: 1, less: 0, next: "to buy", first: "to buy", either: "click", back: "click",
      list: ["click", "view"], text: "click", line: "click/click",
    },
    {
      id: 3, weight: 2, less: 0, next: "to buy", first: "to buy", either: "view", back: "to buy",
      list: ["to buy", "view"], text: "to buy", line: "to buy/view",
    },
  ]
}

test "variants carry values" for enums {
  given events = [
    {id: 1, action: "view", shape: Shape.rect(w: 1.0, h: 1.0)},
    {id: 2, action: "view", shape: Shape.named({tags: ["click"]})},
    {id: 3, action: "view"},
  ]
  expect shapes.map(s => s.shape) == [UNIT, Shape.named(text: "none", tags: ["click"]), Shape.point]
  expect shapes.map(s => s.text) == ["rect rect", "named rect", "point rect"]
  expect shapes.map(s => s.is_unit) == [true, false, false]
  expect shapes.map(s => s.is_point) == [false, false, true]
  expect shapes[0].circle == Shape.circle(1.0)
  expect shapes[0].circle != Shape.circle(1.5)
  expect shapes[0].rect == Shape.rect(w: 1.0, h: 2.0) and shapes[0].plain == Shape.point
  expect shapes[1].label == Shape.named(text: "a")
    and shapes[1].tagged == Shape.named(text: "none", tags: ["view"])
  expect shapes[1].sides == Shape.sides(null) and shapes[1].sides != Shape.sides(0)
}

test "variants are keys, and groups come in the order of their first rows" for enums {
  given events = [
    {
      id: 1, action: "click", before: "view", shape: Shape.circle(1.0),
      all: ["click", "view", "click"],
    },
    {id: 2, action: "view", shape: Shape.circle(2.0)},
    {id: 3, action: "click", before: "to buy", shape: Shape.circle(1.0)},
    {id: 4, action: "to buy", before: "view", shape: Shape.sides(null)},
    {id: 5, action: "click", shape: Shape.named(text: "a")},
    {id: 6, action: "view", shape: Shape.named(text: "a")},
  ]
  expect by_action == [
    {action: "click", n: 3, ids: 9, first: "view"}, {action: "view", n: 2, ids: 8, first: null},
    {action: "to buy", n: 1, ids: 4, first: "view"},
  ]
  expect by_shape == [
    {shape: Shape.circle(1.0), n: 2, last: "click"}, {shape: Shape.circle(2.0), n: 1, last: "view"},
    {shape: Shape.sides(null), n: 1, last: "to buy"},
    {shape: Shape.named(text: "a"), n: 2, last: "view"},
  ]
  expect kinds == [{actions: 3, shapes: 4}]
  expect once == [{id: 1, before: "view"}, {id: 2, before: null}, {id: 3, before: "to buy"}]
  expect so_far == [
    {id: 1, n: 1}, {id: 2, n: 1}, {id: 3, n: 2}, {id: 4, n: 1}, {id: 5, n: 3}, {id: 6, n: 2},
  ]
  expect different[0] == ["click", "view"]
  expect exploded == [{one: "click", n: 2}, {one: "view", n: 6}]
  expect kept == [
    {id: 1, was: "view", shape: Shape.circle(1.0)},
    {id: 3, was: "to buy", shape: Shape.circle(1.0)},
    {id: 4, was: "view", shape: Shape.sides(null)},
  ]
}

test "a hash is that of the name, and of what the variant carries" for enums {
  given events = [
    {id: 1, action: "click", before: "to buy", all: ["view", "click"], shape: Shape.circle(1.5)},
    {id: 2, action: "view", all: [], shape: Shape.named(text: "a", tags: ["view"])},
  ]
  expect hashes == [
    {
      action: hash("click"), before: hash("to buy"), shape: hash(Shape.circle(1.5)),
      all: hash(["view", "click"]),
    },
    {
      action: hash(Action.view), before: hash(none_if("a", "a")),
      shape: hash(Shape.named(text: "a", tags: ["view"])), all: hash(["a"].slice(1)),
    },
  ]
  expect hashes[0].shape != hashes[1].shape
}

test "functions of enums" {
  expect weight("to buy") == 2
  expect next(Action.click) == "to buy"
  expect Shape.circle(2.0) == Shape.circle(2.0)
}
