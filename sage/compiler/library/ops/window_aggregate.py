"""`aggregate` over windows: one row of each group and window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from sage.base.frozen import dataclass
from sage.base.types import Field, Schema
from sage.compiler.ir.code import Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import ALL, Failing, Groups, Moment, Out
from sage.compiler.ir.slots import Named, fold, key
from sage.compiler.library.folding import Group, add_row, identity_of, merge_into, new_group, put_together, results
from sage.compiler.library.folding import Groups as Parts
from sage.compiler.library.ops.window import Windowed
from sage.compiler.library.panes import Panes
from sage.compiler.library.registry import closes
from sage.compiler.library.windows import Sized


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

    @property
    def may_not_merge(self) -> bool:
        """True if aggregates of parts may not fit together."""
        return any(f.value.effects & Effect.MAY_RAISE for f in self.folds)

    def row(self, group: Group, start: int, end: int) -> Out:
        """What comes out for a group and a window of time."""
        return Out({**results(self.folds, group), "window_start": start, "window_end": end}, time=end - 1)


@dataclass(frozen=True, eq=False, kw_only=True)
class SizedAggregate(WindowAggregate):
    """Over windows of one size. Aggregates are kept once a slice and put together when a window fires, slices in order
    of time; in each window keys stand in order of their first slice, then of their first appearance in it."""

    def initial(self) -> Any:
        assert isinstance(self.assigned, Sized)
        return Panes(self.assigned, self.lateness({}), dict)

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        groups = state.at(now.time)
        if groups is None:
            if self.late is not None:
                yield Out(row, 1)
            return
        group = add_row(groups, self, row, now.time)
        identity, _ = identity_of(self, row)
        for start, end in state.fired_with(now.time):
            whole = new_group(self, group.key)
            for part in state.within(start, end):
                if identity in part:
                    merge_into(self, whole, part[identity])
            yield self.row(whole, start, end)

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out | Failing]:
        for start, end in state.rise(watermark):
            yield from self._fire(state.within(start, end), start, end)

    def _fire(self, parts: Sequence[Parts], start: int, end: int) -> Iterator[Out | Failing]:
        for group in put_together(self, parts):
            yield group if isinstance(group, Failing) else self.row(group, start, end)


@closes("aggregate", "tumbling")
@dataclass(frozen=True, eq=False, kw_only=True)
class TumblingAggregate(SizedAggregate):
    """Windows that follow one another: each row is in one."""


@closes("aggregate", "sliding")
@dataclass(frozen=True, eq=False, kw_only=True)
class SlidingAggregate(SizedAggregate):
    """Windows that overlap: each row is in several."""

    @property
    def fails_alone(self) -> bool:  # type: ignore[override]
        return self.may_not_merge

    @property
    def cpp_templates(self) -> tuple[str, ...]:  # type: ignore[override]
        return ("true",) if self.fails_alone else ()
