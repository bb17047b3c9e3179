"""Values of the type `json`: whatever a payload holds; twin of C++ base/json_value.hpp.

A value is true or false, an int of the range of i64 or u64, a finite float, text, a list, a dict by text, or JSON_NULL
for the null of JSON: `None` is the null of the language. Bytes, and floats that JSON has no number for, are text.
"""

from __future__ import annotations

import base64
import math
import re
from typing import Any, Final

from sage.base import types as t
from sage.base.strict_json import JsonNumber
from sage.base.text_forms import format_float, parse_float, parse_integer


class _JsonNull:
    """The null of JSON, which is a value."""

    def __repr__(self) -> str:
        return "null"

    def __deepcopy__(self, memo: Any) -> _JsonNull:
        return self


JSON_NULL: Final = _JsonNull()


def json_value(payload: Any) -> Any:
    """The value that a payload is. Raises TypeError for what no payload holds."""
    match payload:
        case None:
            return JSON_NULL
        case bool() | str() | _JsonNull():
            return payload
        case JsonNumber(text):
            return _number(text)
        case int():
            return payload if -(2**63) <= payload < 2**64 else _float(float(payload))
        case float():
            return _float(payload)
        case bytes():
            return base64.b64encode(payload).decode("ascii")
        case list() | tuple():
            return [json_value(item) for item in payload]
        case dict():
            return {str(key): json_value(item) for key, item in payload.items()}
    raise TypeError(type(payload).__name__)


def payload_of(value: Any) -> Any:
    """What `json` and MessagePack hold for a value."""
    match value:
        case _JsonNull():
            return None
        case list():
            return [payload_of(item) for item in value]
        case dict():
            return {key: payload_of(item) for key, item in value.items()}
    return value


def _number(text: str) -> Any:
    """An integer where the digits are one of i64 or u64, else the nearest f64."""
    for type in (t.I64, t.U64):
        if (whole := parse_integer(text, type)) is not None:
            return whole
    nearest = parse_float(text)
    assert nearest is not None
    return _float(nearest)


def _float(value: float) -> float | str:
    return value if math.isfinite(value) else format_float(value)


# ---------------------------------------------------------------- paths

_STEP = re.compile(r"""(?P<dot>\.?)(?P<name>[^.\[\]"]+)|\[(?P<index>-?[0-9]{1,18})\]|\["(?P<quoted>[^"]*)"\]""")


def path_steps(path: str) -> list[str | int]:
    """The names and positions of a path such as `a.b[0]["c d"]`. Raises ValueError with what is wrong with it."""
    steps: list[str | int] = []
    at = 0
    while at < len(path):
        found = _STEP.match(path, at)
        if found is None or (found["name"] is not None and bool(found["dot"]) == (at == 0)):
            raise ValueError(_flaw(path, at))
        index, quoted = found["index"], found["quoted"]
        steps.append(int(index) if index is not None else quoted if quoted is not None else found["name"])
        at = found.end()
    if not steps:
        raise ValueError("it is empty")
    return steps


def _flaw(path: str, at: int) -> str:
    if path[at] == "[":
        return "what stands in `[]` is a position or a name in double quotes"
    if path[at] == ".":
        return "a name stands on both sides of a dot"
    return f"`{path[at]}` stands where a `.` or `[` should" if at else f"`{path[at]}` begins no name"


def at_path(value: Any, path: str) -> Any:
    """What is at a path, or None: where nothing is, where the null of JSON is, and for what is no path."""
    try:
        steps = path_steps(path)
    except ValueError:
        return None
    for step in steps:
        value = inside(value, step)
    return None if value is JSON_NULL else value


def inside(value: Any, step: str | int) -> Any:
    """The item at a position of a list, negative from the end, or under a name of a record; None if there is none."""
    match value, step:
        case dict(), str():
            return value.get(step)
        case list(), int():
            return value[step] if -len(value) <= step < len(value) else None
    return None
