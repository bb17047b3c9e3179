"""Which inputs of operators are at their ends once a source has been read."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sage.compiler.ir.flow import Flow, Op, SourceOp


def ended_inputs(flow: Flow, source: SourceOp, read: Collection[SourceOp]) -> Iterator[tuple[Op, int]]:
    """The inputs by which no row comes any more to operators that want to know it: once this source has been read, all
    of theirs have been. What an operator before them keeps back may still come, so then it is not told."""
    for op in flow.ops:
        for number, input in enumerate(op.inputs) if op.hears_ends else ():
            above = Flow((input,)).ops
            sources = [o for o in above if isinstance(o, SourceOp)]
            is_open = any(o.finishes or o.waits or o.ticks or o.makes_rows_of_nothing for o in above)
            if source in sources and not is_open and all(s in read for s in sources):
                yield op, number
