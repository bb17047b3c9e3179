"""Leave out the times of rows that no operator asks for."""

from __future__ import annotations

from sage.compiler.ir.flow import Flow, Op
from sage.compiler.passes.legality import why_not_leave_out


def drop_clocks(flow: Flow) -> Flow:
    """Let only those rows have times whose times are read.

    This is part of the language's meaning and not an optimisation: a time that no stage reads cannot fail a row.
    """
    read = {clock for op in flow.ops if (op.waits and not op.only_follows) or op.reads_time for clock in op.waits_for}
    unread = {
        op for op in flow.ops if op.clocks == (op,) and op not in read and not any(map(why_not_leave_out, op.exprs))
    }
    done: dict[Op, Op] = {}

    def visit(op: Op) -> Op:
        if op not in done:
            done[op] = visit(op.inputs[0]) if op in unread else op.map_inputs(visit)
        return done[op]

    return Flow(tuple(visit(sink) for sink in flow.sinks)) if unread else flow
