"""`union` and `split`: streams joined into one, and one into several."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import zip_longest
from typing import Any

from sage.base.frozen import dataclass
from sage.base.types import BOOL, ERROR, Schema
from sage.compiler.ir.code import Expr, Row
from sage.compiler.ir.flow import Cardinality, Op
from sage.compiler.ir.slots import Named, SlotError, columns, new_stream, stream, streams
from sage.compiler.library.registry import operator


@operator("union")
@dataclass(frozen=True, eq=False, kw_only=True)
class Union(Op):
    """The rows of several streams of one type, in no fixed order between them.

    web |> union shops, phone
    """

    input: Op = stream()
    others: tuple[Op, ...] = streams("the other streams")

    cardinality = Cardinality.ONE
    inputs_alike = True

    def validate(self) -> None:
        for other in self.others:
            wrong_already = ERROR in (f.type for f in (*other.schema, *self.input.schema))
            if other.schema != self.input.schema and not wrong_already:
                raise SlotError(
                    "others", "E0311", "the streams of a `union` have one row type", _difference(self.input, other)
                )

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    @cached_property
    def key(self) -> tuple[str, ...]:
        same = all(other.key == self.input.key for other in self.others)
        return self.input.key if same else ()

    def origin(self, name: str) -> Expr:
        return self.input[name]

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        yield row


def _difference(one: Op, other: Op) -> str:
    """The first column in which two rows differ."""
    for a, b in zip_longest(one.schema, other.schema):
        if a != b:
            return (
                f"here it is {other.schema}: `{b}` where the others have `{a}`"
                if a and b
                else (f"the column `{a or b}` is on one side only")
            )
    return "one is a stream of plain values, the other of records"


@operator("split")
@dataclass(frozen=True, eq=False, kw_only=True)
class Split(Op):
    """Send each row to the stream of the first condition that is true, else to that of `else`, else nowhere. Ends the
    flow.

    orders |> split large = amount > 1000, small = amount < 10 else normal
    """

    input: Op = stream()
    branches: tuple[Named, ...] = columns(assigns=True, type=BOOL, doc="`stream = condition`")
    otherwise: str | None = new_stream(clause="else", doc="the stream of the rest")

    cardinality = Cardinality.AT_MOST_ONE

    @property
    def ports(self) -> int:  # type: ignore[override]
        return max(len(self.branches) + (self.otherwise is not None), 2)  # the rows of one branch are told apart too

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    def origin(self, name: str) -> Expr:
        return self.input[name]

    def reference_ports(self, state: Any, row: Row) -> Iterator[tuple[int, Row]]:
        for port, branch in enumerate(self.branches):
            if branch.value(row):
                yield port, row
                return
        if self.otherwise is not None:
            yield len(self.branches), row
