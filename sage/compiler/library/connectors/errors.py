"""`errors`: the records that failed, as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Field, Schema
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import BadRow, SourceOp

ERROR_ROW = Schema(
    (
        Field("stage", t.STR),
        Field("code", t.STR),
        Field("reason", t.STR),
        Field("span", t.STR),
        Field("record", t.STR),
        Field("at", t.TIMESTAMP),
    )
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Errors(SourceOp):
    """The records that failed under `on_error = "dead_letter"`: where, why, and the record as JSON."""

    name = "errors"
    takes_failures = True

    @cached_property
    def schema(self) -> Schema:
        return ERROR_ROW

    def rows(self) -> Iterator[Row | BadRow]:
        return iter(())
