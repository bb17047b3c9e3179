"""A program as a list of tokens that loses nothing: every comment, line break and blank line is kept with a token."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from sage.base.source import Source
from sage.compiler.syntax.tokens import scan

_COMMENT = re.compile(r"#[^\n]*")
_QUOTED = re.compile(r"(f|ts|r|b|re|)'(.*)'", re.DOTALL)


@dataclass
class Comment:
    """A comment.

    Attributes:
        column: where it began in its line, from 0.
        gap: the blanks between it and the token before it, if it stands behind one.
        is_apart: a blank line came before it.
    """

    text: str
    column: int
    gap: int
    is_apart: bool


@dataclass
class Piece:
    """A token and what stands around it.

    Attributes:
        start: its offset in the text; -1 for a comma that may be added.
        comments: those that stand on lines of their own before it.
        trailing: the one that stands behind it on its line.
        on_new_line: a line ended before it.
        is_apart: a blank line came directly before it.
        only: a comma that is printed only while its group is "flat", or only while it is "broken".
    """

    text: str
    start: int
    end: int
    comments: list[Comment] = field(default_factory=list)
    trailing: Comment | None = None
    on_new_line: bool = False
    is_apart: bool = False
    only: str = ""

    @property
    def width(self) -> int:
        """Of its first line."""
        return len(self.text.split("\n", 1)[0])

    @property
    def has_lines(self) -> bool:
        return "\n" in self.text


def pieces_of(source: Source) -> list[Piece]:
    """The tokens of a program without errors; the last one is the end and has no text."""
    pieces: list[Piece] = []
    before = 1 if source.text.startswith("\ufeff") else 0
    for token in scan(source).tokens:
        piece = Piece(_with_double_quotes(source.text[token.start : token.end]), token.start, token.end)
        _read_gap(source.text, before, pieces[-1] if pieces else None, piece)
        pieces.append(piece)
        before = token.end
    for before_comma, comma in pairwise(pieces):
        if comma.text == "," and before_comma.trailing and not comma.trailing:
            before_comma.trailing, comma.trailing = None, before_comma.trailing
    return pieces


def _read_gap(text: str, at: int, before: Piece | None, piece: Piece) -> None:
    """Give the comments between two tokens to the one behind which, or before which, they stand."""
    lines = 0
    while found := _COMMENT.search(text, at, piece.start):
        blank = text[at : found.start()]
        lines = blank.count("\n") + (1 if at and lines else 0)
        column = found.start() - text.rfind("\n", 0, found.start()) - 1
        comment = Comment(found.group().rstrip(), column, len(blank), lines > 1)
        if before is not None and not lines:
            before.trailing = comment
        else:
            piece.comments.append(comment)
        at, lines = found.end(), 1
        if text[at : at + 1] == "\n":
            at += 1
    lines += text.count("\n", at, piece.start)
    piece.on_new_line = lines > 0
    piece.is_apart = lines > 1


def _with_double_quotes(text: str) -> str:
    """A text between single quotes, between double ones if it holds none."""
    found = _QUOTED.fullmatch(text)
    if found is None or '"' in text:
        return text
    prefix, content = found.groups()
    if "\\'" in content:
        if prefix:
            return text
        content = re.sub(r"\\(.)", lambda escape: "'" if escape[1] == "'" else escape[0], content, flags=re.DOTALL)
    return f'{prefix}"{content}"'
