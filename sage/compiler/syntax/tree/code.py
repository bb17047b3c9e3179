"""Statements of code blocks: of functions, of methods, of stages with a block."""

from __future__ import annotations

from sage.base.frozen import dataclass
from sage.base.source import Span
from sage.compiler.syntax.tree.expressions import Call, Expr, Name, NamedArg
from sage.compiler.syntax.tree.node import Node
from sage.compiler.syntax.tree.types import TypeExpr


@dataclass(frozen=True, slots=True)
class Block(Node):
    """`{ statements }`."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Let(Node):
    """`let name: type = value`."""

    name: str
    name_span: Span
    type: TypeExpr | None
    value: Expr


@dataclass(frozen=True, slots=True)
class Assign(Node):
    """`place op value` with op one of = += -= *= /=; place is a Name, FieldGet or Item."""

    place: Expr
    op: str
    value: Expr


@dataclass(frozen=True, slots=True)
class IfStatement(Node):
    """`if condition { } else { }`; `no` is a block, another if, or None."""

    condition: Expr
    yes: Block
    no: Block | IfStatement | None


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for name in items { }`."""

    name: str
    items: Expr
    body: Block


@dataclass(frozen=True, slots=True)
class Return(Node):
    """`return value`."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Emit(Node):
    """`emit value`, `emit value to stream`."""

    value: Expr
    stream: Name | None


@dataclass(frozen=True, slots=True)
class CallStatement(Node):
    """A call for its effect."""

    call: Call


@dataclass(frozen=True, slots=True)
class Handler(Node):
    """`on item e { }`, `on timer t { }`, `on end { }`."""

    event: str
    binding: str | None
    body: Block


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    """`@name(args)`."""

    name: str
    args: tuple[Expr | NamedArg, ...]


@dataclass(frozen=True, slots=True)
class State(Node):
    """`state name: type = initial @ttl(1m)`."""

    name: str
    name_span: Span
    type: TypeExpr
    initial: Expr | None
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Broken(Node):
    """Stands where a declaration or statement did not parse; its message was given. `name` is what it declares, as far
    as that could be seen: the name exists, and nothing is known of it."""

    name: str | None


Statement = Let | Assign | IfStatement | For | Return | Emit | CallStatement | Handler | State | Broken
