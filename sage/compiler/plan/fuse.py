"""Cuts a flow into stages."""

from __future__ import annotations

from sage.compiler.ir.flow import Flow, Op, SourceOp
from sage.compiler.ir.pipeline import Pipeline
from sage.compiler.plan.plan import Plan, Stage


def fuse(pipeline: Pipeline, flow: Flow) -> Plan:
    """One stage for each part of the flow that hangs together; the stream of failed records joins all parts that may
    fail into one, but for the part that answers calls."""
    parts: dict[Op, Op] = {op: op for op in flow.ops}

    def root(op: Op) -> Op:
        while parts[op] is not op:
            op = parts[op]
        return op

    def join(a: Op, b: Op) -> None:
        parts[root(b)] = root(a)

    for op in flow.ops:
        for below in op.inputs:
            join(below, op)
    if any(isinstance(op, SourceOp) and op.takes_failures for op in flow.ops):
        asked = {root(op) for op in flow.ops if op.is_request}
        rest = [op for op in flow.ops if root(op) not in asked]
        for op in rest[1:]:
            join(rest[0], op)
    groups: dict[Op, list[Op]] = {}
    for op in flow.ops:
        groups.setdefault(root(op), []).append(op)
    stages = tuple(Stage(number, tuple(ops)) for number, ops in enumerate(groups.values()))
    return Plan(pipeline, stages)
