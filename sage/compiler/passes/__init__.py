"""The rewrites, in the order in which they are tried. Each is a function from Flow to Flow."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sage.compiler.ir.flow import Flow
from sage.compiler.ir.verify import verify
from sage.compiler.passes.drop_dead import drop_dead
from sage.compiler.passes.fold_constants import fold_constants
from sage.compiler.passes.merge_rows import merge_rows
from sage.compiler.passes.notes import Notes, taking
from sage.compiler.passes.prune_columns import prune_columns
from sage.compiler.passes.push_filters import push_filters
from sage.compiler.passes.reorder_rows import reorder_rows
from sage.compiler.passes.share_common import share_common

Pass = Callable[[Flow], Flow]

PASSES: tuple[Pass, ...] = (
    fold_constants,
    drop_dead,
    push_filters,
    prune_columns,
    merge_rows,
    reorder_rows,
    share_common,
)
_ROUNDS = 8  # a bound, far above what programs need


def steps(flow: Flow, passes: tuple[Pass, ...] = PASSES, notes: Notes | None = None) -> Iterator[tuple[str, Flow]]:
    """Every step that changed the flow: the pass's name and what it left, verified. `notes` takes what passes say."""
    for group in _groups(passes):
        for _round in range(_ROUNDS):
            before = flow
            for rewrite in group:
                with taking(rewrite.__name__, notes):
                    changed = rewrite(flow)
                if changed is not flow:
                    verify(changed, like=flow, after=rewrite.__name__)
                    flow = changed
                    yield rewrite.__name__, flow
            if flow is before:
                break


def _groups(passes: tuple[Pass, ...]) -> tuple[tuple[Pass, ...], ...]:
    """What is repeated until nothing changes, and then: names for common parts would hide them from the others."""
    first = tuple(p for p in passes if p is not share_common)
    return first, tuple(p for p in (share_common, prune_columns) if share_common in passes and p in passes)
