"""The join of rows that lie near one another in time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.flow import Moment, Out
from sage.compiler.ir.slots import SlotError, option
from sage.compiler.library.ops.event_time import END_OF_TIME
from sage.compiler.library.ops.pairing import Both, Pairing


@dataclass(frozen=True, eq=False, kw_only=True)
class JoinWithin(Pairing):
    """Rows meet that are at most `within` apart, both ends included. A row without a partner comes out, with its own
    time, as soon as none can come any more. A row below the watermark is late and dropped."""

    within: Expr = option(t.DURATION, doc="how far apart in time two rows may be")

    cpp = "sage::ops::JoinWithin"
    cpp_header = "sage/ops/join_within.hpp"
    waits = True

    def validate(self) -> None:
        if isinstance(self.within, Const) and self.within.value < 0:
            raise SlotError("within", "E0402", "`within` is a span of time", None, "less than none")

    @cached_property
    def holds_back(self) -> Expr | None:
        return self.within if self.kind.alone else None

    def initial(self) -> Any:
        return Both()

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        if now.time < now.watermark:
            return
        new, span = self.kept(input, row, now.time), self.within({})
        near = (other for other in state.partners(new, input) if abs(other.time - new.time) <= span)
        made = list(self.meet(new, input, near))
        state.add(new, input)
        yield from made

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out]:
        passed = watermark if watermark == END_OF_TIME else watermark - self.within({})
        for input, kept in state.forget(passed):
            if input in self.kind.alone and not kept.is_matched:
                yield Out(self.lone(input, kept.row), time=kept.time)
