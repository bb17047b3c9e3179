"""Where the parser could not go on, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sage.base.diagnostics import Diagnostic
from sage.base.source import Source, Span
from sage.compiler.syntax.machine import Machine
from sage.compiler.syntax.tables import END
from sage.compiler.syntax.tokens import Token


class Mistake(NamedTuple):
    """A message, and how to read on: `tokens` in place of those from `first` up to `last`, or if there are none given,
    from the next place where something new begins."""

    message: Diagnostic | None
    first: int = 0
    last: int = 0
    tokens: Sequence[Token] | None = None


class Place:
    """The token that did not fit, its neighbours, and a machine that stands before it."""

    def __init__(self, source: Source, tokens: Sequence[Token], index: int, machine: Machine) -> None:
        self.source, self.tokens, self.index, self.machine = source, tokens, index, machine
        self.here = tokens[index]

    def token(self, offset: int) -> Token:
        """The token `offset` places from here; the end of the program beyond it, and before it."""
        index = self.index + offset
        return self.tokens[index] if 0 <= index < len(self.tokens) else Token((END,), "", 0, 0)

    @property
    def before(self) -> Token:
        return self.token(-1)

    @property
    def after(self) -> Token:
        return self.token(1)

    def span(self, token: Token) -> Span:
        return Span(self.source, token.start, token.end)
