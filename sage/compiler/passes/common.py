"""Finds what is evaluated several times in one piece of code, and may be evaluated once before all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from sage.base.types import Function
from sage.compiler.ir.blocks import NO_VALUE
from sage.compiler.ir.code import Expr, Local
from sage.compiler.ir.printer import print_expr
from sage.compiler.passes import notes
from sage.compiler.passes.cost import cost
from sage.compiler.passes.legality import GUARDED, why_not_share

_WORTH = 1.0  # the cost from which an expression gets a name; less is reading a column or a field


def common(code: Sequence[Expr]) -> list[Expr]:
    """The expressions that are always evaluated somewhere in `code`, and again elsewhere in it, in the order in which
    they may be evaluated before all of it: then the failures, and which comes first, are the same. An expression that
    holds another of them is left for the next time, when that one has a name.
    """
    times = Counter(part for expr in code for part in expr.walk() if part.children)
    certain = dict.fromkeys(part for expr in code for part in _certain(expr, frozenset()) if times[part] > 1)
    found = [part for part in certain if cost(part) >= _WORTH and not _why_not(part)]
    found = [part for part in found if not any(_only_within(part, other, times) for other in found)]
    found = [part for part in found if not any(_holds(part, other) for other in found)]
    _note_uncertain(times, certain)
    first: list[Expr] = []
    for part in found:
        if part.effects & ~GUARDED and _is_late(part, code, first):
            _note(part, "it may fail, and so may something that is evaluated before")
        else:
            first.append(part)
    return first


def replaced(expr: Expr, part: Expr, by: Expr) -> Expr:
    """The expression with a name for each occurrence of a part; not where the part's own locals are others."""
    free = free_locals(part)

    def change(e: Expr) -> Expr | None:
        if e == part:
            return by
        return e if free.intersection(e.binds) else None

    return expr.substitute(change)


def free_locals(expr: Expr) -> frozenset[str]:
    """The locals that it reads and does not bind itself."""
    if isinstance(expr, Local):
        return frozenset((expr.name,))
    return frozenset().union(*map(free_locals, expr.children)).difference(expr.binds)


def _certain(expr: Expr, bound: frozenset[str]) -> Iterator[Expr]:
    """All parts that are evaluated whenever `expr` is, but for those that read locals bound in it."""
    if (
        expr.children
        and not isinstance(expr.type, Function)
        and expr.type != NO_VALUE
        and not (bound and bound & free_locals(expr))
    ):
        yield expr
    for child in expr.certain:
        yield from _certain(child, bound.union(expr.binds))


def _only_within(part: Expr, other: Expr, times: Counter[Expr]) -> bool:
    """True if one expression never stands but in another of them."""
    inside = sum(p == part for p in other.walk())
    return other != part and inside > 0 and times[part] == inside * times[other]


def _holds(part: Expr, other: Expr) -> bool:
    return part != other and any(p == other for p in part.walk())


# ---------------------------------------------------------------- which failure comes first


def _is_late(part: Expr, code: Sequence[Expr], first: Collection[Expr]) -> bool:
    """True if something else that may fail is evaluated before the part, or the part itself in a branch."""
    for expr in code:
        reached = _reach(expr, part, first, certain=True)
        if reached is not None:
            return reached
    return True


def _reach(expr: Expr, part: Expr, first: Collection[Expr], *, certain: bool) -> bool | None:
    """Walks in the order of evaluation: False where the part comes, True where a failure may come before, else None."""
    if expr == part:
        return not certain
    if expr in first:
        return None
    for position, child in enumerate(expr.children):
        reached = _reach(child, part, first, certain=certain and position < len(expr.certain))
        if reached is not None:
            return reached
    return True if expr.own_effects & ~GUARDED else None


# ---------------------------------------------------------------- why not


def _why_not(part: Expr) -> str:
    why = why_not_share(part)
    if why:
        _note(part, why)
    return why


def _note_uncertain(times: Counter[Expr], certain: Collection[Expr]) -> None:
    for part in times if notes.is_noting() else ():
        if times[part] > 1 and part not in certain and cost(part) >= _WORTH and not free_locals(part):
            _note(part, "it stands in branches only, and some rows evaluate none of them")


def _note(part: Expr, why: str) -> None:
    if notes.is_noting():
        notes.left(f"evaluate `{print_expr(part)}` once", why, part.place)
