"""`text`: lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Schema, plain
from sage.compiler.ir.code import Expr, Row
from sage.compiler.ir.flow import BadRow, SinkOp, SourceOp
from sage.compiler.ir.slots import SlotError, option
from sage.compiler.library.formats.text import read_text, write_text
from sage.compiler.library.registry import sink, source


@source("text", header="text")
@dataclass(frozen=True, eq=False, kw_only=True)
class TextSource(SourceOp):
    """The lines of text files, a `str` each. The path may hold `*`, `?`, `**`; `.gz` is unpacked.

    from text("books/*.txt")
    """

    splits = True

    options_by_name = True
    reaches_outside = True

    path: Expr = option(t.STR, doc="the file, or a pattern of files")

    @cached_property
    def schema(self) -> Schema:
        return plain(t.STR)

    def rows(self) -> Iterator[Row | BadRow]:
        return read_text(self.path({}))


@sink("text", header="text")
@dataclass(frozen=True, eq=False, kw_only=True)
class TextSink(SinkOp):
    """Plain values, one a line.

    words |> into text("words.txt")
    """

    options_by_name = True

    path: Expr = option(t.STR, doc="the file")

    def validate(self) -> None:
        if not self.schema.plain:
            text, help = "text holds plain values, and the row is a record", 'make it one: `|> map f"{...}"`'
            raise SlotError("", "E0312", text, help, str(self.schema))

    def write(self, rows: list[Row]) -> None:
        write_text(self.path({}), rows, self.schema)
