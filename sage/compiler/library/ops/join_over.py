"""The join of rows that are in the same window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sage.base.frozen import dataclass
from sage.base.types import Field
from sage.compiler.ir.code import Expr, Row
from sage.compiler.ir.flow import Moment, Out
from sage.compiler.ir.slots import Window, window
from sage.compiler.library.ops.pairing import Kept, Pairing
from sage.compiler.library.ops.window import BOUNDS

Sides = tuple[list[Kept], list[Kept]]


@dataclass(frozen=True, eq=False, kw_only=True)
class JoinOver(Pairing):
    """Rows meet that are in the same window, once the watermark has reached its end: the windows in order of their
    ends, in each the left rows in order of arrival with their partners in order of arrival, then the right rows that
    have none. A row whose windows have all come out is late and dropped."""

    assigned: Window = window()

    cpp = "sage::ops::JoinOver"
    cpp_header = "sage/ops/join_over.hpp"
    waits = True

    @property
    def added(self) -> tuple[Field, ...]:
        return BOUNDS

    def initial(self) -> Any:
        return {}, iter(range(2**62))

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        windows, numbers = state
        open_ones = [start for start in self._starts(now.time) if start + self._size > now.watermark]
        if open_ones:
            new = self.kept(input, row, now.time, next(numbers))
            self._try(new, input, [windows[start] for start in open_ones if start in windows])
            for start in open_ones:
                windows.setdefault(start, ([], []))[input].append(new)
        return iter(())

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out]:
        windows, _ = state
        for start in sorted(windows):
            if start + self._size > watermark:
                return
            end = start + self._size
            for row in self._fire(windows.pop(start)):
                yield Out({**row, "window_start": start, "window_end": end}, time=end - 1)

    def _try(self, new: Kept, input: int, shared: Sequence[Sides]) -> None:
        """Evaluates the condition for all that the row will meet, so that it is the row that fails."""
        others = {other.number: other for sides in shared for other in sides[1 - input] if other.key == new.key}
        for _, other in sorted(others.items()):
            left, right = (new, other) if input == 0 else (other, new)
            self.holds(left.row, right.row)

    def _fire(self, sides: Sides) -> Iterator[Row]:
        lefts, rights = sides
        met: set[int] = set()
        for left in lefts:
            hits = [right for right in rights if right.key == left.key and self.holds(left.row, right.row)]
            met.update(right.number for right in hits)
            if self.kind.makes_pairs:
                yield from (self.paired(left.row, right.row) for right in hits)
            elif hits and not self.kind.alone:
                yield left.row
            if not hits and 0 in self.kind.alone:
                yield self.lone(0, left.row)
        if 1 in self.kind.alone:
            yield from (self.lone(1, right.row) for right in rights if right.number not in met)

    @property
    def _size(self) -> int:
        return int(self._option("size"))

    def _option(self, name: str) -> Any:
        value: Expr = getattr(self.assigned, name)
        return value({})

    def _starts(self, time: int) -> list[int]:
        """The starts of all windows that hold a time, in order."""
        every = self._option("every") if "every" in self.assigned.slots() else self._size
        start = time - (time - self._option("offset")) % every
        found: list[int] = []
        while start + self._size > time:
            found.insert(0, start)
            start -= every
        return found
