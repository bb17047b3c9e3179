"""The ways to put rows into windows: what stands after `window` and `over`."""

from __future__ import annotations

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.compiler.ir.code import Const, Expr
from sage.compiler.ir.slots import SlotError, Window, option
from sage.compiler.library.registry import window


@window("tumbling")
@dataclass(frozen=True)
class Tumbling(Window):
    """Windows of one size that follow one another, counted from 1970-01-01; `offset` shifts them."""

    size: Expr = option(t.DURATION, doc="how long a window is")
    offset: Expr = option(t.DURATION, Const(t.DURATION, 0), named=True, doc="how far windows begin after full ones")

    def validate(self) -> None:
        positive("size", self.size)

    def start_of(self, time: int) -> int:
        """The start of the window that holds a time, in microseconds."""
        return time - (time - self.offset({})) % self.size({})


def positive(slot: str, value: Expr) -> None:
    """Raises SlotError for a span that is known now and none."""
    if isinstance(value, Const) and value.value <= 0:
        short = "none" if value.value == 0 else "less than none"
        raise SlotError(slot, "E0402", f"`{slot}` is a span of time, and this is {short}", None, "too short")
