"""`aggregate` over windows: one row of each group and window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base.frozen import dataclass
from sage.base.types import Field, Schema
from sage.compiler.ir.code import Aggregation, Const, Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.slots import Named, fold
from sage.compiler.library.folding import Group, add_to, arguments_of, merge_into, new_group, results
from sage.compiler.library.ops.count_windows import CountWindows
from sage.compiler.library.ops.session_windows import SessionWindows
from sage.compiler.library.ops.sized_windows import SizedWindows
from sage.compiler.library.ops.window import Windowed, unnamed_twice
from sage.compiler.library.registry import closes


@dataclass(frozen=True, eq=False, kw_only=True)
class WindowAggregate(Windowed):
    """Of the rows of a group, aggregates are kept."""

    folds: tuple[Named, ...] = fold("the aggregates")

    def validate(self) -> None:
        unnamed_twice(self, [n.name for n in self.by + self.folds])

    @cached_property
    def schema(self) -> Schema:
        made = (Field(n.name, n.value.type) for n in self.by + self.folds)
        return Schema((*made, *self.window_columns))

    def origin(self, name: str) -> Expr | None:
        return next((k.value for k in self.by if k.name == name), None)

    @property
    def may_not_merge(self) -> bool:
        return any(f.value.effects & Effect.MAY_RAISE for f in self.folds)

    def arguments(self, row: Row, time: int) -> Any:
        return arguments_of(self, row, time)

    def fresh(self, key: Row) -> Group:
        return new_group(self, key)

    def add(self, group: Group, arguments: Any) -> None:
        add_to(self, group, arguments)

    def merge(self, group: Group, other: Group) -> None:
        merge_into(self, group, other)

    def made_of(self, group: Group) -> Iterator[Row]:
        yield results(self.folds, group)


@dataclass(frozen=True, eq=False, kw_only=True)
class _SizedAggregate(SizedWindows, WindowAggregate):
    @property
    def in_parts(self) -> bool:  # type: ignore[override]
        is_plain = self.late is None and isinstance(self.lateness, Const) and self.lateness.value == 0
        folds = (f.value for f in self.folds)
        is_exact = all(isinstance(fold, Aggregation) and fold.aggregate.in_parts for fold in folds)
        return is_plain and is_exact and not self.effects & Effect.MAY_RAISE


@closes("aggregate", "tumbling", cpp="TumblingWindows")
@dataclass(frozen=True, eq=False, kw_only=True)
class TumblingAggregate(_SizedAggregate):
    """Windows that follow one another: each row is in one."""


@closes("aggregate", "sliding", cpp="SlidingWindows")
@dataclass(frozen=True, eq=False, kw_only=True)
class SlidingAggregate(_SizedAggregate):
    """Windows that overlap: each row is in several."""


@closes("aggregate", "session", cpp="SessionWindows")
@dataclass(frozen=True, eq=False, kw_only=True)
class SessionAggregate(SessionWindows, WindowAggregate):
    """Rows without a long pause between them."""


@closes("aggregate", "count", cpp="CountWindows")
@dataclass(frozen=True, eq=False, kw_only=True)
class CountAggregate(CountWindows, WindowAggregate):
    """So many rows."""
