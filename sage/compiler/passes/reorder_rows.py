"""Evaluate what is cheap and drops many rows before what is costly: within a condition, and across operators."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sage.base.frozen import replace
from sage.compiler.ir.code import Column, Expr, Unwrap
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Cardinality, Flow, Op
from sage.compiler.ir.logic import conjunction, conjuncts
from sage.compiler.ir.narrow import Facts, known_when, needs_test
from sage.compiler.ir.printer import print_expr
from sage.compiler.ir.slots import Named
from sage.compiler.passes import notes
from sage.compiler.passes.cost import cost, rank
from sage.compiler.passes.legality import GUARDED, said
from sage.compiler.passes.shape import condition_of, hands_on, origin_of, row_slot, word

_WORTH = 2.0  # the cost of a row's columns from which it pays to make fewer rows


def reorder_rows(flow: Flow) -> Flow:
    """Order the parts of conditions by cost and selectivity; make rows after operators that drop some of them.

    Filters themselves are moved by `push_filters`.
    """
    return flow.rewrite_unshared(_reorder)


def _reorder(op: Op, is_shared: Callable[[Op], bool]) -> Op:
    where = condition_of(op)
    if where is None:
        return _drop_rows_first(op, is_shared)
    parts = conjuncts(where)
    ordered = by_rank(parts)
    if all(a is b for a, b in zip(ordered, parts, strict=True)):
        return op
    if notes.is_noting():
        first = " and ".join(print_expr(part) for part in ordered)
        notes.done(f"test `{first}`", "cheap parts that drop many rows come first", where.place or op.place)
    return replace(op, where=conjunction(ordered))


# ---------------------------------------------------------------- within a condition


def by_rank(parts: Sequence[Expr]) -> list[Expr]:
    """The parts of an `and` in the order of their ranks. A part that may fail stays where it is and nothing passes it;
    one that rests on the test of another stays behind that."""
    ordered: list[Expr] = []
    run: list[Expr] = []
    for part in parts:
        if part.effects & ~GUARDED:
            ordered += _run_by_rank(run)
            if run or ordered:
                _note_kept(part)
            ordered.append(part)
            run = []
        else:
            run.append(part)
    return ordered + _run_by_rank(run)


def _run_by_rank(run: list[Expr]) -> list[Expr]:
    """Parts without failures: again and again the best of those whose tests have been made."""
    if len(run) < 2:
        return run
    needs = [[i for i in range(at) if _rests_on(part, known_when(run[i], True))] for at, part in enumerate(run)]
    ordered: list[int] = []
    while len(ordered) < len(run):
        ready = [at for at in range(len(run)) if at not in ordered and all(i in ordered for i in needs[at])]
        ordered.append(min(ready, key=lambda at: rank(run[at])))
    return [run[at] for at in ordered]


def _rests_on(part: Expr, facts: Facts) -> bool:
    """True if the part may have a value only because of another, which shows these facts."""
    if not needs_test(part):
        return False
    if any(e.own_effects & GUARDED and not isinstance(e, Unwrap) for e in part.walk()):
        return True  # what it rests on is not among the facts
    return any(isinstance(e, Unwrap) and e.value in facts for e in part.walk())


def _note_kept(part: Expr) -> None:
    if notes.is_noting():
        notes.left(f"test `{print_expr(part)}` in another order", f"it {said(part.effects & ~GUARDED)}", part.place)


# ---------------------------------------------------------------- across operators


def _drop_rows_first(op: Op, is_shared: Callable[[Op], bool]) -> Op:
    """`op` drops rows and hands on the others; what makes rows below it may as well make those that are left."""
    if op.cardinality is not Cardinality.AT_MOST_ONE or not hands_on(op):
        return op
    below = op.inputs[0]
    slot = row_slot(below)
    if slot is None:
        return op
    columns: tuple[Named, ...] = getattr(below, slot)
    if sum(cost(c.value) for c in columns) < _WORTH:
        return op
    why = "others read these rows too" if is_shared(below) else _why_not_later(columns, op, below)
    note = notes.left if why else notes.done
    note(f"make the columns of `{word(below)}` after `{word(op)}`", why or "fewer rows are left then", below.place)
    if why:
        return op
    first = op.map_exprs(lambda e: e.over(lambda name: origin_of(below, name)))
    return below.map_inputs(lambda input: first.map_inputs(lambda _: input))


def _why_not_later(columns: Sequence[Named], op: Op, below: Op) -> str:
    for column in columns:
        if column.value.effects & ~GUARDED:
            return f"`{column.name}` {said(column.value.effects & ~GUARDED)}"
    if op.effects & ~(Effect.STATE | Effect.MAY_RAISE | Effect.GUARDED):
        return f"`{word(op)}` {said(op.effects & ~(Effect.STATE | Effect.MAY_RAISE | Effect.GUARDED))}"
    made = {c.name for c in columns if not isinstance(c.value, Column)}
    read = sorted(made & set().union(*(e.columns for e in op.exprs)))
    if read:
        return f"`{word(op)}` reads `{read[0]}`"
    if op.finishes and len(below.inputs[0].schema) > len(columns):
        return f"`{word(op)}` would keep wider rows"
    return ""
