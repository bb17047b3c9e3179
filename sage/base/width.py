"""How wide text is on a terminal, and the part of a long line that is worth showing."""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width

_CUT = "..."


def width_of(text: str) -> int:
    """Columns of a terminal that the text takes."""
    return len(text) if text.isascii() else sum(_width(c) for c in text)


def _width(character: str) -> int:
    """A tab is shown as one blank, and a character that could not be seen as a sign that one is there."""
    if character < "\x7f":
        return 1
    if combining(character) or category(character) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def plain(text: str) -> str:
    """Text that cannot upset a terminal: tabs become blanks; control characters, and marks that turn the direction of
    writing, become a visible sign."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if c == "\t" else "\N{REPLACEMENT CHARACTER}" if category(c) in _UNSEEN else c for c in text)


_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def cut(text: str, start: int, end: int, room: int) -> tuple[str, int]:
    """The part of a line that shows the characters `start` to `end` within `room` columns, and the offset of its first
    character in the line; unless that is 0, dots stand before it."""
    if width_of(text) <= room:
        return plain(text), 0
    wanted = min(width_of(text[start:end]), room - 2 * len(_CUT))
    before = max(0, (room - wanted) // 2 - len(_CUT))
    first = start
    taken = 0
    while first > 0 and taken + _width(text[first - 1]) <= before:
        first -= 1
        taken += _width(text[first])
    if width_of(text[:start]) <= (room - wanted) // 2:
        first, taken = 0, width_of(text[:start])
    head = _CUT if first else ""
    last = first
    used = len(head)
    while last < len(text) and used + _width(text[last]) <= room - len(_CUT):
        used += _width(text[last])
        last += 1
    if width_of(text[last:]) <= len(_CUT):
        return head + plain(text[first:]), first
    return head + plain(text[first:last]) + _CUT, first


def column_at(text: str, offset: int, first: int) -> int:
    """Columns before a character in what `cut` answered."""
    return (len(_CUT) if first else 0) + width_of(text[first:offset])
