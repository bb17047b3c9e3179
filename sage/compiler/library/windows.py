"""The ways to put rows into windows: what stands after `window` and `over`."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd
from typing import ClassVar

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.compiler.ir.code import Const, Expr
from sage.compiler.ir.slots import SlotError, Window, option
from sage.compiler.library.registry import window

FIRST, LAST = -(2**63), 2**63 - 1  # of the times that can be held

_AS_SIZE = Const(t.I64, 0)


@dataclass(frozen=True)
class Sized(Window):
    """Windows of one size, counted from 1970-01-01 and an offset. A slice is a stretch of time whose rows are always in
    the same windows."""

    def measures(self) -> tuple[int, int, int]:
        """Size, distance and offset in microseconds."""
        raise NotImplementedError

    @property
    def overlaps(self) -> bool:
        """True if a row may be in several."""
        return True

    @property
    def slice(self) -> int:
        """The length of a slice."""
        size, every, _ = self.measures()
        return gcd(size, every)

    def slice_of(self, time: int) -> int:
        """The start of the slice that holds a time."""
        return _held(self._floored(time, self.slice))

    def windows_of(self, slice: int) -> Iterator[tuple[int, int]]:
        """The windows that hold a slice, in order, by start and end."""
        size, every, _ = self.measures()
        start = self._floored(slice - size + self.slice + every - 1, every)
        while start <= slice:
            yield _held(start), _held(start + size)
            start += every

    def _floored(self, time: int, length: int) -> int:
        _, _, offset = self.measures()
        return time - (time - offset) % length


@window("tumbling")
@dataclass(frozen=True)
class Tumbling(Sized):
    """Windows of one size that follow one another, counted from 1970-01-01; `offset` shifts them.

    bids |> window tumbling(1m) |> aggregate n = count()
    """

    size: Expr = option(t.DURATION, doc="how long a window is")
    offset: Expr = option(t.DURATION, Const(t.DURATION, 0), named=True, doc="how far windows begin after full ones")

    def validate(self) -> None:
        positive("size", self.size)

    @property
    def overlaps(self) -> bool:
        return False

    def measures(self) -> tuple[int, int, int]:
        return self.size({}), self.size({}), self.offset({})


@window("sliding")
@dataclass(frozen=True)
class Sliding(Sized):
    """Windows of one size of which one begins every so often; a row is in every one that holds its time, also in those
    that begin before the first row. `offset` shifts them.

    bids |> window sliding(10s, every: 2s) |> aggregate n = count()
    """

    size: Expr = option(t.DURATION, doc="how long a window is")
    every: Expr = option(t.DURATION, named=True, doc="how far apart windows begin")
    offset: Expr = option(t.DURATION, Const(t.DURATION, 0), named=True, doc="how far windows begin after full ones")

    def validate(self) -> None:
        positive("size", self.size)
        positive("every", self.every)
        overlapping(self.size, self.every, "window tumbling(...)", "filter")

    def measures(self) -> tuple[int, int, int]:
        return self.size({}), self.every({}), self.offset({})


@window("session")
@dataclass(frozen=True)
class Session(Window):
    """For each key, rows with pauses shorter than `gap` between them; the window begins with the first and ends `gap`
    after the last.

    bids |> key_by bidder |> window session(gap: 30s) |> aggregate n = count()
    """

    gap: Expr = option(t.DURATION, named=True, doc="the pause that ends a session")

    def validate(self) -> None:
        positive("gap", self.gap)


@window("count")
@dataclass(frozen=True)
class Count(Window):
    """For each key, so many rows by arrival, whatever their time; a window begins with every `every`-th row, which is
    `size` unless said otherwise. The rows that are left at the end make a shorter one.

    bids |> key_by bidder |> window count(10) |> aggregate n = count()
    """

    size: Expr = option(t.I64, doc="how many rows a window has")
    every: Expr = option(t.I64, _AS_SIZE, named=True, doc="how many rows apart windows begin")

    is_timed: ClassVar[bool] = False

    def validate(self) -> None:
        positive("size", self.size)
        if self.every is not _AS_SIZE:
            positive("every", self.every)
            overlapping(self.size, self.every, "window count(...)", "every")

    def measures(self) -> tuple[int, int]:
        """Size and distance."""
        return self.size({}), self.every({}) or self.size({})


def positive(slot: str, value: Expr) -> None:
    """Raises SlotError for a size that is known now and none."""
    if isinstance(value, Const) and value.value <= 0:
        short = "none" if value.value == 0 else "less than none"
        what = "a number of rows" if value.type == t.I64 else "a span of time"
        raise SlotError(slot, "E0506", f"`{slot}` is {what}, and this is {short}", None, "too short")


def overlapping(size: Expr, every: Expr, alone: str, some: str) -> None:
    """Raises SlotError for windows that are known now to leave rows out."""
    if isinstance(size, Const) and isinstance(every, Const) and every.value > size.value:
        text = "windows that begin further apart than they are long leave rows out"
        help = f"at most the size; without overlap it is `{alone}`, and to leave rows out there is `{some}`"
        raise SlotError("every", "E0506", text, help, "longer than the window")


def _held(time: int) -> int:
    """A time as it can be held: what is beyond is the first or the last."""
    return max(FIRST, min(LAST, time))
