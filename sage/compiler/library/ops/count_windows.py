"""Windows of so many rows of a key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from math import gcd
from typing import Any

from sage.base import types as t
from sage.base.errors import RecordError
from sage.base.frozen import dataclass
from sage.compiler.ir.code import Expr, Row
from sage.compiler.ir.flow import Moment, Op, Out
from sage.compiler.ir.slots import option
from sage.compiler.library.folding import Group, failing, identity_of
from sage.compiler.library.ops.window import NO_TIME, Windowed
from sage.compiler.library.windows import Count


@dataclass(frozen=True, eq=False, kw_only=True)
class CountWindows(Windowed):
    """A window comes out with its last row. At the end of the input the rows that no window has shown make one more, of
    each key in order of first appearance. Aggregates are kept once a stretch of rows that are always in the same
    windows, and put together when a window is full."""

    lateness: Expr = option(t.DURATION, NO_TIME, in_cpp=False)
    early: Expr = option(t.DURATION, NO_TIME, in_cpp=False)

    waits = False
    finishes = True

    @cached_property
    def clocks(self) -> tuple[Op, ...]:
        return ()

    @property
    def fails_alone(self) -> bool:  # type: ignore[override]
        return self.may_not_merge

    def initial(self) -> Any:
        return {}

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        size, every = self._measures()
        identity, key = identity_of(self, row)
        arguments = self.arguments(row, now.time)
        rows = state.get(identity) or _Rows(self.fresh(key))
        count = rows.count + 1
        is_full = count >= size and (count - size) % every == 0
        if is_full and every != size:
            whole = self._put_together(rows, count - size)
            self.add(whole, arguments)
        else:
            whole = rows.latest
        self.add(rows.latest, arguments)
        rows.count = count
        state[identity] = rows
        if count % gcd(size, every) == 0:
            rows.stretches.append(rows.latest)
            rows.latest = self.fresh(key)
        if is_full:
            yield from map(Out, self.made_of(whole))

    def reference_end(self, state: Any) -> Iterator[Any]:
        size, every = self._measures()
        for rows in state.values():
            shown = (rows.count - size) // every * every + size if rows.count >= size else 0
            if rows.count == shown:
                continue
            try:
                yield from self.made_of(self._put_together(rows, shown - size + every if shown else 0))
            except RecordError as error:
                yield failing(self, error, rows.latest.key)

    def _measures(self) -> tuple[int, int]:
        assert isinstance(self.assigned, Count)
        return self.assigned.measures()

    def _put_together(self, rows: _Rows, first: int) -> Group:
        """The rows from the one of this number on."""
        whole = self.fresh(rows.latest.key)
        for stretch in [*rows.stretches[first // gcd(*self._measures()) :], rows.latest]:
            self.merge(whole, stretch)
        return whole


class _Rows:
    """The rows of a key: how many, those of each full stretch, and those since."""

    def __init__(self, latest: Group) -> None:
        self.count = 0
        self.stretches: list[Group] = []
        self.latest = latest
