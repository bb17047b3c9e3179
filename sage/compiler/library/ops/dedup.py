"""`dedup`: the first row of each key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base.frozen import dataclass
from sage.base.types import Schema
from sage.base.values import key_of
from sage.compiler.ir.code import Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Cardinality, Groups, Op
from sage.compiler.ir.slots import Named, key, stream
from sage.compiler.library.registry import operator


@operator("dedup")
@dataclass(frozen=True, eq=False, kw_only=True)
class Dedup(Op):
    """Keep the first row of each key.

    orders |> dedup by id
    """

    input: Op = stream()
    by: tuple[Named, ...] = key(clause="by", doc="what makes two rows the same")

    cardinality = Cardinality.AT_MOST_ONE
    own_effects = Effect.STATE

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    @property
    def groups(self) -> Groups:
        return tuple(k.value for k in self.by)

    def origin(self, name: str) -> Expr:
        return self.input[name]

    def initial(self) -> Any:
        return set()

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        identity = tuple(key_of(k.value(row)) for k in self.by)
        if identity not in state:
            state.add(identity)
            yield row
