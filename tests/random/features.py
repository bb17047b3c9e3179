"""The ways to make maps, dynamic values and variants, to match, and to call functions of one's own; with what they need
to be declared."""

from __future__ import annotations

from sage.base import types as t
from sage.base.types import List, Map, Optional, Schema, Type
from tests.random.kinds import COLOR, SCALARS, SHAPE
from tests.random.scope import Expressions, way

DECLARATIONS = """enum Color { red, green, blue }
enum Shape { circle(f64), rect({w: f64, h: f64?}), point }

fn steps(n: i64) -> i64 {
  let x = n
  let count = 0
  for i in range(0, 20) {
    if x <= 1 { return count }
    if x % 2 == 0 { x = x // 2 } else { x = x - i }
    count += 1
  }
  return -1
}

fn firsts(xs: list<str>, n: i64) -> str {
  let made = ""
  for x in xs {
    if made.len() < n { made = made + x.slice(0, 1) }
  }
  return made
}

fn area(s: Shape, unit: f64) -> f64 = match s { circle(r) => r * unit, rect(b) => b.w * (b.h ?? unit), point => 0.0 }

fn share(a: i64, b: i64) -> i64 = if b == 0 then a * a + a * a else (a * a) // b

"""

_OWN: dict[str, tuple[tuple[Type, ...], Type]] = {
    "steps": ((t.I64,), t.I64),
    "firsts": ((List(t.STR), t.I64), t.STR),
    "area": ((SHAPE, t.F64), t.F64),
    "share": ((t.I64, t.I64), t.I64),
}


@way(1)
def own_function(m: Expressions, type: Type, depth: int) -> str | None:
    names = [name for name, (_, result) in _OWN.items() if result == type]
    if not names or m.random.random() < 0.6:
        return None
    name = m.random.choice(names)
    return f"{name}({', '.join(m.of(p, depth - 1) for p in _OWN[name][0])})"


@way(1)
def map_written(m: Expressions, type: Type, depth: int) -> str | None:
    match type:
        case Map(t.STR, item):
            keys = m.random.sample(("a", "b", "k", "x y"), m.random.randint(1, 3))
            return "{" + ", ".join(f'"{key}": {m.of(item, depth - 1)}' for key in keys) + "}"
        case Map(key, item):
            pairs = (f"{{key: {m.of(key, depth - 1)}, value: {m.of(item, depth - 1)}}}" for _ in range(2))
            return f"map_of([{', '.join(pairs)}])"
    return None


@way(2)
def variant(m: Expressions, type: Type, depth: int) -> str | None:
    if not isinstance(type, t.Enum):
        return None
    chosen = m.random.choice(type.variants)
    payload = "" if chosen.payload is None else f"({m.of(chosen.payload, depth - 1)})"
    return f"{type.name}.{chosen.name}{payload}"


@way(1)
def matched(m: Expressions, type: Type, depth: int) -> str | None:
    """A match over what there is: a variant, a number, text, or what may be null."""
    if m.random.random() < 0.5:
        return None
    made, subjects = [], [(path, have) for path, have in m.paths() if have in _MATCHED]
    if not subjects:
        return None
    path, have = m.random.choice(subjects)

    def arm(pattern: str, names: dict[str, Type] | None = None) -> None:
        made.append(f"{pattern} => {m.with_names(names or {}).of(type, depth - 1)}")

    if isinstance(have, Optional):
        arm("null")
        have = have.item
    if have == COLOR:
        arm("red")
        arm("green | blue")
    elif have == SHAPE:
        radius = f"r{depth}"
        arm(f"circle({radius}) if {radius} > 1.0", {radius: t.F64})
        arm(f"circle({radius})", {radius: t.F64})
        arm("rect(_) | point")
    elif have == t.STR:
        arm('"a" | ""')
        arm("_")
    else:
        arm("0")
        arm("1 | 2")
        arm(f"_ if {m.condition(depth - 1)}")
        arm("_")
    return f"(match {path} {{ {', '.join(made)} }})"


_MATCHED = (COLOR, SHAPE, Optional(COLOR), t.STR, Optional(t.STR), t.I64, Optional(t.I64), t.U8)


@way(1)
def spread(m: Expressions, type: Type, depth: int) -> str | None:
    """A record made of another."""
    if not isinstance(type, Schema) or m.random.random() < 0.5:
        return None
    changed = m.random.choice(type.fields)
    return f"{{...{m.of(type, depth - 1)}, {changed.name}: {m.of(changed.type, depth - 1)}}}"


@way(1)
def of_json(m: Expressions, type: Type, depth: int) -> str | None:
    if type == t.JSON:
        return f"json({m.of(m.random.choice((*SCALARS, List(t.I64), COLOR)), depth - 1)})"
    return None


@way(1)
def with_constants(m: Expressions, type: Type, depth: int) -> str | None:
    """Functions whose arguments are looked at by the compiler, or must stay small."""
    pick = m.random.choice
    if type == t.STR:
        item, pattern = pick(_PATTERNS)
        padded = f"{pick(('pad_start', 'pad_end'))}({m.of(t.STR, depth - 1)}, {pick((0, 3, 12))}{pick(_PADS)})"
        found = f"({m.of(t.STR, depth - 1)}.capture({_GROUP})?.k ?? {m.of(t.STR, 0)})"
        return pick((padded, found, f"format({m.of(item, depth - 1)}, {pattern})"))
    if type == List(t.I64):
        return f"range({pick((-2, 0, 1))}, {pick((0, 2, 5))})"
    if type == Optional(t.TIMESTAMP):
        return f"parse_time({m.of(t.STR, depth - 1)}{pick(_FORMS)})"
    return None


_PADS = ("", ', "-"', ', "é"')
_FORMS = ("", ', "%Y-%m-%d"')
_GROUP = 're"(?P<k>[a-z])"'
_PATTERNS: tuple[tuple[Type, str], ...] = (
    (t.I64, '"04"'), (t.I64, '">6"'), (t.I64, '"x"'), (t.F64, '".1f"'), (t.F64, '"8.2f"'), (t.STR, '">5"'),
    (t.TIMESTAMP, '"%Y-%m-%d"'), (t.TIMESTAMP, '"%H:%M:%S.%f"'),
)  # fmt: skip
