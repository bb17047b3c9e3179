"""`sort` and `top` over windows: the rows of each group and window, in an order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Schema
from sage.base.values import order_of
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import ALL, Cardinality, Groups, Moment, Op, Out
from sage.compiler.ir.logic import FALSE
from sage.compiler.ir.slots import Named, Ordering, is_zero, key, option, order, stream
from sage.compiler.library.folding import Group, identity_of
from sage.compiler.library.ops.count_windows import CountWindows
from sage.compiler.library.ops.session_windows import SessionWindows
from sage.compiler.library.ops.sized_windows import SizedWindows
from sage.compiler.library.ops.window import Windowed, unnamed_twice
from sage.compiler.library.registry import closes
from sage.compiler.library.windows import FIRST, LAST

EVERY_ROW = Const(t.I64, LAST)


def ranked(entries: list[Any], most: int, *, ties: bool) -> list[Row]:
    """The first so many rows in the order of their ranks, or all of them; equal ones stay as they are."""
    in_order = sorted(entries, key=lambda entry: entry[0])
    last = in_order[most - 1][0] if ties and 0 < most < len(in_order) else None
    return [row for place, (rank, row) in enumerate(in_order) if place < most or (last is not None and rank == last)]


@dataclass(frozen=True, eq=False, kw_only=True)
class WindowRank(Windowed):
    """Of the rows of a group, those are kept that may be among the first."""

    order: tuple[Ordering, ...] = order(clause="by", doc="what to rank by")
    n: Expr = option(t.I64, EVERY_ROW)
    ties: Expr = option(t.BOOL, FALSE)

    def validate(self) -> None:
        unnamed_twice(self, self.input.schema.names)

    @cached_property
    def schema(self) -> Schema:
        return Schema((*self.input.schema, *self.window_columns))

    def origin(self, name: str) -> Expr | None:
        return self.input[name] if name in self.input.schema else None

    @property
    def gives_nothing(self) -> bool:
        return is_zero(self.n)

    def arguments(self, row: Row, time: int) -> Any:
        return tuple(order_of(o.value(row), o.descending) for o in self.order), row

    def fresh(self, key: Row) -> Group:
        return Group(key, [])

    def add(self, group: Group, arguments: Any) -> None:
        group.accumulators.append(arguments)

    def merge(self, group: Group, other: Group) -> None:
        group.accumulators.extend(other.accumulators)

    def made_of(self, group: Group) -> Iterator[Row]:
        yield from ranked(group.accumulators, self.n({}), ties=self.ties({}))


@closes("top", "tumbling", cpp="RankedTumbling", header="ranked_windows")
@closes("sort", "tumbling", cpp="RankedTumbling", header="ranked_windows")
@dataclass(frozen=True, eq=False, kw_only=True)
class TumblingRank(SizedWindows, WindowRank):
    """Windows that follow one another: each row is in one."""


@closes("top", "sliding", cpp="RankedSliding", header="ranked_windows")
@closes("sort", "sliding", cpp="RankedSliding", header="ranked_windows")
@dataclass(frozen=True, eq=False, kw_only=True)
class SlidingRank(SizedWindows, WindowRank):
    """Windows that overlap: each row is in several."""


@closes("top", "session", cpp="RankedSession", header="ranked_windows")
@closes("sort", "session", cpp="RankedSession", header="ranked_windows")
@dataclass(frozen=True, eq=False, kw_only=True)
class SessionRank(SessionWindows, WindowRank):
    """Rows without a long pause between them."""


@closes("top", "count", cpp="RankedCount", header="ranked_windows")
@closes("sort", "count", cpp="RankedCount", header="ranked_windows")
@dataclass(frozen=True, eq=False, kw_only=True)
class CountRank(CountWindows, WindowRank):
    """So many rows."""


@dataclass(frozen=True, eq=False, kw_only=True)
class RankOverWindow(Op):
    """The rows of each group and window that they carry, in an order, once the watermark has reached the window's end.
    The window's columns stand first in the key; a row whose window has come out is dropped."""

    input: Op = stream()
    by: tuple[Named, ...] = key(doc="the window, and what groups the rows")
    order: tuple[Ordering, ...] = order(clause="by", doc="what to rank by")
    n: Expr = option(t.I64, EVERY_ROW)
    ties: Expr = option(t.BOOL, FALSE)

    name = "top"
    cpp = "sage::ops::RankedOverWindow"
    cpp_header = "sage/ops/over_window.hpp"
    cardinality = Cardinality.AT_MOST_ONE
    own_effects = Effect.STATE
    waits = True
    acts_at = "window_end"
    sieved = True

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    @property
    def groups(self) -> Groups:
        return tuple(k.value for k in self.by) or ALL

    def origin(self, name: str) -> Expr:
        return self.input[name]

    @property
    def gives_nothing(self) -> bool:
        return is_zero(self.n)

    def initial(self) -> Any:
        return {"watermark": FIRST, "groups": {}}

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        identity, _ = identity_of(self, row)
        rank = tuple(order_of(o.value(row), o.descending) for o in self.order)
        if identity[1] > state["watermark"]:
            state["groups"].setdefault(identity, []).append((rank, row))
        return iter(())

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out]:
        state["watermark"] = watermark
        due = [identity for identity in state["groups"] if identity[1] <= watermark]
        for identity in sorted(due, key=lambda window: (window[1], window[0])):
            for row in ranked(state["groups"].pop(identity), self.n({}), ties=self.ties({})):
                yield Out(row, time=identity[1] - 1)


def over_window(op: Op, **slots: Any) -> RankOverWindow:
    """What `sort` or `top` is over the windows that its rows carry."""
    below = op.inputs[0]
    window = tuple(Named(name, below[name]) for name in ("window_start", "window_end"))
    by = tuple(k for k in slots.pop("by") if k.name not in ("window_start", "window_end"))
    return RankOverWindow(input=below, by=window + by, place=op.place, **slots)
