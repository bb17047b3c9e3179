"""`values`, `range`, `generator`: rows that come from the program itself; and `null`, where rows end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import List, Schema, plain
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.flow import BadRow, SinkOp, SourceOp
from sage.compiler.ir.slots import SlotError, at_least_zero, option, per_index
from sage.compiler.library.connectors._shape import ENDLESS
from sage.compiler.library.registry import Variable, sink, source


@source("values", header="memory")
@dataclass(frozen=True, eq=False, kw_only=True)
class ValuesSource(SourceOp):
    """Rows written in place.

    from values([{id: 1, name: "a"}, {id: 2, name: "b"}])
    """

    splits = True

    items: Expr = option(Variable("T"), doc="the list of rows")

    @cached_property
    def schema(self) -> Schema:
        assert isinstance(self.items.type, List)
        item = self.items.type.item
        return item if isinstance(item, Schema) else plain(item)

    def validate(self) -> None:
        if not isinstance(self.items.type, List):
            text = f"`values` takes a list of rows, and this is {self.items.type}"
            raise SlotError("items", "E0305", text, "put it into brackets: `values([...])`", str(self.items.type))
        if t.is_vague(self.items.type):
            text, help = "the type of these rows is not known", "name it: `from values(...) as T`"
            raise SlotError("items", "E0301", text, help, "nothing says what they hold")

    def rows(self) -> Iterator[Row | BadRow]:
        for row in self.items({}):
            yield {"it": row} if self.schema.plain else row


@source("range", header="memory")
@dataclass(frozen=True, eq=False, kw_only=True)
class RangeSource(SourceOp):
    """The integers from `start` up to, not including, `end`.

    from range(0, 1_000_000)
    """

    splits = True

    start: Expr = option(t.I64, doc="the first")
    end: Expr = option(t.I64, doc="the end, not included")

    @cached_property
    def schema(self) -> Schema:
        return plain(t.I64)

    def rows(self) -> Iterator[Row | BadRow]:
        return ({"it": i} for i in range(self.start({}), self.end({})))


@source("generator", header="memory")
@dataclass(frozen=True, eq=False, kw_only=True)
class GeneratorSource(SourceOp):
    """Rows made from their number, 0 and up; `rate` rows a second, as fast as possible without. Without `count` they
    never end.

    from generator(row: i => {id: i, even: i % 2 == 0}, count: 1000)
    """

    splits = True

    make: Expr = per_index(word="row", doc="a lambda of the row number")
    count: Expr = option(t.I64, ENDLESS, doc="how many rows")
    rate: Expr = option(t.F64, Const(t.F64, 0.0), named=True, doc="rows a second")

    def validate(self) -> None:
        at_least_zero("count", "generator", self.count)

    @cached_property
    def is_bounded(self) -> bool:
        return self.count is not ENDLESS

    @property
    def reaches_outside(self) -> bool:  # type: ignore[override]
        """In a test, rows that never end are as good as those from outside."""
        return not self.is_bounded

    @property
    def decodes(self) -> bool:
        return False

    @cached_property
    def schema(self) -> Schema:
        return self.make.type if isinstance(self.make.type, Schema) else plain(self.make.type)

    def rows(self) -> Iterator[Row | BadRow]:
        for i in range(self.count({})):
            value = self.make({"$i": i})
            yield {"it": value} if self.schema.plain else value


@sink("null", header="memory")
@dataclass(frozen=True, eq=False, kw_only=True)
class NullSink(SinkOp):
    """Nowhere; the rows are counted.

    orders |> into null
    """

    appends = False
