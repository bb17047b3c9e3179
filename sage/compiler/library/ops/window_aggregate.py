"""`aggregate` over windows: one row of each group and window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base.frozen import dataclass
from sage.base.types import Field, Schema
from sage.compiler.ir.code import Expr, Row
from sage.compiler.ir.flow import ALL, Groups, Moment, Out
from sage.compiler.ir.slots import Named, fold, key
from sage.compiler.library.ops.aggregate import add_row, results
from sage.compiler.library.ops.window import Windowed
from sage.compiler.library.registry import closes
from sage.compiler.library.windows import Tumbling


@dataclass(frozen=True, eq=False, kw_only=True)
class WindowAggregate(Windowed):
    """What `aggregate` is over windows."""

    folds: tuple[Named, ...] = fold("the aggregates")
    by: tuple[Named, ...] = key(default=(), doc="what groups the rows")

    @cached_property
    def schema(self) -> Schema:
        made = (Field(n.name, n.value.type) for n in self.by + self.folds)
        return Schema((*made, *self.window_columns))

    @property
    def groups(self) -> Groups:
        return tuple(k.value for k in self.by) or ALL

    def origin(self, name: str) -> Expr | None:
        return next((k.value for k in self.by if k.name == name), None)


@closes("aggregate", "tumbling")
@dataclass(frozen=True, eq=False, kw_only=True)
class TumblingAggregate(WindowAggregate):
    """Windows that follow one another: each row is in one."""

    def initial(self) -> Any:
        return {}  # each window that is open, by its start

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        assert isinstance(self.assigned, Tumbling)
        start = self.assigned.start_of(now.time)
        end = start + self.assigned.size({})
        if end + self.lateness({}) <= now.watermark:
            if self.late is not None:
                yield Out(row, 1)
            return
        pane = state.get(start) or Pane()
        accumulators = add_row(pane.groups, self, row)
        state[start] = pane
        if end <= now.watermark:
            group = next(g for g, a in pane.groups.values() if a is accumulators)
            yield self._row(group, accumulators, start, end)

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out]:
        assert isinstance(self.assigned, Tumbling)
        for start in sorted(state):
            pane, end = state[start], start + self.assigned.size({})
            if end <= watermark and not pane.fired:
                pane.fired = True
                yield from (self._row(group, accumulators, start, end) for group, accumulators in pane.groups.values())
            if end + self.lateness({}) <= watermark:
                del state[start]

    def _row(self, group: Row, accumulators: Any, start: int, end: int) -> Out:
        bounds = {"window_start": start, "window_end": end}
        return Out({**group, **results(self.folds, accumulators), **bounds}, time=end - 1)


class Pane:
    """The groups of one window."""

    def __init__(self) -> None:
        self.groups: dict[Any, Any] = {}
        self.fired = False
