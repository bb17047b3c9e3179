"""Numbers of fixed width: what Python's unbounded integers and 64-bit floats become in them."""

from __future__ import annotations

import math
import struct

from sage.base import types as t
from sage.base.types import Type


def nearest_f32(value: float) -> float:
    """The f32 nearest to a number, as the float that Python has for it; too large a number gives an infinity."""
    if isinstance(value, int) and abs(value) >> 53:
        # Rounding to f64 first could round twice; eleven low bits are enough to know which side of a tie it is.
        value = (value >> 11 | (value & 0x7FF != 0)) << 11
    try:
        return float(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def fits(value: int, type: Type) -> bool:
    """True if an integer is a value of the integer type."""
    low, high = t.integer_range(type)
    return low <= value <= high


def wrapped(value: int, type: Type) -> int:
    """The value of the integer type with the same low bits."""
    low, _ = t.integer_range(type)
    return (value - low) % (1 << t.BITS[type]) + low
