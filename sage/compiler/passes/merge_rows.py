"""Join neighbouring operators that each look at one row into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from sage.base import types as t
from sage.base.frozen import replace
from sage.compiler.ir.code import And, Coalesce, Column, Expr, If, Or
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Flow, Op
from sage.compiler.ir.slots import Named
from sage.compiler.passes.legality import may_substitute
from sage.compiler.passes.shape import condition_of, row_slot


def merge_rows(flow: Flow) -> Flow:
    """Merge filters that follow one another, rows made of rows that were just made, and rows made as they were."""
    return flow.rewrite_unshared(_merge)


def _merge(op: Op, is_shared: Callable[[Op], bool]) -> Op:
    below = op.inputs[0] if op.inputs else None
    if below is None:
        return op
    if _changes_nothing(op, below):
        return below
    if is_shared(below):
        return op
    upper, lower = condition_of(op), condition_of(below)
    if upper is not None and lower is not None:
        return replace(below, where=And(t.BOOL, lower, upper, place=lower.place))
    slot, slot_below = row_slot(op), row_slot(below)
    if slot is None or slot_below is None or not may_compose(getattr(op, slot), getattr(below, slot_below)):
        return op
    return op.map_exprs(lambda e: e.over(lambda name: _made(below, name))).map_inputs(lambda _: below.inputs[0])


def may_compose(upper: tuple[Named, ...], lower: tuple[Named, ...]) -> bool:
    """The expressions of the lower row may stand where the upper one reads its columns: each is evaluated as often as
    before, and failures come in the order in which they came."""
    always = Counter(name for c in upper for name in _reads(c.value, lazy=False))
    perhaps = Counter(name for c in upper for name in _reads(c.value, lazy=True))
    raising = [c for c in lower if c.value.effects & ~Effect.GUARDED]
    if len(raising) > 1 or (raising and any(c.value.effects for c in upper)):
        return False
    if any(always[c.name] != 1 or perhaps[c.name] for c in raising):
        return False
    return all(may_substitute(c.value, always[c.name] + perhaps[c.name]) for c in lower)


def _reads(expr: Expr, *, lazy: bool, inside: bool = False) -> Iterator[str]:
    """The columns read where evaluation is sure (or, with `lazy`, where it depends on a condition)."""
    if isinstance(expr, Column) and inside == lazy:
        yield expr.name
    first_only = isinstance(expr, If | And | Or | Coalesce)
    for position, child in enumerate(expr.children):
        yield from _reads(child, lazy=lazy, inside=inside or (first_only and position > 0))


def _made(below: Op, name: str) -> Expr:
    origin = below.origin(name)
    assert origin is not None, "row_slot asked for it"
    return origin


def _changes_nothing(op: Op, below: Op) -> bool:
    slot = row_slot(op)
    if slot is None or op.schema != below.schema or op.key != below.key:
        return False
    columns: tuple[Named, ...] = getattr(op, slot)
    return all(isinstance(c.value, Column) and c.value.name == c.name for c in columns) and _same_outside(op, below)


def _same_outside(op: Op, below: Op) -> bool:
    return all(a.outside_name == b.outside_name for a, b in zip(op.schema, below.schema, strict=True))
