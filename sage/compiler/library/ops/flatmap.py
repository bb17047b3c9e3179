"""`flatmap` and `explode`: many rows of one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base.frozen import dataclass
from sage.base.types import STR, Array, Field, List, Optional, Schema, Type, plain, required
from sage.compiler.ir.code import Coalesce, Column, Convert, Expr, MakeList, Row
from sage.compiler.ir.flow import Op
from sage.compiler.ir.slots import Named, SlotError, columns, items, new_stream, stream
from sage.compiler.library.registry import operator


@operator("flatmap", cpp="FlatMap")
@dataclass(frozen=True, eq=False, kw_only=True)
class FlatMap(Op):
    """Make a row of each element of a list; an optional counts as a list of none or one. `else name` declares the
    stream of the inputs that gave null.

    lines |> flatmap it.split(" ")
    """

    input: Op = stream()
    items: Expr = items("the list, or the optional value")
    otherwise: str | None = new_stream(clause="else", doc="the stream of inputs that gave null")
    column: str | None = None  # rows keep the input's columns, and the element goes here
    replaced: str | None = None  # the input column that gives way to it

    @property
    def ports(self) -> int:  # type: ignore[override]
        return 1 if self.otherwise is None else 2

    def validate(self) -> None:
        found = self.items.type
        if not isinstance(found, List | Optional):
            text = f"`flatmap` makes rows of a list or an optional, and this is {found}"
            raise SlotError("items", "E0312", text, "`map` makes one row of one value", str(found))
        if self.otherwise is not None and isinstance(found, List):
            text = "a list is never null, so `else` would get no rows"
            raise SlotError("otherwise", "E0403", text, "leave `else` out", "gets no rows")

    @cached_property
    def item_type(self) -> Type:
        """The type of one element."""
        assert isinstance(self.items.type, List | Optional)
        return self.items.type.item

    @cached_property
    def schema(self) -> Schema:
        if self.column is None:
            return self.item_type if isinstance(self.item_type, Schema) else plain(self.item_type)
        made = Field(self.column, self.item_type)
        fields = [made if f.name in (self.replaced, self.column) else f for f in self.input.schema]
        return Schema(tuple(dict.fromkeys([*fields, made])))

    def output(self, port: int) -> Schema:
        return self.input.schema if port else self.schema

    def origin(self, name: str) -> Expr | None:
        return None if self.column in (None, name) else self.input[name]

    def reference_ports(self, state: Any, row: Row) -> Iterator[tuple[int, Row]]:
        value = self.items(row)
        if value is None:
            if self.otherwise is not None:
                yield 1, row
            return
        for item in value if isinstance(self.items.type, List) else (value,):
            yield 0, self._row(row, item)

    def _row(self, row: Row, item: Any) -> Row:
        if self.column is not None:
            return {n: item if n == self.column else row[n] for n in self.schema.names}
        return item if isinstance(self.item_type, Schema) else {"it": item}


@operator("explode", cpp="FlatMap")
@dataclass(frozen=True, eq=False, kw_only=True)
class Explode(Op):
    """Make a row of each element of a list column, keeping the other columns; an empty or null list gives no row.

    posts |> explode tags as tag
    """

    input: Op = stream()
    columns: tuple[Named, ...] = columns(doc="`list as name`")

    def validate(self) -> None:
        if len(self.columns) != 1:
            raise SlotError("columns", "E0401", "`explode` takes one list", "`explode tags as tag`", "too much")
        name, value = self.columns[0].name, self.columns[0].value
        if not isinstance(required(value.type), List | Array):
            text = f"`explode` makes rows of a list, and this is {value.type}"
            help = '`.split(",")` makes a list of text' if required(value.type) == STR else None
            raise SlotError("columns", "E0312", text, help, str(value.type))
        if name in self.input.schema and not (isinstance(value, Column) and value.name == name):
            text = f"two columns would be named `{name}`"
            raise SlotError("columns", "E0405", text, "give the item another name", "there already", name)

    def expand(self) -> Op:
        name, value = self.columns[0].name, self.columns[0].value
        replaced = value.name if isinstance(value, Column) else None
        if isinstance(array := required(value.type), Array):
            items = List(array.item)
            value = Convert(items if value.type == array else Optional(items), value, place=value.place)
        if isinstance(value.type, Optional):
            value = Coalesce(value.type.item, value, MakeList(value.type.item, ()), place=value.place)
        return FlatMap(input=self.input, items=value, column=name, replaced=replaced, place=self.place)
