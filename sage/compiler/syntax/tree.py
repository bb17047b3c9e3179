"""The untyped syntax tree: what a program says, with the place of every part. Both front ends write it."""

from __future__ import annotations

from typing import Any

from sage.base.frozen import dataclass
from sage.base.source import Span


@dataclass(frozen=True, slots=True)
class Node:
    """The root of all nodes. `span` covers the whole construct and never takes part in comparison by the checker."""

    span: Span


# ---------------------------------------------------------------- types


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


# ---------------------------------------------------------------- expressions


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


# ---------------------------------------------------------------- code blocks


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


# ---------------------------------------------------------------- flows


@dataclass(frozen=True, slots=True)
class Arg(Node):
    """One argument of a stage or clause.

    `kind` is "value" (`e`), "as" (`e as name`), "column" (`name = e`), "option" (`name: e`), "order" (`e asc|desc`,
    with the direction in `name`) or "all" (`*`, no value). `name_span` covers the name alone.
    """

    kind: str
    value: Expr | None
    name: str | None = None
    name_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Clause(Node):
    """`on e`, `by args`, `within e`, `over e`, `else e`; every clause but `by` has one "value" Arg."""

    word: str
    args: tuple[Arg, ...]


@dataclass(frozen=True, slots=True)
class Stage(Node):
    """`|> name args clauses { block }`; `name_span` covers the name alone, `span` starts at the name. A stage that did
    not parse has the name "" and may have been any, also `into`."""

    name: str
    name_span: Span
    args: tuple[Arg, ...]
    clauses: tuple[Clause, ...]
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class SourceExpr(Node):
    """What stands after `from`: a name, or a call of a connector; and the type after `as`."""

    value: Expr
    type: TypeExpr | None


@dataclass(frozen=True, slots=True)
class Flow(Node):
    """`from source |> stage |> stage`."""

    source: SourceExpr
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class FlowLet(Node):
    """`let name = from ...`."""

    name: str
    name_span: Span
    flow: Flow
    doc: str = ""


# ---------------------------------------------------------------- declarations


@dataclass(frozen=True, slots=True)
class Import(Node):
    """`import common.money (A, B)`, `import "x.sage" as y`; `path` is dotted or a file's, and `path_span` covers it."""

    path: str
    path_span: Span
    is_file: bool
    alias: Name | None
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Const(Node):
    """`const NAME: type = value`."""

    name: str
    name_span: Span
    type: TypeExpr | None
    value: Expr
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Alias(Node):
    """`type Name = type`."""

    name: str
    name_span: Span
    type: TypeExpr
    doc: str = ""


@dataclass(frozen=True, slots=True)
class SchemaField(Node):
    """`name: type = default @attributes`."""

    name: str
    name_span: Span
    type: TypeExpr
    default: Expr | None
    attributes: tuple[Attribute, ...]
    doc: str = ""


@dataclass(frozen=True, slots=True)
class SchemaDecl(Node):
    """`schema Name @attributes { fields }`."""

    name: str
    name_span: Span
    fields: tuple[SchemaField, ...]
    attributes: tuple[Attribute, ...]
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Variant(Node):
    """`circle(f64)` of an enum."""

    name: str
    payload: TypeExpr | None


@dataclass(frozen=True, slots=True)
class EnumDecl(Node):
    """`enum Name { variants }`."""

    name: str
    name_span: Span
    variants: tuple[Variant, ...]
    attributes: tuple[Attribute, ...]
    doc: str = ""


@dataclass(frozen=True, slots=True)
class FnParam(Node):
    """`name: type = default`."""

    name: str
    name_span: Span
    type: TypeExpr
    default: Expr | None


@dataclass(frozen=True, slots=True)
class FnDecl(Node):
    """`fn name(params) -> type = expr`, or with a Block as its body."""

    name: str
    name_span: Span
    params: tuple[FnParam, ...]
    result: TypeExpr | None
    body: Expr | Block
    attributes: tuple[Attribute, ...] = ()
    doc: str = ""


@dataclass(frozen=True, slots=True)
class ExternDecl(Node):
    """`extern cpp("x.hpp", symbol: "a::b") fn name(params) -> type`."""

    language: str
    args: tuple[Expr | NamedArg, ...]
    name: str
    name_span: Span
    params: tuple[FnParam, ...]
    result: TypeExpr
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Signature(Node):
    """`lookup(ip: str) -> Geo?` of a service."""

    name: str
    name_span: Span
    params: tuple[FnParam, ...]
    result: TypeExpr


@dataclass(frozen=True, slots=True)
class ServiceDecl(Node):
    """`service name { signatures }`."""

    name: str
    name_span: Span
    signatures: tuple[Signature, ...]
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Setting(Node):
    """`set service.timeout = 1s`."""

    name: str
    name_span: Span
    value: Expr


@dataclass(frozen=True, slots=True)
class Param(Node):
    """`param name: type = default`."""

    name: str
    name_span: Span
    type: TypeExpr
    default: Expr | None
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Method(Node):
    """`method name(params) -> type @read = expr`, or with a Block."""

    name: str
    name_span: Span
    params: tuple[FnParam, ...]
    result: TypeExpr | None
    attributes: tuple[Attribute, ...]
    body: Expr | Block
    doc: str = ""


PipelineItem = Setting | Param | State | Method | FlowLet | Flow | Const | Broken


@dataclass(frozen=True, slots=True)
class PipelineDecl(Node):
    """`pipeline name { items }`."""

    name: str
    name_span: Span
    items: tuple[PipelineItem, ...]
    attributes: tuple[Attribute, ...]
    doc: str = ""


# ---------------------------------------------------------------- tests


@dataclass(frozen=True, slots=True)
class Given(Node):
    """`given stream = rows`."""

    name: str
    name_span: Span
    rows: Expr


@dataclass(frozen=True, slots=True)
class Mock(Node):
    """`mock svc.method(pattern) = value`."""

    path: tuple[str, ...]
    args: tuple[Expr | NamedArg, ...]
    value: Expr


@dataclass(frozen=True, slots=True)
class Advance(Node):
    """`advance 11m`."""

    by: Expr


@dataclass(frozen=True, slots=True)
class Expect(Node):
    """`expect e unordered`."""

    value: Expr
    unordered: bool


TestItem = Given | Mock | Advance | Expect | Let | Broken


@dataclass(frozen=True, slots=True)
class TestDecl(Node):
    """`test "sentence" for pipeline { items }`."""

    title: str
    pipeline: Name | None
    items: tuple[TestItem, ...]


Declaration = (
    Import
    | Const
    | SchemaDecl
    | EnumDecl
    | Alias
    | FnDecl
    | ExternDecl
    | ServiceDecl
    | PipelineDecl
    | TestDecl
    | FlowLet
    | Flow
    | Broken
)


@dataclass(frozen=True, slots=True)
class Program(Node):
    """A whole file. `doc` is the `##` text at its top when no declaration takes it."""

    items: tuple[Declaration, ...]
    doc: str = ""
