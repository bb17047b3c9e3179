"""CSV for the reference; twin of C++ io/csv.hpp. docs/formats.md, "CSV", holds the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.names import closest
from sage.base.text_forms import format_value
from sage.base.types import MISSING, Field, Schema, Type, required
from sage.base.values import from_text
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import BadRow
from sage.compiler.library.formats.files import ConfigError, read_files, write_file

_UNCLOSED = "a quote is not closed"
_TORN = "text behind a closing quote"


@dataclass(frozen=True)
class CsvFormat:
    """How a file is written: the options of the source."""

    delimiter: str = ","
    quote: str = '"'
    nulls: tuple[str, ...] = ("",)
    header: bool = True
    time_unit: str = ""
    columns: tuple[str, ...] = ()  # without a header: the names of all columns; empty: those of the schema


@dataclass(frozen=True)
class Cell:
    """A field as it stands in the file."""

    content: bytes
    quoted: bool


@dataclass(frozen=True)
class _Line:
    """A row as it stands in the file: where, its text, its fields, and what is wrong with its quotes."""

    number: int
    text: bytes
    cells: list[Cell]
    flaw: str = ""

    @property
    def is_blank(self) -> bool:
        return len(self.cells) == 1 and not self.text


def read_csv(path: str, schema: Schema, format: CsvFormat) -> Iterator[Row | BadRow]:
    """The rows of all files that a path stands for."""
    for name, data in read_files(path):
        yield from read_rows(name, data, schema, format)


def read_rows(name: str, data: bytes, schema: Schema, format: CsvFormat) -> Iterator[Row | BadRow]:
    """The rows of a file's prepared content."""
    columns = None if format.header else [*format.columns] or [f.outside_name for f in schema]
    places = _places(name, schema, columns) if columns else {}
    for line in split_rows(data, format):
        where = f"{name}, line {line.number}"
        if columns is None:
            if line.flaw:
                raise ConfigError(f"{where}: {line.flaw}")
            if not line.is_blank:
                columns = [_readable(cell.content) for cell in line.cells]
                places = _places(name, schema, columns)
            continue
        try:
            if line.flaw:
                raise ValueError(line.flaw)
            if len(line.cells) > len(columns):
                noun = "column" if len(columns) == 1 else "columns"
                raise ValueError(f"{len(line.cells)} fields for {len(columns)} {noun}")
            if not line.is_blank:
                yield {f.name: _value(f, line.cells, places.get(f.name), format) for f in schema}
        except ValueError as error:
            yield BadRow("R0101", str(error), where, _readable(line.text))


def split_rows(data: bytes, format: CsvFormat) -> Iterator[_Line]:
    """The rows of prepared content, the header among them, as they stand there."""
    quote, delimiter = format.quote.encode(), format.delimiter.encode()
    cut = re.compile(b"[" + re.escape(delimiter) + b"\n]")
    at, number = 0, 1
    while at < len(data):
        start, cells, flaw = at, [], ""
        while True:
            opens = data.startswith(quote, at)
            content, torn_at = b"", at
            if opens:
                close = _closing(data, at + 1, quote)
                if close < 0:
                    text = data[start:].removesuffix(b"\n").removesuffix(b"\r")
                    yield _Line(number, text, [], _UNCLOSED)
                    return
                content, torn_at = data[at + 1 : close].replace(quote * 2, quote), close + 1
            found = cut.search(data, torn_at)
            assert found is not None, "content ends with a newline"
            ends_line = found[0] == b"\n"
            rest = data[torn_at : found.start()]
            if ends_line:
                rest = rest.removesuffix(b"\r")
            if opens and rest:
                flaw = _TORN
            cells.append(Cell(content if opens else rest, opens))
            at = found.end()
            if ends_line:
                break
        yield _Line(number, data[start : at - 1].removesuffix(b"\r"), cells, flaw)
        number += data.count(b"\n", start, at)


def _closing(data: bytes, at: int, quote: bytes) -> int:
    """Where the quoted field that goes on at `at` is closed, or -1."""
    while (at := data.find(quote, at)) >= 0 and data.startswith(quote, at + 1):
        at += 2
    return at


def _places(name: str, schema: Schema, columns: Sequence[str]) -> dict[str, int]:
    """Which column each field is. Raises ConfigError if a field that is required has none, or any has two."""
    places = {}
    for field in schema:
        wanted = field.outside_name
        if columns.count(wanted) > 1:
            raise ConfigError(f"{name} has two columns `{wanted}`")
        if wanted in columns:
            places[field.name] = columns.index(wanted)
        elif field.is_required:
            nearest = closest(wanted, columns)
            hint = f"; did you mean `{nearest}`?" if nearest else "."
            raise ConfigError(f"{name} has no column `{wanted}`{hint} Its columns are {', '.join(columns)}")
    return places


def _value(field: Field, cells: list[Cell], place: int | None, format: CsvFormat) -> Any:
    if place is None or place >= len(cells):
        if field.is_required:
            raise ValueError(f"{field.outside_name}: missing")
        return None if field.default is MISSING else field.default
    cell = cells[place]
    if required(field.type) == t.STR and not _is_utf8(cell.content):
        raise ValueError(f"{field.outside_name}: not valid UTF-8")
    text = _readable(cell.content)
    try:
        return from_text(text, field.type, quoted=cell.quoted, nulls=format.nulls, time_unit=format.time_unit)
    except ValueError as error:
        raise ValueError(f"{field.outside_name}: {error}") from None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _readable(content: bytes) -> str:
    return content.decode(errors="replace")


# ---------------------------------------------------------------- writing


def write_csv(path: str, rows: Sequence[Row], schema: Schema, *, header: bool, delimiter: str) -> None:
    """Make a file of rows."""
    write_file(path, csv_text(rows, schema, header=header, delimiter=delimiter))


def csv_text(rows: Sequence[Row], schema: Schema, *, header: bool = True, delimiter: str = ",") -> str:
    """Rows as CSV."""
    alone = len(schema) == 1
    lines = [[_quoted(f.outside_name, delimiter, alone) for f in schema]] if header else []
    lines += [[_cell(row[f.name], f.type, delimiter, alone) for f in schema] for row in rows]
    return "".join(delimiter.join(line) + "\n" for line in lines)


def _cell(value: Any, type: Type, delimiter: str, alone: bool) -> str:
    if value is None:
        return ""
    # Empty text must be seen where a reader would take it for null, or for a blank line.
    return _quoted(format_value(value, type), delimiter, alone or isinstance(type, t.Optional))


def _quoted(text: str, delimiter: str, visible: bool) -> str:
    needs_quotes = any(c in text for c in ('"', delimiter, "\n", "\r")) if text else visible
    return '"' + text.replace('"', '""') + '"' if needs_quotes else text
