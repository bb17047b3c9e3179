"""Conditions that are put together and taken apart."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base import types as t
from sage.compiler.ir.code import And, Const, Expr

TRUE = Const(t.BOOL, True)
FALSE = Const(t.BOOL, False)


def conjunction(parts: Sequence[Expr]) -> Expr:
    """All of them, evaluated from left to right; true if there are none."""
    if not parts:
        return TRUE
    result = parts[0]
    for part in parts[1:]:
        result = And(t.BOOL, result, part, place=result.place)
    return result


def conjuncts(expr: Expr) -> tuple[Expr, ...]:
    """The parts of an `and`, from left to right."""
    return conjuncts(expr.left) + conjuncts(expr.right) if isinstance(expr, And) else (expr,)
