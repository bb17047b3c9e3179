"""Functions of regular expressions: RE2 in both halves, applied to UTF-8.

Matches are found from left to right and do not overlap; an empty one right behind another is none, as in RE2's own
replacement. Text and pattern may stand in either order: `find(s, LINE)`, `LINE.find(s)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sage.base import types as t
from sage.base.regex import compiled, groups
from sage.compiler.ir.code import Const
from sage.compiler.library.registry import function

_TEMPLATE = re.compile(r"\$(?:(\$)|([0-9])|\{([^}]*)\})", re.DOTALL)


def _matches(text: str, pattern: str) -> Iterator[Any]:
    """The matches, over the bytes of the text."""
    data, found = text.encode(), compiled(pattern)
    at, last_end = 0, -1
    while at <= len(data) and (match := found.search(data, at)) is not None:
        if match.end() != last_end or match.end() > match.start():
            yield match
            at = last_end = match.end()
            continue
        at += 1
        while at < len(data) and data[at] & 0xC0 == 0x80:
            at += 1


def _found(text: str, pattern: str) -> bool:
    return compiled(pattern).search(text.encode()) is not None


def _find(text: str, pattern: str) -> str | None:
    return next((match.group().decode() for match in _matches(text, pattern)), None)


def _find_all(text: str, pattern: str) -> list[str]:
    return [match.group().decode() for match in _matches(text, pattern)]


def _count(text: str, pattern: str) -> int:
    return sum(1 for _ in _matches(text, pattern))


def _split(text: str, pattern: str) -> list[str]:
    data, done = text.encode(), 0
    parts: list[str] = []
    for match in _matches(text, pattern):
        if match.start() == match.end() and match.start() in (0, len(data)):
            continue
        parts.append(data[done : match.start()].decode())
        done = match.end()
    return [*parts, data[done:].decode()]


def _replace(text: str, pattern: str, template: str) -> str:
    data, done = text.encode(), 0
    parts: list[bytes] = []
    for match in _matches(text, pattern):
        parts += [data[done : match.start()], _filled(template, match, pattern)]
        done = match.end()
    return b"".join([*parts, data[done:]]).decode()


def _filled(template: str, match: Any, pattern: str) -> bytes:
    def fill(found: re.Match[str]) -> str:
        number = 0 if found[1] else _group_of(found[2] or found[3], pattern)
        text: bytes = b"" if number is None else match.group(number) or b""
        return "$" if found[1] else found[0] if number is None else text.decode()

    return _TEMPLATE.sub(fill, template).encode()


def _group_of(word: str, pattern: str) -> int | None:
    """The number of the group that a name or number in a replacement means."""
    known = groups(pattern)
    if re.fullmatch("[0-9]{1,3}", word):
        return int(word) if int(word) <= len(known) else None
    return next((number for number, group in enumerate(known, 1) if group.name == word), None)


def template_problem(template: str, pattern: str) -> str | None:
    """What is wrong with a constant replacement; None if nothing is."""
    for found in _TEMPLATE.finditer(template):
        word = found[2] or found[3]
        if not found[1] and _group_of(word or "", pattern) is None:
            names = [f"${{{g.name}}}" if g.name else f"${n}" for n, g in enumerate(groups(pattern), 1)]
            return f"the pattern has no group `{word}`; there is " + " ".join(["$0", *names])
    return None


# ---------------------------------------------------------------- groups as fields


def groups_type(args: Sequence[Any]) -> t.Schema:
    """The record of the named groups of the pattern among the arguments, which are expressions."""
    patterns = [a.value for a in args if isinstance(a, Const) and a.type == t.REGEX]
    named = [group for pattern in patterns for group in groups(pattern) if group.name is not None]
    return t.schema([t.Field(str(g.name), t.Optional(t.STR) if g.is_optional else t.STR) for g in named])


def _record(match: Any, pattern: str) -> dict[str, str | None]:
    record: dict[str, str | None] = {}
    for number, group in enumerate(groups(pattern), 1):
        if group.name is not None:
            taken = match.group(number)
            record[group.name] = None if taken is None and group.is_optional else (taken or b"").decode()
    return record


def _capture(text: str, pattern: str) -> dict[str, str | None] | None:
    return next((_record(match, pattern) for match in _matches(text, pattern)), None)


def _capture_all(text: str, pattern: str) -> list[dict[str, str | None]]:
    return [_record(match, pattern) for match in _matches(text, pattern)]


# ---------------------------------------------------------------- declarations


def _declare(name: str, rest: str, result: str, cpp: str, py: Any, doc: str, **options: Any) -> None:
    """A function of a text, a pattern and perhaps more, in both orders."""
    common = {"doc": doc, "header": "sage/fn/regex.hpp", "libraries": ("re2",), **options}
    function(f"{name}(str, regex{rest}) -> {result}", cpp=f"sage::fn::{cpp}", py=py, **common)
    swapped = cpp.replace("{0}", "{x}").replace("{1}", "{0}").replace("{x}", "{1}")

    def other(pattern: str, text: str, *more: str) -> Any:
        return py(text, pattern, *more)

    function(f"{name}(regex, str{rest}) -> {result}", cpp=f"sage::fn::{swapped}", py=other, **common)


_MATCHES_DOC = "Whether the pattern matches anywhere in the text."
function(
    "matches(str, regex) -> bool",
    cpp="sage::fn::matches({0}, {1})",
    py=_found,
    doc=_MATCHES_DOC,
    header="sage/fn/regex.hpp",
    libraries=("re2",),
)
_declare("find", "", "str?", "find({0}, {1})", _find, "The first part that matches, or null.")
_declare("find_all", "", "list<str>", "find_all({f}, {0}, {1})", _find_all, "The parts that match, from left to right.")
_declare("count", "", "i64", "count({0}, {1})", _count, "How many parts match.")
_declare("split", "", "list<str>", "split({f}, {0}, {1})", _split, "The parts between those that match.")
_REPLACE_DOC = "Every part that matches replaced: `$1` and `${name}` are its groups, `$0` is all of it, `$$` a `$`."
_declare("replace", ", str", "str", "replace({f}, {0}, {1}, {2})", _replace, _REPLACE_DOC)
_CAPTURE_DOC = "The named groups of the first match as a record, or null; one that may take no part is optional."
_declare(
    "capture",
    "",
    "{}?",
    "capture<{item}>({0}, {1})",
    _capture,
    _CAPTURE_DOC,
    returns=lambda args: t.Optional(groups_type(args)),
)
_declare(
    "capture_all",
    "",
    "list<{}>",
    "capture_all<{item}>({f}, {0}, {1})",
    _capture_all,
    "The named groups of every match.",
    returns=lambda args: t.List(groups_type(args)),
)
