"""What a command says of a fault of ours: one message, and a report in a file. Never a traceback."""

from __future__ import annotations

import os
import platform
import sys
import time
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sage.base.errors import InternalError


def report_crash(error: BaseException) -> int:
    """Prints E0999 and writes the report into this folder; the exit code."""
    what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    print(f"error[E0999]: {what}", file=sys.stderr)
    path = _write_report(error)
    if path is not None:
        print(f"   = note: what happened is written in {path}", file=sys.stderr)
    with_file = " with that file" if path else ""
    print(f"   = help: this is a fault of SAGE, not of your program; please report it{with_file}", file=sys.stderr)
    return InternalError.exit_code


def _write_report(error: BaseException) -> Path | None:
    """Everything that is needed to find the fault; None if it cannot be written."""
    try:
        ours = version("sagec")
    except PackageNotFoundError:
        ours = "unknown"
    path = Path(f"sage-crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt")
    head = f"SAGE {ours}, Python {platform.python_version()}, {platform.platform()}"
    text = "\n".join([head, " ".join(sys.argv), "", *traceback.format_exception(error)])
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return path
