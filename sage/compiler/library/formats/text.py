"""Lines of text for the reference; twin of C++ io/text.hpp."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sage.base.types import Schema
from sage.base.values import to_text
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import BadRow
from sage.compiler.library.formats.files import lines_of, read_files, write_file


def read_text(path: str) -> Iterator[Row | BadRow]:
    """The lines of all files that a path stands for."""
    for name, data in read_files(path):
        yield from read_rows(name, data)


def read_rows(name: str, data: bytes) -> Iterator[Row | BadRow]:
    """The lines of a file's prepared content."""
    for number, line in enumerate(lines_of(data), 1):
        try:
            yield {"it": line.decode()}
        except UnicodeDecodeError:
            yield BadRow("R0101", "not valid UTF-8", f"{name}, line {number}", line.decode(errors="replace"))


def write_text(path: str, rows: Sequence[Row], schema: Schema) -> None:
    """Make a file of plain values, one a line."""
    write_file(path, lines_text(rows, schema))


def lines_text(rows: Sequence[Row], schema: Schema) -> str:
    """Plain values, one a line."""
    return "".join(to_text(row["it"], schema.fields[0].type) + "\n" for row in rows)
