"""`aggregate` and `running`: values over the rows of a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from sage.base.errors import RecordError
from sage.base.frozen import dataclass, replace
from sage.base.types import Field, Schema
from sage.base.values import key_of
from sage.compiler.ir.code import Aggregation, Column, Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import ALL, Cardinality, Groups, Op
from sage.compiler.ir.slots import Named, fold, key, stream
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

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        add_row(state, self, row)
        return iter(())

    def reference_end(self, state: Any) -> Iterator[Row]:
        for group, accumulators in state.values():
            yield group | results(self.folds, accumulators)


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

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        yield {**row, **results(self.folds, add_row(state, self, row))}


def split_folds(folds: Sequence[Named]) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Expressions over aggregates as the aggregates themselves, and what is computed of them afterwards."""
    names: dict[Expr, str] = {}
    for f in folds:
        if isinstance(f.value, Aggregation):
            names.setdefault(f.value, f.name)
    for f in folds:
        for part in f.value.walk():
            if isinstance(part, Aggregation):
                names.setdefault(part, f"${len(names)}")

    def column(expr: Expr) -> Expr | None:
        return Column(expr.type, names[expr], place=expr.place) if isinstance(expr, Aggregation) else None

    basic = tuple(Named(name, expr) for expr, name in names.items())
    return basic, tuple(Named(f.name, f.value.substitute(column)) for f in folds)


def add_row(state: Any, op: Aggregate | Running, row: Row) -> list[Any]:
    """Adds a row to its group, or raises and leaves the group as it was."""
    group = {k.name: k.value(row) for k in op.by}
    arguments = [[arg(row) for arg in f.value.args] for f in op.folds if isinstance(f.value, Aggregation)]
    identity = tuple(key_of(v) for v in group.values())
    known, accumulators = state.get(identity) or (group, [new_accumulator(f.value) for f in op.folds])
    for f, accumulator, args in zip(op.folds, accumulators, arguments, strict=True):
        try:
            accumulator.check(*args)
        except RecordError as error:
            if f.value.place is not None:
                error.span, error.stage = f.value.place.span, f.value.place.stage
            raise
    for accumulator, args in zip(accumulators, arguments, strict=True):
        accumulator.add(*args)
    state[identity] = (known, accumulators)
    return accumulators


def new_accumulator(aggregation: Expr) -> Any:
    """The empty accumulator of an aggregate."""
    assert isinstance(aggregation, Aggregation)
    return aggregation.aggregate.accumulator(aggregation.type)


def results(folds: Sequence[Named], accumulators: Sequence[Any]) -> dict[str, Any]:
    """The values of the aggregates by name."""
    return {f.name: accumulator.result() for f, accumulator in zip(folds, accumulators, strict=True)}
