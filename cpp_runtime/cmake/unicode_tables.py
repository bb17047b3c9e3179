"""Write the C++ tables of upper and lower case and of white space, as this interpreter's `str` has them.

python3 unicode_tables.py OUTPUT.hpp
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

SURROGATES = range(0xD800, 0xE000)
LAST_CASED = 0x1FFFF  # no character above has a case or is ignored by one, but for the tags and selectors below
TAGS = range(0xE0000, 0xE0200)


def characters(first: int = 0) -> Iterator[str]:
    yield from map(chr, (c for c in range(first, LAST_CASED + 1) if c not in SURROGATES))
    yield from map(chr, TAGS)


def mapping(name: str, convert: Callable[[str], str]) -> str:
    """A sorted table of the characters after ASCII that change, and the one to three that they become."""
    rows = []
    for c in characters(0x80):
        changed = convert(c)
        if changed == c:
            continue
        points = [ord(x) for x in changed] + [0, 0]
        rows.append(f"{{0x{ord(c):X}, {{{', '.join(f'0x{p:X}' for p in points[:3])}}}}}")
    return _array(f"constexpr CaseMapping {name}[]", rows)


def ranges(name: str, belongs: Callable[[str], bool]) -> str:
    """A sorted table of the ranges [first, last] of characters that belong."""
    found: list[list[int]] = []
    for c in map(ord, characters()):
        if not belongs(chr(c)):
            continue
        if found and found[-1][1] == c - 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return _array(f"constexpr CodeRange {name}[]", [f"{{0x{first:X}, 0x{last:X}}}" for first, last in found])


def is_cased(c: str) -> bool:
    """A cased letter that is not ignored: a sigma right after it ends a word."""
    return (c + "Σ").lower().endswith("ς")


def is_ignored(c: str) -> bool:
    """A character that the rule of the final sigma looks through."""
    return ("A" + c + "Σ").lower().endswith("ς") and not is_cased(c)


def _array(head: str, rows: list[str]) -> str:
    lines = ["    " + " ".join(row + "," for row in rows[i : i + 4]) for i in range(0, len(rows), 4)]
    return "\n".join([head + " = {", *lines, "};", ""])


def header() -> str:
    return "\n".join(
        [
            f"// Generated: Unicode {unicodedata.unidata_version} as Python {sys.version.split()[0]} has it.",
            "#pragma once",
            "",
            "namespace sage::unicode {",
            "",
            "struct CaseMapping {",
            "  char32_t from;",
            "  char32_t to[3];  // zeros at the end",
            "};",
            "",
            "struct CodeRange {",
            "  char32_t first, last;",
            "};",
            "",
            mapping("kUpper", str.upper),
            mapping("kLower", str.lower),
            ranges("kSpace", str.isspace),
            ranges("kCased", is_cased),
            ranges("kIgnored", is_ignored),
            "}  // namespace sage::unicode",
            "",
        ]
    )


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(header(), encoding="utf-8")
