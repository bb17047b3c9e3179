"""What IEEE and the C library say where Python raises: the meaning of float operators and functions."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from sage.base import types as t
from sage.base.numeric import nearest_f32
from sage.base.types import Type


def rounded(apply: Callable[..., float]) -> Callable[..., float]:
    """The function in the type of its result: for f32, what f64 gives, rounded."""
    return lambda *args, type: in_type(apply(*args), type)


def in_type(value: float, type: Type) -> float:
    return nearest_f32(value) if t.required(type) == t.F32 else value


def defined(apply: Callable[..., float], otherwise: Callable[..., float]) -> Callable[..., float]:
    """The function, and what it gives where Python raises."""

    def total(*args: float) -> float:
        try:
            return apply(*args)
        except (ValueError, OverflowError):
            return otherwise(*args)

    return total


def divide(a: float, b: float) -> float:
    if b != 0:
        return a / b
    return math.nan if a == 0 or a != a else math.copysign(math.inf, a) * math.copysign(1.0, b)


def floor(x: float) -> float:
    return math.copysign(float(math.floor(x)), x) if math.isfinite(x) else x


def ceil(x: float) -> float:
    return math.copysign(float(math.ceil(x)), x) if math.isfinite(x) else x


_fmod = defined(math.fmod, lambda a, b: math.nan)


def floor_divide(a: float, b: float) -> float:
    """Python's `//`, and the quotient of IEEE if the divisor is zero."""
    if b == 0:
        return divide(a, b)
    rest = _fmod(a, b)
    quotient = (a - rest) / b
    if rest != 0 and (b < 0) != (rest < 0):
        quotient -= 1.0
    if quotient == 0:
        return math.copysign(0.0, a / b)
    whole = floor(quotient)
    return whole + 1.0 if quotient - whole > 0.5 else whole


def modulo(a: float, b: float) -> float:
    """Python's `%`, and NaN if the divisor is zero."""
    rest = _fmod(a, b)
    if rest == 0:
        return math.copysign(0.0, b)
    return rest + b if (b < 0) != (rest < 0) else rest


def _power_beyond(base: float, exponent: float) -> float:
    is_odd = math.isfinite(exponent) and exponent % 2 == 1
    if base == 0:
        return math.copysign(math.inf, base) if is_odd else math.inf
    if base < 0 and exponent != math.floor(exponent):
        return math.nan
    return -math.inf if base < 0 and is_odd else math.inf


power = defined(math.pow, _power_beyond)


def round_digits(x: float, digits: int = 0) -> float:
    """Python's `round`: of the decimal value, half to even; an infinity where rounding up leaves the type."""
    if not math.isfinite(x) or digits > 323:
        return x
    if digits < -308:
        return math.copysign(0.0, x)
    try:
        return round(x, digits)
    except OverflowError:
        return math.copysign(math.inf, x)


def order_key(value: Any) -> Any:
    """What sorts values of one type in the language's order: NaN after every number, null after everything."""
    if value is None:
        return (2, 0)
    return (1, 0) if value != value else (0, value)
