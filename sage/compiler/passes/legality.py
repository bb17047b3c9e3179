"""The named conditions under which a rewrite may happen. They ask operators for their properties and know none by name.

Which records fail, and why, is observable, so a rewrite may not add, remove or exchange failures. A condition that is
not met is answered by the reason, as `sagec explain --why` prints it; one that is met by the empty text.
"""

from __future__ import annotations

from collections.abc import Sequence

from sage.compiler.ir.code import Column, Expr, Param
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Cardinality, Op
from sage.compiler.ir.lambdas import repeated_columns
from sage.compiler.ir.narrow import Facts, needs_test
from sage.compiler.ir.printer import print_expr
from sage.compiler.passes.shape import hands_on, origin_of, word

PURE = Effect.NONE
FAILING = Effect.MAY_RAISE
GUARDED = Effect.GUARDED

_WORDS = {
    Effect.IO: "touches the world outside",
    Effect.SERVICE: "calls a service",
    Effect.NONDETERMINISTIC: "may differ when it is evaluated again",
    Effect.STATE: "reads or writes state",
    Effect.MAY_RAISE: "may fail a row",
    Effect.GUARDED: "has a value only after an earlier test",
}


def said(effects: Effect) -> str:
    """The weightiest of the effects in words, with a verb in front."""
    return next(words for effect, words in _WORDS.items() if effects & effect)


# ---------------------------------------------------------------- expressions


def why_not_fold(expr: Expr) -> str:
    """An expression may be evaluated now if it reads nothing and does nothing."""
    if expr.effects & ~FAILING:
        return f"it {said(expr.effects & ~FAILING)}"
    read = next((p for p in expr.walk() if isinstance(p, Column | Param)), None)
    if read is None:
        return ""
    return "it reads the row" if isinstance(read, Column) else "the parameter is known only when the program starts"


def why_not_leave_out(value: Expr) -> str:
    """An expression that nobody reads may be left out if not evaluating it cannot be noticed."""
    noticed = value.effects & ~GUARDED
    return f"it {said(noticed)}" if noticed else ""


def why_not_substitute(value: Expr, uses: int) -> str:
    """An expression may be written where its column was read if it is not evaluated twice, or that costs nothing."""
    return "" if uses <= 1 or not value.children else "it would be evaluated more than once"


def why_not_share(expr: Expr) -> str:
    """The value of an expression may serve for all its occurrences in a row if it is the same for each."""
    other = expr.effects & ~FAILING & ~GUARDED
    return f"it {said(other)}" if other else ""


# ---------------------------------------------------------------- conditions and what they pass


def why_not_pass(where: Expr, below: Op, facts: Facts) -> str:
    """A condition above `below` may stand in front of it if every column it reads has an origin over the input, the
    rows it drops influence no others, what they would have evaluated in `below` cannot be missed, and the condition
    cannot fail where it did not before. `facts` are what conditions show that are tested before it wherever it goes.
    """
    if not below.inputs:
        return f"`{word(below)}` is where the rows come from"
    if len(below.inputs) > 1 and not below.inputs_alike and side_of(where, below) is None:
        return f"`{word(below)}` has several inputs"
    if any(i.ports > 1 for i in below.inputs):
        return "the rows are one of several streams that are made together"
    if below.effects & ~Effect.STATE & ~GUARDED:
        return f"`{word(below)}` {said(below.effects & ~Effect.STATE & ~GUARDED)}"
    return _why_condition_cannot_move(where, below, facts) or _why_groups_forbid(where, below)


def side_of(where: Expr, below: Op) -> int | None:
    """Of several inputs, the one whose rows a condition is about, if only what is made of them goes with them."""
    sides = {below.side(name) for name in where.columns}
    return sides.pop() if len(sides) == 1 else None


def _why_condition_cannot_move(where: Expr, below: Op, facts: Facts) -> str:
    if where.effects & ~FAILING & ~GUARDED:
        return f"the condition {said(where.effects & ~FAILING & ~GUARDED)}"
    for name in sorted(where.columns):
        origin = below.origin(name)
        if origin is None:
            return f"`{name}` is made of more than one row by `{word(below)}`"
        if origin.effects & ~GUARDED:
            return f"`{name}` is {print_expr(origin)}, which {said(origin.effects & ~GUARDED)}"
        if origin.children and name in repeated_columns(where):
            return f"`{name}` is {print_expr(origin)}, which would be evaluated for each item of a list"
    if below.cardinality is Cardinality.ONE:
        return ""
    if where.effects & FAILING:
        return f"the condition may fail, and `{word(below)}` does not hand on every row"
    moved = where.over(lambda name: origin_of(below, name))
    if moved.effects & GUARDED and needs_test(moved, facts):
        return "the condition rests on an earlier test"
    return ""


def _why_groups_forbid(where: Expr, below: Op) -> str:
    """Rows that a condition drops may share their groups only with rows that it drops."""
    if side_of(where, below) is not None:
        return ""  # rows of a side are left out with what is made of them
    groups = below.groups
    if below.counts_all:
        return f"in `{word(below)}` every row counts"
    if groups is None or (below.cardinality is Cardinality.ONE and hands_on(below)):
        return ""  # at most the order of rows depends on the others
    if not isinstance(groups, tuple):
        return f"in `{word(below)}` every row counts"
    for name in sorted(where.columns):
        if below.origin(name) not in groups:
            return f"`{name}` is not part of the key of `{word(below)}`, so other rows of a group would change"
    return ""


def why_not_overtake(part: Expr, staying: Sequence[Expr], facts: Facts) -> str:
    """A part of an `and` may be tested before earlier parts if none of them and not itself can fail, and it needs none
    of their tests."""
    if not staying:
        return ""
    late = next((p for p in (*staying, part) if p.effects & ~GUARDED), None)
    if late is not None:
        return f"`{print_expr(late)}` {said(late.effects & ~GUARDED)}, so the order of the parts is kept"
    if part.effects & GUARDED and needs_test(part, facts):
        return "it rests on an earlier test"
    return ""


# ---------------------------------------------------------------- operators


def why_not_skip(op: Op) -> str:
    """An operator whose rows nobody gets to see may be left out if that changes neither what fails nor what is read."""
    if len(op.inputs) != 1 or op.ports > 1 or op.inputs[0].ports > 1:
        return "other streams hang together with it"
    if op.may_be_done:
        return "it tells when enough has been read"
    noticed = op.effects & ~Effect.STATE & ~GUARDED
    return f"it {said(noticed)}" if noticed else ""
