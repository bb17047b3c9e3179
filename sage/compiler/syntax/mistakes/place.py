"""Where the parser could not go on, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sage.base.diagnostics import Diagnostic, Edit, Fix, Label
from sage.base.source import Source, Span
from sage.compiler.syntax.machine import Machine
from sage.compiler.syntax.tables import END
from sage.compiler.syntax.tokens import Token, sign

OPENERS = ("(", "[", "{")
CLOSERS = (")", "]", "}")
PIPE = sign("|>")[0]
ARROW = sign("->")[0]
FAT_ARROW = sign("=>")[0]


class Mistake(NamedTuple):
    """A message, and how to read on: with `tokens` in place of those from `first` up to `last`; or if there are none,
    from the next place where something new begins."""

    message: Diagnostic
    first: int = 0
    last: int = 0
    tokens: Sequence[Token] | None = None
    is_certain: bool = False


class Place:
    """The token that did not fit, its neighbours, and a machine that stands before it."""

    def __init__(self, source: Source, tokens: Sequence[Token], index: int, machine: Machine) -> None:
        self.source, self.tokens, self.index, self.machine = source, tokens, index, machine
        self.here, self.before, self.after = tokens[index], self.token(-1), self.token(1)

    def token(self, offset: int) -> Token:
        """The token `offset` places from here; an end where there is none."""
        index = self.index + offset
        if index < 0:
            return Token((END,), "", 0, 0)
        return self.tokens[min(index, len(self.tokens) - 1)]

    # ------------------------------------------------------------ looking around

    @property
    def at_end(self) -> bool:
        return self.here.kinds == (END,)

    @property
    def starts_line(self) -> bool:
        return self.index == 0 or self.breaks_line(self.before, self.here)

    def breaks_line(self, first: Token, second: Token) -> bool:
        return "\n" in self.source.text[first.end : second.start]

    def adjoin(self, first: Token, second: Token) -> bool:
        return first.end == second.start and first.kinds != (END,)

    def accepts(self, *kinds: str) -> bool:
        """Would one of these tokens fit here?"""
        return self.machine.accepts(*kinds)

    @property
    def after_value(self) -> bool:
        """An expression is complete here."""
        return self.accepts("AND", "CMP")

    @property
    def wants_value(self) -> bool:
        return self.accepts("INT") and self.accepts("STRING")

    @property
    def wants_name(self) -> bool:
        return self.accepts("NAME") and not self.accepts("INT", "STRING")

    @property
    def wants_type(self) -> bool:
        return self.wants_name and self.accepts("LBRACE") and self.before.text not in ("schema", "|>")

    @property
    def wants_statement(self) -> bool:
        """A statement, of a file, pipeline, test or code, may begin here."""
        return self.accepts("LET", "SCHEMA", "EXPECT")

    def pending(self) -> list[Token]:
        """The words and signs since the innermost open bracket of what is not yet complete, the last one first."""
        found: list[Token] = []
        for value in reversed(self.machine.values):
            if isinstance(value, Token):
                found.append(value)
                if value.text in OPENERS:
                    break
        return found

    def is_pending(self, word: str) -> bool:
        return any(token.text == word for token in self.pending())

    def opener(self) -> int | None:
        """The index of the innermost bracket that is open here."""
        depth = 0
        for index in range(self.index - 1, -1, -1):
            text = self.tokens[index].text
            depth += (text in CLOSERS) - (text in OPENERS)
            if depth < 0:
                return index
        return None

    @property
    def bracket(self) -> str:
        """That bracket, or nothing; the brace of a declaration as its word: `schema`, `pipeline`."""
        index = self.opener()
        if index is None:
            return ""
        word = self.tokens[index - 2].text if index > 1 else ""
        declares = self.tokens[index].text == "{" and word in ("schema", "enum", "service", "pipeline", "test")
        return word if declares else self.tokens[index].text

    def top(self, token: Token, count: int) -> list[tuple[Any, Span]]:
        """The last values before here, put together as far as `token` would have them; and their places."""
        machine, point = self.machine, self.machine.point()
        fed = machine.feed(token)
        last = len(machine.values) - fed
        found = [
            (machine.values[i], Span(self.source, machine.starts[i], machine.ends[i]))
            for i in range(max(0, last - count), last)
        ]
        machine.go_back(point)
        return found

    def value_before(self) -> Span | None:
        """The place of the expression that is complete here, with all that belongs to it."""
        return self.top(self.made("or"), 1)[0][1] if self.after_value else None

    def find(self, texts: Sequence[str], start: int = 0) -> int | None:
        """The index of the first of these tokens from here on, on this level of brackets and in this stage."""
        depth = 0
        for index in range(self.index + start, len(self.tokens)):
            text = self.tokens[index].text
            if depth == 0 and text in texts:
                return index
            depth += (text in OPENERS) - (text in CLOSERS)
            if depth < 0 or text == "|>":
                return None
        return None

    def indexes(self, span: Span) -> tuple[int, int]:
        """The first token of a range, and the first one after it."""
        inside = [i for i, t in enumerate(self.tokens) if span.start <= t.start < span.end]
        return inside[0], inside[-1] + 1

    # ------------------------------------------------------------ answering

    def span(self, first: Token, last: Token | None = None) -> Span:
        return Span(self.source, first.start, (last or first).end)

    def text(self, first: int, last: int) -> str:
        """What is written from one token up to another."""
        return self.source.text[self.tokens[first].start : self.tokens[last - 1].end] if last > first else ""

    def made(self, text: str, at: Token | None = None) -> Token:
        """A token that is not written, in place of another or after the last one."""
        if at is not None:
            return Token(sign(text), text, at.start, at.end)
        return Token(sign(text), text, self.before.end, self.before.end)

    def say(
        self,
        code: str,
        message: str,
        label: str = "",
        at: Span | None = None,
        *,
        help: str | None = None,
        write: str | Sequence[Edit] | None = None,
        safe: bool = True,
        labels: Sequence[Label] = (),
        notes: Sequence[str] = (),
    ) -> Diagnostic:
        """A message about a range, by default the token here; `write` mends it, as text in its place or as edits."""
        span = at or self.span(self.here)
        edits = (Edit(span, write),) if isinstance(write, str) else tuple(write or ())
        fix = Fix(edits, "safe" if safe else "unsafe") if edits else None
        return Diagnostic(code, message, span, label, tuple(labels), tuple(notes), help, fix)

    def edit(self, first: Token, last: Token, write: str) -> Edit:
        return Edit(self.span(first, last), write)

    def drop(self, index: int) -> Edit:
        """Without a token, and without the blanks before it."""
        token, before = self.tokens[index], self.tokens[index - 1]
        return Edit(Span(self.source, before.end if index else token.start, token.end), "")

    def spaced(self, text: str) -> str:
        """A text in place of here, with a blank on either side."""
        before, after = self.source.text[self.here.start - 1], self.source.text[self.here.end : self.here.end + 1]
        return " " * (not before.isspace()) + text + " " * (not after.isspace())

    def insert(self, offset: int, write: str) -> Edit:
        return Edit(Span(self.source, offset, offset), write)

    def instead(self, message: Diagnostic, text: str, count: int = 1) -> Mistake:
        """Read on as if `text` stood in place of `count` tokens from here."""
        last = self.token(count - 1)
        there = Token((), "", self.here.start, last.end)
        return Mistake(message, self.index, self.index + count, [self.made(text, there)] if text else [])

    def inserting(self, message: Diagnostic, *texts: str) -> Mistake:
        """Read on as if these stood before here."""
        return Mistake(message, self.index, self.index, [self.made(text) for text in texts])


def quoted(token: Token, most: int = 30) -> str:
    """A token as messages name it: what goes on over lines by its beginning."""
    first, _, more = token.text.partition("\n")
    text = token.text if len(token.text) <= most and not more else first[: most - 3] + "..."
    return f"`{text}`" if not text.startswith("`") else text
