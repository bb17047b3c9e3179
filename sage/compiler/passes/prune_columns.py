"""Drop columns that nobody reads, down to what the sources decode."""

from __future__ import annotations

from sage.base.frozen import replace
from sage.base.types import Enum, Schema
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Flow, Op, SourceOp
from sage.compiler.ir.slots import Named
from sage.compiler.passes import notes
from sage.compiler.passes.legality import why_not_leave_out
from sage.compiler.passes.payloads import fields_read
from sage.compiler.passes.shape import row_slot

Needed = dict[Op, set[str]]


def prune_columns(flow: Flow) -> Flow:
    """Leave out columns of rows that are made and never read."""
    needed = columns_needed(flow)
    done: dict[int, Op] = {}

    def visit(op: Op) -> Op:
        if id(op) not in done:
            done[id(op)] = _without(op.map_inputs(visit), needed[op])
        return done[id(op)]

    sinks = tuple(visit(sink) for sink in flow.sinks)
    return flow if all(a is b for a, b in zip(sinks, flow.sinks, strict=True)) else Flow(sinks)


def narrow_sources(flow: Flow) -> Flow:
    """Let every source decode only the columns that the program as written reads.

    This is part of the language's meaning and not an optimisation: a column that no stage reads cannot fail a row.
    """
    flow = prune_columns(flow)
    needed = columns_needed(flow)

    def narrow(op: Op) -> Op:
        if not isinstance(op, SourceOp) or op.is_request or op.row is None:
            return op
        if op.row.plain:
            read = fields_read(flow, op) if isinstance(op.row.value, Enum) else None
            return op if read is None else op.reading(read)
        kept = tuple(f for f in op.row if f.name in needed[op])
        return op if len(kept) == len(op.row) else op.narrowed(Schema(kept, op.row.name))

    return flow.rewrite(narrow)


def columns_needed(flow: Flow) -> Needed:
    """The columns of every operator's output that some reader reads."""
    needed: Needed = {op: set() for op in flow.ops}
    for op in reversed(flow.ops):
        for below in op.inputs:
            needed[below] |= _read_of_input(op, below, needed[op])
    return needed


def _read_of_input(op: Op, below: Op, wanted: set[str]) -> set[str]:
    """The input columns that an operator reads if only `wanted` of its output is read."""
    if op.own_effects & Effect.IO or op.ports > 1 or len(op.inputs) > 1:
        return set(below.schema.names)
    slot = row_slot(op)
    if slot is not None:
        return set().union(*(c.value.columns for c in _kept(getattr(op, slot), wanted)))
    own = set().union(*(e.columns for e in op.exprs))
    origins = (op.origin(name) for name in wanted if name in op.schema)
    return own | set().union(*(o.columns for o in origins if o is not None))


def _without(op: Op, wanted: set[str]) -> Op:
    slot = row_slot(op)
    if slot is None:
        return op
    columns: tuple[Named, ...] = getattr(op, slot)
    kept = _kept(columns, wanted)
    for column in columns if notes.is_noting() else ():
        if column.name not in wanted:
            why = why_not_leave_out(column.value) or ("a row has a column" if column in kept else "")
            note = notes.left if why else notes.done
            note(f"leave out the column `{column.name}`", why or "nobody reads it", column.value.place or op.place)
    return op if len(kept) == len(columns) else replace(op, **{slot: kept})


def _kept(columns: tuple[Named, ...], wanted: set[str]) -> tuple[Named, ...]:
    kept = tuple(c for c in columns if c.name in wanted or why_not_leave_out(c.value))
    return kept or columns[:1]
