"""Drop columns that nobody reads, down to what the sources decode."""

from __future__ import annotations

from sage.base.frozen import replace
from sage.base.types import Enum, Schema
from sage.compiler.ir.code import Column, Expr
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Flow, Op, SourceOp
from sage.compiler.ir.paths import Read, add, read_by, retyped, whole
from sage.compiler.ir.slots import Named
from sage.compiler.passes import notes
from sage.compiler.passes.legality import why_not_leave_out
from sage.compiler.passes.payloads import fields_read
from sage.compiler.passes.shape import row_slot, word

Needed = dict[Op, Read]


def prune_columns(flow: Flow) -> Flow:
    """Leave out columns of rows that are made and never read."""
    needed = columns_needed(flow)
    done: dict[int, Op] = {}

    def visit(op: Op) -> Op:
        if id(op) not in done:
            done[id(op)] = _without(_retyped(op.map_inputs(visit), op), needed[op])
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
    """The columns of every operator's output that some reader reads, and the fields of those that are records."""
    needed: Needed = {op: {} for op in flow.ops}
    for op in reversed(flow.ops):
        for number, below in enumerate(op.inputs):
            add(needed[below], _read_of_input(op, number, needed[op]))
    return needed


def _read_of_input(op: Op, number: int, wanted: Read) -> Read:
    """What an operator reads of an input if only `wanted` of its output is read."""
    below = op.inputs[number]
    if below.ports > 1:
        return wanted  # the rows of one of its outputs, as they are
    if len(op.inputs) > 1 and (read := op.reads(number, wanted)) is not None:
        return read
    if op.own_effects & Effect.IO or (op.ports > 1 and not op.makes_rows) or len(op.inputs) > 1:
        return whole(below.schema.names)
    slot = row_slot(op)
    if slot is not None:
        return _handed_on({c.name: c.value for c in _kept(getattr(op, slot), wanted)}, wanted)
    found = read_by(op.exprs)
    origins = {name: op.origin(name) for name in wanted if name in op.schema}
    add(found, _handed_on({name: origin for name, origin in origins.items() if origin is not None}, wanted))
    return found


def _handed_on(made: dict[str, Expr], wanted: Read) -> Read:
    """What is read to make columns; of one that is handed on as it is, what is read of it."""
    found: Read = {}
    for name, value in made.items():
        is_same = isinstance(value, Column) and name in wanted
        add(found, {value.name: wanted[name]} if is_same and isinstance(value, Column) else read_by((value,)))
    return found


def _retyped(op: Op, before: Op) -> Op:
    """An operator over records that may have lost fields that it does not read."""
    if all(a.schema == b.schema for a, b in zip(op.inputs, before.inputs, strict=True)):
        return op
    return op.map_slots(lambda slot, expr: retyped(expr, op.code_row(slot)))


def _without(op: Op, wanted: Read) -> Op:
    if len(op.inputs) > 1:
        return _narrowed(op, wanted)
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


def _narrowed(op: Op, wanted: Read) -> Op:
    changed = op.narrowed_to(wanted)
    for a, b in zip(op.inputs, changed.inputs, strict=True) if notes.is_noting() else ():
        for name in a.schema.names:
            if name not in b.schema:
                notes.done(f"leave out the column `{name}` before `{word(op)}`", "nobody reads it", op.place)
    return changed


def _kept(columns: tuple[Named, ...], wanted: Read) -> tuple[Named, ...]:
    kept = tuple(c for c in columns if c.name in wanted or why_not_leave_out(c.value))
    return kept or columns[:1]
