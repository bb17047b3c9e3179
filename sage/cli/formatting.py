"""`sagec fmt`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sage.base.errors import SageError
from sage.base.source import Source
from sage.cli.commands import use_color
from sage.cli.files import STDIN, print_diff, programs, standard_input, write_whole
from sage.compiler import driver


def format_paths(paths: Sequence[Path], *, check: bool = False, diff: bool = False) -> int:
    """Lays programs out and says how many changed; 1 if one has syntax errors, or with `check` if one would change."""
    if STDIN in paths:
        if len(paths) > 1:
            raise SageError("`-` stands alone: stdin is one program")
        return _format_stdin(check, diff)
    changed = unchanged = wrong = 0
    for path in programs(paths):
        source = driver.read(path)
        text = _formatted(source)
        if text is None:
            wrong += 1
        elif text.encode() == path.read_bytes():
            unchanged += 1
        else:
            changed += 1
            _deliver(path, source, text, check, diff)
    verb = "would be reformatted" if check or diff else "reformatted"
    left = f", {wrong} with errors left alone" if wrong else ""
    print(f"{changed} {'file' if changed == 1 else 'files'} {verb}, {unchanged} unchanged{left}", file=sys.stderr)
    return 1 if wrong or (check and changed) else 0


def _deliver(path: Path, source: Source, text: str, check: bool, diff: bool) -> None:
    if diff:
        print_diff(source, text, "formatted")
    elif check:
        print(path)
    else:
        write_whole(path, text)


def _format_stdin(check: bool, diff: bool) -> int:
    source = standard_input()
    text = _formatted(source)
    if diff and text is not None:
        print_diff(source, text, "formatted")
    elif not check:
        sys.stdout.write(source.text if text is None else text)
    return 1 if text is None or (check and text != source.text) else 0


def _formatted(source: Source) -> str | None:
    """The layout of a program; None, and messages on stderr, if it has syntax errors."""
    from sage.base.render import report
    from sage.compiler.syntax.printer import format_source

    text, found = format_source(source)
    if found:
        sys.stderr.write(report(list(found), color=use_color()) + "\n")
        return None
    return text
