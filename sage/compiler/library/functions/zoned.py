"""Functions of timestamps in a time zone, which the last argument names: `at.hour("Europe/Berlin")`.

`set timezone` gives that argument to every call of a pipeline that has none (`in_zone`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sage.base import types as t
from sage.base.numeric import wrapped
from sage.base.text_forms import MINUTE, parse_timestamp
from sage.base.zones import offset_at, to_local, to_utc
from sage.compiler.ir.code import Call, Const, Expr
from sage.compiler.library.functions.time_patterns import format_time, parse_time
from sage.compiler.library.registry import FUNCTIONS, Function, function

_ISO = "parse_time in"  # of a text alone, where a zone would be taken for a pattern


def is_zoned(function: Function) -> bool:
    """True if the last argument of a function is a time zone, which is known when the program is compiled."""
    return "{zone}" in function.cpp


def in_zone(expr: Expr, zone: str) -> Expr:
    """The expression with this zone for every time of which it says none."""
    return expr if zone == "UTC" else expr.substitute(lambda part: _moved(part, zone))


def _moved(expr: Expr, zone: str) -> Expr | None:
    if not isinstance(expr, Call) or t.TIMESTAMP not in (*(a.type for a in expr.args), t.required(expr.type)):
        return None
    types = (*expr.function.params, t.STR)
    names = (expr.function.name, _ISO) if expr.function.name == "parse_time" else (expr.function.name,)
    overloads = [f for name in names for f in FUNCTIONS.get(name, ()) if f.params == types and is_zoned(f)]
    if not overloads or is_zoned(expr.function):
        return None
    args = (*(in_zone(a, zone) for a in expr.args), Const(t.STR, zone))
    return Call(expr.type, overloads[-1], args, place=expr.place)


# ---------------------------------------------------------------- meaning


def _has_zone(pattern: str) -> bool:
    return any(letter in "zZ" for letter in re.findall("%(.)", pattern, re.DOTALL))


def _format(micros: int, pattern: str, zone: str) -> str:
    offset = offset_at(micros, zone)
    minutes = abs(offset) // MINUTE
    texts = {"z": f"{'-' if offset < 0 else '+'}{minutes // 60:02}{minutes % 60:02}", "Z": zone}
    filled = re.sub("%(.)", lambda found: texts.get(found[1], found[0]), pattern, flags=re.DOTALL)
    return format_time(to_local(micros, zone), filled)


def _parse(text: str, pattern: str, zone: str) -> int | None:
    found = parse_time(text, pattern)
    return found if found is None or _has_zone(pattern) else to_utc(found, zone)


def _parse_iso(text: str, zone: str) -> int | None:
    found = parse_timestamp(text)
    return found if found is None or set(text[10:]) & set("Zz+-") else to_utc(found, zone)


def _truncate(micros: int, step: int, zone: str) -> int:
    offset, plain = offset_at(micros, zone), _plain("truncate")
    local = plain(to_local(micros, zone), step)
    near = wrapped(local - offset, t.I64)
    return near if offset_at(near, zone) == offset else to_utc(local, zone)


def _plain(name: str) -> Callable[..., Any]:
    """The same function in UTC."""
    return next(f.py for f in FUNCTIONS[name] if f.params[0] == t.TIMESTAMP and not is_zoned(f))


# ---------------------------------------------------------------- declarations


def _declare(signature: str, cpp: str, py: Callable[..., Any], doc: str, **options: Any) -> None:
    function(signature, cpp=f"sage::fn::{cpp}", py=py, doc=doc, header="sage/fn/zoned.hpp", **options)


for _name, _doc in (
    ("year", "The year in a time zone."),
    ("month", "The month in a time zone."),
    ("day", "The day of the month in a time zone."),
    ("hour", "The hour in a time zone."),
    ("minute", "The minute in a time zone."),
    ("second", "The second in a time zone."),
    ("weekday", "The day of the week in a time zone."),
):
    _part = lambda at, zone, name=_name: _plain(name)(to_local(at, zone))  # noqa: E731
    _declare(f"{_name}(timestamp, str) -> i64", f"{_name}({{0}}, {{zone}})", _part, _doc)
_declare(
    "truncate(timestamp, duration, str) -> timestamp",
    "truncate({at}, {0}, {1}, {zone})",
    _truncate,
    "The latest multiple of the step, counted by the clocks of a time zone.",
    may_raise=True,
)
_declare(
    "format(timestamp, str, str) -> str",
    "format({f}, {0}, {1}, {zone})",
    _format,
    "The time in a time zone by a pattern; `%z` is `+0200`, `%Z` the zone's name.",
)
_declare(
    "parse_time(str, str, str) -> timestamp?",
    "parse_time({0}, {1}, {zone})",
    _parse,
    "The time that the text is by a pattern, in a time zone unless it has `%z`; null if it is not.",
)
_declare(
    f"{_ISO}(str, str) -> timestamp?",
    "parse_time({0}, {zone})",
    _parse_iso,
    "The time that the text is by ISO 8601, in a time zone unless it names one; null if it is not.",
)
