"""Move filters towards the sources."""

from __future__ import annotations

from collections.abc import Callable

from sage.base.frozen import replace
from sage.compiler.ir.code import Expr, conjunction
from sage.compiler.ir.flow import Flow, Op
from sage.compiler.passes.legality import filter_may_pass, parts
from sage.compiler.passes.shape import condition_of


def push_filters(flow: Flow) -> Flow:
    """Move filters towards the sources, past every operator they can be rewritten over.

    A part of an `and` moves alone if no part before it stays: the order of evaluation is kept.
    """
    return flow.rewrite_unshared(_push)


def _push(op: Op, is_shared: Callable[[Op], bool]) -> Op:
    where = condition_of(op)
    if where is None:
        return op
    below = op.inputs[0]
    if is_shared(below) or condition_of(below) is not None:
        return op
    moving: list[Expr] = []
    staying: list[Expr] = []
    for part in parts(where):
        (moving if not staying and filter_may_pass(part, below) else staying).append(part)
    if not moving:
        return op
    rewritten = conjunction([part.over(lambda name: _origin(below, name)) for part in moving])
    lower = replace(op, input=below.inputs[0], where=rewritten)
    raised = below.map_inputs(lambda _: _push(lower, is_shared))
    if not staying:
        return raised
    return replace(op, input=raised, where=conjunction(staying))


def _origin(below: Op, name: str) -> Expr:
    origin = below.origin(name)
    assert origin is not None, "filter_may_pass asked for it"
    return origin
