"""The types that random programs use, how each is written, its literals, and values of it for files of rows: common
ones often, so that rows meet in groups, and every extreme sometimes."""

from __future__ import annotations

from random import Random
from typing import Any

from sage.base import types as t
from sage.base.text_forms import parse_value
from sage.base.types import Field, List, Map, Optional, Schema, Type
from sage.base.values import from_json, nearest_f32

SCALARS: tuple[Type, ...] = (
    t.BOOL, t.I8, t.I16, t.I32, t.I64, t.U8, t.U16, t.U32, t.U64, t.F32, t.F64, t.STR, t.BYTES, t.TIMESTAMP, t.DURATION,
)  # fmt: skip
COLOR = t.Enum("Color", (t.Variant("red"), t.Variant("green"), t.Variant("blue")))
_BOX = Schema((Field("w", t.F64), Field("h", Optional(t.F64))))
SHAPE = t.Enum("Shape", (t.Variant("circle", t.F64), t.Variant("rect", _BOX), t.Variant("point")))
PAIR = Schema((Field("a", t.I64), Field("c", Optional(t.STR))))
COMMON: tuple[Type, ...] = (t.BOOL, t.I64, t.I64, t.F64, t.STR, t.STR, t.TIMESTAMP, t.DURATION)
LISTS: tuple[Type, ...] = (
    List(t.I64), List(t.STR), List(t.F64), List(Optional(t.I64)), List(t.U8), List(t.BOOL), List(PAIR),
    List(List(t.I32)),
)  # fmt: skip


MAPS: tuple[Type, ...] = (Map(t.STR, t.I64), Map(t.I64, t.STR), Map(t.STR, Optional(t.F64)), Map(t.U8, List(t.STR)))
OTHERS: tuple[Type, ...] = (
    PAIR, Optional(PAIR), Optional(List(t.F64)), Optional(List(t.STR)), COLOR, COLOR, Optional(COLOR), SHAPE,
    List(SHAPE), t.JSON, Optional(t.JSON), Optional(MAPS[0]), *MAPS,
)  # fmt: skip


def any_type(random: Random) -> Type:
    """A type that a column or an intermediate value may have."""
    pick = random.random()
    if pick < 0.42:
        return random.choice(COMMON)
    if pick < 0.6:
        return random.choice(SCALARS)
    if pick < 0.73:
        return Optional(random.choice(SCALARS + COMMON))
    return random.choice(LISTS if pick < 0.84 else OTHERS)


def written(type: Type) -> str:
    """A type as the language writes it."""
    match type:
        case Optional(item):
            return f"{written(item)}?"
        case List(item):
            return f"list<{written(item)}>"
        case Map(key, value):
            return f"map<{written(key)}, {written(value)}>"
        case t.Enum():
            return type.name
        case Schema():
            return "{" + ", ".join(f"{f.name}: {written(f.type)}" for f in type) + "}"
    return str(type)


# ---------------------------------------------------------------- literals

_WORDS: dict[Type, tuple[str, ...]] = {
    t.BOOL: ("true", "false"),
    t.F64: ("0.0", "1.0", "(-0.0)", "0.5", "(-2.5)", "1e300", "(0.0 / 0.0)", "(1.0 / 0.0)", "1e-310", "3.0", "1e16"),
    t.F32: ("0.0", "0.5", "(-1.5)", "3e38", "16777217.0", "1e-45"),
    t.STR: ('""', '"a"', '"ab"', '"é"', '" b "', '"A\\n"', '"\\u{1F600}x"', '"%"', '"_a%"', '"12"', '"-1.5e3"', '"ß"',
            '"2026-01-01"', '"e\\u{301}"', '"İ"', '","'),
    t.TIMESTAMP: ('ts"1970-01-01"', 'ts"2026-02-03T04:05:06.789Z"', 'ts"0001-01-01"', 'ts"2024-02-29T23:59:59Z"',
                  'ts"9999-12-31T23:59:59.999999Z"'),
    t.DURATION: ("0s", "1us", "1h30m", "(-5s)", "1d", "7d", "1ms"),
    t.BYTES: ('b""', 'b"a"', 'b"\\x00\\xff"'),
    t.REGEX: ('re"a+"', 're"^[0-9]+$"', 're"(?i)B"', 're"."', 're"[^a-z ]"', 're"x*"'),
}  # fmt: skip


def literal(random: Random, type: Type) -> str | None:
    """A literal of a type, where there are any."""
    if type in t.INTEGERS:
        low, high = t.integer_range(type)
        value = random.choice([0, 1, 2, 3, 5, 7, 100, max(low, -1), max(low, -2), low, high])
        return f"({value})" if value < 0 else str(value)
    return random.choice(_WORDS[type]) if type in _WORDS else None


# ---------------------------------------------------------------- values

_INTEGERS = (0, 1, 1, 2, 2, 3, -1, 7, 100)
_TEXTS = ("", "a", "a", "b", "é", "e\u0301", "A b", "\U0001f600", "\n", "12", "-3", " x ", "a%_", "\0", "2026-01-01",
          "ß", '"', "\\", "a,b", "İi", "\u2028")  # fmt: skip
_FLOATS = (0.0, -0.0, 1.0, 1.5, -2.5, 0.1, 1e16, 1e300, 5e-324, float("nan"), float("nan"), float("inf"), float("-inf"))
_TIMES = ("1970-01-01T00:00:00Z", "2026-01-01T10:30:00.5Z", "2026-01-01T10:30:00.5Z", "0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999Z", "1969-12-31T23:59:59Z", "2024-02-29T12:00:00.000001Z")  # fmt: skip
_DYNAMIC: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2.5,
    1e300,
    2**64 - 1,
    "a",
    "",
    [],
    [1, [2], None],
    {},
    {"a": {"b": [1]}, "k": "é"},
)
_SPANS = ("0s", "1us", "1s", "90m", "-5s", "1d", "9223372036854775807us")


def value(random: Random, type: Type, number: int = 0) -> Any:
    """A value of a type; `number` is that of its row, which makes some values the only ones of their kind."""
    match type:
        case Optional(item):
            return None if random.random() < 0.3 else value(random, item, number)
        case List(item):
            count = 300 if random.random() < 0.002 else random.choice((0, 1, 2, 2, 3, 5))
            return [value(random, item, number) for _ in range(count)]
        case Map(key, item):
            return {value(random, key, number): value(random, item, number) for _ in range(random.randint(0, 3))}
        case Schema():
            return {f.name: value(random, f.type, number) for f in type}
        case t.Enum():
            chosen = random.choice(type.variants)
            payload = chosen.payload
            return chosen.name if payload is None else t.Tagged(chosen.name, value(random, payload, number))
        case t.JSON:
            return from_json(random.choice(_DYNAMIC), t.JSON)
        case t.BOOL:
            return random.random() < 0.5
        case t.F64:
            return random.choice((*_FLOATS, float(number)))
        case t.F32:
            return nearest_f32(random.choice((*_FLOATS, float(number))))
        case t.STR:
            long = f"row {number} of so many that it is long"
            return random.choice((*_TEXTS, *_TEXTS, f"row {number}", long))
        case t.BYTES:
            return random.choice((b"", b"\0", b"abc", b"\xff\xfe", b"a" * (number % 40)))
        case t.TIMESTAMP:
            return parse_value(random.choice(_TIMES), type)
        case t.DURATION:
            return parse_value(random.choice(_SPANS), type)
        case _ if type in t.INTEGERS:
            low, high = t.integer_range(type)
            extremes = [low, high] if random.random() < 0.1 else []
            return random.choice([v for v in (*_INTEGERS, number) if low <= v <= high] + extremes)
    raise AssertionError(f"no values of {type}")
