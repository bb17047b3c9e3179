"""`--watch`: does a command again whenever a program changes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sage.base.errors import SageError
from sage.cli.files import programs
from sage.cli.settings import imported_files

_PAUSE_S = 0.2  # a change is seen soon enough to feel at once

Seen = dict[Path, tuple[int, int]]


def watch(paths: Sequence[Path], run: Callable[[], int], *, rounds: int | None = None) -> int:
    """Runs, and again after every change of a program below `paths`, or of what one imports, until interrupted, or for
    so many rounds; the code of the last run."""
    done, code = 0, 0
    while True:
        seen = _look(programs(paths))
        try:
            code = run()
        except SageError as error:  # half a file, or none: the next change may mend it
            print(f"error: {error}", file=sys.stderr)
            code = error.exit_code
        done += 1
        if done == rounds:
            return code
        print("watching; Ctrl-C ends", file=sys.stderr, flush=True)
        others = imported_files()
        seen = {**_look(others), **seen}
        while _look([*others, *programs(paths)]) == seen:
            time.sleep(_PAUSE_S)
        print(f"\n{time.strftime('%H:%M:%S')} changed", file=sys.stderr)


def _look(files: Iterable[Path]) -> Seen:
    """The files as they are: one that is being written anew may be missing for a moment."""
    found: Seen = {}
    for path in files:
        try:
            stat = path.stat()
        except OSError:
            continue
        found[path] = (stat.st_mtime_ns, stat.st_size)
    return found
