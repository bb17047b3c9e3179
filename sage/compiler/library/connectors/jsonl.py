"""`jsonl`: a JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.flow import BadRow, SinkOp, SourceOp
from sage.compiler.ir.slots import one_of, option
from sage.compiler.library.connectors._shape import TIME_UNITS
from sage.compiler.library.formats.jsonl import read_jsonl, write_jsonl
from sage.compiler.library.registry import sink, source


@source("jsonl", header="jsonl")
@dataclass(frozen=True, eq=False, kw_only=True)
class JsonlSource(SourceOp):
    """Rows of files with a JSON object a line. The path may hold `*`, `?`, `**`; `.gz` is unpacked.

    from jsonl("orders.jsonl") as Order
    """

    splits = True

    options_by_name = True
    reaches_outside = True
    form = "jsonl"

    path: Expr = option(t.STR, doc="the file, or a pattern of files")
    time_unit: Expr = option(t.STR, Const(t.STR, ""), named=True, doc="s, ms, us or ns: times are numbers of these")

    def validate(self) -> None:
        super().validate()
        one_of("time_unit", self.time_unit, TIME_UNITS)

    def rows(self) -> Iterator[Row | BadRow]:
        return read_jsonl(self.path({}), self.schema, self.time_unit({}))


@sink("jsonl", header="jsonl")
@dataclass(frozen=True, eq=False, kw_only=True)
class JsonlSink(SinkOp):
    """Rows as a JSON object a line.

    orders |> into jsonl("orders.jsonl")
    """

    options_by_name = True

    path: Expr = option(t.STR, doc="the file")

    def write(self, rows: list[Row]) -> None:
        write_jsonl(self.path({}), rows, self.schema)
