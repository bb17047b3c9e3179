"""Comments behind code: those that stood in one column stay in one column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sage.compiler.syntax.printer.pieces import Comment

_LEAST_GAP = 2


@dataclass
class Line:
    """A line of the result, and the comment behind it."""

    code: str
    comment: Comment | None = None


def aligned(lines: list[Line]) -> Iterator[str]:
    """The lines as text."""
    at = 0
    while at < len(lines):
        comment = lines[at].comment
        if comment is None:
            yield lines[at].code
            at += 1
            continue
        end = at
        while end < len(lines) and (other := lines[end].comment) and other.column == comment.column:
            end += 1
        run = lines[at:end]
        # A comment that follows at once, alone, is not in a column that anyone chose.
        keeps = any(line.comment and line.comment.gap > _LEAST_GAP for line in run)
        column = max([comment.column, *(len(line.code) + _LEAST_GAP for line in run)]) if keeps else 0
        for line in run:
            assert line.comment is not None
            yield line.code.ljust(max(column, len(line.code) + _LEAST_GAP)) + line.comment.text
        at = end
