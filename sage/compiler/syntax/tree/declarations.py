"""What a file and a pipeline declare, tests included."""

from __future__ import annotations

from sage.base.frozen import dataclass
from sage.base.source import Span
from sage.compiler.syntax.tree.code import Attribute, Block, Broken, Let, State
from sage.compiler.syntax.tree.expressions import Expr, Name, NamedArg
from sage.compiler.syntax.tree.flows import Flow, FlowLet
from sage.compiler.syntax.tree.node import Node
from sage.compiler.syntax.tree.types import TypeExpr


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
