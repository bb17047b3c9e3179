"""The streams of the process for the reference; twin of C++ io/stdio.hpp and io/table.hpp."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from sage.base import types as t
from sage.base.types import Schema, required
from sage.base.values import to_text
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import BadRow
from sage.compiler.library.formats import csv, jsonl, text
from sage.compiler.library.formats.files import prepared

_CONTROL = re.compile("[\0-\x1f]")


def read_stdin(schema: Schema, kind: str) -> Iterator[Row | BadRow]:
    """The rows on standard input; `kind` is text, jsonl or csv."""
    name, data = "standard input", prepared(sys.stdin.buffer.read())
    match kind:
        case "text":
            return text.read_rows(name, data)
        case "csv":
            return csv.read_rows(name, data, schema, csv.CsvFormat())
        case _:
            return jsonl.read_rows(name, data, schema)


def write_formatted(to: TextIO, rows: Sequence[Row], schema: Schema, format: str) -> None:
    """Print rows; `format` is jsonl, table, csv or text."""
    match format:
        case "table":
            to.write(table_text(rows, schema))
        case "csv":
            to.write(csv.csv_text(rows, schema))
        case "text":
            to.write(text.lines_text(rows, schema))
        case _:
            to.write(jsonl.jsonl_text(rows, schema))


def table_text(rows: Sequence[Row], schema: Schema) -> str:
    """Rows as an aligned table, numbers at the right, null empty."""
    cells = [[f.outside_name for f in schema]] + [[to_text(row[f.name], f.type) for f in schema] for row in rows]
    cells = [[_CONTROL.sub(_escaped, cell) for cell in line] for line in cells]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    numeric = [required(f.type) in t.NUMBERS for f in schema]
    lines = [_line(line, widths, numeric) for line in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "".join(line + "\n" for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    """Left text is not filled up behind the last column."""
    widths = widths if numeric[-1] else [*widths[:-1], 0]
    aligned = (cell.rjust(w) if n else cell.ljust(w) for cell, w, n in zip(cells, widths, numeric, strict=True))
    return "  ".join(aligned)


def _escaped(control: re.Match[str]) -> str:
    """A line break would tear the table: control characters look as in JSON."""
    return json.dumps(control[0])[1:-1]
