"""`event_time`: the time of each row, and how far time has come."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Schema
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import ALL, Cardinality, Groups, Moment, Op, Out
from sage.compiler.ir.slots import SlotError, code, option, stream
from sage.compiler.library.registry import operator

START_OF_TIME = -(2**63)  # the watermark before the first row
END_OF_TIME = 2**63 - 1  # and after the last


@operator("event_time")
@dataclass(frozen=True, eq=False, kw_only=True)
class EventTime(Op):
    """Give each row its time. The watermark of the stream is the largest time seen less `delay`: nothing older is
    expected.

    logs |> event_time at, delay: 5s
    """

    input: Op = stream()
    at: Expr = code("the time of a row")
    delay: Expr = option(
        t.DURATION, Const(t.DURATION, 0), named=True, doc="how much older than the newest a row may be"
    )
    idle: Expr = option(
        t.DURATION,
        Const(t.DURATION, 0),
        named=True,
        doc="after how long without rows the stream no longer holds others back; 0s is never",
    )

    cardinality = Cardinality.ONE
    own_effects = Effect.STATE
    counts_all = True

    def validate(self) -> None:
        if self.at.type != t.TIMESTAMP:
            nullable = t.required(self.at.type) == t.TIMESTAMP
            help = "give a value for null, or drop those rows: `|> filter ... is not null`" if nullable else None
            text = f"the time of a row is a timestamp, and this is {self.at.type}"
            raise SlotError("at", "E0303" if nullable else "E0301", text, help, str(self.at.type))
        if isinstance(self.delay, Const) and self.delay.value < 0:
            raise SlotError("delay", "E0402", "a row may not be newer than the newest", None, "less than none")
        if isinstance(self.idle, Const) and self.idle.value < 0:
            raise SlotError("idle", "E0402", "`idle` is a span of time, or 0s for ever", None, "less than none")

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    @property
    def groups(self) -> Groups:
        return ALL

    @cached_property
    def key(self) -> tuple[str, ...]:
        return self.input.key

    def origin(self, name: str) -> Expr:
        return self.input[name]

    @cached_property
    def clocks(self) -> tuple[Op, ...]:
        return (self,)

    @cached_property
    def time(self) -> Expr | None:
        return self.at if self.at.columns else None

    def initial(self) -> Any:
        return Clock(self.delay({}))

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        time = self.at(row)
        state.see(time)
        yield Out(row, time=time)


class Clock:
    """How far the time of a stream has come."""

    def __init__(self, delay: int) -> None:
        self.delay, self.watermark = delay, START_OF_TIME

    def see(self, time: int) -> None:
        """A row of this time came."""
        self.watermark = max(self.watermark, time - self.delay)
