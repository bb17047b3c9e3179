"""What a program is made of: whole files, and the beginnings of files of data."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

SAMPLE: Final = "the beginning of "  # before the name of a file of which no more counts
_SAMPLE_BYTES = 1 << 20


def content(name: str) -> bytes | None:
    """What counts of a file, or None if there is none to read: all of it, or what tells one beginning from another."""
    try:
        if name.startswith(SAMPLE):
            with open(name.removeprefix(SAMPLE), "rb") as file:
                return blake2b(file.read(_SAMPLE_BYTES)).hexdigest().encode()
        with open(name, "rb") as file:
            return file.read()
    except (OSError, ValueError):
        return None
