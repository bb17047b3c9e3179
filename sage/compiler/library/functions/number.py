"""Conversions between numbers, and their hashes."""

from __future__ import annotations

import math
import struct
from typing import Any

from sage.base import types as t
from sage.base.numeric import fits, nearest_f32, wrapped
from sage.base.text_forms import format_float
from sage.base.types import Type
from sage.compiler.library.functions import failures
from sage.compiler.library.registry import function


def _whole(x: float, *, type: Type) -> int:
    """The float without its fraction."""
    if not math.isfinite(x) or not fits(math.trunc(x), type):
        raise failures.does_not_fit(format_float(x), type)
    return math.trunc(x)


def _same(x: int, *, type: Type) -> int:
    if not fits(x, type):
        raise failures.does_not_fit(str(x), type)
    return x


def _clamped(x: int, *, type: Type) -> int:
    low, high = t.integer_range(type)
    return max(low, min(x, high))


def _clamped_float(x: float, *, type: Type) -> int:
    if x != x:
        raise failures.does_not_fit("NaN", type)
    low, high = t.integer_range(type)
    if math.isinf(x):
        return high if x > 0 else low
    return _clamped(math.trunc(x), type=type)


def _wrapped(x: int, *, type: Type) -> int:
    return wrapped(x, type)


for _type in (*t.SIGNED, *t.UNSIGNED):
    _c = f"{'u' if _type in t.UNSIGNED else ''}int{t.BITS[_type]}_t"
    _to, _clamp = f"sage::fn::to<{_c}>({{at}}, {{0}})", f"sage::fn::clamp_to<{_c}>"
    _doc = f"The number as {_type}, a float without its fraction; fails if it does not fit."
    function(f"{_type}(I) -> {_type}", cpp=_to, py=_same, may_raise=True, typed=True, doc=_doc)
    function(f"{_type}(f64) -> {_type}", cpp=_to, py=_whole, may_raise=True, typed=True, doc=_doc)
    _doc = f"The {_type} with the same low bits."
    function(f"{_type}.wrap(I) -> {_type}", cpp=f"sage::fn::wrap<{_c}>({{0}})", py=_wrapped, typed=True, doc=_doc)
    _doc = f"The nearest {_type}; fails for NaN."
    function(f"{_type}.clamp(I) -> {_type}", cpp=f"{_clamp}({{0}})", py=_clamped, typed=True, doc=_doc)
    _cpp = f"{_clamp}({{at}}, {{0}})"
    function(f"{_type}.clamp(f64) -> {_type}", cpp=_cpp, py=_clamped_float, may_raise=True, typed=True, doc=_doc)

function("f64(N) -> f64", cpp="static_cast<double>({0})", py=float, doc="The nearest f64.")
function(
    "f32(N) -> f32", cpp="static_cast<float>({0})", py=nearest_f32, doc="The nearest f32; Infinity if it is too large."
)

# ---------------------------------------------------------------- hash; the rules stand in C++ base/hash.hpp

_MASK = 2**64 - 1
_START, _MULTIPLY = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
_TEXT, _NULL = 0xA0761D6478BD642F, 0xE7037ED1A0B428DB
_NAN = 0x7FF8000000000000


def hash_value(value: Any) -> int:
    """The hash of a value of any type, as a u64."""
    return _more(_START, value)


def _more(h: int, value: Any) -> int:
    match value:
        case None:
            return _word(h, _NULL)
        case float():
            return _word(h, _NAN if value != value else int.from_bytes(struct.pack("<d", value + 0.0), "little"))
        case int():
            return _word(h, value & _MASK)
        case str():
            return _bytes(h, value.encode())
        case bytes():
            return _bytes(h, value)
        case list():
            for item in value:
                h = _more(h, item)
            return _word(h, len(value))
        case t.Tagged(variant, payload):
            return _more(_more(h, variant), payload)
        case _:
            for item in value.values():
                h = _more(h, item)
            return h


def _bytes(h: int, data: bytes) -> int:
    for at in range(0, max(len(data), 1), 16):
        block = data[at : at + 16].ljust(16, b"\0")
        a, b = int.from_bytes(block[:8], "little"), int.from_bytes(block[8:], "little")
        h = _fold(a ^ _TEXT, b ^ h)
    return _word(h, len(data))


def _word(h: int, word: int) -> int:
    return _fold(h ^ word, _MULTIPLY)


def _fold(a: int, b: int) -> int:
    product = a * b
    return product >> 64 ^ product & _MASK


function(
    "hash(T) -> u64", cpp="sage::hash_value({0})", py=hash_value, doc="The same on every machine and in every version."
)
