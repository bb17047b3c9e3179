"""Move filters towards the sources."""

from __future__ import annotations

from collections.abc import Callable

from sage.base.frozen import replace
from sage.compiler.ir.code import Expr
from sage.compiler.ir.flow import Flow, Op
from sage.compiler.ir.logic import conjunction, conjuncts
from sage.compiler.ir.narrow import known_when
from sage.compiler.ir.printer import print_expr
from sage.compiler.passes import notes
from sage.compiler.passes.legality import side_of, why_not_overtake, why_not_pass
from sage.compiler.passes.shape import condition_of, origin_of, word


def push_filters(flow: Flow) -> Flow:
    """Move filters towards the sources, past every operator they can be rewritten over, into every input of one that
    joins streams.

    A part of an `and` moves alone if it may be tested before the parts that stay.
    """
    return flow.rewrite_unshared(_push)


def _push(op: Op, is_shared: Callable[[Op], bool]) -> Op:
    where = condition_of(op)
    if where is None:
        return op
    below = op.inputs[0]
    if condition_of(below) is not None:
        return op  # merge_rows makes one of both
    moving: list[Expr] = []
    staying: list[Expr] = []
    for part in conjuncts(where):
        why = "others read these rows too" if is_shared(below) else _why_stay(part, below, moving, staying)
        note = notes.left if why else notes.done
        if notes.is_noting():
            note(
                f"test `{print_expr(part)}` before `{word(below)}`", why or _reason(part, below), part.place or op.place
            )
        (staying if why else moving).append(part)
    if not moving:
        return op
    raised = below
    for side in dict.fromkeys(side_of(part, below) for part in moving):
        lower = conjunction([_over(part, below) for part in moving if side_of(part, below) == side])
        raised = _with_filter(raised, side, replace(op, where=lower), is_shared)
    return replace(op, input=raised, where=conjunction(staying)) if staying else raised


def _with_filter(below: Op, side: int | None, filter: Op, is_shared: Callable[[Op], bool]) -> Op:
    """The operator with a filter in front of one of its inputs, or of all."""

    def put(input: Op) -> Op:
        return _push(filter.with_input(0, input), is_shared)

    return below.map_inputs(put) if side is None else below.with_input(side, put(below.inputs[side]))


def _why_stay(part: Expr, below: Op, moving: list[Expr], staying: list[Expr]) -> str:
    known = known_when(conjunction(moving), True)
    overtaken = why_not_overtake(part, staying, known)
    if overtaken:
        return overtaken
    alike = [_over(m, below) for m in moving if side_of(m, below) == side_of(part, below)]
    return why_not_pass(part, below, known_when(conjunction(alike), True))


def _over(part: Expr, below: Op) -> Expr:
    return part.over(lambda name: origin_of(below, name))


def _reason(part: Expr, below: Op) -> str:
    if side_of(part, below) is not None:
        return "it drops what is made of these rows"
    if len(below.inputs) > 1:
        return "it drops the same rows of each input"
    if below.groups is not None:
        return "it drops whole groups"
    return "what it reads is known there"
