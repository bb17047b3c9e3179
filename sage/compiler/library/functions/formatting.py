"""Format specs of numbers and text, which are Python's: what they do and what is wrong with one."""

from __future__ import annotations

import math
import re

from sage.base import types as t
from sage.base.text_forms import format_float, format_value
from sage.base.types import Type
from sage.compiler.library.functions.time_patterns import pattern_problem

_SPEC = re.compile(
    r"(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[+\- ])?(?P<zero>0)?(?P<width>[0-9]{1,3})?(?P<comma>,)?"
    r"(?:\.(?P<precision>[0-9]{1,3}))?(?P<type>[bdeEfFgGoxX%s])?",
    re.DOTALL,
)
_FLOAT_TYPES = "eEfFgG%"
_WHOLE_TYPES = "bdoxX"


def format_problem(spec: str, type: Type) -> str | None:
    """What is wrong with a constant format spec for values of a type; None if nothing is."""
    if type == t.TIMESTAMP:
        return pattern_problem(spec)
    found = _SPEC.fullmatch(spec)
    if found is None:
        return f"`{spec}` is not a format; one is [[fill]align][sign][0][width][,][.precision][type]"
    kind = found["type"] or ""
    allowed = "s" if type == t.STR else _FLOAT_TYPES if type in t.FLOATS else _WHOLE_TYPES + _FLOAT_TYPES
    if kind not in allowed:
        return f"`{kind}` does not format {type}; one of {' '.join(allowed)} does"
    if type == t.STR and (found["sign"] or found["comma"] or found["align"] == "="):
        return "a sign, a comma and `=` are for numbers"
    if type in t.INTEGERS and found["precision"] and kind not in tuple(_FLOAT_TYPES):
        return "an integer has no precision; with `f` it has"
    if found["comma"] and kind in tuple("boxX"):
        return f"`,` is for decimal digits, and `{kind}` writes others"
    return None


def format_number(value: float, spec: str, type: Type) -> str:
    if not spec or format_problem(spec, type) is not None:
        return format_value(value, type)
    found = _SPEC.fullmatch(spec)
    if type == t.F32 and found is not None and not found["type"] and not found["precision"] and math.isfinite(value):
        value = float(format_float(value, type))  # the shortest digits are those of the f32
    return format(value, spec)


def format_text(value: str, spec: str) -> str:
    return value if format_problem(spec, t.STR) is not None else format(value, spec)
