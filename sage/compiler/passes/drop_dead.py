"""Drop what cannot be noticed: conditions that say nothing new, and operators that no row reaches."""

from __future__ import annotations

from collections.abc import Callable

from sage.base.frozen import replace
from sage.compiler.ir.code import Expr
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Flow, Op
from sage.compiler.ir.logic import FALSE, TRUE, conjunction, conjuncts
from sage.compiler.ir.never import Never
from sage.compiler.ir.printer import print_expr
from sage.compiler.passes import notes
from sage.compiler.passes.legality import why_not_share, why_not_skip
from sage.compiler.passes.shape import condition_of, word


def drop_dead(flow: Flow) -> Flow:
    """Leave out conditions that are always true or were just tested, and all operators of a stream that stays empty.

    Its sources are still read, for their rows may fail, and its sinks still opened, for an empty file is a file.
    """
    return flow.rewrite_unshared(_drop)


def _drop(op: Op, is_shared: Callable[[Op], bool]) -> Op:
    where = condition_of(op)
    if where is not None and not _is_empty(op.inputs[0]):
        return _without_parts(op, where)
    if isinstance(op, Never):
        return _without_maker(op, is_shared)
    if len(op.inputs) != 1 or not _is_empty(op.inputs[0]) or op.ports > 1 or op.effects & Effect.IO:
        return op
    if op.makes_rows_of_nothing or op.may_be_done:
        why = "it may make rows of nothing" if op.makes_rows_of_nothing else "it tells when enough has been read"
        notes.left(f"leave out `{word(op)}`", why, op.place)
        return op
    notes.done(f"leave out `{word(op)}`", "no row reaches it", op.place)
    return _never(op.inputs[0], op)


def _without_parts(op: Op, where: Expr) -> Op:
    below = op.inputs[0]
    if where == TRUE:
        notes.done(f"leave out `{word(op)}`", "its condition is always true", op.place)
        return below
    if where == FALSE:
        notes.done(f"let no row through `{word(op)}`", "its condition is never true", op.place)
        return _never(below, op)
    kept: list[Expr] = []
    for part in conjuncts(where):
        if part not in kept:
            kept.append(part)
        elif why := why_not_share(part):
            notes.left(f"test `{print_expr(part)}` once", why, part.place)
            kept.append(part)
        else:
            notes.done(f"test `{print_expr(part)}` once", "it was true just before", part.place)
    return op if len(kept) == len(conjuncts(where)) else replace(op, where=conjunction(kept))


def _without_maker(op: Never, is_shared: Callable[[Op], bool]) -> Op:
    """Leaves out what makes the rows that nobody gets to see."""
    below = op.input
    if not below.inputs or is_shared(below):
        return op
    what, why = f"leave out `{word(below)}`", why_not_skip(below)
    if why:
        notes.left(what, why, below.place)
        return op
    notes.done(what, "nobody reads its rows", below.place)
    return _without_maker(replace(op, input=below.inputs[0]), is_shared)


def _is_empty(op: Op) -> bool:
    """No row comes out, at any port."""
    if op.gives_nothing or op.makes_rows_of_nothing or len(op.inputs) != 1:
        return op.gives_nothing
    return (op.ports > 1 or op.may_be_done) and _is_empty(op.inputs[0])


def _never(below: Op, op: Op) -> Op:
    """An empty stream in place of `op`, which goes on taking the rows of what is below."""
    if below.ports > 1:
        below = below.inputs[0]
    return Never(input=below.input if isinstance(below, Never) else below, row=op.schema, place=op.place)
