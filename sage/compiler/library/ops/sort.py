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
from sage.compiler.ir.slots import Named, Ordering, SlotError, at_least_zero, flag, is_zero, key, option, order, stream
from sage.compiler.library.ops.window import BOUNDS, closer_of, main_port
from sage.compiler.library.ops.window_rank import over_window, ranked
from sage.compiler.library.registry import operator


@dataclass(frozen=True, eq=False, kw_only=True)
class _Ordered(Op):
    """Rows that come out in an order once the input has ended; of a keyed stream, the rows of each key."""

    input: Op = stream()
    by: tuple[Named, ...] = key(default=(), doc="what groups the rows")
    order: tuple[Ordering, ...]

    over: bool = flag(clause="over", word="window", doc="by the windows that rows carry")

    own_effects = Effect.STATE
    finishes = True

    def validate(self) -> None:
        if self.over and self.input.window is not None:
            text, help = "the rows are in windows already", f"leave out `over window`: `|> {self.name} ...`"
            raise SlotError("over", "E0401", text, help, "not needed")
        if self.over and not all(self.input.schema.get(f.name) == f for f in BOUNDS):
            text = "`over window` goes by the columns `window_start` and `window_end`, and there are none"
            help = f"put the rows into windows before: `|> window tumbling(1m) |> {self.name} ...`"
            raise SlotError("over", "E0401", text, help, "no windows")

    def expand(self) -> Op:
        if self.over:
            return over_window(self, order=self.order, by=self.by, **self._bounds())
        closed = closer_of(self, order=self.order, by=self.by, **self._bounds())
        return self if closed is None else main_port(closed)

    def _bounds(self) -> dict[str, Expr]:
        """How many rows are kept, if not all."""
        return {}

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
    """Put the rows in order once the input has ended, or of windows once the watermark has passed their end; of a keyed
    stream, the rows of each key. Rows that are equal keep their order; null comes last. The word `by` may stand before
    the columns. `over window` takes rows that carry their window, `window_start` and `window_end`.

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
    """Keep the `n` rows with the largest values, largest first; of a keyed stream, of each key; of windows, of each
    window. `asc` keeps the smallest. Of equal rows the first to arrive wins, or all of them with `ties: true`.
    `over window` takes rows that carry their window, `window_start` and `window_end`.

    counts |> top 10 by n
    """

    n: Expr = option(t.I64, doc="how many rows")
    order: tuple[Ordering, ...] = order(clause="by", descending=True, doc="what to rank by, each `asc` or `desc`")
    ties: Expr = option(t.BOOL, FALSE, named=True, doc="keep all rows equal to the last one")

    cardinality = Cardinality.AT_MOST_ONE

    def validate(self) -> None:
        super().validate()
        at_least_zero("n", "top", self.n)

    def _bounds(self) -> dict[str, Expr]:
        return {"n": self.n, "ties": self.ties}

    @property
    def gives_nothing(self) -> bool:
        return is_zero(self.n)

    def reference_end(self, state: Any) -> Iterator[Row]:
        for group in state.values():
            yield from ranked(group, self.n({}), ties=self.ties({}))
