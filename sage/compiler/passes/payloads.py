"""Which fields of the payloads of an enum are read: what `narrow_sources` tells a source whose rows are one."""

from __future__ import annotations

from collections.abc import Mapping

from sage.base.types import Enum, Schema
from sage.compiler.ir.code import Column, Expr, GetField
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Flow, Op, SourceOp
from sage.compiler.ir.variants import IsVariant, Payload

_SHOWN = Effect.MAY_RAISE | Effect.IO | Effect.SERVICE  # who does this may show a row as a whole
_ROW = "it"


def fields_read(flow: Flow, source: SourceOp) -> Mapping[str, frozenset[str]] | None:
    """By variant, the fields of its payload that some reader reads; None if one reads or shows whole rows."""
    reading = _Reading()
    todo: list[Op] = [source]
    while todo:
        op = todo.pop()
        for reader in flow.consumers[op]:
            if reader.effects & _SHOWN or len(reader.inputs) > 1 or not all(map(reading.follow, reader.exprs)):
                return None
            if _ROW in reader.schema and reader.schema == op.schema:
                origin = reader.origin(_ROW)
                if not (isinstance(origin, Column) and origin.name == _ROW):
                    return None
                todo.append(reader)
    return {variant: frozenset(names) for variant, names in reading.fields.items()}


class _Reading:
    """Collects the fields that code reads."""

    def __init__(self) -> None:
        self.fields: dict[str, set[str]] = {}

    def follow(self, expr: Expr) -> bool:
        """Notes what an expression reads; False if that may be a whole row."""
        match expr:
            case GetField(value=Payload(value=Column(name="it"), variant=variant), name=name):
                self.fields.setdefault(variant, set()).add(name)
                return True
            case Payload(value=Column(name="it", type=Enum() as enum), variant=variant):
                payload = enum.payload_of(variant)
                self.fields.setdefault(variant, set()).update(payload.names if isinstance(payload, Schema) else ())
                return True
            case IsVariant(value=Column(name="it")):
                return True
            case Column(name="it"):
                return False
            case _:
                return all(map(self.follow, expr.children))
