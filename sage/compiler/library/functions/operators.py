"""Operators of numbers, text and lists, under their symbols. Those of times are in time.py.

Integers are checked; floats follow IEEE, f32 by rounding what f64 gives. Where a float and an integer that it can hold
meet, the form for two f64 fits.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from sage.base.numeric import fits, wrapped
from sage.base.types import Tagged, Type
from sage.compiler.library.functions import failures
from sage.compiler.library.functions.floats import divide, floor_divide, modulo, power, rounded
from sage.compiler.library.registry import function


def equal(a: Any, b: Any) -> bool:
    """`==`: null equals null, NaN equals nothing, what has parts part by part; maps in any order."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(equal, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return len(a) == len(b) and all(key in b and equal(a[key], b[key]) for key in a)
    if isinstance(a, Tagged) and isinstance(b, Tagged):
        return a.variant == b.variant and equal(a.value, b.value)
    return bool(a == b) and isinstance(a, bool) == isinstance(b, bool)  # in json, true is not 1


def found_in(item: Any, items: list[Any]) -> bool:
    """`in` of a list: by `==`."""
    return any(equal(item, other) for other in items)


def like(text: str, pattern: str) -> bool:
    """`%` stands for any characters, `_` for one."""
    at = want = 0
    retry_at, retry_want = 0, -1
    while at < len(text):
        wanted = pattern[want] if want < len(pattern) else ""
        if wanted == "%":
            want += 1
            retry_at, retry_want = at, want
        elif wanted in ("_", text[at]):
            at, want = at + 1, want + 1
        elif retry_want >= 0:
            retry_at += 1
            at, want = retry_at, retry_want
        else:
            return False
    return not pattern[want:].strip("%")


# ---------------------------------------------------------------- integers


def _checked(symbol: str, apply: Callable[[int, int], int]) -> Callable[..., int]:
    def checked(a: int, b: int, *, type: Type) -> int:
        result = apply(a, b)
        if not fits(result, type):
            raise failures.does_not_fit(f"{a} {symbol} {b}", type)
        return result

    return checked


def _divided(apply: Callable[[int, int], Any]) -> Callable[[int, int], Any]:
    def divided(a: int, b: int) -> Any:
        if b == 0:
            raise failures.division_by_zero()
        return apply(a, b)

    return divided


def _integer_power(base: int, exponent: int, *, type: Type) -> int:
    if exponent < 0:
        raise failures.no_value("an integer to a negative power is not an integer")
    result: int = base ** min(
        exponent, 64 + exponent % 2
    )  # enough to leave every type, and -1, 0 and 1 as they should be
    if not fits(result, type):
        raise failures.does_not_fit(f"{base} ** {exponent}", type)
    return result


def _negated(a: int, *, type: Type) -> int:
    if not fits(-a, type):
        raise failures.does_not_fit(f"-({a})", type)
    return -a


def _wrapping(apply: Callable[..., int]) -> Callable[..., int]:
    return lambda *args, type: wrapped(apply(*args), type)


_INTEGER_OPERATORS = (
    ("+", "add", _checked("+", operator.add), "The sum; fails if it leaves the type."),
    ("-", "sub", _checked("-", operator.sub), "The difference; fails if it leaves the type."),
    ("*", "mul", _checked("*", operator.mul), "The product; fails if it leaves the type."),
    (
        "//",
        "floor_div",
        _checked("//", _divided(operator.floordiv)),
        "The quotient, rounded down; fails for divisor 0.",
    ),
    ("%", "mod", _checked("%", _divided(operator.mod)), "The rest, with the divisor's sign; fails for divisor 0."),
    ("**", "power", _integer_power, "The power; fails if it leaves the type or the exponent is negative."),
)
for _symbol, _name, _py, _doc in _INTEGER_OPERATORS:
    _cpp = f"sage::fn::{_name}({{at}}, {{0}}, {{1}})"
    function(f"{_symbol}(I, I) -> I", cpp=_cpp, py=_py, may_raise=True, typed=True, doc=_doc)

_DIVIDE = _divided(lambda a, b: float(a) / float(b))
_DIVIDE_DOC = "The quotient of both as f64; fails for divisor 0."
function("/(I, I) -> f64", cpp="sage::fn::divide({at}, {0}, {1})", py=_DIVIDE, may_raise=True, doc=_DIVIDE_DOC)
function("neg(I) -> I", cpp="sage::fn::neg({at}, {0})", py=_negated, may_raise=True, typed=True, doc="The negative.")

for _symbol, _name, _apply in (("+", "add", operator.add), ("-", "sub", operator.sub), ("*", "mul", operator.mul)):
    _cpp = f"sage::fn::wrap_{_name}({{0}}, {{1}})"
    function(f"wrap{_symbol}(I, I) -> I", cpp=_cpp, py=_wrapping(_apply), typed=True, doc="Wraps around.")
function("wrap neg(I) -> I", cpp="sage::fn::wrap_neg({0})", py=_wrapping(operator.neg), typed=True, doc="Wraps around.")

# ---------------------------------------------------------------- floats

_FLOAT_OPERATORS = (
    ("+", "({0} + {1})", operator.add, "The sum."),
    ("-", "({0} - {1})", operator.sub, "The difference."),
    ("*", "({0} * {1})", operator.mul, "The product."),
    ("/", "({0} / {1})", divide, "The quotient; of divisor 0 an infinity or NaN."),
    ("//", "sage::fn::float_floor_div({0}, {1})", floor_divide, "The quotient, rounded down."),
    ("%", "sage::fn::float_mod({0}, {1})", modulo, "The rest, with the divisor's sign; NaN for divisor 0."),
    ("**", "sage::fn::float_power({0}, {1})", power, "The power."),
)
for _symbol, _cpp, _float, _doc in _FLOAT_OPERATORS:
    function(f"{_symbol}(F, F) -> F", cpp=_cpp, py=rounded(_float), typed=True, doc=_doc)
    function(f"{_symbol}(f64, f64) -> f64", cpp=_cpp, py=_float, doc=_doc)
function("neg(F) -> F", cpp="(- {0})", py=operator.neg, doc="The negative.")

# ---------------------------------------------------------------- text and lists

function("+(str, str) -> str", cpp="sage::fn::concat({f}, {0}, {1})", py=operator.add, doc="Both texts joined.")
function(
    "+(list<T>, list<T>) -> list<T>", cpp="sage::fn::concat({f}, {0}, {1})", py=operator.add, doc="Both lists joined."
)
function(
    "in(str, str) -> bool", cpp="sage::fn::contains({1}, {0})", py=lambda a, b: a in b, doc="Whether it is a part."
)
function("not in(str, str) -> bool", cpp="(!sage::fn::contains({1}, {0}))", py=lambda a, b: a not in b, doc="Or not.")
function("like(str, str) -> bool", cpp="sage::fn::like({0}, {1})", py=like,
         doc="Whether the text is like the pattern: `%` stands for any characters, `_` for one.")  # fmt: skip

for _item in ("T", "T?"):
    _in = f"({_item}, list<T>) -> bool"
    function(f"in{_in}", cpp="sage::fn::contains({1}, {0})", py=found_in, doc="Whether an item equals it.")
    _cpp = "(!sage::fn::contains({1}, {0}))"
    function(f"not in{_in}", cpp=_cpp, py=lambda a, b: not found_in(a, b), doc="Whether no item equals it.")

# ---------------------------------------------------------------- comparison

for _symbol, _compare in (("<", operator.lt), ("<=", operator.le), (">", operator.gt), (">=", operator.ge)):
    _cpp = f"({{0}} {_symbol} {{1}})"
    function(f"{_symbol}(O, O) -> bool", cpp=_cpp, py=_compare, doc="False if one is NaN; text by code point.")

function("==(O, O) -> bool", cpp="({0} == {1})", py=operator.eq, doc="Whether both are the same value.")
function("!=(O, O) -> bool", cpp="({0} != {1})", py=operator.ne, doc="Whether they differ.")
function(
    "==(T, T) -> bool", cpp="sage::fn::equal({0}, {1})", py=equal, doc="Null equals null; lists and records by part."
)
function(
    "!=(T, T) -> bool", cpp="(!sage::fn::equal({0}, {1}))", py=lambda a, b: not equal(a, b), doc="Whether they differ."
)
function("not(bool) -> bool", cpp="(!{0})", py=operator.not_, doc="True for false.")
