"""What a legal Flow is; checked after every pass."""

from __future__ import annotations

from sage.base import types as t
from sage.base.errors import InternalError
from sage.compiler.ir.code import Aggregation, Call, Column, Expr, Local
from sage.compiler.ir.flow import Flow, Op, exprs_of
from sage.compiler.ir.lambdas import Lambda

_NOT_OVER_ROWS = ("stream", "streams", "names", "new_stream", "option", "per_index", "window")


def verify(flow: Flow, like: Flow | None = None, after: str = "check") -> None:
    """Raises InternalError if code reads what is not there, or if sinks no longer get the rows they got in `like`."""
    for op in flow.ops:
        for name, slot in op.slots().items():
            if slot.kind not in _NOT_OVER_ROWS:
                for expr in exprs_of(getattr(op, name)):
                    _verify_code(expr, op.code_row(name), slot.kind == "fold", after, op)
    if like is not None:
        for sink, before in zip(flow.sinks, like.sinks, strict=True):
            if sink.schema != before.schema:
                raise InternalError(
                    f"after {after}: `{sink.name}` gets {sink.schema.fields}, not {before.schema.fields}"
                )


def _verify_code(expr: Expr, row: t.Schema, folds: bool, after: str, op: Op) -> None:
    bound: set[str] = set()
    for part in expr.walk():
        bound.update(part.binds)
        if any(isinstance(child, Lambda) for child in part.children) and not isinstance(part, Call):
            raise InternalError(f"after {after}: a lambda in `{op.name}` that is no argument")
    for part in expr.walk():
        if part.type == t.ERROR:
            raise InternalError(f"after {after}: an erroneous expression in `{op.name}`")
        if isinstance(part, Column):
            have = row.get(part.name)
            if have is None or have.type != part.type:
                raise InternalError(
                    f"after {after}: `{op.name}` reads `{part.name}: {part.type}`, and its input has {row.fields}"
                )
        if isinstance(part, Local) and part.name not in bound:
            raise InternalError(f"after {after}: `{op.name}` reads the unbound local `{part.name}`")
        if isinstance(part, Aggregation) and not folds:
            raise InternalError(f"after {after}: an aggregate in `{op.name}`")
