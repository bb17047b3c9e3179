"""The rewrites, in the order in which they are tried. Each is a function from Flow to Flow."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sage.compiler.ir.flow import Flow
from sage.compiler.ir.verify import verify
from sage.compiler.passes.fold_constants import fold_constants
from sage.compiler.passes.merge_rows import merge_rows
from sage.compiler.passes.prune_columns import prune_columns
from sage.compiler.passes.push_filters import push_filters

Pass = Callable[[Flow], Flow]

PASSES: tuple[Pass, ...] = (fold_constants, push_filters, prune_columns, merge_rows)
_ROUNDS = 8  # a bound, far above what programs need


def steps(flow: Flow, passes: tuple[Pass, ...] = PASSES) -> Iterator[tuple[str, Flow]]:
    """Every step that changed the flow: the pass's name and what it left, verified."""
    for _round in range(_ROUNDS):
        before = flow
        for rewrite in passes:
            changed = rewrite(flow)
            if changed is not flow:
                verify(changed, like=flow, after=rewrite.__name__)
                flow = changed
                yield rewrite.__name__, flow
        if flow is before:
            return
