"""Expressions as they are written."""

from __future__ import annotations

from typing import Any

from sage.base.frozen import dataclass
from sage.base.source import Span
from sage.compiler.syntax.tree.node import Node


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A bare name; backticks are removed."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A literal. `kind` is int, float, str, bytes, bool, null, duration (value in microseconds), timestamp (the text
    between the quotes), size (bytes as int), regex (the pattern). Escapes are resolved."""

    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class FString(Node):
    """`f"{x:.2f} of {y}"`: texts and holes in order."""

    parts: tuple[str | FStringHole, ...]


@dataclass(frozen=True, slots=True)
class FStringHole(Node):
    """`{value:format}`; format may be empty."""

    value: Expr
    format: str


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """`left op right`. `op` is one of + - * / // % ** == != < <= > >= and or ?? in "not in" like matches.
    `op_span` covers the operator alone."""

    op: str
    left: Expr
    right: Expr
    op_span: Span


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """`op value`: op is - or not."""

    op: str
    value: Expr


@dataclass(frozen=True, slots=True)
class IsNull(Node):
    """`value is null`, or with `negated`, `value is not null`."""

    value: Expr
    negated: bool


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`value between low and high`, ends included."""

    value: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if condition then yes else no`."""

    condition: Expr
    yes: Expr
    no: Expr


@dataclass(frozen=True, slots=True)
class Lambda(Node):
    """`x => body`, `fn(a, b) => body`."""

    params: tuple[Name, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class FieldGet(Node):
    """`value.name`, or with `optional`, `value?.name`. `name_span` covers the name alone."""

    value: Expr
    name: str
    name_span: Span
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Item(Node):
    """`value[index]`."""

    value: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class NamedArg(Node):
    """`name: value` in a call; `name_span` covers the name alone."""

    name: str
    name_span: Span
    value: Expr


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function(args)`; a method call has a FieldGet as its function."""

    function: Expr
    args: tuple[Expr | NamedArg, ...]


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """`[a, b]`."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class RecordField(Node):
    """`name: value` in a record; `name_span` covers the name alone."""

    name: str
    name_span: Span
    value: Expr


@dataclass(frozen=True, slots=True)
class Spread(Node):
    """`...value` in a record."""

    value: Expr


@dataclass(frozen=True, slots=True)
class RecordLiteral(Node):
    """`{id: 1, ...row}`."""

    items: tuple[RecordField | Spread, ...]


@dataclass(frozen=True, slots=True)
class Pattern(Node):
    """One alternative of an arm: a literal, or a dotted name with an optional binding `circle(r)`."""

    literal: Literal | None
    name: tuple[str, ...]
    binding: str | None


@dataclass(frozen=True, slots=True)
class Arm(Node):
    """`a | b if guard => value`."""

    patterns: tuple[Pattern, ...]
    guard: Expr | None
    value: Expr


@dataclass(frozen=True, slots=True)
class Match(Node):
    """`match subject { arms }`."""

    subject: Expr
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class ErrorExpr(Node):
    """Stands where an expression did not parse; its message was given."""


Expr = (
    Name
    | Literal
    | FString
    | Binary
    | Unary
    | IsNull
    | Between
    | If
    | Lambda
    | FieldGet
    | Item
    | Call
    | ListLiteral
    | RecordLiteral
    | Match
    | ErrorExpr
)
