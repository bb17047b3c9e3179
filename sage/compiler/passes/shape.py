"""What passes ask of an operator's shape, so that none of them knows an operator by name."""

from __future__ import annotations

from sage.compiler.ir.code import Column, Expr
from sage.compiler.ir.flow import Op
from sage.compiler.ir.slots import Named


def condition_of(op: Op) -> Expr | None:
    """The condition of an operator that does nothing but keep or drop rows by one."""
    slots = op.slots()
    wheres = [name for name, slot in slots.items() if slot.kind == "predicate"]
    only = len(wheres) == 1 and all(s.kind in ("predicate", "stream") for s in slots.values())
    return getattr(op, wheres[0]) if only else None


def row_slot(op: Op) -> str | None:
    """The slot of an operator that makes, of each row, one whose columns are exactly those in the slot."""
    for name, slot in op.slots().items():
        if slot.kind == "columns" and op.ports == 1 and len(op.inputs) == 1:
            columns: tuple[Named, ...] = getattr(op, name)
            if op.schema.names == tuple(c.name for c in columns):
                return name if all(op.origin(c.name) is c.value for c in columns) else None
    return None


def origin_of(op: Op, name: str) -> Expr:
    """A column's origin, for whoever knows that it has one."""
    origin = op.origin(name)
    assert origin is not None, f"`{name}` of `{op.name}` is made of several rows"
    return origin


def hands_on(op: Op) -> bool:
    """True for an operator whose rows are rows of its one input, as they are."""
    if len(op.inputs) != 1 or op.ports != 1 or op.schema != op.inputs[0].schema:
        return False
    origins = ((name, op.origin(name)) for name in op.schema.names)
    return all(isinstance(origin, Column) and origin.name == name for name, origin in origins)


def word(op: Op) -> str:
    """What the stage of an operator is called in the program."""
    return op.place.stage if op.place and op.place.stage else op.name
