"""`dedup`: the first row of each key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Schema
from sage.compiler.ir.code import Column, Const, Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Cardinality, Groups, Moment, Op, Out
from sage.compiler.ir.slots import FOREVER, Named, SlotError, key, option, stream
from sage.compiler.library.folding import identity_of
from sage.compiler.library.ops.window import BOUNDS, GIVE_TIME, NO_TIME
from sage.compiler.library.registry import operator
from sage.compiler.library.windows import FIRST, positive


@dataclass(frozen=True, eq=False, kw_only=True)
class _Distinct(Op):
    """Rows that are not the same as one before."""

    input: Op = stream()
    by: tuple[Named, ...] = key(clause="by", doc="what makes two rows the same")

    cardinality = Cardinality.AT_MOST_ONE
    own_effects = Effect.STATE

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    @property
    def groups(self) -> Groups:
        return tuple(k.value for k in self.by)

    def origin(self, name: str) -> Expr:
        return self.input[name]


@operator("dedup")
@dataclass(frozen=True, eq=False, kw_only=True)
class Dedup(_Distinct):
    """Keep the first row of each key. With `within`, drop a row that is nearer in time than that to the last row of its
    key that was kept. A key with the column `window_end` is kept until the watermark has passed it.

    orders |> dedup by id within 10m
    """

    within: Expr | None = option(
        t.DURATION, None, clause="within", in_cpp=False, doc="how near in time a row is the same, or `forever`"
    )

    def validate(self) -> None:
        if self.within is None or self.is_forever:
            return
        if not self.input.clocks:
            text = "`within` goes by the time of the rows, and these have none"
            raise SlotError("within", "E0503", text, GIVE_TIME, "no event time")
        positive("within", self.within)

    @property
    def is_forever(self) -> bool:
        """True if no key is ever to be forgotten."""
        return isinstance(self.within, Const) and self.within.value == FOREVER

    @cached_property
    def _window(self) -> Column | None:
        """The end of the window, if a window is in the key and time goes by."""
        if not self.input.clocks or not all(self.input.schema.get(f.name) == f for f in BOUNDS):
            return None
        names = {f.name for f in BOUNDS}
        has_window = any(isinstance(k.value, Column) and k.value.name in names for k in self.by)
        return self.input["window_end"] if has_window else None

    def expand(self) -> Op:
        if self.within is not None and not self.is_forever:
            return DedupWithin(input=self.input, by=self.by, within=self.within, place=self.place)
        if self._window is not None and self.within is None:
            others = tuple(k for k in self.by if k.name != "window_end")
            window = (Named("window_end", self._window),)
            return DedupOver(input=self.input, by=window + others, place=self.place)
        return self

    def initial(self) -> Any:
        return set()

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        identity, _ = identity_of(self, row)
        if identity not in state:
            state.add(identity)
            yield row


@dataclass(frozen=True, eq=False, kw_only=True)
class DedupWithin(_Distinct):
    """A row passes unless it is nearer in time than `within` to the last row of its key that passed, which is the one
    with the latest time. A key is forgotten when the watermark is as far behind that row."""

    within: Expr = option(t.DURATION, NO_TIME)

    name = "dedup"
    cpp = "sage::ops::DedupWithin"
    cpp_header = "sage/ops/dedup_within.hpp"
    waits = True

    def initial(self) -> Any:
        return {}

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        identity, _ = identity_of(self, row)
        within, last = self.within({}), now.time
        if identity in state and state[identity] + within > now.watermark:
            last = state[identity]
            if abs(now.time - last) < within:
                return
        state[identity] = max(last, now.time)
        yield Out(row)


@dataclass(frozen=True, eq=False, kw_only=True)
class DedupOver(_Distinct):
    """The first row of each key that has a window, whose end stands first in the key. Windows are forgotten with their
    keys when the watermark reaches their end; a row that comes later is dropped."""

    name = "dedup"
    cpp = "sage::ops::DedupOver"
    cpp_header = "sage/ops/dedup_over.hpp"
    waits = True

    def initial(self) -> Any:
        return {"watermark": FIRST, "seen": set()}

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        identity, _ = identity_of(self, row)
        if identity[0] > state["watermark"] and identity not in state["seen"]:
            state["seen"].add(identity)
            yield Out(row)

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out]:
        state["watermark"] = watermark
        if any(identity[0] <= watermark for identity in state["seen"]):
            state["seen"] = {identity for identity in state["seen"] if identity[0] > watermark}
        return iter(())
