"""Programs as files: which are meant, what stands on stdin, and how one is written again."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from sage.base.errors import SageError
from sage.base.source import Source

STDIN = Path("-")


def programs(paths: Sequence[Path]) -> Iterable[Path]:
    """The files named, and all programs below the folders named; without any, below this folder."""
    for path in paths or (Path("."),):
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*.sage") if not any(part.startswith(".") for part in p.parts[1:]))
        else:
            yield path


def standard_input(name: str = "<stdin>") -> Source:
    """The program on stdin, under a name."""
    try:
        return Source(name, sys.stdin.buffer.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SageError(f"stdin is not UTF-8 text: byte {error.start}") from error


def print_diff(source: Source, text: str, outcome: str) -> None:
    """What would change in a program, as a patch."""
    lines = difflib.unified_diff(
        source.text.splitlines(), text.splitlines(), source.name, f"{source.name} ({outcome})", lineterm=""
    )
    for line in lines:
        print(line)


def write_whole(path: Path, text: str) -> None:
    """Writes a file whole or not at all; what it may be used for stays as it is."""
    target = path.resolve()
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        aside.write_bytes(text.encode())
        aside.chmod(target.stat().st_mode)
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise SageError(f"cannot write {path}: {error.strerror}") from error
