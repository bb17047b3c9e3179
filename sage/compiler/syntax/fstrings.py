"""F-strings: `f"{name}: {x:.2f}"` as texts and holes."""

from __future__ import annotations

import re
from collections.abc import Callable

from sage.base.diagnostics import Diagnostic, Edit, Fix
from sage.base.source import Span
from sage.compiler.syntax import tree
from sage.compiler.syntax.escapes import Say, unescape

_FORMAT = re.compile(r"(?:.?[<>=^])?[-+ ]?z?#?0?[0-9]*[,_]?(?:\.[0-9]+)?[bcdeEfFgGnosxX%]?")
_PIECE = re.compile(r"\{\{|\}\}|[{}]|(?:\\u\{[^}]*\}|\\[\s\S]|[^{}\\])+|\\")
_IN_HOLE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`|!=|[\"'()\[\]{}:!=]|[^\"'`()\[\]{}:!=]+|`")
_CLOSER = {"(": ")", "[": "]", "{": "}"}


def fstring(span: Span, inner: Span, say: Say, parse: Callable[[Span], tree.Expr]) -> tree.Expr:
    """The parts of an f-string. `inner` is what stands between its quotes, `parse` reads what stands in a hole."""
    text = inner.source.text
    parts: list[str | tree.FStringHole] = []
    at = inner.start
    while at < inner.end:
        found = _PIECE.match(text, at, inner.end)
        assert found is not None
        piece = found.group()
        if piece in ("{{", "}}"):
            _append(parts, piece[0])
        elif piece == "}":
            place = Span(inner.source, at, at + 1)
            fix = Fix((Edit(place, "}}"),), "safe")
            say(Diagnostic("E0005", "this `}` closes nothing", place, help="a brace itself is doubled", fix=fix))
        elif piece == "{":
            at = _hole(inner, at, parts, say, parse)
            continue
        else:
            _append(parts, unescape(piece, Span(inner.source, at, found.end()), say))
        at = found.end()
    return tree.FString(span, tuple(parts))


def _append(parts: list[str | tree.FStringHole], text: str) -> None:
    if parts and isinstance(parts[-1], str):
        parts[-1] += text
    else:
        parts.append(text)


def _hole(
    inner: Span, at: int, parts: list[str | tree.FStringHole], say: Say, parse: Callable[[Span], tree.Expr]
) -> int:
    """Read the hole that opens at an offset. Answers where it ends."""
    source, text = inner.source, inner.source.text
    value_end, close = _extent(text, at + 1, inner.end)
    if close is None:
        place = Span(source, at, at + 1)
        help = "close it with `}`, or double it for a brace"
        say(Diagnostic("E0005", "this hole is not closed", place, "opened here", help=help))
        parts.append(tree.FStringHole(Span(source, at, inner.end), tree.ErrorExpr(place), ""))
        return inner.end
    hole, value = Span(source, at, close + 1), Span(source, at + 1, value_end)
    format = text[value_end + 1 : close] if text[value_end] == ":" else ""
    if text[value_end] in "!=":
        _conversion(hole, Span(source, value_end, close), say)
    elif not value.text.strip():
        fix = Fix((Edit(hole, "{{}}"),), "unsafe")
        help = "name a value, or double the braces"
        say(Diagnostic("E0005", "this hole is empty", hole, "a value is missing", help=help, fix=fix))
        parts.append(tree.FStringHole(hole, tree.ErrorExpr(hole), format))
        return close + 1
    elif not _FORMAT.fullmatch(format):
        place = Span(source, value_end + 1, close)
        help = "formats are those of Python: `.2f`, `>10`, `04d`, `,`, `x`"
        say(Diagnostic("E0005", f"`{format}` is no format", place, "not known", help=help))
        format = ""
    parts.append(tree.FStringHole(hole, parse(value), format))
    return close + 1


def _extent(text: str, at: int, end: int) -> tuple[int, int | None]:
    """Where the value of a hole ends, and where its closing brace is."""
    awaited: list[str] = []
    value_end: int | None = None
    while at < end:
        found = _IN_HOLE.match(text, at, end)
        if not found:
            break
        piece = found.group()
        if value_end is not None:  # in the format
            close = text.find("}", at, end)
            return value_end, close if close >= 0 else None
        if piece in _CLOSER:
            awaited.append(_CLOSER[piece])
        elif awaited and piece == awaited[-1]:
            awaited.pop()
        elif piece == "}":
            return at, at
        elif not awaited and (piece == ":" or (piece in ("!", "=") and _ends_value(text, at, end))):
            value_end = at
        at = found.end()
    return end, None


def _ends_value(text: str, at: int, end: int) -> bool:
    """`{x!r}` and `{x=}` of Python, as opposed to `{not x}` or `{a == b}`."""
    return bool(re.compile(r"![rsa]?[}:]|=\s*[}:!]").match(text, at, end)) and text[at - 1] not in "=<>!{"


def _conversion(hole: Span, extra: Span, say: Say) -> None:
    message = f"`{extra.text}` has no meaning in an f-string"
    help = "a hole holds a value, and after a `:` its format"
    fix = Fix((Edit(extra, ""),), "safe")
    say(Diagnostic("E0005", message, extra, "", help=help, fix=fix))
