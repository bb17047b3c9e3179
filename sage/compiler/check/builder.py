"""The one door into the IR: sources, stages and sinks are made here, for `.sage` files and for Python alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass, field, replace
from sage.base.names import closest
from sage.base.source import Span
from sage.base.types import Schema, Type
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import converted, explain_mismatch
from sage.compiler.check.scope import Messages, Scope
from sage.compiler.check.slots import Binder, FindStream, implied_name
from sage.compiler.ir.code import Column, Place
from sage.compiler.ir.flow import Flow, Op, Port
from sage.compiler.ir.narrow import known_when
from sage.compiler.ir.slots import Named, SlotError
from sage.compiler.ir.slots import streams as streams_slot
from sage.compiler.library import connectors as _connectors  # noqa: F401  fills the tables
from sage.compiler.library import ops as _ops  # noqa: F401
from sage.compiler.library.connectors.service import Request, Response
from sage.compiler.library.ops.filter import narrowed
from sage.compiler.library.ops.select import Select
from sage.compiler.library.ops.union import Split
from sage.compiler.library.registry import OPERATORS, SINKS, SOURCES
from sage.compiler.syntax import tree

STAGE_WORDS = {
    "where": "filter", "having": "filter", "group_by": "key_by", "groupby": "key_by", "keyby": "key_by",
    "partition_by": "key_by", "with_columns": "extend", "with_column": "extend", "mutate": "extend",
    "derive": "extend", "assign": "extend", "project": "select", "order_by": "sort", "orderby": "sort",
    "take": "limit", "head": "limit", "first": "limit", "offset": "skip", "summarize": "aggregate",
    "summarise": "aggregate", "agg": "aggregate", "reduce": "aggregate", "fold": "aggregate", "flat_map": "flatmap",
    "flatMap": "flatmap", "unnest": "explode", "distinct": "dedup", "unique": "dedup", "merge": "union",
    "concat": "union", "branch": "split", "route": "split", "switch": "split", "sink": "into", "to": "into",
    "write": "into", "print": "into", "keep": "select", "transform": "map", "apply": "map",
}  # fmt: skip

LATER_STAGES = ("window", "join", "left_join", "full_join", "semi_join", "anti_join", "lookup", "table", "process",
                "call", "only", "event_time")  # fmt: skip
LATER_SOURCES = ("kafka", "zmq", "tcp", "parquet", "rows", "nexmark", "http", "union")


@dataclass
class Made:
    """What a stage gives: the stream that goes on (None if the flow has ended) and streams it declares by name."""

    stream: Op | None
    declared: dict[str, Op] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, kw_only=True)
class Mistake(Op):
    """Stands for a source or stage that is wrong, so that what comes after it is checked too."""

    below: tuple[Op, ...] = streams_slot()
    columns: tuple[t.Field, ...] = ()
    is_open: bool  # there may be any columns besides

    name = "mistake"

    @cached_property
    def schema(self) -> Schema:
        return Schema(self.columns)


def is_open(op: Op) -> bool:
    """True if a mistake before it leaves open which columns there are."""
    return any(isinstance(below, Mistake) and below.is_open for below in Flow((op,)).ops)


class Builder:
    """Makes operators out of stages and reports what is wrong with them."""

    def __init__(self, messages: Messages, find_stream: FindStream) -> None:
        self.messages = messages
        self.checker = CodeChecker(messages)
        self.find_stream = find_stream

    # ------------------------------------------------------------ sources

    def source(self, name: str, args: Sequence[Any], row: Type | None, scope: Scope, name_span: Span, span: Span) -> Op | None:
        """`from name(args) as row`."""
        place = Place(span, name)
        if name == "request":
            if isinstance(row, Type):
                return Request(row=row if isinstance(row, Schema) else t.plain(row), place=place)
            self.messages.error("E0305", span, "`request` needs its row type", help="write `from request as T`")
            return None
        cls = SOURCES.get(name)
        if cls is None:
            self._unknown_connector(name, name_span, "source", list(SOURCES))
            return None
        binder = Binder(self.checker, self.find_stream, name, name_span, replace(scope, stage=name), row=row)
        bound = binder.call(cls, args)
        if bound is None:
            return None
        wanted = None if row is None else row if isinstance(row, Schema) else t.plain(row)
        return self._made(binder, lambda: cls(row=wanted, place=place, **bound), span)

    # ------------------------------------------------------------ stages

    def stage(self, stage: tree.Stage, input: Op, scope: Scope) -> Made:
        """`|> name args clauses` over the rows of `input`; after a mistake its input goes on."""
        place = Place(stage.span, stage.name)
        inner = scope.over(input.schema, stage.name, is_open(input))
        if stage.name == "into":
            return Made(self._into(stage, input, inner, place))
        cls = OPERATORS.get(stage.name)
        if cls is None:
            meant = self._unknown_stage(stage)
            if meant is None:
                return self._recovered(stage, input, is_open=True)
            return self.stage(replace(stage, name=meant), input, scope)
        if stage.block is not None:
            self.messages.error("E0401", stage.block.span, f"`{stage.name}` has no code block")
            return Made(input)
        binder = Binder(self.checker, self.find_stream, stage.name, stage.name_span, inner, input)
        if any(s.sequential for s in cls.slots().values()):
            return Made(self._sequential(cls, binder, stage, input, place))
        bound = binder.stage(cls, stage)
        if bound is None:
            return self._recovered(stage, input)
        made = self._made(binder, lambda: cls(input=input, place=place, **bound), stage.span)
        return self._recovered(stage, input) if made is None else self._with_ports(made, bound, place)

    def _made(self, binder: Binder, make: Any, span: Span) -> Op | None:
        """The operator, once its slots are found to fit together."""
        op: Op = make()
        try:
            op.validate()
        except SlotError as error:
            where = binder.spans.get(error.slot, binder.word_span)
            self.messages.error(error.code, where, error.message, help=error.help)
            return None
        return op

    def _with_ports(self, op: Op, bound: dict[str, Any], place: Place) -> Made:
        if isinstance(op, Split):
            declared: dict[str, Op] = {}
            for port, branch in enumerate(op.branches):
                declared[branch.name] = narrowed(Port(input=op, port=port, place=place), known_when(branch.value, True))
            if op.otherwise is not None:
                declared[op.otherwise] = Port(input=op, port=len(op.branches), place=place)
            return Made(None, declared)
        if op.ports > 1:
            name = bound.get("otherwise")
            main = Port(input=op, port=0, place=place)
            return Made(main, {name: Port(input=op, port=1, place=place)} if name else {})
        return Made(op.expand())

    def _recovered(self, stage: tree.Stage, input: Op, *, is_open: bool = False) -> Made:
        """What goes on after a stage that is wrong: its input and the columns it would have made, of no known type."""
        names = [a.name or implied_name(a.value) for a in stage.args if a.kind in ("value", "as", "column")]
        made = {f.name: f for f in input.schema} | {n: t.Field(n, t.ERROR) for n in names if n is not None}
        cls = OPERATORS.get(stage.name)
        replaces_row = cls is not None and any(s.kind in ("code", "items") for s in cls.slots().values())
        after = Mistake(below=(input,), columns=tuple(made.values()), is_open=is_open or replaces_row)
        declared: dict[str, Op] = {name: after for name in declared_streams(stage)}
        return Made(None if stage.name == "split" else after, declared)

    def _sequential(self, cls: type[Any], binder: Binder, stage: tree.Stage, input: Op, place: Place) -> Op:
        """A stage whose later columns see earlier ones: as many operators as that takes."""
        current, group = input, list[tree.Arg]()
        names: set[str] = set()
        for arg in stage.args:
            read = _names_read(arg.value)
            if names & read:
                current = self._group(cls, stage, group, current, binder.scope, place)
                group, names = [], set()
            group.append(arg)
            names |= {arg.name} if arg.name else set()
        return self._group(cls, stage, group, current, binder.scope, place)

    def _group(self, cls: type[Any], stage: tree.Stage, args: list[tree.Arg], input: Op, scope: Scope, place: Place) -> Op:
        binder = Binder(self.checker, self.find_stream, stage.name, stage.name_span, replace(scope, row=input.schema), input)
        bound = binder.stage(cls, replace(stage, args=tuple(args)))
        if bound is None:
            return input
        made = self._made(binder, lambda: cls(input=input, place=place, **bound), stage.span)
        return made.expand() if made else input

    # ------------------------------------------------------------ sinks

    def _into(self, stage: tree.Stage, input: Op, scope: Scope, place: Place) -> Op | None:
        if len(stage.args) != 1 or stage.args[0].kind not in ("value", "as") or stage.clauses:
            self.messages.error("E0401", stage.name_span, "`into` needs to know where", help='for example `|> into csv("out.csv")`')
            return None
        arg = stage.args[0]
        name, args, span = connector_call(arg.value)
        if name is None or arg.value is None:
            self.messages.error("E0401", arg.span, "`into` needs a sink", help='for example `|> into csv("out.csv")`')
            return None
        if arg.kind == "as" and arg.name is not None:
            input = self._fit(input, arg, scope, place)
        if name == "response":
            return Response(input=input, place=place)
        cls = SINKS.get(name)
        if cls is None:
            self._unknown_connector(name, span, "sink", [*SINKS, "response"])
            return None
        binder = Binder(self.checker, self.find_stream, name, span, scope, input)
        bound = binder.call(cls, args)
        if bound is None:
            return None
        return self._made(binder, lambda: cls(input=input, place=place, **bound), stage.span)

    def _fit(self, input: Op, arg: tree.Arg, scope: Scope, place: Place) -> Op:
        """The rows as the schema after `as` has them."""
        assert arg.name is not None and arg.name_span is not None
        wanted = scope.names.types.get(arg.name)
        if wanted is None:
            near = closest(arg.name, list(scope.names.types))
            self.messages.error("E0204", arg.name_span, f"there is no type `{arg.name}`", help=f"did you mean `{near}`?" if near else None)
            return input
        return self.fit(input, wanted, arg.name_span, place)

    def fit(self, input: Op, wanted: Type, span: Span, place: Place) -> Op:
        """The rows converted to a type; reports if they do not fit it."""
        row = wanted if isinstance(wanted, Schema) else t.plain(wanted)
        if input.schema == row:
            return input
        columns: list[Named] = []
        for f in row:
            have = input.schema.get(f.name)
            value = converted(Column(have.type, f.name, place=place), f.type) if have else None
            if value is None:
                from sage.compiler.ir.code import MakeRecord

                example = MakeRecord(input.schema, tuple(Column(g.type, g.name) for g in input.schema))
                filled = converted(example, row) if isinstance(wanted, Schema) else None
                if not isinstance(filled, MakeRecord):
                    explain_mismatch(self.messages, example, wanted, span, "the row")
                    return input
                value = filled.values[row.names.index(f.name)]
            columns.append(Named(f.name, value))
        extra = [f for f in input.schema if f.name not in row]
        if extra:
            explain_mismatch(self.messages, _row_value(input.schema), wanted, span, "the row")
            return input
        return Select(input=input, columns=tuple(columns), is_plain=row.plain, place=place)

    # ------------------------------------------------------------ unknown words

    def _unknown_stage(self, stage: tree.Stage) -> str | None:
        """Reports the stage; gives the word that was probably meant."""
        if stage.name in LATER_STAGES:
            self.messages.error("E0111", stage.name_span, f"`{stage.name}` is not in this version yet")
            return None
        near = closest(stage.name, list(OPERATORS) + ["into"], STAGE_WORDS)
        help = f"did you mean `{near}`?" if near else "there are: " + ", ".join(sorted(OPERATORS))
        from sage.base.diagnostics import Edit, Fix

        fix = Fix((Edit(stage.name_span, near),), "safe") if near else None
        self.messages.error("E0202", stage.name_span, f"there is no stage `{stage.name}`", "not known", help=help, fix=fix)
        return near

    def _unknown_connector(self, name: str, span: Span, kind: str, known: list[str]) -> None:
        if name in LATER_SOURCES or name in ("sqlite", "service", "postgres"):
            self.messages.error("E0111", span, f"the {kind} `{name}` is not in this version yet")
            return
        near = closest(name, known)
        help = f"did you mean `{near}`?" if near else f"there are: {', '.join(sorted(known))}"
        self.messages.error("E0605", span, f"there is no {kind} `{name}`", "not known", help=help)


def connector_call(node: tree.Expr | None) -> tuple[str | None, Sequence[Any], Span]:
    """The name and arguments of a source or sink as written."""
    match node:
        case tree.Call(function=tree.Name(name=name, span=span), args=args):
            return name, args, span
        case tree.Name(name=name, span=span):
            return name, (), span
        case tree.Literal(kind="null", span=span):
            return "null", (), span
        case tree.Node(span=span):
            return None, (), span
    raise AssertionError("a connector without a node")


def declared_streams(stage: tree.Stage) -> list[str]:
    """Names of the streams that a stage declares beside the one that goes on."""
    names = [a.name for a in stage.args if a.name] if stage.name == "split" else []
    for clause in stage.clauses:
        if clause.word == "else" and clause.args and isinstance(clause.args[0].value, tree.Name):
            names.append(clause.args[0].value.name)
    return names


def _row_value(schema: Schema) -> Any:
    from sage.compiler.ir.code import MakeRecord

    return MakeRecord(schema, tuple(Column(f.type, f.name) for f in schema))


def _names_read(node: Any) -> set[str]:
    """Bare names in an expression."""
    if isinstance(node, tree.Name):
        return {node.name}
    found: set[str] = set()
    if isinstance(node, tree.Node):
        for name in node.__match_args__:
            value = getattr(node, name, None)
            for item in value if isinstance(value, tuple) else (value,):
                found |= _names_read(item)
    return found


