"""What type values have that were seen: the smallest one of the language that reads them all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sage.base.strict_json import JsonNumber
from sage.base.text_forms import parse_float, parse_integer, parse_timestamp

NULLS = ("", "NA", "null")  # how files spell null

_MANY_NAMES = 8  # of which none is in most records

_DIGITS = re.compile(r"[+-]?[0-9]+")
_NON_FINITE = ("NaN", "Infinity", "-Infinity")


@dataclass
class Shape:
    """What was seen at one place.

    Attributes:
        kinds: of values: bool, i64, f64, timestamp, str, list or record.
        seen: how many values, null among them.
        nulls: how many were null.
        item: of all items of lists.
        fields: of records, by the names in the data.
    """

    kinds: set[str] = field(default_factory=set)
    seen: int = 0
    nulls: int = 0
    item: Shape | None = None
    fields: dict[str, Shape] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The one kind that reads all of them; "" if there is none."""
        kinds = self.kinds - {"non-finite"}
        if "non-finite" in self.kinds and not kinds <= {"i64", "f64"}:
            kinds.add("str")
        if kinds <= {"i64", "f64"} and self.kinds:
            return "i64" if self.kinds == {"i64"} else "f64" if kinds else "str"
        if kinds <= {"timestamp", "str"}:
            return "timestamp" if kinds == {"timestamp"} else "str"
        return next(iter(kinds)) if len(kinds) == 1 else ""

    def map_item(self) -> Shape | None:
        """What all values of records are, where the names differ so much that they must be data; else None."""
        if len(self.fields) < _MANY_NAMES or any(2 * f.seen > self.seen for f in self.fields.values()):
            return None
        merged = Shape()
        for value in self.fields.values():
            merged.add(value)
        return merged if merged.kind not in ("", "record") else None

    def add(self, other: Shape) -> None:
        """Take note of all that was seen at another place."""
        self.kinds |= other.kinds
        self.seen += other.seen
        self.nulls += other.nulls
        if other.item is not None:
            self.item = self.item or Shape()
            self.item.add(other.item)
        for name, value in other.fields.items():
            self.fields.setdefault(name, Shape()).add(value)

    def is_optional(self, times: int) -> bool:
        """True if it was null or absent in one of the records."""
        return self.nulls > 0 or self.seen < times


def look(value: Any, shape: Shape) -> None:
    """Take note of a JSON value."""
    shape.seen += 1
    match value:
        case None:
            shape.nulls += 1
        case bool():
            shape.kinds.add("bool")
        case JsonNumber(text):
            shape.kinds.add("i64" if parse_integer(text) is not None else "f64")
        case str():
            is_time = parse_timestamp(value) is not None
            shape.kinds.add("timestamp" if is_time else "non-finite" if value in _NON_FINITE else "str")
        case list():
            shape.kinds.add("list")
            shape.item = shape.item or Shape()
            for item in value:
                look(item, shape.item)
        case dict():
            shape.kinds.add("record")
            for name, item in value.items():
                look(item, shape.fields.setdefault(name, Shape()))


def column(cells: Sequence[str]) -> str:
    """The type of a column of CSV, without the cells that are null."""
    if not cells:
        return "str"
    if all(cell in ("true", "false") for cell in cells):
        return "bool"
    if all(map(_is_number, cells)) and any(cell[-1].isdigit() or cell[-1] == "." for cell in cells):
        return "i64" if all(parse_integer(cell) is not None for cell in cells) else "f64"
    return "timestamp" if all(parse_timestamp(cell) is not None for cell in cells) else "str"


def _is_number(cell: str) -> bool:
    """A number, and not digits that mean something else: a postal code, a number of an account."""
    if _DIGITS.fullmatch(cell):
        digits = cell.lstrip("+-")
        return parse_integer(cell) is not None and (digits == "0" or not digits.startswith("0"))
    return parse_float(cell) is not None
