"""Literals: what the characters of a number, text, duration or f-string mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sage.base.diagnostics import Diagnostic, Edit, Fix
from sage.base.source import Span
from sage.compiler.syntax import tree
from sage.compiler.syntax.escapes import dedented, to_bytes, unescape
from sage.compiler.syntax.fstrings import fstring
from sage.compiler.syntax.tokens import Token

_NANOS = {
    "ns": 1, "us": 1_000, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3_600 * 10**9, "d": 86_400 * 10**9,
    "w": 604_800 * 10**9,
}  # fmt: skip
_BYTES = {"B": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}
_AMOUNT = re.compile(r"([0-9]+)(?:\.([0-9]+))?([A-Za-z]+)")
_LARGEST = 2**63 - 1  # of an i64, which durations and sizes are
_MOST_DIGITS = 4000  # Python refuses to read more, and no type here holds a thousandth of it


def unquoted(name: str) -> str:
    """A name without its backticks."""
    return name[1:-1] if name.startswith("`") else name


class Literals:
    """Makes literals, and says what is wrong with them.

    Args:
        say: takes a message.
        parse: parses the expression between two offsets, for the holes of f-strings.
    """

    def __init__(self, say: Callable[[Diagnostic], None], parse: Callable[[Span], tree.Expr]) -> None:
        self._say = say
        self._parse = parse
        self.without_date: list[Span] = []  # times such as ts"10:00", which only a test may hold

    def _error(
        self, code: str, span: Span, message: str, label: str = "", help: str | None = None, edits: Sequence[Edit] = ()
    ) -> None:
        fix = Fix(tuple(edits), "safe") if edits else None
        self._say(Diagnostic(code, message, span, label, help=help, fix=fix))

    # ------------------------------------------------------------ numbers

    def whole_number(self, token: Token) -> int:
        text = token.text.replace("_", "").lower()
        if text.startswith("0x"):
            return int(text[2:] or "0", 16)
        if text.startswith("0b"):
            return int(text[2:] or "0", 2)
        return int(text[:_MOST_DIGITS])

    def integer(self, span: Span, token: Token) -> tree.Literal:
        return tree.Literal(span, "int", self.whole_number(token))

    def decimal(self, span: Span, token: Token) -> tree.Literal:
        value = float(token.text.replace("_", ""))
        if value == float("inf"):
            self._error("E0309", span, "this number is too large for f64", "the largest is about 1.8e308")
        return tree.Literal(span, "float", value)

    def duration(self, span: Span, token: Token) -> tree.Literal:
        """In microseconds."""
        return self._counted(span, token, "duration", "microsecond", _NANOS, 1000)

    def size(self, span: Span, token: Token) -> tree.Literal:
        """In bytes; KB is 1000 of them, KiB is 1024."""
        return self._counted(span, token, "size", "byte", _BYTES, 1)

    def _counted(
        self, span: Span, token: Token, kind: str, unit: str, of: dict[str, int], divisor: int
    ) -> tree.Literal:
        exact, amount = True, 0
        for whole, decimals, name in _AMOUNT.findall(token.text):
            scaled = int((whole + decimals)[:_MOST_DIGITS]) * of[name]
            exact = exact and scaled % (divisor * 10 ** len(decimals)) == 0
            amount += scaled // (divisor * 10 ** len(decimals))
        if not exact:
            self._error("E0309", span, f"this {kind} is finer than a {unit}", f"{kind}s are whole {unit}s")
        if amount > _LARGEST:
            self._error("E0309", span, f"this {kind} is too large", f"more than 2**63 - 1 {unit}s")
        return tree.Literal(span, kind, min(amount, _LARGEST))

    def negative(self, span: Span, number: Token) -> tree.Literal:
        make = {"INT": self.integer, "FLOAT": self.decimal}.get(number.kinds[0], self.duration)
        literal = make(span, number)
        return tree.Literal(span, literal.kind, -literal.value)

    # ------------------------------------------------------------ texts

    def text(self, span: Span, token: Token) -> tree.Expr:
        return tree.Literal(span, "str", self.content(token, span)) if _is_closed(token) else tree.ErrorExpr(span)

    def content(self, token: Token, whole: Span) -> str:
        """What stands between the quotes; nothing if they are not closed, which was told."""
        if not _is_closed(token):
            return ""
        inner = Span(whole.source, token.start + 1, token.end - 1)
        return unescape(token.text[1:-1], inner, self._say, token.start)

    def long_text(self, span: Span, token: Token) -> tree.Expr:
        raw = token.text[3:-3]
        unescape(raw, Span(span.source, token.start + 3, token.end - 3), self._say)
        return tree.Literal(span, "str", unescape(dedented(raw), span, lambda _: None))

    def prefixed(self, span: Span, token: Token) -> tree.Expr:
        prefix, quote, rest = re.split("([\"'])", token.text, maxsplit=1)
        raw = rest.removesuffix(quote)
        inner = Span(span.source, token.start + len(prefix) + 1, token.end - 1)
        if prefix == "r":
            return tree.Literal(span, "str", raw)
        if prefix == "b":
            return tree.Literal(span, "bytes", to_bytes(raw, inner, self._say))
        return self._regex(span, raw, inner) if prefix == "re" else self._timestamp(span, raw)

    def _regex(self, span: Span, raw: str, inner: Span) -> tree.Expr:
        from sage.base.regex import flaw

        if found := flaw(raw):
            place = Span(span.source, inner.start + found.start, inner.start + found.end)
            self._error("E0008", place, f"this regular expression {found.message}", found.label, found.help)
            return tree.ErrorExpr(span)
        return tree.Literal(span, "regex", raw)

    def _timestamp(self, span: Span, raw: str) -> tree.Expr:
        from sage.compiler.syntax.times import has_date, micros_of

        try:
            micros_of(raw)
        except ValueError as error:
            help = 'write `ts"2026-01-31T12:30:00Z"`; parts at its end may be left out'
            self._error("E0009", span, f"`{raw}` is no point in time", str(error), help)
            return tree.ErrorExpr(span)
        if not has_date(raw):
            self.without_date.append(span)
        return tree.Literal(span, "timestamp", raw)

    def fstring(self, span: Span, token: Token) -> tree.Expr:
        return fstring(span, Span(span.source, token.start + 2, token.end - 1), self._say, self._parse)

    def constant(self, value: tree.Expr) -> tree.Literal:
        """What a pattern compares with."""
        if isinstance(value, tree.Literal):
            return value
        if isinstance(value, tree.FString):
            self._error("E0109", value.span, "a pattern is known before the program runs", "an f-string is not")
        return tree.Literal(value.span, "null", None)


def _is_closed(token: Token) -> bool:
    """A text that was not closed is read as far as it probably goes, and lacks its last quote."""
    return len(token.text) > 1 and token.text[-1] == token.text[0]
