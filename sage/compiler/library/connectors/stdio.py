"""`stdin`, `stdout`, `stderr`: the streams of the process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cached_property

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Schema, plain
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.flow import BadRow, SinkOp, SourceOp
from sage.compiler.ir.slots import SlotError, option
from sage.compiler.library.connectors._shape import flat_row
from sage.compiler.library.formats.stdio import read_stdin, write_formatted
from sage.compiler.library.registry import sink, source

INPUTS = ("text", "jsonl", "csv")
OUTPUTS = ("jsonl", "table", "csv", "text")


@source("stdin", header="stdio")
@dataclass(frozen=True, eq=False, kw_only=True)
class StdinSource(SourceOp):
    """What the process is given: lines of text, or with `as T`, JSON lines or CSV.

    from stdin() as Order
    """

    options_by_name = True
    reaches_outside = True

    format: Expr = option(t.STR, Const(t.STR, ""), in_cpp=False, doc="text, jsonl or csv")

    @cached_property
    def schema(self) -> Schema:
        return self.row if self.row is not None else plain(t.STR)

    @property
    def kind(self) -> str:
        """The format, also where none is written."""
        chosen: str = self.format({}) or ("text" if self.row is None else "jsonl")
        return chosen

    @property
    def cpp_templates(self) -> tuple[str, ...]:  # type: ignore[override]
        return (f"sage::io::Format::k{self.kind.capitalize()}",)

    def validate(self) -> None:
        if not isinstance(self.format, Const):
            raise SlotError("format", "E0402", "`format` is known when the program is compiled: write it as text")
        if self.kind not in INPUTS:
            help = "one of " + ", ".join(f'"{name}"' for name in INPUTS)
            raise SlotError("format", "E0402", f'stdin reads no "{self.kind}"', help, "not known")
        if self.kind == "text" and self.row is not None:
            text, help = "lines of text have no row type", 'leave `as` out, or read `format: "jsonl"`'
            raise SlotError("format", "E0402", text, help, "lines of text")
        if self.kind != "text" and self.row is None:
            text, help = "`stdin` needs its row type for this", "name it: `from stdin(...) as T`"
            raise SlotError("format", "E0305", text, help, "rows of what?")

    def rows(self) -> Iterator[Row | BadRow]:
        return read_stdin(self.schema, self.kind)


@dataclass(frozen=True, eq=False, kw_only=True)
class _Printed(SinkOp):
    """Rows for a reader."""

    options_by_name = True
    is_interactive = True

    format: Expr = option(t.STR, Const(t.STR, "jsonl"), named=True, in_cpp=False, doc="jsonl, table, csv or text")

    @property
    def cpp_templates(self) -> tuple[str, ...]:  # type: ignore[override]
        return (f"sage::io::Format::k{self.format({}).capitalize()}",)

    def validate(self) -> None:
        if not isinstance(self.format, Const):
            raise SlotError("format", "E0402", "`format` is known when the program is compiled: write it as text")
        chosen = self.format({})
        if chosen not in OUTPUTS:
            help = "one of " + ", ".join(f'"{name}"' for name in OUTPUTS)
            raise SlotError("format", "E0402", f'there is no format "{chosen}"', help, "not known")
        if chosen == "csv":
            flat_row(self.schema, "csv")
        if chosen == "text" and not self.schema.plain:
            text, help = "text holds plain values, and the row is a record", 'make it one: `|> map f"{...}"`'
            raise SlotError("format", "E0312", text, help, str(self.schema))

    @property
    def label(self) -> str:
        return self.name


@sink("stdout", header="stdio")
@dataclass(frozen=True, eq=False, kw_only=True)
class StdoutSink(_Printed):
    """The terminal, or whatever stdout is.

    counts |> into stdout(format: "table")
    """

    def write(self, rows: list[Row]) -> None:
        write_formatted(sys.stdout, rows, self.schema, self.format({}))


@sink("stderr", header="stdio")
@dataclass(frozen=True, eq=False, kw_only=True)
class StderrSink(_Printed):
    """Where messages go.

    rejected |> into stderr()
    """

    def write(self, rows: list[Row]) -> None:
        write_formatted(sys.stderr, rows, self.schema, self.format({}))
