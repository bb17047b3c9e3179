"""JSON lines for the reference; twin of C++ io/jsonl.hpp. docs/formats.md, "JSON lines", holds the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sage.base.strict_json import read_json
from sage.base.types import Schema
from sage.base.values import from_json, json_text
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import BadRow
from sage.compiler.library.formats.files import lines_of, read_files, write_file


def read_jsonl(path: str, schema: Schema, time_unit: str = "") -> Iterator[Row | BadRow]:
    """The rows of all files that a path stands for."""
    for name, data in read_files(path):
        yield from read_rows(name, data, schema, time_unit)


def read_rows(name: str, data: bytes, schema: Schema, time_unit: str = "") -> Iterator[Row | BadRow]:
    """The rows of a file's prepared content."""
    for number, line in enumerate(lines_of(data), 1):
        if not line.strip(b" \t\r"):
            continue
        try:
            yield from_json(read_json(_text(line)), schema, time_unit)
        except ValueError as error:
            yield BadRow("R0101", str(error), f"{name}, line {number}", line.decode(errors="replace"))


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise ValueError("not valid UTF-8") from None


def write_jsonl(path: str, rows: Sequence[Row], schema: Schema) -> None:
    """Make a file of rows."""
    write_file(path, jsonl_text(rows, schema))


def jsonl_text(rows: Sequence[Row], schema: Schema) -> str:
    """Rows as JSON lines."""
    return "".join(json_text(row, schema) + "\n" for row in rows)
