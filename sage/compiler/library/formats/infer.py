"""The schema that reads a file of data, found by looking at its first rows."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sage.base.errors import SageError
from sage.base.strict_json import read_json
from sage.base.text_forms import parse_float, parse_timestamp
from sage.compiler.library.formats.csv import Cell, CsvFormat, split_rows
from sage.compiler.library.formats.files import prepared
from sage.compiler.library.formats.shapes import NULLS, Shape, column, look

_FORMATS = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_RESERVED = frozenset(
    {"and", "or", "not", "in", "is", "null", "true", "false", "if", "then", "else", "match", "between", "like"}
    | {"matches", "fn", "on", "by", "within", "over"}
)
_NAME = re.compile(r"[^\W\d]\w*")
_NULL_BYTES = frozenset(text.encode() for text in NULLS)
_BLOCK_BYTES = 1 << 20


@dataclass
class Finding:
    """The schema of a file.

    Attributes:
        fields: of the schema, as they are written.
        options: of the source, as they are written, by name.
        notes: what the reader should know.
        schemas: those that the fields need.
        name, form, path: of the schema and of the file.
    """

    fields: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    schemas: dict[str, list[str]] = field(default_factory=dict)
    name: str = ""
    form: str = ""
    path: Path = Path()

    @property
    def source(self) -> str:
        """How a program reads the file."""
        options = "".join(f", {name}: {value}" for name, value in self.options.items())
        return f"from {self.form}({_quoted(str(self.path))}{options}) as {self.name}"

    @property
    def declarations(self) -> str:
        """The schema, after those that it needs."""
        schemas = {**self.schemas, self.name: self.fields}
        return "\n".join(map(_schema, schemas, schemas.values()))


def infer(path: Path, form: str | None = None, rows: int = 1000, name: str | None = None) -> Finding:
    """The schema of a file. Raises SageError if it has none, or cannot be read.

    Args:
        path: the file; `.gz` is unpacked.
        form: csv or jsonl; by default what its name says.
        rows: how many are looked at.
        name: of the schema; by default made of the file's.
    """
    form = form or _FORMATS.get(_stem(path).suffix)
    if form is None:
        raise SageError(f"cannot tell what {path} holds by its name; say --format csv or --format jsonl")
    if name is not None and (not _NAME.fullmatch(name) or name in _RESERVED):
        raise SageError(f"`{name}` is no name of a schema; one is written like `Order`")
    name = name or _pascal(_stem(path).stem) or "Row"
    found = _of_csv(path, rows) if form == "csv" else _of_jsonl(path, rows, name)
    if not found.fields:
        raise SageError(f"{path} has no column that can be read")
    found.name, found.form, found.path = name, form, path
    return found


def _schema(name: str, fields: list[str]) -> str:
    return f"schema {name} {{\n" + ",\n".join(fields) + "\n}\n"


# ---------------------------------------------------------------- CSV


def _of_csv(path: Path, rows: int) -> Finding:
    data = _sample(path, rows)
    format = CsvFormat(_delimiter(data))
    lines = [line for line in islice(split_rows(data, format), rows + 1) if not line.is_blank and not line.flaw]
    if not lines:
        raise SageError(f"{path} is empty")
    header = [_decoded(cell.content, path) for cell in lines[0].cells]
    found = Finding([], {"delimiter": _quoted(format.delimiter)} if format.delimiter != "," else {})
    spellings: set[str] = set()
    types: list[str] = []
    for number in range(len(header)):
        cells = [line.cells[number] if number < len(line.cells) else None for line in lines[1:]]
        values = [_decoded(cell.content, path) for cell in cells if cell and _is_no_null(cell)]
        nulls = {cell.content.decode() for cell in cells if cell and not _is_no_null(cell)}
        spellings |= nulls
        types.append(column(values) + ("?" if nulls or None in cells else ""))
    _expect_header(path, header, types)
    taken: set[str] = set()
    for number, outside in enumerate(header):
        if not outside or header.count(outside) > 1:
            why = f"{header.count(outside)} columns are called `{outside}`" if outside else "it has no name"
            found.notes.append(f"column {number + 1} is left out: {why}")
        else:
            found.fields.append(_field(outside, types[number], taken, number))
    if spellings - {""}:
        texts = [_quoted(text) for text in NULLS if text in spellings]
        found.options["null"] = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    return found


def _is_no_null(cell: Cell) -> bool:
    return cell.quoted or cell.content not in _NULL_BYTES


def _delimiter(data: bytes) -> str:
    """A comma, unless the header has none of it and has another."""
    header = data.split(b"\n", 1)[0].decode(errors="replace")
    return "," if "," in header else max(",;\t|", key=header.count)


def _expect_header(path: Path, header: list[str], types: list[str]) -> None:
    """Raises SageError if the first line looks like the others."""
    telling = [name for name, type in zip(header, types, strict=True) if type.rstrip("?") != "str"] or header
    years = re.compile("[0-9]{4}")
    if all(_is_value(name) and not years.fullmatch(name) for name in telling):
        help = "write the schema by hand, in the order of the columns, and read the file with `header: false`"
        raise SageError(f"{path} has no header: its first line is {', '.join(header)[:60]}\n  {help}")


def _is_value(text: str) -> bool:
    return parse_float(text) is not None or parse_timestamp(text) is not None or text in ("true", "false")


# ---------------------------------------------------------------- JSON lines


def _of_jsonl(path: Path, rows: int, name: str) -> Finding:
    shape, found, bad = Shape(), Finding(), 0
    lines = [line for line in _sample(path, rows).split(b"\n") if line.strip()]
    if not lines:
        raise SageError(f"{path} is empty")
    for line in lines[:rows]:
        try:
            row = read_json(line.decode())
        except ValueError:
            bad += 1
            continue
        look(row, shape)
    if bad == min(len(lines), rows):
        raise SageError(f"{path} is not JSON lines: none of its lines is JSON")
    if shape.kind != "record":
        kind = shape.kind or "values of several kinds"
        raise SageError(f"{path} holds no records but {kind}, which need no schema: `from jsonl(...) as {kind}`")
    if bad:
        found.notes.append(f"{bad} lines are not JSON, and will be rejected")
    found.fields = _fields(shape, found, {name}, "")
    return found


def _fields(shape: Shape, found: Finding, names: set[str], path: str) -> list[str]:
    """The fields of a schema for records."""
    fields: list[str] = []
    taken: set[str] = set()
    for number, (outside, inner) in enumerate(shape.fields.items()):
        type = _type(inner, found, names, f"{path}{outside}")
        if outside:
            optional = "?" if inner.is_optional(shape.seen - shape.nulls) else ""
            fields.append(_field(outside, type + optional, taken, number))
    return fields


def _type(shape: Shape, found: Finding, names: set[str], path: str) -> str:
    match shape.kind:
        case "" if not shape.kinds:
            return "str"
        case "":
            kinds = ", ".join(sorted(shape.kinds))
            found.notes.append(f"`{path}` is json: its values are of several kinds: {kinds}")
            return "json"
        case "list":
            assert shape.item is not None
            item = _type(shape.item, found, names, f"{path}[]")
            return f"list<{item}{'?' if shape.item.nulls else ''}>"
        case "record":
            return _record(shape, found, names, path)
        case scalar:
            return scalar


def _record(shape: Shape, found: Finding, names: set[str], path: str) -> str:
    if (item := shape.map_item()) is not None:
        found.notes.append(f"`{path}` is a map: its records have {len(shape.fields)} names, and few in common")
        return f"map<str, {_type(item, found, names, f'{path}[]')}{'?' if item.nulls else ''}>"
    fields = _fields(shape, found, names, f"{path}.")
    if not fields:
        found.notes.append(f"`{path}` is json: its records have no fields")
        return "json"
    if not any("@name" in text for text in fields):
        return "{" + ", ".join(fields) + "}"
    base = _pascal(path.split(".")[-1]) or "Inner"
    name = next(n for n in (base, *(f"{base}{i}" for i in range(2, 10_000))) if n not in names)
    names.add(name)
    found.schemas[name] = fields
    return name


# ---------------------------------------------------------------- names


def _field(outside: str, type: str, taken: set[str], number: int) -> str:
    """A field as it is written; its name is the column's, or what an identifier can keep of it."""
    plain = outside if _NAME.fullmatch(outside) else _snake(outside) or f"column_{number + 1}"
    name = next(n for n in (plain, *(f"{plain}_{i}" for i in range(2, 10_000))) if n not in taken)
    taken.add(name)
    attribute = "" if name == outside else f" @name({_quoted(outside)})"
    return f"{f'`{name}`' if name in _RESERVED else name}: {type}{attribute}"


def _snake(text: str) -> str:
    """`Post-Code 2` as `post_code_2`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)
    name = re.sub(r"\W+", "_", words).strip("_").lower()
    return f"column_{name}" if name[:1].isdigit() else name if _NAME.fullmatch(name) else ""


def _pascal(text: str) -> str:
    """`flights_2013` as `Flights2013`."""
    name = "".join(word[:1].upper() + word[1:] for word in re.split(r"[\W_]+", text))
    return name if _NAME.fullmatch(name) else ""


def _quoted(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}
    return '"' + "".join(escapes.get(c, c) for c in text) + '"'


# ---------------------------------------------------------------- reading


def _stem(path: Path) -> Path:
    """The name without `.gz`."""
    return path.with_suffix("") if path.suffix == ".gz" else path


def _sample(path: Path, rows: int) -> bytes:
    """The beginning of a file, whole lines: enough for so many rows, unless they are long texts over many lines."""
    data = b""
    for block in _blocks(path):
        data += block
        if data.count(b"\n") > 2 * rows + 1:
            data = data[: data.rindex(b"\n") + 1]
            break
    return prepared(data)


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as peeked:
            is_packed = path.suffix == ".gz" and peeked.read(2) == b"\x1f\x8b"
        with gzip.open(path) if is_packed else path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                yield block
    except (OSError, EOFError, zlib.error) as error:
        raise SageError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error


def _decoded(content: bytes, path: Path) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise SageError(f"{path} is not UTF-8 text: {content[:40]!r}") from None
