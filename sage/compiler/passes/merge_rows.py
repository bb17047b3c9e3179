"""Join neighbouring operators that each look at one row into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from sage.base import types as t
from sage.base.frozen import replace
from sage.compiler.ir.code import And, Column, Expr
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Flow, Op
from sage.compiler.ir.lambdas import repeated_columns
from sage.compiler.ir.slots import Named
from sage.compiler.passes import notes
from sage.compiler.passes.legality import said, why_not_substitute
from sage.compiler.passes.shape import condition_of, origin_of, row_slot, word


def merge_rows(flow: Flow) -> Flow:
    """Merge filters that follow one another, rows made of rows that were just made, and rows made as they were."""
    return flow.rewrite_unshared(_merge)


def _merge(op: Op, is_shared: Callable[[Op], bool]) -> Op:
    below = op.inputs[0] if op.inputs else None
    if below is None:
        return op
    if _changes_nothing(op, below):
        notes.done(f"leave out `{word(op)}`", "it makes the rows that come in", op.place)
        return below
    upper, lower = condition_of(op), condition_of(below)
    slot, slot_below = row_slot(op), row_slot(below)
    if (upper is None or lower is None) and (slot is None or slot_below is None):
        return op
    if is_shared(below):
        why = "others read the rows between them too"
    elif upper is not None and lower is not None:
        notes.done(f"join `{word(below)}` and `{word(op)}`", "the conditions are tested in the same order", op.place)
        return replace(below, where=And(t.BOOL, lower, upper, place=lower.place))
    else:
        assert slot is not None and slot_below is not None
        why = why_not_compose(getattr(op, slot), getattr(below, slot_below))
    if why:
        notes.left(f"join `{word(below)}` and `{word(op)}`", why, op.place)
        return op
    notes.done(f"join `{word(below)}` and `{word(op)}`", "every expression is evaluated as often as before", op.place)
    return op.map_exprs(lambda e: e.over(lambda name: origin_of(below, name))).map_inputs(lambda _: below.inputs[0])


def why_not_compose(upper: tuple[Named, ...], lower: tuple[Named, ...]) -> str:
    """The expressions of the lower row may stand where the upper one reads its columns if each is evaluated as often as
    before, and failures come in the order in which they came."""
    always = Counter(name for c in upper for name in _reads(c.value, always=True))
    perhaps = Counter(name for c in upper for name in _reads(c.value, always=False))
    raising = [c for c in lower if c.value.effects & ~Effect.GUARDED]
    if len(raising) > 1:
        return f"`{raising[0].name}` and `{raising[1].name}` may fail, and which does so first would change"
    if raising and any(c.value.effects for c in upper):
        return f"`{raising[0].name}` {said(raising[0].value.effects)} before anything above is evaluated"
    for c in raising:
        if always[c.name] != 1 or perhaps[c.name]:
            return f"`{c.name}` {said(c.value.effects)} and would not be evaluated just once"
    for_items = frozenset[str]().union(*(repeated_columns(c.value) for c in upper))
    for c in lower:
        why = why_not_substitute(c.value, 2 if c.name in for_items else always[c.name] + perhaps[c.name])
        if why:
            return f"`{c.name}` is read more than once: {why}"
    return ""


def _reads(expr: Expr, *, always: bool, certain: bool = True) -> Iterator[str]:
    """The columns read where evaluation is certain (or, without `always`, where it is not, or comes many times)."""
    if isinstance(expr, Column) and certain == always:
        yield expr.name
    for position, child in enumerate(expr.children):
        yield from _reads(child, always=always, certain=certain and position < len(expr.certain))


def _changes_nothing(op: Op, below: Op) -> bool:
    slot = row_slot(op)
    if slot is None or op.schema != below.schema or op.key != below.key:
        return False
    columns: tuple[Named, ...] = getattr(op, slot)
    return all(isinstance(c.value, Column) and c.value.name == c.name for c in columns) and _same_outside(op, below)


def _same_outside(op: Op, below: Op) -> bool:
    return all(a.outside_name == b.outside_name for a, b in zip(op.schema, below.schema, strict=True))
