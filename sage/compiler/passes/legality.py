"""The named conditions under which a rewrite may happen. They ask operators for their properties and know none by name.

Which records fail, and why, is observable, so a rewrite may not add, remove or exchange failures.
"""

from __future__ import annotations

from sage.compiler.ir.code import Column, Expr, conjuncts
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Cardinality, Op

PURE = Effect.NONE
FAILING = Effect.MAY_RAISE


def may_fold(expr: Expr) -> bool:
    """It reads nothing and does nothing: its value is known now."""
    return not expr.effects & ~Effect.MAY_RAISE and all(not isinstance(p, Column) for p in expr.walk())


def filter_may_pass(where: Expr, below: Op) -> bool:
    """A filter above `below` may stand in front of it.

    Every column it reads has an origin over the input; the rows it drops influence no others; what they would have
    evaluated in `below` cannot be missed; and the filter itself cannot fail where it did not before.
    """
    if len(below.inputs) != 1 or below.inputs[0].ports != 1 or where.effects & ~FAILING:
        return False
    origins = [below.origin(name) for name in where.columns]
    if any(o is None or o.effects != PURE for o in origins):
        return False
    if below.effects & ~Effect.STATE:
        return False
    if where.effects & FAILING and below.cardinality is not Cardinality.ONE:
        return False
    return _groups_allow(where, below)


def _groups_allow(where: Expr, below: Op) -> bool:
    """Rows that the filter drops share their groups only with rows that it drops."""
    groups = below.groups
    if groups is None:
        return True
    if not isinstance(groups, tuple):
        return False
    return all(below.origin(name) in groups for name in where.columns)


def column_is_dead(value: Expr) -> bool:
    """Not evaluating an expression that nobody reads cannot be noticed."""
    return not value.effects & ~Effect.GUARDED


def may_substitute(value: Expr, uses: int) -> bool:
    """An expression may be written where its column was read: it is not evaluated twice, or that costs nothing."""
    return uses <= 1 or not value.children


def parts(where: Expr) -> tuple[Expr, ...]:
    """The conditions that a filter joins by `and`."""
    return conjuncts(where)
