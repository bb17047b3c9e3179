"""Text to tokens, by the patterns of the grammar; what they cannot read is left to `foreign`.

A word may be a keyword or a name: a token carries all that it may be, and the machine takes what fits its state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sage.base.diagnostics import Diagnostic, Edit, Fix
from sage.base.source import Source, Span
from sage.compiler.syntax.tables import END, tables


class Token(NamedTuple):
    """A word, literal or sign of a program.

    Attributes:
        kinds: the grammar's tokens that it may be, the most special one first; none fits nowhere.
        text: as the grammar reads it. Of a foreign token, what it stands for.
        foreign: not written like this here. Its message was given, so it is dropped in silence where it does not fit.
    """

    kinds: tuple[str, ...]
    text: str
    start: int
    end: int
    foreign: bool = False

    @property
    def is_name(self) -> bool:
        """A word that is free as a name at some places, or quoted."""
        return "NAME" in self.kinds

    @property
    def is_word(self) -> bool:
        return "NAME" in self.kinds and not self.text.startswith("`")

    @property
    def is_text(self) -> bool:
        return self.kinds[:1] in (("STRING",), ("TSTRING",), ("FSTRING",), ("PSTRING",))

    @property
    def is_number(self) -> bool:
        return self.kinds[:1] in (("INT",), ("FLOAT",), ("DURATION",), ("SIZE",))


class Scan:
    """The tokens of a range of a source.

    Attributes:
        tokens: all of them, the last one is the end.
        docs: the text of the `##` lines before a token, by the token's start.
        doc: the text of the `##` lines at the top of the file that a blank line keeps apart from what follows.
        messages: what could not be read.
        silent: ranges in which a mistake is likely to be the consequence of one that was reported.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens: list[Token] = []
        self.docs: dict[int, str] = {}
        self.doc = ""
        self.messages: list[Diagnostic] = []
        self.silent: list[tuple[int, int]] = []

    def span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    @property
    def last(self) -> Token | None:
        return self.tokens[-1] if self.tokens else None

    def say(
        self,
        code: str,
        start: int,
        end: int,
        message: str,
        label: str = "",
        *,
        help: str | None = None,
        write: str | Sequence[Edit] | None = None,
        safe: bool = True,
    ) -> None:
        """Give a message; `write` is what should stand there instead, or the edits that mend it."""
        span = self.span(start, end)
        edits = (Edit(span, write),) if isinstance(write, str) else tuple(write or ())
        fix = Fix(edits, "safe" if safe else "unsafe") if edits else None
        self.messages.append(Diagnostic(code, message, span, label, help=help, fix=fix))


@cache
def _pattern() -> re.Pattern[str]:
    from sage.compiler.syntax.foreign import SIGNS

    return re.compile(f"{tables().words}|(?P<FOREIGN>{SIGNS})|{tables().signs}")


@cache
def sign(text: str) -> tuple[str, ...]:
    """The kinds of a fixed text, or of an operator."""
    if text in tables().fixed:
        return tables().fixed[text]
    found = _pattern().fullmatch(text)
    assert found is not None
    assert found.lastgroup is not None
    return (found.lastgroup,)


def scan(source: Source, start: int = 0, end: int | None = None) -> Scan:
    """Read the tokens between two offsets."""
    from sage.compiler.syntax import foreign, numbers, texts

    result = Scan(source)
    text, position = source.text, start
    stop = len(text) if end is None else end
    if position == 0 and text.startswith("\ufeff"):
        position = 1
    fixed, match = tables().fixed, _pattern().match
    tokens, comments = result.tokens, list[tuple[int, int]]()
    while position < stop:
        found = match(text, position, stop)
        kind = found.lastgroup if found else "FOREIGN"
        if found and kind == "WS":
            position = found.end()
            continue
        if found and kind == "COMMENT":
            comments.append(found.span())
            position = found.end()
            continue
        if comments:
            _document(result, comments, position)
            comments.clear()
        if found and kind != "FOREIGN":
            word = found.group()
            position = found.end()
            tokens.append(Token(fixed.get(word) or (kind,) if kind else fixed[word], word, found.start(), position))
            if kind in numbers.KINDS or word == ".":
                position = numbers.check(result, text, position, stop)
            elif kind in texts.KINDS:
                position = texts.check(result, text, position, stop)
            continue
        text, position = foreign.read(result, text, position, stop)
    if comments:
        _document(result, comments, stop)
    tokens.append(Token((END,), "", stop, stop))
    foreign.join_hyphenated(result)
    return result


def _document(result: Scan, comments: list[tuple[int, int]], follows: int) -> None:
    """Keep the `##` lines among the comments that stand before the token at `follows`."""
    text, lines, end = result.source.text, list[str](), 0
    at_top = not result.tokens
    for start, stop in comments:
        comment = text[start:stop]
        if not comment.startswith("##") or comment.startswith("###") or not _starts_line(text, start):
            continue
        if lines and text.count("\n", end, start) > 1:
            if at_top and not result.doc:
                result.doc = "\n".join(lines)
            lines.clear()
        lines.append(comment[2:].removeprefix(" ").rstrip())
        end = stop
    if not lines:
        return
    if at_top and not result.doc and (text.count("\n", end, follows) > 1 or follows == len(text)):
        result.doc = "\n".join(lines)
    else:
        result.docs[follows] = "\n".join(lines)


def _starts_line(text: str, offset: int) -> bool:
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip()
