"""Where a column comes from, and where it was left behind: the places that messages point at besides their own."""

from __future__ import annotations

from collections.abc import Mapping

from sage.base.diagnostics import Label
from sage.base.source import Span
from sage.compiler.ir.code import Column, Expr
from sage.compiler.ir.flow import Op, exprs_of
from sage.compiler.ir.slots import Named


def origin_of(op: Op, column: str, fields: Mapping[tuple[str, str], Span]) -> Span | None:
    """The field of a schema or the expression that a column of the rows of `op` comes from, if that is in the text."""
    if column not in op.schema:
        return None
    while op.inputs:
        made = _maker(op, column)
        if made is None and op.inputs[0].schema.get(column) == op.schema.get(column):
            op = op.inputs[0]
        elif isinstance(made, Column) and made.name in op.inputs[0].schema:
            op, column = op.inputs[0], made.name
        else:
            return made.place.span if made is not None and made.place else None
    return fields.get((op.schema.name or "", column))


def _maker(op: Op, column: str) -> Expr | None:
    """The code of an operator that makes a column."""
    origin = op.origin(column)
    if origin is not None:
        return origin
    for slot in op.slots():
        value = getattr(op, slot)
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, Named) and item.name == column:
                return next(exprs_of(item))
    return None


def left_behind(op: Op, column: str) -> Label | None:
    """The stage after which a column is no more, if there was one."""
    while op.inputs:
        below = op.inputs[0]
        if column in below.schema and column not in op.schema and op.place is not None:
            start = op.place.span.start
            word = Span(op.place.span.source, start, start + len(op.place.stage))
            return Label(word, f"`{column}` does not get past this")
        op = below
    return None
