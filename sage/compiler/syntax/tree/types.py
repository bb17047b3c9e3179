"""Types as they are written."""

from __future__ import annotations

from sage.base.frozen import dataclass
from sage.compiler.syntax.tree.node import Node


@dataclass(frozen=True, slots=True)
class NamedType(Node):
    """`i64`, `Order`, `nx.Bid`."""

    name: str


@dataclass(frozen=True, slots=True)
class OptionalType(Node):
    """`T?`."""

    item: TypeExpr


@dataclass(frozen=True, slots=True)
class GenericType(Node):
    """`list<T>`, `map<K, V>`, `array<f32, 384>`: an argument is a type or an integer."""

    name: str
    args: tuple[TypeExpr | int, ...]


@dataclass(frozen=True, slots=True)
class SizedType(Node):
    """`decimal(12, 2)`."""

    name: str
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TypeField(Node):
    """`id: i64` inside a record type; `span` covers name and type."""

    name: str
    type: TypeExpr


@dataclass(frozen=True, slots=True)
class RecordType(Node):
    """`{id: i64, name: str}`."""

    fields: tuple[TypeField, ...]


@dataclass(frozen=True, slots=True)
class ErrorType(Node):
    """Stands where a type did not parse; its message was given."""


TypeExpr = NamedType | OptionalType | GenericType | SizedType | RecordType | ErrorType
