"""What differs between the rows a test expects and those there are, as a table.

  id  user   amount
  1   "ann"  2.0
- 2   "bob"  3.0
+ 2   "bob"  4.5
             ^^^
+ 3   "eve"  1.0
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from sage.base.frozen import dataclass
from sage.base.types import List, Schema, Type
from sage.base.width import plain, width_of
from sage.cli.literals import shown

_AROUND: Final = 2  # rows that are equal, shown before and after one that differs
_MOST_ROWS: Final = 40
_MOST_ALIGNED: Final = 2000  # longer lists are compared row by row: alignment takes the square of that
_MOST_PAIRED: Final = 40_000  # pairs of rows
_WIDEST: Final = 60

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A row of the table: equal " ", missing "-", too many "+"; and which of its cells changed."""

    sign: str
    cells: Cells
    changed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Difference:
    """Two lists of rows, compared. `lines` are all rows in their order, those that are equal once."""

    head: Cells
    lines: tuple[Line, ...]

    def __str__(self) -> str:
        """`1 changed, 2 missing`."""
        changed = sum(bool(line.changed) for line in self.lines)
        missing, extra = (sum(line.sign == sign for line in self.lines) - changed for sign in "-+")
        counts = ((changed, "changed"), (missing, "missing"), (extra, "too many"))
        said = [f"{number} {word}" for number, word in counts if number]
        return ", ".join(said) or "they look alike"

    def table(self) -> list[str]:
        """The rows that differ and some around them, without an indent."""
        differ = [i for i, line in enumerate(self.lines) if line.sign != " "]
        kept = sorted({j for i in differ for j in range(i - _AROUND, i + _AROUND + 1) if 0 <= j < len(self.lines)})
        drawn = {i: tuple(map(_short, self.lines[i].cells)) for i in kept[:_MOST_ROWS]}
        rows = [*([self.head] if self.head else []), *drawn.values()]
        widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
        out = ["  " + _row(self.head, widths)] if self.head else []
        last = -1
        for i, cells in drawn.items():
            if i != last + 1:
                out.append("  ...")
            last = i
            out.append(f"{self.lines[i].sign} {_row(cells, widths)}")
            if changed := self.lines[i].changed:
                marks = tuple("^" * width_of(cell) if n in changed else "" for n, cell in enumerate(cells))
                out.append("  " + _row(marks, widths))
        if rest := sum(i > last for i in differ):
            out.append(f"  ... and {rest} more that differ")
        elif last != len(self.lines) - 1:
            out.append("  ...")
        return out


def compare(actual: Any, expected: Any, type: Type, *, unordered: bool = False) -> Difference:
    """What differs between two lists of rows, or two records; `type` is that of both."""
    row = type.item if isinstance(type, List) else type
    sides = (actual, expected) if isinstance(type, List) else ([actual], [expected])
    left, right = ([_cells(value, row) for value in side] for side in sides)
    head = tuple(f.name for f in row) if isinstance(row, Schema) and not row.plain else ()
    return Difference(head, tuple((_bags if unordered else _aligned)(left, right)))


def _cells(value: Any, type: Type) -> Cells:
    if isinstance(type, Schema) and not type.plain:
        return tuple(shown(value[f.name], f.type) for f in type)
    return (shown(value, type),)


def _short(text: str) -> str:
    return plain(text if len(text) <= _WIDEST else text[: _WIDEST - 3] + "...")


def _aligned(actual: Sequence[Cells], expected: Sequence[Cells]) -> Iterator[Line]:
    """Both lists in order."""
    if max(len(actual), len(expected)) > _MOST_ALIGNED:
        for one, other in zip(expected, actual, strict=False):
            yield from (Line(" ", one),) if one == other else _changed(one, other)
        yield from (Line("-", cells) for cells in expected[len(actual) :])
        yield from (Line("+", cells) for cells in actual[len(expected) :])
        return
    for tag, a, b, c, d in SequenceMatcher(None, expected, actual, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line(" ", cells) for cells in expected[a:b])
        else:
            yield from _pairs(actual[c:d], expected[a:b])


def _pairs(actual: Sequence[Cells], expected: Sequence[Cells]) -> Iterator[Line]:
    """Rows of which none are equal: those that have most cells in common stand for each other, in order."""
    if len(actual) * len(expected) > _MOST_PAIRED:
        partner = {i: i for i in range(min(len(actual), len(expected)))}
    else:
        partner = _in_order(actual, expected)
    done = 0
    for i, cells in enumerate(expected):
        found = partner.get(i)
        for other in actual[done:found] if found is not None else ():
            yield Line("+", other)
        done = done if found is None else found + 1
        yield from _changed(cells, None if found is None else actual[found])
    yield from (Line("+", other) for other in actual[done:])


def _in_order(actual: Sequence[Cells], expected: Sequence[Cells]) -> dict[int, int]:
    """Which row stands for which, so that they have most cells in common and do not cross."""
    best = [[0] * (len(actual) + 1) for _ in range(len(expected) + 1)]  # of the rows from there on
    for i in reversed(range(len(expected))):
        for j in reversed(range(len(actual))):
            both = best[i + 1][j + 1] + _likeness(expected[i], actual[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    partner, i, j = dict[int, int](), 0, 0
    while i < len(expected) and j < len(actual):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            partner[i] = j
            i, j = i + 1, j + 1
    return partner


def _likeness(one: Cells, other: Cells) -> int:
    """How many cells are the same; none unless that is at least half of them."""
    same = sum(a == b for a, b in zip(one, other, strict=True))
    return same if 2 * same >= len(one) else 0


def _changed(one: Cells, other: Cells | None) -> Iterator[Line]:
    yield Line("-", one)
    if other is not None:
        yield Line("+", other, frozenset(n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b))


def _bags(actual: Sequence[Cells], expected: Sequence[Cells]) -> Iterator[Line]:
    """What is in one and not in the other, whatever the order."""
    rest, missing = list(actual), []
    for cells in expected:
        if cells in rest:
            rest.remove(cells)
        else:
            missing.append(cells)
    for cells in missing:
        near = max(rest, key=lambda other: _likeness(cells, other), default=None)
        if near is None or not _likeness(cells, near):
            near = None
        else:
            rest.remove(near)
        yield from _changed(cells, near)
    yield from (Line("+", cells) for cells in rest)


def _row(cells: Cells, widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - width_of(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()
