"""`table` and `lookup`: the latest row of each key, and rows with what they find there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base import clock
from sage.base import types as t
from sage.base.frozen import dataclass, replace
from sage.base.types import Schema
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.flow import Cardinality, Moment, Op, Out
from sage.compiler.ir.logic import FALSE
from sage.compiler.ir.paths import Read, add, whole
from sage.compiler.ir.slots import Named, SlotError, key, new_stream, option, stream
from sage.compiler.library.ops.pairing import Kept, Pairing
from sage.compiler.library.ops.select import KeyBy
from sage.compiler.library.registry import operator

FOR_GOOD = Const(t.DURATION, 0)  # of `ttl`


@operator("table")
@dataclass(frozen=True, eq=False, kw_only=True)
class TableStage(Op):
    """Let other flows look up the latest row of each key. The rows themselves go through as they are.

    let rates = from csv("rates.csv") as Rate |> table by currency
    """

    input: Op = stream()
    by: tuple[Named, ...] = key(clause="by", doc="what a row is looked up by; else its key, or the fields with `@key`")
    ttl: Expr = option(
        t.DURATION, FOR_GOOD, named=True, doc="how long after it came a row is forgotten; by default never"
    )

    def validate(self) -> None:
        if isinstance(self.ttl, Const) and self.ttl is not FOR_GOOD and self.ttl.value <= 0:
            raise SlotError("ttl", "E0402", "`ttl` is a span of time, and this is none", None, "too short")

    def expand(self) -> Op:
        keyed = KeyBy(input=self.input, by=self.by, place=self.place).expand()
        return Table(input=keyed, by=tuple(k.name for k in self.by), ttl=self.ttl, place=self.place)


@dataclass(frozen=True, eq=False, kw_only=True)
class Table(Op):
    """The rows of a table, which `lookup` finds by the columns in `by`. They go through as they are."""

    input: Op = stream()
    by: tuple[str, ...]
    ttl: Expr

    name = "table"
    cpp = "sage::ops::Union"
    cpp_header = "sage/ops/union.hpp"
    cardinality = Cardinality.ONE

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    @cached_property
    def key(self) -> tuple[str, ...]:
        return self.by

    def origin(self, name: str) -> Expr:
        return self.input[name]

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        yield row


@operator("lookup")
@dataclass(frozen=True, eq=False, kw_only=True)
class LookupStage(Op):
    """Add to each row its match in a table, as one column. Rows without a match go to the stream of `else`, or nowhere.

    orders |> lookup rates as r on currency == r.currency else unknown |> extend eur = amount * r.to_eur
    """

    input: Op = stream()
    versioned: Expr = option(t.BOOL, FALSE, named=True, doc="find the row that was the latest at the time of this one")
    missed: str | None = new_stream(clause="else", doc="the stream of the rows without a match")


@dataclass(frozen=True, eq=False, kw_only=True)
class _Finding(Pairing):
    """Rows of the left side, with what they find among those of the right one."""

    missed: str | None = None  # the name of the stream of rows that find nothing

    name = "lookup"
    cardinality = Cardinality.AT_MOST_ONE
    cpp_templates = ()

    @property
    def ports(self) -> int:  # type: ignore[override]
        return 1 if self.missed is None else 2

    def output(self, port: int) -> Schema:
        return self.left.schema if port else self.schema

    @cached_property
    def key(self) -> tuple[str, ...]:
        return self.left.key

    @cached_property
    def is_bounded(self) -> bool:
        return self.left.is_bounded

    @cached_property
    def clocks(self) -> tuple[Op, ...]:
        return self.left.clocks

    @cached_property
    def time(self) -> Expr | None:
        return self.left.time

    @cached_property
    def window(self) -> Op | None:
        return self.left.window

    def side(self, name: str) -> int | None:
        return 0 if name in self.left.schema else None

    def reads(self, input: int, wanted: Read) -> Read:
        found = super().reads(input, wanted)
        if input == 0 and self.missed is not None:
            add(found, whole(self.left.schema.names))
        return found

    def found(self, left: Row, match: Row | None) -> Iterator[Out]:
        """The row with its match, or as one that found none."""
        if match is not None and self.holds(left, match):
            yield Out(self.paired(left, match))
        elif self.missed is not None:
            yield Out(left, 1)


@dataclass(frozen=True, eq=False, kw_only=True)
class Lookup(_Finding):
    """Finds the latest row of the table when the row comes. If the table ends, it is read to its end first; where the
    rows come out of the same sources, they wait until then."""

    ttl: Expr = option(t.DURATION, FOR_GOOD)
    keeps_rows: bool = False  # until the table is at its end

    cpp = "sage::ops::Lookup"
    cpp_header = "sage/ops/lookup.hpp"
    reads_first = 1

    @property
    def forgets(self) -> bool:
        """True if rows of the table may be forgotten."""
        return self.ttl != FOR_GOOD

    @property
    def waits(self) -> bool:  # type: ignore[override]
        return bool((self.forgets or self.keeps_rows) and self.waits_for)

    @property
    def only_follows(self) -> bool:  # type: ignore[override]
        return not self.forgets

    @property
    def finishes(self) -> bool:  # type: ignore[override]
        return self.keeps_rows and not self.waits

    @cached_property
    def holds_back(self) -> Expr | None:
        return Const(t.DURATION, None) if self.keeps_rows else None

    @property
    def cpp_templates(self) -> tuple[str, ...]:  # type: ignore[override]
        flags = (self.keeps_rows, self.forgets, self.waits)
        return tuple("true" if flag else "false" for flag in flags) if any(flags) else ()

    def keeping_rows(self) -> Op:
        return replace(self, keeps_rows=True)

    def initial(self) -> Any:
        return {}, []

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        table, waiting = state
        new = self.kept(input, row, now.time)
        if input == 1:
            table[new.key] = row, now.time if self.waits else clock.now()
        elif self.keeps_rows:
            waiting.append(new)
        else:
            yield from self._look_up(table, new, now.watermark if self.waits else clock.now())

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out]:
        if watermark == 2**63 - 1:
            yield from self._rest(state, watermark)

    def reference_end(self, state: Any) -> Iterator[Out]:
        if not self.waits:
            yield from self._rest(state, clock.now())

    def _rest(self, state: Any, now: int) -> Iterator[Out]:
        table, waiting = state
        for kept in waiting:
            for out in self._look_up(table, kept, now):
                yield replace(out, time=kept.time)
        waiting.clear()

    def _look_up(self, table: dict[Any, tuple[Row, int]], new: Kept, now: int) -> Iterator[Out]:
        match, since = table.get(new.key, (None, 0))
        if match is not None and self.forgets and since + self.ttl({}) <= now:
            match = None
        return self.found(new.row, match)


@dataclass(frozen=True, eq=False, kw_only=True)
class LookupVersioned(_Finding):
    """Finds the row of the table that was the latest at the time of the row, which waits until the watermark has passed
    that. Rows of either side below the watermark are late and dropped."""

    cpp = "sage::ops::LookupVersioned"
    cpp_header = "sage/ops/lookup_versioned.hpp"
    waits = True

    def initial(self) -> Any:
        return {}, []

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        versions, waiting = state
        if now.time >= now.watermark:
            new = self.kept(input, row, now.time)
            of_key = versions.setdefault(new.key, []) if input == 1 else waiting
            of_key.insert(bisect_right(of_key, new.time, key=lambda k: k.time), new)
        return iter(())

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out]:
        versions, waiting = state
        due = bisect_right(waiting, watermark - 1, key=lambda k: k.time)
        for kept in waiting[:due]:
            of_key = versions.get(kept.key, [])
            place = bisect_right(of_key, kept.time, key=lambda k: k.time)
            for out in self.found(kept.row, of_key[place - 1].row if place else None):
                yield replace(out, time=kept.time)
        del waiting[:due]
        for of_key in versions.values():
            del of_key[: max(bisect_right(of_key, watermark, key=lambda k: k.time) - 1, 0)]
