"""How commands print: tables, JSON, numbers for people. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any, Literal, TextIO

from sage.cli.commands import use_color


def note(text: str) -> None:
    """A word to the user that is no result."""
    print(text, file=sys.stderr)


def ndjson(kind: str, **values: Any) -> None:
    """One object on one line, as all commands print with `--json`."""
    print(json.dumps({"v": 1, "kind": kind, **values}, ensure_ascii=False, default=str))


def value(answer: Any, *, raw: bool = False) -> None:
    """An answer as JSON: indented on a terminal, else on one line. `raw` prints text without quotes."""
    from sage.runtime.payload import json_value

    if raw and isinstance(answer, str):
        print(answer)
        return
    ready = json_value(answer)
    line = json.dumps(ready, ensure_ascii=False)
    is_long = len(line) > 100 and isinstance(ready, (dict, list))
    print(json.dumps(ready, ensure_ascii=False, indent=2) if is_long and sys.stdout.isatty() else line)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str] = ()) -> None:
    """Columns under headings; those named in `right` hold numbers."""
    if use_color(sys.stdout):
        _rich_table(headings, rows, right)
        return
    lines = [list(headings), *map(list, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(headings))]
    for line in lines:
        cells = (
            cell.rjust(width) if heading in right else cell.ljust(width)
            for cell, width, heading in zip(line, widths, headings, strict=True)
        )
        print("  ".join(cells).rstrip())


def _rich_table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for index, heading in enumerate(headings):
        # Only the last column gives way on a narrow terminal.
        least = max(len(line[index]) for line in (headings, *rows)) if index < len(headings) - 1 else None
        justify: Literal["left", "right"] = "right" if heading in right else "left"
        shown.add_column(heading, justify=justify, no_wrap=True, overflow="ellipsis", min_width=least)
    for row in rows:
        shown.add_row(*(Text(cell, style=_STYLES.get(cell, "")) for cell in row))
    console = Console(highlight=False)
    console.width = max(console.width, sum(column.min_width or 12 for column in shown.columns) + 2 * len(headings))
    console.print(shown)


_STYLES = {"ready": "green", "draining": "yellow", "silent": "red"}
_DIM, _RED, _YELLOW, _PLAIN = "\033[2m", "\033[31m", "\033[33m", "\033[0m"


def log_line(line: str, stream: TextIO | None = None) -> str:
    """A structured log line in words; any other line as it is."""
    try:
        entry = json.loads(line)
        time, level, message = entry.pop("ts"), entry.pop("level"), entry.pop("msg")
    except (ValueError, KeyError, AttributeError, TypeError):
        return line
    entry.pop("service", None)
    details = "  ".join(f"{name}={_shown(detail)}" for name, detail in entry.items())
    time = str(time)[11:23]
    if not use_color(stream or sys.stdout):
        return f"{time} {level:<5} {message}  {details}".rstrip()
    mark = {"error": _RED, "warn": _YELLOW}.get(level, "")
    return f"{_DIM}{time}{_PLAIN} {mark}{level:<5}{_PLAIN} {message}  {_DIM}{details}{_PLAIN}"


def _shown(detail: Any) -> str:
    return detail if isinstance(detail, str) else json.dumps(detail, ensure_ascii=False)


def count(number: int | None) -> str:
    """`1 204 331`, or nothing."""
    return "" if number is None else f"{number:,}".replace(",", " ")


def seconds(duration: float | None) -> str:
    """A duration in the unit that reads best: `850 ns`, `37.2 us`, `1.20 s`, `3h12m`, `5d4h`."""
    if duration is None:
        return ""
    for limit, scale, unit in ((1e-6, 1e9, "ns"), (1e-3, 1e6, "us"), (1.0, 1e3, "ms"), (60.0, 1.0, "s")):
        if duration < limit:
            return f"{duration * scale:.3g} {unit}"
    minutes = int(duration // 60)
    if minutes < 60:
        return f"{minutes}m{int(duration % 60):02}s"
    return f"{minutes // 60}h{minutes % 60:02}m" if minutes < 1440 else f"{minutes // 1440}d{minutes // 60 % 24}h"
