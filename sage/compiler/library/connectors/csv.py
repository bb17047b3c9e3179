"""`csv`: rows of delimited text."""

from __future__ import annotations

from collections.abc import Iterator

from sage.base import types as t
from sage.base.frozen import dataclass, replace
from sage.base.types import List, Schema
from sage.compiler.ir.code import Const, Expr, MakeList, Row
from sage.compiler.ir.flow import BadRow, SinkOp, SourceOp
from sage.compiler.ir.logic import TRUE
from sage.compiler.ir.slots import one_of, option
from sage.compiler.library.connectors._shape import TIME_UNITS, flat_row, one_character
from sage.compiler.library.formats.csv import CsvFormat, read_csv, write_csv
from sage.compiler.library.registry import sink, source

NO_TEXT = MakeList(List(t.STR), (Const(t.STR, ""),))
NO_TEXTS = MakeList(List(t.STR), ())


@source("csv", header="csv")
@dataclass(frozen=True, eq=False, kw_only=True)
class CsvSource(SourceOp):
    """Rows of CSV files; columns are found by the header. The path may hold `*`, `?`, `**`; `.gz` is unpacked.

    from csv("orders/*.csv") as Order
    """

    splits = True

    options_by_name = True
    reaches_outside = True
    form = "csv"

    path: Expr = option(t.STR, doc="the file, or a pattern of files")
    delimiter: Expr = option(t.STR, Const(t.STR, ","), named=True, is_char=True, doc="the character between fields")
    quote: Expr = option(t.STR, Const(t.STR, '"'), named=True, is_char=True, doc="the character around text")
    nulls: Expr = option(List(t.STR), NO_TEXT, named=True, word="null", doc="the texts that stand for null")
    header: Expr = option(t.BOOL, TRUE, named=True, doc="the first row names the columns")
    time_unit: Expr = option(t.STR, Const(t.STR, ""), named=True, doc="s, ms, us or ns: times are numbers of these")
    columns: Expr = option(List(t.STR), NO_TEXTS, named=True, doc="without a header: the names of all columns")

    def validate(self) -> None:
        flat_row(self.schema, "csv")
        one_character("delimiter", self.delimiter)
        one_character("quote", self.quote)
        one_of("time_unit", self.time_unit, TIME_UNITS)

    def narrowed(self, row: Schema) -> SourceOp:
        """Columns without a header are found by their places, which the file's own number of columns keeps."""
        if self.header is TRUE or self.columns is not NO_TEXTS:
            return replace(self, row=row)
        names = tuple(Const(t.STR, f.outside_name) for f in self.schema)
        return replace(self, row=row, columns=MakeList(List(t.STR), names))

    def rows(self) -> Iterator[Row | BadRow]:
        return read_csv(self.path({}), self.schema, self.format())

    def format(self) -> CsvFormat:
        """The options by value."""
        return CsvFormat(
            self.delimiter({}),
            self.quote({}),
            tuple(self.nulls({})),
            self.header({}),
            self.time_unit({}),
            tuple(self.columns({})),
        )


@sink("csv", header="csv")
@dataclass(frozen=True, eq=False, kw_only=True)
class CsvSink(SinkOp):
    """Rows as CSV, with a header.

    orders |> into csv("orders.csv")
    """

    options_by_name = True

    path: Expr = option(t.STR, doc="the file")
    delimiter: Expr = option(t.STR, Const(t.STR, ","), named=True, is_char=True, doc="the character between fields")
    header: Expr = option(t.BOOL, TRUE, named=True, doc="the first row names the columns")

    def validate(self) -> None:
        flat_row(self.schema, "csv")
        one_character("delimiter", self.delimiter)

    def write(self, rows: list[Row]) -> None:
        write_csv(self.path({}), rows, self.schema, header=self.header({}), delimiter=self.delimiter({}))
