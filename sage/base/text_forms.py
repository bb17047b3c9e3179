"""Values as text and back, in the one text form of the language; twin of C++ base/number.hpp and base/time.hpp.

The docstrings of the C++ headers hold the rules. Reading gives None for what is not a value.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
from datetime import date
from fractions import Fraction
from typing import Any

from sage.base import types as t
from sage.base.numeric import fits, nearest_f32
from sage.base.types import Type

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_DAYS_IN_400_YEARS = 146_097
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST_TIME = (1 - _EPOCH) * DAY
_LAST_TIME = (date(9999, 12, 31).toordinal() + 1 - _EPOCH) * DAY - 1

_INTEGER = re.compile(r"[+-]?[0-9]+")
_FLOAT = re.compile(r"[+-]?(([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?|inf|infinity|nan)", re.IGNORECASE | re.ASCII)
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"([Tt ]([0-9]{2}):([0-9]{2})(:([0-9]{2})([.,]([0-9]+))?)?(Z|z|([+-])([0-9]{2})(:?([0-9]{2}))?)?)?"
)
_DURATION = re.compile(r"[+-]?([0-9]+(\.[0-9]+)?(ns|us|ms|s|m|h|d|w))+")
_DURATION_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ns|us|ms|s|m|h|d|w)")
_UNITS: dict[str, Fraction | int] = {
    "ns": Fraction(1, 1000),
    "us": 1,
    "ms": 1000,
    "s": SECOND,
    "m": MINUTE,
    "h": HOUR,
    "d": DAY,
    "w": 7 * DAY,
}


def format_value(value: Any, type: Type) -> str:
    """A value of a scalar type as text; of an enum, its variant."""
    match t.required(type):
        case t.BOOL:
            return "true" if value else "false"
        case t.F32 | t.F64:
            return format_float(value, type)
        case t.TIMESTAMP:
            return format_timestamp(value)
        case t.DURATION:
            return format_duration(value)
        case t.BYTES:
            return base64.b64encode(value).decode("ascii")
        case t.Enum():
            return variant_of(value)
        case _:
            return str(value)


def parse_value(text: str, type: Type) -> Any:
    """The value of a scalar type, or of an enum without payloads, that a text is, or None."""
    match t.required(type):
        case t.STR:
            return text
        case t.BOOL:
            return {"true": True, "false": False}.get(text)
        case t.F32 | t.F64:
            return parse_float(text, type)
        case t.TIMESTAMP:
            return parse_timestamp(text)
        case t.DURATION:
            return parse_duration(text)
        case t.BYTES:
            return _parse_base64(text)
        case t.Enum(variants=variants):
            return text if t.Variant(text) in variants else None
        case integer:
            return parse_integer(text, integer)


def variant_of(value: Any) -> str:
    """The name of the variant that a value of an enum is."""
    return str(value.variant if isinstance(value, t.Tagged) else value)


# ---------------------------------------------------------------- numbers


def parse_integer(text: str, type: Type = t.I64) -> int | None:
    digits = text.lstrip("+-").lstrip("0")
    if not _INTEGER.fullmatch(text) or len(digits) > 20:
        return None
    value = int(digits or "0") * (-1 if text[0] == "-" else 1)
    return value if fits(value, type) else None


def parse_float(text: str, type: Type = t.F64) -> float | None:
    if not _FLOAT.fullmatch(text):
        return None
    value = float(text)
    if t.required(type) != t.F32 or not math.isfinite(value):
        return value
    return _decimal_f32(Fraction(text), value)


def format_float(value: float, type: Type = t.F64) -> str:
    """The shortest digits that read back as the value of this type."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if t.required(type) != t.F32 or value == 0:
        return repr(value)
    return repr(math.copysign(_shortest_f32(abs(value)), value))


def _shortest_f32(value: float) -> float:
    """The f64 whose digits are the shortest of an f32: of the shortest decimals that read as it, the nearest."""
    for digits in range(9):
        near = f"{value:.{digits}e}"
        step = Fraction(f"1e{int(near[near.index('e') + 1 :]) - digits}")
        tried = (Fraction(near) + k * step for k in (0, -1, 1))  # where two are as near, the one Python rounds to
        found = [c for c in tried if _decimal_f32(c, float(c)) == value]
        if found:
            return float(min(found, key=lambda c: (abs(c - Fraction(value)), c / step % 2)))
    return value


def _decimal_f32(exact: Fraction, near: float) -> float:
    """The f32 nearest to an exact number; `near` is the f64 nearest to it. Rounds once, half to even."""
    guess = nearest_f32(near)
    if math.isinf(guess):
        return guess
    (bits,) = struct.unpack("<i", struct.pack("<f", abs(guess)))
    sign = -1 if math.copysign(1, near) < 0 else 1
    candidates = [abs(guess)]
    for neighbour in (bits - 1, bits + 1):
        if 0 <= neighbour < 0x7F800000:
            candidates.append(struct.unpack("<f", struct.pack("<i", neighbour))[0])
    best = min(
        candidates, key=lambda c: (abs(Fraction(c) - abs(exact)), struct.unpack("<i", struct.pack("<f", c))[0] & 1)
    )
    return sign * best


# ---------------------------------------------------------------- times


def days_of(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 of a date of the proleptic Gregorian calendar."""
    era, year_of_era = divmod(year - 1, 400)
    return date(year_of_era + 1, month, day).toordinal() - _EPOCH + era * _DAYS_IN_400_YEARS


def date_of(days: int) -> tuple[int, int, int]:
    """Year, month and day of a number of days since 1970-01-01."""
    era, rest = divmod(days + _EPOCH - 1, _DAYS_IN_400_YEARS)
    found = date.fromordinal(rest + 1)
    return found.year + 400 * era, found.month, found.day


def in_years(micros: int) -> bool:
    """True for a timestamp of the years 1 to 9999, which are those that can be read."""
    return _FIRST_TIME <= micros <= _LAST_TIME


def format_timestamp(micros: int) -> str:
    days, rest = divmod(micros, DAY)
    year, month, day = date_of(days)
    clock = f"{rest // HOUR:02}:{rest // MINUTE % 60:02}:{rest // SECOND % 60:02}{_fraction(rest % SECOND)}"
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}T{clock}Z"


def parse_timestamp(text: str) -> int | None:
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = (int(found[i] or 0) for i in (5, 6, 8))
    offset_hours, offset_minutes = int(found[13] or 0), int(found[15] or 0)
    if hour > 23 or minute > 59 or second > 59 or offset_hours > 23 or offset_minutes > 59:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3])).toordinal() - _EPOCH
    except ValueError:
        return None
    offset = (offset_hours * HOUR + offset_minutes * MINUTE) * (-1 if found[12] == "-" else 1)
    micros = day * DAY + hour * HOUR + minute * MINUTE + second * SECOND + millionths(found[10] or "0") - offset
    return micros if in_years(micros) else None


def millionths(digits: str) -> int:
    """The digits of a fraction as millionths; finer digits are cut off."""
    return int(digits[:6].ljust(6, "0"))


def format_duration(micros: int) -> str:
    sign, left = ("-" if micros < 0 else ""), abs(micros)
    if 0 < left < 1000:
        return f"{sign}{left}us"
    if 0 < left < SECOND:
        return f"{sign}{left // 1000}{_fraction(left % 1000 * 1000)}ms"
    parts = ((left // DAY, "d"), (left % DAY // HOUR, "h"), (left % HOUR // MINUTE, "m"))
    text = "".join(f"{count}{unit}" for count, unit in parts if count)
    rest = left % MINUTE
    if rest or not left:
        text += f"{rest // SECOND}{_fraction(rest % SECOND)}s"
    return sign + text


def parse_duration(text: str) -> int | None:
    if not _DURATION.fullmatch(text):
        return None
    total = sum((Fraction(number) * _UNITS[unit] for number, unit in _DURATION_PART.findall(text)), Fraction())
    if text[0] == "-":
        total = -total
    return int(total) if total.denominator == 1 and fits(int(total), t.I64) else None


def _fraction(millionths: int) -> str:
    return f".{millionths:06}".rstrip("0") if millionths else ""


def _parse_base64(text: str) -> bytes | None:
    if len(text) % 4:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
