"""Pairs of flows, written as programs: what a pass is given, and what it must make of it."""

from __future__ import annotations

from sage.base.source import Source
from sage.compiler import driver
from sage.compiler.ir.flow import Flow
from sage.compiler.ir.printer import print_flow
from sage.compiler.ir.verify import verify
from sage.compiler.passes import Pass, steps
from sage.compiler.passes.notes import Note, Notes

HEAD = """
schema Row { a: i64, b: i64, x: f64, s: str, n: i64?, list: list<i64> }
pipeline p {
  param p: i64 = 1
  let rows = from jsonl("rows.jsonl") as Row
"""


def flow_of(stages: str) -> Flow:
    """The flow of a pipeline: stages over `rows` that end in a sink, or whole flows that begin with `from` or `let`."""
    is_whole = stages.lstrip().startswith(("from", "let"))
    body = stages if is_whole else f"from rows {stages} |> into null"
    return driver.check(Source("p.sage", f"{HEAD}{body}\n}}")).require().pipeline().flow


def changes(rewrite: Pass, before: str, after: str) -> None:
    """The pass makes of one flow what the other is."""
    flow = flow_of(before)
    changed = rewrite(flow)
    verify(changed, like=flow, after=rewrite.__name__)
    assert print_flow(changed) == print_flow(flow_of(after))


def keeps(rewrite: Pass, stages: str) -> None:
    """The pass leaves the flow as it is."""
    flow = flow_of(stages)
    assert print_flow(rewrite(flow)) == print_flow(flow)


def notes_of(rewrite: Pass, stages: str) -> list[Note]:
    """What the pass says of a flow."""
    notes = Notes()
    list(steps(flow_of(stages), (rewrite,), notes))
    return list(notes)
