"""`filter`: keep some rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base.frozen import dataclass
from sage.base.types import Optional, Schema
from sage.compiler.ir.code import Column, Expr, Row, Unwrap
from sage.compiler.ir.flow import Cardinality, Op
from sage.compiler.ir.narrow import known_when
from sage.compiler.ir.slots import Named, predicate, stream
from sage.compiler.library.ops.select import Select
from sage.compiler.library.registry import operator


@operator("filter")
@dataclass(frozen=True, eq=False, kw_only=True)
class Filter(Op):
    """Keep the rows for which the condition holds. A column that the condition shows not to be null loses its `?`.

    orders |> filter amount > 10 and note is not null
    """

    input: Op = stream()
    where: Expr = predicate("which rows are kept")

    cardinality = Cardinality.AT_MOST_ONE

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    def origin(self, name: str) -> Expr:
        return self.input[name]

    def expand(self) -> Op:
        return narrowed(self, known_when(self.where, True))

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        if self.where(row):
            yield row


def narrowed(op: Op, facts: frozenset[Expr]) -> Op:
    """The rows of an operator, in which the columns among the facts are known not to be null."""
    known = {e.name for e in facts if isinstance(e, Column) and isinstance(e.type, Optional)}
    if not known:
        return op

    def column(name: str) -> Named:
        value = op[name]
        if name in known and isinstance(value.type, Optional):
            return Named(name, Unwrap(value.type.item, value, place=op.place))
        return Named(name, value)

    columns = tuple(column(f.name) for f in op.schema)
    return Select(input=op, columns=columns, is_plain=op.schema.plain, keyed=op.key, place=op.place)
