"""Flows: sources, stages and their arguments."""

from __future__ import annotations

from sage.base.frozen import dataclass
from sage.base.source import Span
from sage.compiler.syntax.tree.code import Block
from sage.compiler.syntax.tree.expressions import Expr
from sage.compiler.syntax.tree.node import Node
from sage.compiler.syntax.tree.types import TypeExpr


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
