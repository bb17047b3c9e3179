"""Streams whose rows a test gives: the times of those rows, as the stream itself would have given them."""

from __future__ import annotations

from collections.abc import Collection

from sage.base import types as t
from sage.compiler.ir.code import Const, Expr
from sage.compiler.ir.flow import Flow, Op
from sage.compiler.library.ops.event_time import EventTime


def with_times(flow: Flow, given: Collection[Op]) -> Flow:
    """The flow in which rows that come from the operators in `given` get their times anew."""

    def visit(op: Op) -> Op:
        if op not in done:
            below = op if op in given else op.map_inputs(visit)
            done[op] = timed(below) if op in given else below
        return done[op]

    done: dict[Op, Op] = {}
    return Flow(tuple(visit(sink) for sink in flow.sinks))


def timed(op: Op, source: Op | None = None) -> Op:
    """The rows of `source`, which stands for an operator, with the times that those of the operator have."""
    if not op.clocks or op.time is None:
        return source or op
    delays = [clock.delay for clock in op.clocks if isinstance(clock, EventTime)]
    known = [delay for delay in delays if isinstance(delay, Const)]
    delay: Expr = max(known, key=lambda d: d.value) if known else Const(t.DURATION, 0)
    return EventTime(input=source or op, at=op.time, delay=delay, place=op.place)
