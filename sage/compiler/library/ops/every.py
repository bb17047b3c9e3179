"""`every`: one row in so many, the same ones in each run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Schema
from sage.base.values import key_of
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import ALL, Cardinality, Groups, Op
from sage.compiler.ir.slots import Named, SlotError, key, option, stream
from sage.compiler.library.registry import operator


@operator("every")
@dataclass(frozen=True, eq=False, kw_only=True)
class Every(Op):
    """Pass the first row of every `n`, of each key or of all: a sample that is the same in each run, and that keeps
    rare keys. One of less than 1 passes all.

    readings |> every 10 by sensor
    """

    input: Op = stream()
    n: Expr = option(t.I64, doc="how many rows one stands for")
    by: tuple[Named, ...] = key(clause="by", default=(), doc="what groups the rows")

    cardinality = Cardinality.AT_MOST_ONE
    own_effects = Effect.STATE

    def validate(self) -> None:
        if isinstance(self.n, Const) and self.n.value < 1:
            raise SlotError("n", "E0402", f"`every` counts from 1, and this is {self.n.value}", None, "less than 1")

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    @property
    def groups(self) -> Groups:
        return tuple(k.value for k in self.by) or ALL

    def origin(self, name: str) -> Expr:
        return self.input[name]

    def initial(self) -> Any:
        return {}

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        identity = tuple(key_of(k.value(row)) for k in self.by)
        seen = state.get(identity, 0)
        state[identity] = seen + 1 if seen + 1 < self.n({}) else 0
        if seen == 0:
            yield row
