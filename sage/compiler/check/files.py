"""The files that a program is made of besides its own: each is read once, and what was looked for is remembered.

What was read decides what is generated, so all of it is part of the key of an artifact: also a file that was looked for
and not there, since it would have been taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sage.base.files import BYTES, SAMPLE, content


class Files:
    """Reads files by the names under which messages show them.

    Args:
        path: folders in which imported modules are looked for, after that of the file that imports them.
    """

    def __init__(self, path: Sequence[Path] = ()) -> None:
        self.path = tuple(path)
        self._seen: dict[str, str | None] = {}

    def text(self, name: str) -> str | None:
        """The text of a file, or None if there is no such file. Raises UnicodeDecodeError if it is not UTF-8."""
        if name not in self._seen:
            self._seen[name] = read_text(name)
        return self._seen[name]

    def has(self, name: str) -> bool:
        """True if there is a file that is no text; all of it decides what a program is."""
        known_as = BYTES + name
        if known_as not in self._seen:
            self._seen[known_as] = read_text(known_as)
        return self._seen[known_as] is not None

    def sample(self, name: str) -> None:
        """Notes that the beginning of a file decides what a program is."""
        known_as = SAMPLE + name
        self._seen[known_as] = read_text(known_as)

    @property
    def seen(self) -> Mapping[str, str | None]:
        """What was looked for, with its text."""
        return self._seen


def read_text(name: str) -> str | None:
    """The text of a file, or None if there is none to read. Raises UnicodeDecodeError if it is not UTF-8."""
    found = content(name)
    return None if found is None else found.decode("utf-8-sig")
