"""Regular expressions: what they may hold, since they run in linear time, and what is wrong with one."""

from __future__ import annotations

import re
import warnings
from typing import NamedTuple


class Flaw(NamedTuple):
    """What is wrong: a range of the pattern, the end of "this regular expression ...", a label and a word of help."""

    start: int
    end: int
    message: str
    label: str
    help: str | None = None


_LINEAR = "patterns run in linear time, which this cannot"
_UNSUPPORTED = {
    "(?=": ("looks ahead", _LINEAR),
    "(?!": ("looks ahead", _LINEAR),
    "(?<=": ("looks behind", _LINEAR),
    "(?<!": ("looks behind", _LINEAR),
    "(?>": ("has a group that gives nothing back", _LINEAR),
    "(?(": ("has a condition", _LINEAR),
    "(?P=": ("refers back to a group", _LINEAR),
    "(?#": ("has a comment inside", "put it behind a `#` after the text"),
}
_PIECE = re.compile(r"\\[1-9][0-9]?|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\(\?(?:P=|<[=!]|[=!>(#])|[\s\S]")
_POSSESSIVE = re.compile(r"[*+?}]\+")

# Python's words for a flaw, and ours; the length of what is marked.
_WORDS = (
    ("missing ), unterminated subpattern", "has an unclosed group", "opened here, never closed", 1,
     "close it, or write `\\(` for a parenthesis"),
    ("unterminated character set", "has an unclosed `[`", "opened here, never closed", 1,
     "close it, or write `\\[` for a bracket"),
    ("unbalanced parenthesis", "closes a group that is not open", "closes nothing", 1, "a parenthesis itself is `\\)`"),
    ("nothing to repeat", "repeats nothing", "nothing stands before it", 1, "a `\\` first makes it a character"),
    ("multiple repeat", "repeats a repetition", "already repeated", 1, "a `\\` first makes it a character"),
    ("min repeat greater than max repeat", "repeats at least more often than at most", "", 1, None),
    ("bad character range", "has a range that runs backwards", "the smaller end stands first", 3, None),
    ("bad escape (end of pattern)", "ends in a backslash", "", 1, "a backslash itself is `\\\\`"),
    ("bad escape", "has an unknown escape", "", 2, "the character itself stands without the `\\`"),
    ("redefinition of group name", "names two groups alike", "", 1, None),
    ("bad character in group name", "has a group name that is none", "", 1, "a name is letters, digits and `_`"),
    ("missing group name", "has a group without a name", "", 1, None),
    ("unknown extension", "has a group of an unknown kind", "", 3, "groups are `(...)`, `(?:...)` and `(?P<name>...)`"),
    ("global flags not at the start", "sets flags in its middle", "", 1, "flags stand at the start: `(?i)...`"),
)  # fmt: skip


def flaw(pattern: str) -> Flaw | None:
    """The first thing that is wrong with a pattern."""
    return _unsupported(pattern) or _malformed(pattern)


def _unsupported(pattern: str) -> Flaw | None:
    for found in _PIECE.finditer(pattern):
        piece = found.group()
        if piece in _UNSUPPORTED:
            message, label = _UNSUPPORTED[piece]
            return Flaw(found.start(), found.end(), message, label)
        if piece[0] == "\\" and piece[1].isdigit() and piece[1] != "0":
            return Flaw(found.start(), found.end(), "refers back to a group", _LINEAR)
        if piece in "*+?}" and _POSSESSIVE.match(pattern, found.start()):
            return Flaw(found.start(), found.end() + 1, "has a repetition that gives nothing back", _LINEAR)
    return None


def _malformed(pattern: str) -> Flaw | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except re.error as error:
        start = min(error.pos or 0, len(pattern))
        for words, message, label, length, help in _WORDS:
            if error.msg.startswith(words):
                return Flaw(start, min(start + length, len(pattern)), message, label, help)
        return Flaw(start, min(start + 1, len(pattern)), "is not well formed", error.msg)
    except (RecursionError, OverflowError, MemoryError):
        return Flaw(0, min(1, len(pattern)), "is too deeply nested", "")
    return None
