"""`sort` and `top`: rows in an order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Schema
from sage.base.values import key_of, order_of
from sage.compiler.ir.code import Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import ALL, Cardinality, Groups, Op
from sage.compiler.ir.logic import FALSE
from sage.compiler.ir.slots import Named, Ordering, at_least_zero, is_zero, key, option, order, stream
from sage.compiler.library.registry import operator


@dataclass(frozen=True, eq=False, kw_only=True)
class _Ordered(Op):
    """Rows that come out in an order once the input has ended; of a keyed stream, the rows of each key."""

    input: Op = stream()
    by: tuple[Named, ...] = key(default=(), doc="what groups the rows")
    order: tuple[Ordering, ...]

    own_effects = Effect.STATE
    finishes = True

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    @property
    def groups(self) -> Groups:
        return tuple(k.value for k in self.by) or ALL

    def origin(self, name: str) -> Expr:
        return self.input[name]

    def initial(self) -> Any:
        return {}

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        identity = tuple(key_of(k.value(row)) for k in self.by)
        rank = tuple(order_of(o.value(row), o.descending) for o in self.order)
        state.setdefault(identity, []).append((rank, row))
        return iter(())


@operator("sort")
@dataclass(frozen=True, eq=False, kw_only=True)
class Sort(_Ordered):
    """Put the rows in order once the input has ended; of a keyed stream, the rows of each key. Rows that are equal
    keep their order; null comes last. The word `by` may stand before the columns.

    orders |> sort amount desc, user
    """

    order: tuple[Ordering, ...] = order(clause="by", is_bare=True, doc="what to sort by, each `asc` or `desc`")

    cardinality = Cardinality.ONE

    def reference_end(self, state: Any) -> Iterator[Row]:
        for group in state.values():
            yield from (row for _, row in sorted(group, key=lambda entry: entry[0]))


@operator("top")
@dataclass(frozen=True, eq=False, kw_only=True)
class Top(_Ordered):
    """Keep the `n` rows with the largest values, largest first; of a keyed stream, of each key. `asc` keeps the
    smallest. Of equal rows the first to arrive wins, or all of them with `ties: true`.

    counts |> top 10 by n
    """

    n: Expr = option(t.I64, doc="how many rows")
    order: tuple[Ordering, ...] = order(clause="by", descending=True, doc="what to rank by, each `asc` or `desc`")
    ties: Expr = option(t.BOOL, FALSE, named=True, doc="keep all rows equal to the last one")

    def validate(self) -> None:
        at_least_zero("n", "top", self.n)

    cardinality = Cardinality.AT_MOST_ONE

    @property
    def gives_nothing(self) -> bool:
        return is_zero(self.n)

    def reference_end(self, state: Any) -> Iterator[Row]:
        n, ties = self.n({}), self.ties({})
        for group in state.values():
            ranked = sorted(group, key=lambda entry: entry[0])
            for place, (rank, row) in enumerate(ranked):
                if place < n or (ties and n > 0 and rank == ranked[n - 1][0]):
                    yield row
