"""Regular expressions as RE2 reads them: what is wrong with one, and which groups it has.

RE2 itself, the package `google-re2`, has the last word on a pattern and gives matches their meaning; it is imported
when the first pattern is read. It does not say where in a pattern a mistake is, nor whether a group takes part in every
match, so the structure of patterns is read here too, in one pass.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from sage.base.errors import ToolchainError

MAX_MEMORY = 12 << 20  # of the automata of one pattern; with/re2/regex.cpp has more, so that it takes all of them
MOST_REPEATS = 1000
MOST_OPEN = 200  # groups inside one another


class Flaw(NamedTuple):
    """What is wrong: a range of the pattern, the end of "this regular expression ...", a label and a word of help."""

    start: int
    end: int
    message: str
    label: str
    help: str | None = None


class Group(NamedTuple):
    """A group in parentheses: its name, or None, and whether there are matches in which it takes no part."""

    name: str | None
    is_optional: bool


def flaw(pattern: str) -> Flaw | None:
    """The first thing that is wrong with a pattern."""
    try:
        _Reader(pattern).read()
        compiled(pattern)
    except _Flawed as found:
        return found.flaw
    return None


@lru_cache(maxsize=256)
def groups(pattern: str) -> tuple[Group, ...]:
    """The groups of a sound pattern, from 1 on."""
    return _Reader(pattern).read()


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Any:
    """The pattern in RE2, to be applied to UTF-8."""
    try:
        import re2
    except ImportError as error:
        raise ToolchainError(
            "regular expressions need the Python package google-re2\n  = help: pip install google-re2"
        ) from error
    options = re2.Options()
    options.log_errors, options.max_mem = False, MAX_MEMORY
    try:
        return re2.compile(pattern.encode(), options)
    except re2.error as error:
        said = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise _Flawed(_said(said, pattern)) from None


def _said(words: str, pattern: str) -> Flaw:
    """What RE2 says, in our words; it names the part of the pattern behind a colon."""
    kind, _, part = words.partition(": ")
    start = max(pattern.find(part), 0)
    end = start + len(part) if part and part in pattern else len(pattern)
    for known, message, label, help in _SAID:
        if known in kind:
            return Flaw(start, end, message, label, help)
    return Flaw(start, end, "is not well formed", words)


_SAID = (
    ("too large", "is too large", "its automaton takes too much memory", "repeat less"),
    ("invalid repetition size", "repeats too often", "more than 1000 times, all repetitions together", None),
    ("invalid character class", "has a class that is not known", "not known here",
     "there are `\\d`, `\\w`, `\\s`, `[[:alpha:]]` and its like, and those of Unicode: `\\p{L}`, `\\p{Greek}`"),
    ("invalid escape", "has an escape that means nothing here", "not known here", None),
)  # fmt: skip


class _Flawed(Exception):
    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw


_LINEAR = "patterns run in linear time, which this cannot"
_NO_LOOK = "match what is around it too, and take the part that is meant with a group: `(?P<name>...)`"
_NO_REFERENCE = "capture both places as groups, and compare them: `m.a == m.b`"
_UNSUPPORTED = (
    ("(?=", "looks ahead", _LINEAR, _NO_LOOK),
    ("(?!", "looks ahead", _LINEAR, "match without it, and exclude with a second condition: `and not (s matches ...)`"),
    ("(?<=", "looks behind", _LINEAR, _NO_LOOK),
    ("(?<!", "looks behind", _LINEAR, "match without it, and exclude with a second condition"),
    ("(?>", "has a group that gives nothing back", _LINEAR, "a plain group `(?:...)` finds the same or more"),
    ("(?(", "has a condition", _LINEAR, "write both cases: `(?:...|...)`"),
    ("(?P=", "refers back to a group", _LINEAR, _NO_REFERENCE),
    ("(?P>", "calls a group", _LINEAR, "write the group out again"),
    ("(?#", "has a comment inside", "not known here", "put it behind a `#` after the text"),
    ("(?<", "names a group in another way", "not known here", "write `(?P<name>...)`"),
)
_ESCAPE = re.compile(
    r"\\(?:[pP](?:\{\^?\w+\}|[A-Z])|x(?:[0-9A-Fa-f]{2}|\{[0-9A-Fa-f]{1,6}\})|0[0-7]{0,2}|[aftnrvdDsSwWAzbB]|[\0-/:-@\[-^`{-\x7f])"
)
_OTHER_ESCAPES = {
    "Z": "the end of the text is `\\z`",
    "u": "a character by its number is `\\x{1F600}`",
    "h": "a blank or tab is `[ \\t]`",
    "R": "an end of line is `\\r?\\n`",
    "G": "searches go on where they stopped by themselves",
    "C": "a byte is no text; a character is `.`",
    "k": _NO_REFERENCE,
}
_REPEAT = re.compile(r"[*+?]|\{([0-9]+)(,([0-9]*))?\}")
_NAMED = re.compile(r"\(\?P<([^>)]*)(>?)")
_FLAGS = re.compile(r"\(\?[imsU]*(?:-[imsU]+)?([:)])")
_IN_CLASS = re.compile(r"\[:\^?[a-z]+:\]|\\[\s\S]|[\s\S]")
_CLASS_ESCAPES = "dDsSwWpP"


class _Open:
    """A group that is being read."""

    def __init__(self, start: int, number: int | None) -> None:
        self.start, self.number = start, number
        self.inside: list[int] = []  # the groups in it
        self.is_choice = False


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0
        self.names: list[str | None] = []
        self.optional: set[int] = set()
        self.open = [_Open(0, None)]
        self.atom: list[int] | None = None  # the groups in what a repetition would repeat; None at a beginning
        self.is_repeated = False

    def read(self) -> tuple[Group, ...]:
        while self.at < len(self.pattern):
            self._piece()
        if len(self.open) > 1:
            start = self.open[-1].start
            help = "close it, or write `\\(` for a parenthesis"
            raise self._flaw(start, start + 1, "has an unclosed group", "opened here, never closed", help)
        self._end(self.open[0])
        return tuple(Group(name, number in self.optional) for number, name in enumerate(self.names))

    def _flaw(self, start: int, end: int, message: str, label: str, help: str | None = None) -> _Flawed:
        return _Flawed(Flaw(start, min(end, len(self.pattern)), message, label, help))

    def _piece(self) -> None:
        start, char = self.at, self.pattern[self.at]
        repeat = _REPEAT.match(self.pattern, start)
        if repeat is not None:
            self._repeat(repeat)
            return
        self.at += 1
        self.is_repeated = False
        match char:
            case "(":
                self._group(start)
                return
            case ")":
                self._close(start)
                return
            case "|":
                self.open[-1].is_choice = True
                self.atom = None
                return
            case "[":
                self._class(start)
            case "\\" if self.pattern.startswith("Q", self.at):
                end = self.pattern.find("\\E", self.at)
                self.at = len(self.pattern) if end < 0 else end + 2
            case "\\":
                self.at = start + len(self._escape(start))
        self.atom = []

    # ------------------------------------------------------------ repetition

    def _repeat(self, found: re.Match[str]) -> None:
        start, end = found.span()
        if self.atom is None:
            help = "a `\\` first makes it a character"
            raise self._flaw(start, start + 1, "repeats nothing", "nothing stands before it", help)
        if self.is_repeated:
            if found.group() == "+":
                help = "a plain repetition finds the same or more"
                message = "has a repetition that gives nothing back"
                raise self._flaw(start - 1, end, message, _LINEAR, help)
            help = "put the first in a group `(?:...)`; a `\\` makes this a character"
            raise self._flaw(start, end, "repeats a repetition", "already repeated", help)
        least, most = self._counts(found)
        if most is not None and most < least:
            raise self._flaw(start, end, "repeats at least more often than at most", "the smaller number stands first")
        if max(least, most or 0) > MOST_REPEATS:
            label = f"at most {MOST_REPEATS} times"
            raise self._flaw(start, end, "repeats too often", label, "`*` and `+` have no such limit")
        if least == 0:
            self.optional.update(self.atom)
        self.at = end + self.pattern.startswith("?", end)
        self.is_repeated = True

    @staticmethod
    def _counts(found: re.Match[str]) -> tuple[int, int | None]:
        if found[1] is None:
            return (1 if found[0] == "+" else 0), None
        least = int(found[1][:9])
        return least, least if found[2] is None else int(found[3][:9]) if found[3] else None

    # ------------------------------------------------------------ groups

    def _group(self, start: int) -> None:
        if len(self.open) > MOST_OPEN:
            raise self._flaw(start, start + 1, "is too deeply nested", f"inside {MOST_OPEN} groups")
        rest = self.pattern[start : start + 4]
        for words, message, label, help in _UNSUPPORTED:
            if rest.startswith(words):
                raise self._flaw(start, start + len(words), message, label, help)
        if not rest.startswith("(?"):
            self._enter(start, None)
        elif named := _NAMED.match(self.pattern, start):
            self._enter(start, self._name(named))
        elif flags := _FLAGS.match(self.pattern, start):
            self.at = flags.end()
            self.atom = None
            if flags[1] == ":":
                self.open.append(_Open(start, None))
        else:
            help = "groups are `(...)`, `(?:...)` and `(?P<name>...)`; flags are `(?i)`, `(?m)`, `(?s)` and `(?U)`"
            raise self._flaw(start, start + 3, "has a group of an unknown kind", "not known here", help)

    def _name(self, found: re.Match[str]) -> str:
        name, start = found[1], found.start(1)
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name, re.ASCII) or not found[2]:
            message = "has a group without a name" if not name else "has a group name that is none"
            help = "a name is letters, digits and `_`, and does not begin with a digit: `(?P<name>...)`"
            raise self._flaw(start, max(found.end(1), start + 1), message, "", help)
        if name in self.names:
            raise self._flaw(start, found.end(1), "names two groups alike", f"`{name}` again")
        self.at = found.end()
        return name

    def _enter(self, start: int, name: str | None) -> None:
        self.open.append(_Open(start, len(self.names)))
        self.names.append(name)
        self.atom = None

    def _close(self, start: int) -> None:
        if len(self.open) == 1:
            help = "a parenthesis itself is `\\)`"
            raise self._flaw(start, start + 1, "closes a group that is not open", "closes nothing", help)
        group = self.open.pop()
        self._end(group)
        self.atom = group.inside + ([] if group.number is None else [group.number])
        self.open[-1].inside += self.atom

    def _end(self, group: _Open) -> None:
        """Of several alternatives only one takes part."""
        if group.is_choice:
            self.optional.update(group.inside)

    # ------------------------------------------------------------ classes and escapes

    def _class(self, start: int) -> None:
        self.at += self.pattern.startswith("^", self.at)
        is_first, low, dash = True, "", False
        while found := _IN_CLASS.match(self.pattern, self.at):
            piece = found.group()
            if piece == "]" and not is_first:
                self.at = found.end()
                return
            if piece[0] == "\\":
                piece = self._escape(found.start())
            if dash and low and _number(piece) < _number(low):
                first = found.start() - 1 - len(low)
                label = "the smaller end stands first"
                raise self._flaw(first, found.start() + len(piece), "has a range that runs backwards", label)
            is_end = dash and bool(low)
            dash = piece == "-" and bool(low) and not is_end
            low = low if dash else "" if is_end or (len(piece) > 1 and piece[1] in _CLASS_ESCAPES + ":") else piece
            self.at, is_first = found.start() + len(piece), False
        help = "close it, or write `\\[` for a bracket"
        raise self._flaw(start, start + 1, "has an unclosed `[`", "opened here, never closed", help)

    def _escape(self, start: int) -> str:
        if start + 1 == len(self.pattern):
            raise self._flaw(start, start + 1, "ends in a backslash", "", "a backslash itself is `\\\\`")
        if found := _ESCAPE.match(self.pattern, start):
            return found.group()
        letter = self.pattern[start + 1]
        if letter in "123456789":
            digits = re.compile("[0-9]{1,2}").match(self.pattern, start + 1)
            end = digits.end() if digits else start + 2
            raise self._flaw(start, end, "refers back to a group", _LINEAR, _NO_REFERENCE)
        help = _OTHER_ESCAPES.get(letter, "the character itself stands without the `\\`")
        if letter in "xpP":
            help = "`\\x41` or `\\x{1F600}` is a character by its number, `\\pL` or `\\p{Greek}` a class of Unicode"
        raise self._flaw(start, start + 2, "has an unknown escape", "not known here", help)


_CONTROLS = {"a": 7, "f": 12, "t": 9, "n": 10, "r": 13, "v": 11}


def _number(piece: str) -> int:
    """The code point that a piece of a class is; one that is a class itself is no end of a range, which RE2 says."""
    if piece[0] != "\\":
        return ord(piece[0])
    if piece[1] == "x":
        return int(piece[2:].strip("{}"), 16)
    if piece[1] == "0":
        return int(piece[1:], 8)
    return _CONTROLS.get(piece[1], ord(piece[1]))
