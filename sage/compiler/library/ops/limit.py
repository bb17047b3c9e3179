"""`limit`, `skip` and `sample`: some of the rows, whatever they hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Schema
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import ALL, Cardinality, Groups, Op
from sage.compiler.ir.slots import SlotError, at_least_zero, is_zero, option, stream
from sage.compiler.library.registry import operator
from sage.compiler.library.sampling import Sampler


@dataclass(frozen=True, eq=False, kw_only=True)
class _Some(Op):
    """Rows chosen by their place in the stream."""

    input: Op = stream()

    cardinality = Cardinality.AT_MOST_ONE
    own_effects = Effect.STATE

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    @property
    def groups(self) -> Groups:
        return ALL

    def origin(self, name: str) -> Expr:
        return self.input[name]


@operator("limit")
@dataclass(frozen=True, eq=False, kw_only=True)
class Limit(_Some):
    """Pass the first `n` rows; when every reader has enough, the sources stop.

    orders |> limit 10
    """

    n: Expr = option(t.I64, doc="how many rows")

    may_be_done = True

    @cached_property
    def is_bounded(self) -> bool:
        return True

    @property
    def gives_nothing(self) -> bool:
        return is_zero(self.n)

    def validate(self) -> None:
        at_least_zero("n", "limit", self.n)

    def initial(self) -> Any:
        return {"seen": 0}

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        state["seen"] += 1
        if state["seen"] <= self.n({}):
            yield row

    def reference_done(self, state: Any) -> bool:
        return bool(state["seen"] >= self.n({}))


@operator("skip")
@dataclass(frozen=True, eq=False, kw_only=True)
class Skip(_Some):
    """Pass all but the first `n` rows.

    orders |> skip 10
    """

    n: Expr = option(t.I64, doc="how many rows")

    def validate(self) -> None:
        at_least_zero("n", "skip", self.n)

    def initial(self) -> Any:
        return {"seen": 0}

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        state["seen"] += 1
        if state["seen"] > self.n({}):
            yield row


@operator("sample")
@dataclass(frozen=True, eq=False, kw_only=True)
class Sample(_Some):
    """Pass each row with a probability; the same seed chooses the same rows.

    orders |> sample 0.01, seed: 7
    """

    rate: Expr = option(t.F64, doc="the probability, 0 to 1")
    seed: Expr = option(t.I64, Const(t.I64, 0), named=True, doc="what the choice starts from")

    def validate(self) -> None:
        if isinstance(self.rate, Const) and not 0 <= self.rate.value <= 1:
            text = f"`sample` takes a probability, and this is {self.rate.value}"
            raise SlotError("rate", "E0402", text, "for one row in a hundred, `sample 0.01`", "not from 0 to 1")

    @property
    def gives_nothing(self) -> bool:
        return is_zero(self.rate)

    def initial(self) -> Any:
        return Sampler(self.rate({}), self.seed({}))

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        if state.take():
            yield row
