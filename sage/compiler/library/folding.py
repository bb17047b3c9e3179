"""The groups of aggregates in the reference: adding rows, putting groups together, and their results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sage.base.errors import RecordError
from sage.base.frozen import dataclass
from sage.base.types import Field, Schema
from sage.base.values import key_of
from sage.compiler.ir.code import Aggregation, Column, Expr, Row
from sage.compiler.ir.flow import Failing, Op
from sage.compiler.ir.slots import Named

Groups = dict[Any, "Group"]  # by what makes two keys the same, in order of first appearance


class Grouping(Protocol):
    """An operator that groups rows."""

    @property
    def by(self) -> tuple[Named, ...]: ...


class Folding(Grouping, Protocol):
    """An operator with aggregates."""

    @property
    def folds(self) -> tuple[Named, ...]: ...
    @property
    def inputs(self) -> tuple[Op, ...]: ...


@dataclass
class Group:
    """The aggregates of the rows of a key, whose columns are `key`."""

    key: Row
    accumulators: list[Any]


def is_timed(op: Folding) -> bool:
    """True if rows have a time, by which `first` and the like go."""
    return bool(op.inputs[0].clocks)


def reads_time(op: Folding) -> bool:
    """True if an aggregate goes by the time of the rows."""
    return is_timed(op) and any(a.aggregate.by_time is not None for a in _aggregations(op))


def identity_of(op: Grouping, row: Row) -> tuple[Any, Row]:
    """What makes a row's key the same as another, and the columns of the key."""
    key = {k.name: k.value(row) for k in op.by}
    return tuple(key_of(value) for value in key.values()), key


def arguments_of(op: Folding, row: Row, time: int) -> list[list[Any]]:
    """The arguments of the aggregates."""
    timed = is_timed(op)
    return [[arg(row) for arg in a.args] + [time] * a.aggregate.takes_time(timed=timed) for a in _aggregations(op)]


def new_group(op: Folding, key: Row) -> Group:
    """A group without rows."""
    timed = is_timed(op)
    return Group(key, [a.aggregate.accumulator(a.type, timed=timed) for a in _aggregations(op)])


def add_to(op: Folding, group: Group, arguments: Sequence[Sequence[Any]]) -> None:
    """Adds a row to a group, or raises and leaves the group as it was."""
    for a, accumulator, args in zip(_aggregations(op), group.accumulators, arguments, strict=True):
        _placed(a, accumulator.check, *args)
    for accumulator, args in zip(group.accumulators, arguments, strict=True):
        accumulator.add(*args)


def add_row(groups: Groups, op: Folding, row: Row, time: int) -> Group:
    """Adds a row to its group, which is made if there is none, or raises and leaves all as it was."""
    identity, key = identity_of(op, row)
    arguments = arguments_of(op, row, time)
    group = groups.get(identity) or new_group(op, key)
    add_to(op, group, arguments)
    groups[identity] = group
    return group


def merge_into(op: Folding, group: Group, other: Group) -> None:
    """Adds the rows of a group to another, or raises and leaves both as they were."""
    pairs = list(zip(_aggregations(op), group.accumulators, other.accumulators, strict=True))
    for a, one, two in pairs:
        _placed(a, one.check_merge, two)
    for _, one, two in pairs:
        one.merge(two)


def failing(op: Grouping, error: RecordError, key: Row) -> Failing:
    """What is said of a key whose aggregates failed while no row was processed."""
    return Failing(error, key, Schema(tuple(Field(k.name, k.value.type) for k in op.by)))


def results(folds: Sequence[Named], group: Group) -> Row:
    """The columns of the key, and the values of the aggregates."""
    made = {f.name: accumulator.result() for f, accumulator in zip(folds, group.accumulators, strict=True)}
    return {**group.key, **made}


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


def _aggregations(op: Folding) -> list[Aggregation]:
    return [f.value for f in op.folds if isinstance(f.value, Aggregation)]


def _placed(aggregation: Aggregation, check: Any, *args: Any) -> None:
    """A check whose failure tells the place of the aggregate."""
    try:
        check(*args)
    except RecordError as error:
        if aggregation.place is not None:
            error.span, error.stage = aggregation.place.span, aggregation.place.stage
        raise
