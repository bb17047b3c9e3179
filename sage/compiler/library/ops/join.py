"""The joins as stages, and the join that keeps both sides for good."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass, field
from sage.compiler.ir.code import Const, Expr
from sage.compiler.ir.flow import Moment, Op, Out
from sage.compiler.ir.slots import Slot, Window, stream, window
from sage.compiler.library.ops.event_time import END_OF_TIME
from sage.compiler.library.ops.pairing import Both, Pairing
from sage.compiler.library.registry import operator

FOREVER = "forever"  # what stands behind `within` for a join without a bound


@dataclass(frozen=True, eq=False, kw_only=True)
class JoinStage(Op):
    """A join as it is written. The checker makes one of the operators below of it."""

    input: Op = stream()
    other: tuple[Op, ...] = field(default=(), metadata={"slot": Slot("streams", doc="`stream as name`")})
    on: Expr | None = field(
        default=None,
        metadata={"slot": Slot("predicate", clause="on", doc="`left == name.right`, and further conditions")},
    )
    within: Expr | None = field(
        default=None,
        metadata={"slot": Slot("code", clause="within", default=None, doc="how far apart in time two rows may be")},
    )
    over: Window | None = window(clause="over", default=None, doc="the windows of which two rows are in the same one")


@operator("join")
@dataclass(frozen=True, eq=False, kw_only=True)
class Join(JoinStage):
    """Put rows of two streams together whose keys are equal: the left columns, and the right row as one column.

    orders |> join users as u on user_id == u.id |> select id, u.name
    """


@operator("left_join", cpp="Join")
@dataclass(frozen=True, eq=False, kw_only=True)
class LeftJoin(JoinStage):
    """The same, and the left rows without a partner, for which the column is null.

    orders |> left_join users as u on user_id == u.id |> select id, name = u?.name ?? "unknown"
    """


@operator("full_join", cpp="Join")
@dataclass(frozen=True, eq=False, kw_only=True)
class FullJoin(JoinStage):
    """The same, and the rows of either side without a partner; the left columns may be null too.

    orders |> full_join payments as p on id == p.order_id
    """


@operator("semi_join", cpp="Join")
@dataclass(frozen=True, eq=False, kw_only=True)
class SemiJoin(JoinStage):
    """Keep the rows that have a partner in another stream, each once.

    users |> semi_join orders as o on id == o.user_id
    """


@operator("anti_join", cpp="Join")
@dataclass(frozen=True, eq=False, kw_only=True)
class AntiJoin(JoinStage):
    """Keep the rows that have no partner in another stream.

    users |> anti_join orders as o on id == o.user_id
    """


@dataclass(frozen=True, eq=False, kw_only=True)
class JoinAll(Pairing):
    """Every row meets every other, however far apart they come: both sides are kept for good. Rows without a partner
    come out at the end, the left ones first."""

    cpp = "sage::ops::Join"
    cpp_header = "sage/ops/join.hpp"

    @property
    def waits(self) -> bool:  # type: ignore[override]
        return bool(self.kind.alone and self.waits_for)

    only_follows = True
    hears_ends = True

    @property
    def finishes(self) -> bool:  # type: ignore[override]
        return bool(self.kind.alone) and not self.waits

    @cached_property
    def holds_back(self) -> Expr | None:
        return Const(t.DURATION, None) if self.kind.alone else None

    def initial(self) -> Any:
        return Both()

    def reference_from(self, state: Any, input: int, row: Any, now: Moment) -> Iterator[Out]:
        new = self.kept(input, row, now.time)
        made = list(self.meet(new, input, state.partners(new, input)))
        state.add(new, input)
        yield from made

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out]:
        if watermark == END_OF_TIME:
            yield from self._rest(state)

    def reference_end(self, state: Any) -> Iterator[Out]:
        if not self.waits:
            yield from self._rest(state)

    def _rest(self, state: Any) -> Iterator[Out]:
        for input in self.kind.alone:
            for kept in state.rows[input]:
                if not kept.is_matched:
                    kept.is_matched = True  # once, although several clocks may end
                    yield Out(self.lone(input, kept.row), time=kept.time)
