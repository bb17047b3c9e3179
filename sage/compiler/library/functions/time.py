"""Functions and operators of timestamps and durations, which are int microseconds here. Time is UTC."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sage.base import clock
from sage.base import types as t
from sage.base.numeric import fits
from sage.base.text_forms import DAY, HOUR, MINUTE, SECOND, date_of, format_value, parse_timestamp
from sage.base.types import Type
from sage.compiler.library.functions import failures
from sage.compiler.library.functions.time_patterns import format_time, parse_time
from sage.compiler.library.registry import function


def _declare(signature: str, cpp: str, py: Callable[..., Any], doc: str, **options: Any) -> None:
    function(signature, cpp=f"sage::fn::{cpp}", py=py, doc=doc, **options)


def _truncate(micros: int, step: int) -> int:
    if step <= 0:
        raise failures.no_value("the step of truncate is not positive")
    rest = micros % step
    if not fits(micros - rest, t.I64):
        left, right = format_value(micros, t.TIMESTAMP), format_value(rest, t.DURATION)
        raise failures.does_not_fit(f"{left} - {right}", t.TIMESTAMP)
    return micros - rest


_declare("now() -> timestamp", "now()", clock.now, "The time; in a test, that of its clock.", nondeterministic=True)
_PARTS = (
    ("year", lambda at: date_of(at // DAY)[0], "The year."),
    ("month", lambda at: date_of(at // DAY)[1], "The month, 1 to 12."),
    ("day", lambda at: date_of(at // DAY)[2], "The day of the month, 1 to 31."),
    ("hour", lambda at: at % DAY // HOUR, "The hour, 0 to 23."),
    ("minute", lambda at: at % HOUR // MINUTE, "The minute, 0 to 59."),
    ("second", lambda at: at % MINUTE // SECOND, "The second, 0 to 59."),
    ("weekday", lambda at: (at // DAY + 3) % 7, "The day of the week; Monday is 0."),
    ("to_micros", lambda at: at, "Microseconds since 1970."),
)
for _name, _py, _doc in _PARTS:
    _declare(f"{_name}(timestamp) -> i64", f"{_name}({{0}})", _py, _doc)
_declare("timestamp(i64) -> timestamp", "timestamp({0})", lambda micros: micros, "So many microseconds after 1970.")
_declare("to_seconds(duration) -> f64", "to_seconds({0})", lambda d: d / 1e6, "The duration in seconds.")
_TRUNCATE_DOC = "The latest multiple of the step since 1970 that is not after the time."
_TRUNCATE = "truncate(timestamp, duration) -> timestamp"
_declare(_TRUNCATE, "truncate({at}, {0}, {1})", _truncate, _TRUNCATE_DOC, may_raise=True)
_declare(
    "format(timestamp, str) -> str", "format({f}, {0}, {1})", format_time, "The time by a pattern such as `%Y-%m-%d`."
)
_PARSE_DOC = "The time that the text is by a pattern such as `%Y-%m-%d`, or by ISO 8601; null if it is not."
_declare("parse_time(str, str) -> timestamp?", "parse_time({0}, {1})", parse_time, _PARSE_DOC)
_declare("parse_time(str) -> timestamp?", "parse_time({0})", parse_timestamp, _PARSE_DOC)

# ---------------------------------------------------------------- operators


def _checked(
    left: Type, symbol: str, right: Type, result: Type, apply: Callable[[int, int], int]
) -> Callable[..., int]:
    def checked(a: int, b: int) -> int:
        value = apply(a, b)
        if not fits(value, t.I64):
            raise failures.does_not_fit(f"{format_value(a, left)} {symbol} {format_value(b, right)}", result)
        return value

    return checked


def _floor_divide(a: int, b: int) -> int:
    if b == 0:
        raise failures.division_by_zero()
    return a // b


def _ratio(a: int, b: int) -> float:
    if b == 0:
        raise failures.division_by_zero()
    return float(a) / float(b)


def _negated(a: int) -> int:
    if not fits(-a, t.I64):
        raise failures.does_not_fit(f"-({format_value(a, t.DURATION)})", t.DURATION)
    return -a


_OPERATORS = (
    (t.TIMESTAMP, "+", t.DURATION, t.TIMESTAMP, "add", int.__add__, "The time so much later."),
    (t.TIMESTAMP, "-", t.DURATION, t.TIMESTAMP, "sub", int.__sub__, "The time so much earlier."),
    (t.TIMESTAMP, "-", t.TIMESTAMP, t.DURATION, "sub", int.__sub__, "From the second time to the first."),
    (t.DURATION, "+", t.DURATION, t.DURATION, "add", int.__add__, "Both together."),
    (t.DURATION, "-", t.DURATION, t.DURATION, "sub", int.__sub__, "What is left."),
    (t.DURATION, "*", t.I64, t.DURATION, "mul", int.__mul__, "So many times."),
    (t.I64, "*", t.DURATION, t.DURATION, "mul", int.__mul__, "So many times."),
    (t.DURATION, "//", t.I64, t.DURATION, "floor_div", _floor_divide, "The part, rounded down; fails for divisor 0."),
)
for _left, _symbol, _right, _result, _name, _apply, _doc in _OPERATORS:
    _py = _checked(_left, _symbol, _right, _result, _apply)
    _signature = f"{_symbol}({_left}, {_right}) -> {_result}"
    _declare(_signature, f"{_name}({{at}}, {{0}}, {{1}})", _py, _doc, may_raise=True)
_RATIO_DOC = "How many times the second fits into the first; fails for 0s."
_declare("/(duration, duration) -> f64", "divide({at}, {0}, {1})", _ratio, _RATIO_DOC, may_raise=True)
_declare("neg(duration) -> duration", "neg({at}, {0})", _negated, "The negative.", may_raise=True)
