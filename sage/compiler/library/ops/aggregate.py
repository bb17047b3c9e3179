"""`aggregate` and `running`: values over the rows of a group."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base.frozen import dataclass, replace
from sage.base.types import Field, Schema
from sage.compiler.ir.code import Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import ALL, Cardinality, Groups, Moment, Op, Out
from sage.compiler.ir.slots import Named, fold, key, stream
from sage.compiler.library.folding import add_row, reads_time, results, split_folds
from sage.compiler.library.ops.select import Select
from sage.compiler.library.ops.window import closer_of, main_port
from sage.compiler.library.registry import operator


@operator("aggregate")
@dataclass(frozen=True, eq=False, kw_only=True)
class Aggregate(Op):
    """Make one row of each group: its key columns and the aggregates. Without a key all rows are one group; an empty
    input gives no rows.

    orders |> aggregate n = count(), total = sum(amount) by user
    """

    input: Op = stream()
    folds: tuple[Named, ...] = fold("the aggregates")
    by: tuple[Named, ...] = key(clause="by", default=(), doc="what groups the rows")

    cardinality = Cardinality.MANY
    finishes = True
    own_effects = Effect.STATE

    @cached_property
    def schema(self) -> Schema:
        return Schema(tuple(Field(n.name, n.value.type) for n in self.by + self.folds))

    @property
    def groups(self) -> Groups:
        return tuple(k.value for k in self.by) or ALL

    @cached_property
    def clocks(self) -> tuple[Op, ...]:
        """A row of the whole input has no time."""
        return ()

    def origin(self, name: str) -> Expr | None:
        return next((k.value for k in self.by if k.name == name), None)

    def expand(self) -> Op:
        folds, columns = split_folds(self.folds)
        closed = closer_of(self, folds=folds, by=self.by)
        basic = replace(self, folds=folds) if closed is None else main_port(closed)
        if folds == self.folds:
            return self if closed is None else basic
        keys = tuple(Named(k.name, basic[k.name]) for k in self.by)
        bounds = () if closed is None else tuple(Named(f.name, basic[f.name]) for f in closed.window_columns)
        return Select(input=basic, columns=keys + columns + bounds, keyed=(), place=self.place)

    def initial(self) -> Any:
        return {}

    @property
    def reads_time(self) -> bool:  # type: ignore[override]
        return reads_time(self)

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        add_row(state, self, row, now.time)
        return iter(())

    def reference_end(self, state: Any) -> Iterator[Row]:
        for group in state.values():
            yield results(self.folds, group)


@operator("running")
@dataclass(frozen=True, eq=False, kw_only=True)
class Running(Op):
    """Add to every row the aggregates of its group so far, the row included.

    orders |> running total = sum(amount) by user
    """

    input: Op = stream()
    folds: tuple[Named, ...] = fold("the aggregates")
    by: tuple[Named, ...] = key(clause="by", default=(), doc="what groups the rows")

    cardinality = Cardinality.ONE
    own_effects = Effect.STATE

    @cached_property
    def schema(self) -> Schema:
        made = {f.name: f for f in self.input.schema} | {n.name: Field(n.name, n.value.type) for n in self.folds}
        return Schema(tuple(made.values()))

    @property
    def groups(self) -> Groups:
        return tuple(k.value for k in self.by) or ALL

    def origin(self, name: str) -> Expr | None:
        return None if any(f.name == name for f in self.folds) else self.input[name]

    def expand(self) -> Op:
        folds, columns = split_folds(self.folds)
        if folds == self.folds:
            return self
        basic = replace(self, folds=folds)
        made = {f.name: Named(f.name, basic[f.name]) for f in self.input.schema} | {c.name: c for c in columns}
        return Select(input=basic, columns=tuple(made.values()), place=self.place)

    def initial(self) -> Any:
        return {}

    @property
    def reads_time(self) -> bool:  # type: ignore[override]
        return reads_time(self)

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        yield Out({**row, **results(self.folds, add_row(state, self, row, now.time))})
