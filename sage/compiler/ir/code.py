"""Expressions: immutable, typed, and given their effects when they are built.

Two expressions are equal when they mean the same; the place where one was written lies beside it and is never part of
its identity. An expression reads the columns of one row, the pipeline's parameters and its own locals. Calling one
with a row gives its value: this is the language's definition, which the native code must match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, TypeAlias, TypeVar

from sage.base import types as t
from sage.base.errors import InternalError, RecordError
from sage.base.frozen import dataclass, field, fields, replace
from sage.base.source import Span
from sage.base.types import Schema, Type
from sage.compiler.ir.effects import Effect

Row: TypeAlias = Mapping[str, Any]
E = TypeVar("E", bound="Expr")


@dataclass(frozen=True)
class Place:
    """Where an expression was written, and in which stage of which flow it is evaluated."""

    span: Span
    stage: str = ""


@dataclass(frozen=True)
class Expr:
    """The root of all expressions."""

    type: Type
    place: Place | None = field(default=None, compare=False, repr=False, kw_only=True)

    own_effects = Effect.NONE
    always: ClassVar[int | None] = 0  # of its parts, how many at the front are evaluated whenever it is; None for all

    @cached_property
    def effects(self) -> Effect:
        """What evaluating this, parts included, may do."""
        result = self.own_effects
        for child in self.children:
            result |= child.effects
        return result

    @cached_property
    def children(self) -> tuple[Expr, ...]:
        """The direct parts, in the order of evaluation."""
        return tuple(_children(self))

    @property
    def certain(self) -> tuple[Expr, ...]:
        """The direct parts that are evaluated whenever this is; the others depend on values, or come many times."""
        return self.children[: self.always]

    @property
    def binds(self) -> tuple[str, ...]:
        """The locals that stand for values in its parts and nowhere else."""
        return ()

    def map_children(self: E, change: Callable[[Expr], Expr]) -> E:
        """The same expression over changed parts; itself if nothing changed."""
        changes: dict[str, Any] = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if isinstance(value, Expr):
                changed: Any = change(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], Expr):
                changed = tuple(map(change, value))
                if all(a is b for a, b in zip(changed, value, strict=True)):
                    continue
            else:
                continue
            if changed is not value:
                changes[f.name] = changed
        return replace(self, **changes) if changes else self

    def substitute(self, change: Callable[[Expr], Expr | None]) -> Expr:
        """Replace every part, from the outside in, for which `change` gives another."""
        replaced = change(self)
        return replaced if replaced is not None else self.map_children(lambda e: e.substitute(change))

    def walk(self) -> Iterator[Expr]:
        """This and all parts, outermost first."""
        yield self
        for child in self.children:
            yield from child.walk()

    @cached_property
    def columns(self) -> frozenset[str]:
        """Names of the columns that it reads."""
        return frozenset(e.name for e in self.walk() if isinstance(e, Column))

    def over(self, columns: Callable[[str], Expr]) -> Expr:
        """The same over another row: every column is replaced by what `columns` gives for its name."""
        return self.substitute(lambda e: columns(e.name) if isinstance(e, Column) else None)

    def evaluate(self, row: Row) -> Any:
        raise NotImplementedError

    def __call__(self, row: Row) -> Any:
        """The value over a row; raises RecordError where there is none."""
        return self.evaluate(row)


def _children(expr: Expr) -> Iterator[Expr]:
    for f in fields(expr):
        value = getattr(expr, f.name)
        if isinstance(value, Expr):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Expr))


@dataclass(frozen=True)
class Const(Expr):
    """A value. A `literal` has no type of its own yet and takes the numeric type that its context wants."""

    value: Any
    literal: bool = field(default=False, compare=False)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Const)
            and self.type == other.type
            and type(self.value) is type(other.value)
            and ((self.value == other.value and str(self.value) == str(other.value)) or self.value is other.value)
        )

    def __hash__(self) -> int:
        return hash((Const, self.type, str(self.value)))

    def evaluate(self, row: Row) -> Any:
        return self.value


@dataclass(frozen=True)
class Column(Expr):
    """A column of the row."""

    name: str

    def evaluate(self, row: Row) -> Any:
        return row[self.name]


@dataclass(frozen=True)
class Param(Expr):
    """A parameter of the pipeline; replaced by its value before the reference runs."""

    name: str

    def evaluate(self, row: Row) -> Any:
        raise InternalError(f"parameter `{self.name}` has no value here")


@dataclass(frozen=True)
class Local(Expr):
    """A name bound by a Let or a function's parameter."""

    name: str

    def evaluate(self, row: Row) -> Any:
        return row["$" + self.name]


@dataclass(frozen=True)
class Let(Expr):
    """The value of `body`, in which `name` stands for `value`."""

    name: str
    value: Expr
    body: Expr

    always = None

    @property
    def binds(self) -> tuple[str, ...]:
        return (self.name,)

    def evaluate(self, row: Row) -> Any:
        return self.body.evaluate({**row, "$" + self.name: self.value.evaluate(row)})


@dataclass(frozen=True)
class Call(Expr):
    """A function applied to arguments of exactly its types."""

    function: (
        Any  # library.registry.Function; the IR asks it for `effects`, `py`, `typed`, `takes_types` and nothing else
    )
    args: tuple[Expr, ...]

    always = None

    @property
    def own_effects(self) -> Effect:  # type: ignore[override]
        effects: Effect = self.function.effects
        return effects

    def evaluate(self, row: Row) -> Any:
        values = [arg.evaluate(row) for arg in self.args]
        known: dict[str, Any] = {"type": self.type} if self.function.typed else {}
        if self.function.takes_types:
            known["types"] = [arg.type for arg in self.args]
        try:
            return self.function.py(*values, **known)
        except RecordError as error:
            if error.span is None and self.place is not None:
                error.span, error.stage = self.place.span, self.place.stage
            raise


@dataclass(frozen=True)
class Convert(Expr):
    """The value as a wider type; nothing is lost."""

    value: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        return widened(self.value.evaluate(row), self.type)


def widened(value: Any, type: Type) -> Any:
    """A value as one of a wider type: integers become floats where floats are meant, and fields it lacks null."""
    match t.required(type):
        case _ if value is None:
            return None
        case t.List(item):
            return [widened(v, item) for v in value]
        case t.Map(_, item):
            return {key: widened(v, item) for key, v in value.items()}
        case Schema() as schema:
            return {f.name: widened(value.get(f.name), f.type) for f in schema}
        case item if item in t.FLOATS:
            return float(value)
    return value


@dataclass(frozen=True)
class Unwrap(Expr):
    """An optional value that an earlier test showed not to be null."""

    value: Expr
    own_effects = Effect.GUARDED
    always = None

    def evaluate(self, row: Row) -> Any:
        return self.value.evaluate(row)


@dataclass(frozen=True)
class IsNull(Expr):
    """True if the optional value is null."""

    value: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        return self.value.evaluate(row) is None


@dataclass(frozen=True)
class Coalesce(Expr):
    """The value, or `otherwise` if it is null; `otherwise` is evaluated only then."""

    value: Expr
    otherwise: Expr

    always = 1

    def evaluate(self, row: Row) -> Any:
        value = self.value.evaluate(row)
        return self.otherwise.evaluate(row) if value is None else value


@dataclass(frozen=True)
class If(Expr):
    """One of two values; the other is not evaluated."""

    condition: Expr
    yes: Expr
    no: Expr

    always = 1

    def evaluate(self, row: Row) -> Any:
        return (self.yes if self.condition.evaluate(row) else self.no).evaluate(row)


@dataclass(frozen=True)
class And(Expr):
    """True if both are; the right is evaluated only if the left is true."""

    left: Expr
    right: Expr

    always = 1

    def evaluate(self, row: Row) -> Any:
        return self.left.evaluate(row) and self.right.evaluate(row)


@dataclass(frozen=True)
class Or(Expr):
    """True if one is; the right is evaluated only if the left is false."""

    left: Expr
    right: Expr

    always = 1

    def evaluate(self, row: Row) -> Any:
        return self.left.evaluate(row) or self.right.evaluate(row)


@dataclass(frozen=True)
class MakeRecord(Expr):
    """A record; one value for each field of its schema, which is the type."""

    values: tuple[Expr, ...]

    always = None

    def evaluate(self, row: Row) -> Any:
        assert isinstance(self.type, Schema)
        return {f.name: v.evaluate(row) for f, v in zip(self.type, self.values, strict=True)}


@dataclass(frozen=True)
class GetField(Expr):
    """A field of a record."""

    value: Expr
    name: str

    always = None

    def evaluate(self, row: Row) -> Any:
        return self.value.evaluate(row)[self.name]


@dataclass(frozen=True)
class MakeList(Expr):
    """A list of items of one type."""

    items: tuple[Expr, ...]

    always = None

    def evaluate(self, row: Row) -> Any:
        return [item.evaluate(row) for item in self.items]


@dataclass(frozen=True)
class Aggregation(Expr):
    """An aggregate of the rows of a group; stands in fold slots only, where `aggregate` splits it off."""

    aggregate: Any  # library.registry.Aggregate
    args: tuple[Expr, ...]

    always = None

    @property
    def own_effects(self) -> Effect:  # type: ignore[override]
        effects: Effect = self.aggregate.effects
        return effects


def field_of(value: Expr, name: str, place: Place | None = None) -> Expr:
    """A field of a record value; of a record that is just being made, the field's own expression."""
    assert isinstance(value.type, Schema)
    if isinstance(value, MakeRecord) and value.effects == Effect.NONE:
        return value.values[value.type.names.index(name)]
    return GetField(value.type.by_name[name].type, value, name, place=place or value.place)
