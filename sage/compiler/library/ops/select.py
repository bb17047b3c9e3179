"""The stages that make one row of one row. All are `select` with other words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from sage.base.frozen import dataclass
from sage.base.types import MISSING, Field, Schema
from sage.compiler.ir.code import Column, Expr, GetField, Row, field_of
from sage.compiler.ir.flow import Cardinality, Op
from sage.compiler.ir.slots import Named, SlotError, code, columns, key, names, stream
from sage.compiler.library.registry import operator


@operator("select", cpp="Map")
@dataclass(frozen=True, eq=False, kw_only=True)
class Select(Op):
    """Make a row of exactly these columns, in this order; `*` stands for all columns.

    orders |> select id, user.name, total = price * qty
    """

    input: Op = stream()
    columns: tuple[Named, ...] = columns(doc="the columns of the new row")
    is_plain: bool = False  # the row is a plain value
    keyed: tuple[str, ...] | None = None  # the key of the output, where it is not the input's

    cardinality = Cardinality.ONE

    @cached_property
    def schema(self) -> Schema:
        known = self.input.schema.by_name
        fields = (_field(c, known.get(c.name), known) for c in self.columns)
        return Schema(tuple(fields), None, self.is_plain)

    @cached_property
    def key(self) -> tuple[str, ...]:
        return super().key if self.keyed is None else self.keyed

    @cached_property
    def by_name(self) -> dict[str, Expr]:
        return {c.name: c.value for c in self.columns}

    def origin(self, name: str) -> Expr:
        return self.by_name[name]

    def making(self, columns: tuple[Named, ...]) -> Op:
        return Select(input=self.input, columns=columns, place=self.place)

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        yield {c.name: c.value(row) for c in self.columns}


def _field(column: Named, before: Field | None, known: Mapping[str, Field]) -> Field:
    """Keeps a column's name outside the program as long as the column keeps its name, and what it says of time. What a
    field of a record is if it is not given, a column is that holds it under its name."""
    default = MISSING
    match column.value:
        case Column(name=name):
            copied = known.get(name)
        case GetField(value=Expr(type=Schema() as record), name=name):
            copied = record.get(name)
            default = copied.default if copied is not None and name == column.name else MISSING
        case _:
            copied = None
    timing = copied.event_time if copied is not None else None
    outside = before.outside if before else None
    return Field(column.name, column.value.type, default, outside=outside, event_time=timing)


@operator("extend", cpp="Map")
@dataclass(frozen=True, eq=False, kw_only=True)
class Extend(Op):
    """Add columns or replace them; later expressions see earlier ones.

    orders |> extend net = price * qty, gross = net * 1.2
    """

    input: Op = stream()
    columns: tuple[Named, ...] = columns(assigns=True, sequential=True, doc="the columns to add or replace")

    def expand(self) -> Op:
        made: dict[str, Expr] = {f.name: self.input[f.name] for f in self.input.schema}
        for column in self.columns:
            made[column.name] = column.value
        kept = tuple(Named(name, value) for name, value in made.items())
        return Select(input=self.input, columns=kept, place=self.place)


@operator("drop", cpp="Map")
@dataclass(frozen=True, eq=False, kw_only=True)
class Drop(Op):
    """Leave columns out.

    orders |> drop note, raw
    """

    input: Op = stream()
    columns: tuple[str, ...] = names("the columns to leave out")

    def expand(self) -> Op:
        kept = tuple(Named(f.name, self.input[f.name]) for f in self.input.schema if f.name not in self.columns)
        return Select(input=self.input, columns=kept, place=self.place)


@operator("rename", cpp="Map")
@dataclass(frozen=True, eq=False, kw_only=True)
class Rename(Op):
    """Give columns other names.

    orders |> rename customer = user
    """

    input: Op = stream()
    columns: tuple[Named, ...] = columns(assigns=True, doc="`new = old`")

    def validate(self) -> None:
        for column in self.columns:
            if not isinstance(column.value, Column):
                text = "`rename` takes `new = old`, and `old` is a column"
                raise SlotError("columns", "E0401", text, "`extend` makes a column of more", "no column")
        old = [c.value.name for c in self.columns if isinstance(c.value, Column)]
        for column in self.columns:
            if column.name in self.input.schema and column.name not in old:
                text = f"two columns would be named `{column.name}`"
                help = f"`drop {column.name}` before, or give another name"
                raise SlotError("columns", "E0405", text, help, "there already", column.name)
        twice = next((name for name in old if old.count(name) > 1), None)
        if twice is not None:
            text, help = f"`{twice}` gets two names", "`extend` makes a second column of it"
            raise SlotError("columns", "E0401", text, help, "renamed twice")

    def expand(self) -> Op:
        new = {next(iter(c.value.columns)): c.name for c in self.columns}
        kept = tuple(Named(new.get(f.name, f.name), self.input[f.name]) for f in self.input.schema)
        keyed = tuple(new.get(k, k) for k in self.input.key)
        return Select(input=self.input, columns=kept, keyed=keyed, place=self.place)


@operator("map", cpp="Map")
@dataclass(frozen=True, eq=False, kw_only=True)
class Map(Op):
    """Replace the row by a value: a record becomes the row's columns, anything else a plain value `it`.

    orders |> map {id: id, total: price * qty}
    """

    input: Op = stream()
    value: Expr = code("the new row")

    def expand(self) -> Op:
        return mapped(self.input, self.value, self.place)


def mapped(input: Op, value: Expr, place: Any) -> Op:
    """Rows that are the value."""
    if isinstance(value.type, Schema):
        made = tuple(Named(f.name, field_of(value, f.name)) for f in value.type)
        return Select(input=input, columns=made, keyed=(), place=place)
    return Select(input=input, columns=(Named("it", value),), is_plain=True, keyed=(), place=place)


@operator("key_by", cpp="Map")
@dataclass(frozen=True, eq=False, kw_only=True)
class KeyBy(Op):
    """Group the rows for the next stage that works on groups; `k = e` adds the column `k`.

    orders |> key_by user, day = at.truncate(1d)
    """

    input: Op = stream()
    by: tuple[Named, ...] = key(doc="what groups the rows")

    def expand(self) -> Op:
        made: dict[str, Expr] = {f.name: self.input[f.name] for f in self.input.schema}
        made |= {k.name: k.value for k in self.by}
        names = tuple(k.name for k in self.by)
        kept = tuple(Named(name, value) for name, value in made.items())
        plain = self.input.schema.plain and set(made) == {"it"}
        return Select(input=self.input, columns=kept, is_plain=plain, keyed=names, place=self.place)
