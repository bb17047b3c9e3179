"""The one door into the IR: sources, stages and sinks are made here, for `.sage` files and for Python alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix, Label
from sage.base.frozen import dataclass, field, replace
from sage.base.names import closest
from sage.base.source import Span
from sage.base.types import Schema, Type
from sage.compiler.check import words
from sage.compiler.check.binder import Binder
from sage.compiler.check.closing import check_closed, check_closing, check_corrected
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import converted, explain_mismatch, is_error
from sage.compiler.check.endless import check_ends
from sage.compiler.check.inferred import Inferred
from sage.compiler.check.joins import join, keyed_table, lookup, ports
from sage.compiler.check.origins import left_behind, origin_of
from sage.compiler.check.process import check_process
from sage.compiler.check.recovery import Mistake, Nowhere, is_open
from sage.compiler.check.scope import Messages, Scope, names_read
from sage.compiler.check.slots import FindStream, implied_name
from sage.compiler.check.timing import timed
from sage.compiler.ir.code import Column, Expr, MakeRecord, Place
from sage.compiler.ir.flow import Op, Port, SinkOp
from sage.compiler.ir.narrow import known_when
from sage.compiler.ir.slots import Named, SlotError
from sage.compiler.library import connectors as _connectors  # noqa: F401  fills the tables
from sage.compiler.library import ops as _ops  # noqa: F401
from sage.compiler.library.connectors.service import Request, Response
from sage.compiler.library.ops.filter import narrowed
from sage.compiler.library.ops.join import JoinStage
from sage.compiler.library.ops.lookup import LookupStage, TableStage
from sage.compiler.library.ops.process import Process
from sage.compiler.library.ops.select import Select
from sage.compiler.library.ops.union import Split, Union
from sage.compiler.library.ops.window import late_rows
from sage.compiler.library.registry import OPERATORS, SINKS, SOURCES
from sage.compiler.syntax import tree

COMMON = ("filter", "select", "extend", "aggregate", "into")  # named first where nothing is near

# What may be wrong with the arguments of a stage only because another one is meant than was guessed.
_OF_A_GUESS = frozenset(("E0401", "E0403", "E0501", "E0312"))


@dataclass
class Made:
    """What a stage gives: the stream that goes on, or the sink; and the streams that it declares by name."""

    stream: Op | None
    declared: dict[str, Op] = field(default_factory=dict)
    ends: bool = False  # nothing can follow


class Builder:
    """Makes operators out of stages and reports what is wrong with them."""

    def __init__(
        self,
        messages: Messages,
        find_stream: FindStream,
        find_type: Callable[[tree.TypeExpr], Type],
        infer: Callable[[str, Expr, Span], Inferred | None] | None = None,
    ) -> None:
        self.messages, self.infer = messages, infer
        self.checker = CodeChecker(messages)
        self.find_stream, self.find_type = find_stream, find_type
        self.streams: set[str] = set()  # the names of all
        self.idle = 30_000_000  # microseconds; what the pipeline is set to

    # ------------------------------------------------------------ sources

    def source(
        self,
        name: str,
        args: Sequence[Any],
        row: Type | None,
        scope: Scope,
        name_span: Span,
        span: Span,
        row_span: Span | None = None,
    ) -> Op:
        """`from name(args) as row`; after a mistake rows of that type."""
        place = Place(span, name)
        known = None if row is None or row == t.ERROR else row if isinstance(row, Schema) else t.plain(row)
        unknown = Nowhere(row=known, place=place)
        if name == "request":
            if known is None and row is None:
                help = "name it: `from request as T`"
                self.messages.error("E0305", span, "`request` needs its row type", "rows of what?", help=help)
            return unknown if known is None else Request(row=known, place=place)
        cls = SOURCES.get(name)
        if cls is None:
            self._unknown_connector(name, name_span, "source", [*SOURCES, "request"])
            return unknown
        binder = Binder(self.checker, self.find_stream, name, name_span, replace(scope, stage=name))
        binder.row = known.value if known is not None else None
        bound = binder.call(cls, args)
        if row_span is not None:
            binder.spans["row"] = row_span
        if bound is None or row == t.ERROR:
            return unknown
        if row is None and cls.form is not None:
            found = self.infer(cls.form, bound["path"], binder.spans["path"]) if self.infer is not None else None
            if found is None:
                return unknown
            said = {a.name for a in args if isinstance(a, tree.NamedArg)}
            known = found.row
            bound = binder.call(cls, [*args, *(a for a in found.options if a.name not in said)]) or bound
        made = self._made(binder, lambda: cls(row=known, place=place, **bound), span)
        return unknown if made is None else timed(made, self.idle)

    # ------------------------------------------------------------ stages

    def stage(self, stage: tree.Stage, input: Op, scope: Scope) -> Made:
        """`|> name args clauses` over the rows of `input`; after a mistake its input goes on."""
        place = Place(stage.span, stage.name)
        inner = self._over(input, scope, stage.name)
        if not stage.name:
            return self._recovered(stage, input, is_open=True)
        if stage.name == "into":
            return Made(self._into(stage, input, inner, place), ends=True)
        cls = OPERATORS.get(stage.name)
        if cls is None:
            meant = self._unknown_stage(stage)
            if meant is None:
                return self._recovered(stage, input, is_open=True)
            before = len(self.messages.found)
            guessed = self.stage(replace(stage, name=meant), input, scope)
            self.messages.found[before:] = [d for d in self.messages.found[before:] if d.code not in _OF_A_GUESS]
            return guessed
        if cls is Process or issubclass(cls, JoinStage | LookupStage):
            check_closed(self.messages, input, stage.name_span)
        if cls is Process:
            return self._process(stage, input, scope)
        if stage.block is not None:
            self.messages.error("E0401", stage.block.span, f"`{stage.name}` takes no block", "not here")
            return self._recovered(stage, input, is_open=True)
        if issubclass(cls, JoinStage | LookupStage):
            return self._joined(stage, input, inner, place)
        stage = keyed_table(stage, input) if cls is TableStage else stage
        binder = Binder(self.checker, self.find_stream, stage.name, stage.name_span, inner, input, stage.span)
        if any(s.sequential for s in cls.slots().values()):
            return self._sequential(cls, stage, input, scope, place)
        bound = binder.stage(cls, stage)
        if bound is None:
            return self._recovered(stage, input)
        if cls is Union:
            spans = [stage.name_span, *(a.span for a in stage.args)]
            return Made(self.union(list(zip((input, *bound["others"]), spans, strict=True)), place))
        made = self._made(binder, lambda: cls(input=input, place=place, **bound), stage.span)
        return self._recovered(stage, input) if made is None else self._with_ports(made, bound, input, place)

    def _process(self, stage: tree.Stage, input: Op, scope: Scope) -> Made:
        """`process { ... }`, from which rows may go to streams that are named there, and to no next stage."""
        inner = self._over(input, scope, stage.name)
        binder = Binder(self.checker, self.find_stream, stage.name, stage.name_span, inner, input, stage.span)
        bound = binder.stage(Process, replace(stage, args=()))
        op = None if bound is None else check_process(self, stage, input, bound["by"], inner, scope)
        if op is None:
            return self._recovered(stage, input, is_open=True)
        streams: dict[str, Op] = dict.fromkeys(op.streams, op)
        if op.ports > 1:
            streams = {n: Port(input=op, port=i, place=op.place) for i, n in enumerate(op.streams)}
        return Made(streams.pop("", None), streams, ends="" not in op.streams)

    def _joined(self, stage: tree.Stage, input: Op, inner: Scope, place: Place) -> Made:
        """A join or a lookup."""
        if stage.name == "lookup":
            found = lookup(self, stage, input, inner)
            return self._recovered(stage, input) if found is None else Made(*ports(*found, place))
        made = join(self, stage, input, inner)
        return self._recovered(stage, input) if made is None else Made(made)

    def union(self, streams: Sequence[tuple[Op, Span]], place: Place) -> Op:
        """Streams joined into one; reports those that have other rows than the first."""
        first, at = streams[0]
        others = [other for other, _ in streams[1:]]
        if unknown := [op for op, _ in streams if is_open(op)]:
            return unknown[0]
        for stream, span in streams:
            check_closed(self.messages, stream, span)
        ok = True
        for other, span in streams[1:]:
            if other.schema != first.schema:
                ok = False
                label, help = difference(first.schema, other.schema)
                text = "the streams of a `union` have one row type"
                there = (Label(at, f"here the row is {first.schema}"),)
                self.messages.error("E0311", span, text, label, labels=there, help=help)
        return Union(input=first, others=tuple(others), place=place) if ok else first

    def _over(self, input: Op, scope: Scope, word: str) -> Scope:
        """The scope of code over the rows of `input`."""
        fields = scope.names.fields
        return scope.over(
            input.schema,
            word,
            is_open=is_open(input),
            columns=lambda name: origin_of(input, name, fields),
            lost=lambda name: left_behind(input, name),
        )

    def _made(self, binder: Binder, make: Any, span: Span) -> Op | None:
        """The operator, once its slots are found to fit together."""
        op: Op = make()
        try:
            op.validate()
            result = op.expand().schema
        except SlotError as error:
            if error.code.startswith("E03") and is_open(op):
                return None  # it may fit once that is mended
            where = binder.spans.get(error.slot, binder.word_span)
            schema, _, column = error.column.rpartition(".")
            fields = binder.scope.names.fields
            place = fields.get((schema, column)) if schema else binder.scope.columns(column) if column else None
            labels = (Label(place, f"`{column}` is declared here"),) if place is not None else ()
            self.messages.error(error.code, where, error.message, error.label, labels=labels, help=error.help)
            return None
        if not result.fields and not is_open(op):
            text, help = f"`{binder.word}` leaves no column in the row", "keep at least one"
            self.messages.error("E0312", binder.word_span, text, "nothing is left", help=help)
            return None
        if binder.input is not None:
            check_ends(self.messages, op.expand(), binder.input, binder.word_span)
        return op

    def _with_ports(self, op: Op, bound: dict[str, Any], input: Op, place: Place) -> Made:
        if isinstance(op, Split):
            declared: dict[str, Op] = {}
            for port, branch in enumerate(op.branches):
                declared[branch.name] = narrowed(Port(input=op, port=port, place=place), known_when(branch.value, True))
            if op.otherwise is not None:
                declared[op.otherwise] = Port(input=op, port=len(op.branches), place=place)
            return Made(None, declared, ends=True)
        if op.ports > 1:
            name = bound.get("otherwise")
            main = Port(input=op, port=0, place=place)
            return Made(main, {name: Port(input=op, port=1, place=place)} if name else {})
        made = op.expand()
        check_closing(self.messages, op, made, input, self._word(place))
        return Made(made, late_rows(made, place) if input.window is not None else {})

    @staticmethod
    def _word(place: Place) -> Span:
        """Where the word of a stage stands."""
        at = place.span.text.find(place.stage)
        start = place.span.start + max(at, 0)
        return Span(place.span.source, start, start + len(place.stage))

    def _recovered(self, stage: tree.Stage, input: Op, *, is_open: bool = False) -> Made:
        """What goes on after a stage that is wrong: its input and the columns it would have made, of no known type."""
        names = [a.name or implied_name(a.value) for a in stage.args if a.kind in ("value", "as", "column")]
        made = {f.name: f for f in input.schema} | {n: t.Field(n, t.ERROR) for n in names if n is not None}
        cls = OPERATORS.get(stage.name)
        replaces_row = cls is not None and any(s.kind in ("code", "items") for s in cls.slots().values())
        after = Mistake(input=input, columns=tuple(made.values()), is_open=is_open or replaces_row)
        declared: dict[str, Op] = {name: after for name, _ in declared_streams(stage)}
        ends = stage.name == "split"
        return Made(None if ends else after, declared, ends)

    def _sequential(self, cls: type[Any], stage: tree.Stage, input: Op, scope: Scope, place: Place) -> Made:
        """A stage whose later columns see earlier ones: as many operators as that takes."""
        current, group = input, list[tree.Arg]()
        made: dict[str, Span] = {}
        for arg in stage.args:
            if arg.name in made and arg.name_span is not None:
                labels = (Label(made[arg.name], "first here"),)
                text = f"two columns would be named `{arg.name}`"
                self.messages.error("E0405", arg.name_span, text, "named again here", labels=labels)
            if {a.name for a in group} & set(names_read(arg.value)):
                current = self._group(cls, stage, group, current, scope, place)
                group = []
            group.append(arg)
            if arg.name is not None and arg.name_span is not None:
                made.setdefault(arg.name, arg.name_span)
        return Made(self._group(cls, stage, group, current, scope, place))

    def _group(
        self, cls: type[Any], stage: tree.Stage, args: list[tree.Arg], input: Op, scope: Scope, place: Place
    ) -> Op:
        part = replace(stage, args=tuple(args))
        inner = self._over(input, scope, stage.name)
        binder = Binder(self.checker, self.find_stream, stage.name, stage.name_span, inner, input, stage.span)
        bound = binder.stage(cls, part)
        made = None if bound is None else self._made(binder, lambda: cls(input=input, place=place, **bound), stage.span)
        if made is not None:
            return made.expand()
        after = self._recovered(part, input).stream
        assert after is not None, "only `split` ends here"
        return after

    # ------------------------------------------------------------ sinks

    def _into(self, stage: tree.Stage, input: Op, scope: Scope, place: Place) -> Op | None:
        example = 'for example `|> into csv("out.csv")`'
        for clause in stage.clauses:
            word = Span(clause.span.source, clause.span.start, clause.span.start + len(clause.word))
            self.messages.error("E0403", word, f"`into` has no `{clause.word}`", "not known here", help=example)
        if not stage.args:
            if not self.messages.misread(stage.span):
                self.messages.error("E0401", stage.name_span, "`into` needs to know where", "no sink", help=example)
            return None
        arg = stage.args[0]
        for extra in stage.args[1:]:
            self.messages.error("E0401", extra.span, "`into` takes one sink", "too much", help=example)
        name, args, span = connector_call(arg.value) if arg.value is not None else (None, (), arg.span)
        if name is None or arg.value is None or arg.kind not in ("value", "as"):
            if not isinstance(arg.value, tree.ErrorExpr):
                self.messages.error("E0401", arg.span, "`into` takes a sink", "none", help=example)
            return None
        if arg.kind == "as" and arg.name is not None:
            input = self._fit(input, arg, scope, place)
        if name == "response":
            if args:
                self.messages.error(
                    "E0401", args[0].span, "`response` takes nothing", "too much", help="`into response`"
                )
            return Response(input=input, place=place)
        cls = SINKS.get(name)
        if cls is None:
            self._unknown_connector(name, span, "sink", [*SINKS, "response"])
            return None
        binder = Binder(self.checker, self.find_stream, name, span, scope, input)
        bound = binder.call(cls, args)
        if bound is None:
            return None
        check_closed(self.messages, input, stage.name_span)
        made = self._made(binder, lambda: cls(input=input, place=place, **bound), stage.span)
        if isinstance(made, SinkOp):
            check_corrected(self.messages, made)
        return made

    def _fit(self, input: Op, arg: tree.Arg, scope: Scope, place: Place) -> Op:
        """The rows as the schema after `as` has them."""
        assert arg.name is not None and arg.name_span is not None
        return self.fit(input, self.find_type(tree.NamedType(arg.name_span, arg.name)), arg.name_span, scope, place)

    def fit(self, input: Op, wanted: Type, span: Span, scope: Scope, place: Place) -> Op:
        """The rows converted to a type; reports if they do not fit it."""
        row = wanted if isinstance(wanted, Schema) else t.plain(wanted)
        if wanted == t.ERROR:
            return Nowhere(place=place)
        if input.schema == row or is_open(input):
            return input
        have = MakeRecord(input.schema, tuple(Column(f.type, f.name, place=place) for f in input.schema))
        value: Expr = have.values[0] if input.schema.plain else have
        made = converted(value, wanted)
        if made is None:
            explain_mismatch(self.messages, value, wanted, span, "the row", self._over(input, scope, place.stage))
        if made is None or is_error(made):
            return input
        values = made.values if isinstance(made, MakeRecord) else (made,)
        if any(is_error(v) for v in values):
            return Nowhere(row=row, place=place)
        columns = tuple(Named(f.name, v) for f, v in zip(row, values, strict=True))
        return Select(input=input, columns=columns, is_plain=row.plain, place=place)

    # ------------------------------------------------------------ unknown words

    def _unknown_stage(self, stage: tree.Stage) -> str | None:
        """Reports the stage; gives the word that was probably meant."""
        span, text = stage.name_span, f"there is no stage `{stage.name}`"
        self.messages.take_back("E0101", span)  # whether it has arguments is nothing to know of it
        if stage.name in words.LATER_STAGES:
            self.checker.not_yet(span, f"`{stage.name}`")
            return None
        if stage.name in SINKS or stage.name == "response":
            start = Span(span.source, span.start, span.start)
            fix = Fix((Edit(start, "into "),), "safe")
            self.messages.error("E0202", span, text, "a sink", help="rows go out by `into`", fix=fix)
            return None
        if words.is_function(stage.name) and stage.name not in {**words.STAGES, **words.STAGE_HELP}:
            help = f"`{stage.name}` is a function: `|> extend x = {stage.name}(...)`"
            self.messages.error("E0202", span, text, "not known", help=help)
            return None
        found = words.guess(stage.name, span, [*COMMON, *OPERATORS], words.STAGES)
        advice = found.help if found.near else words.STAGE_HELP.get(stage.name.casefold(), found.help)
        self.messages.error("E0202", span, text, "not known", help=advice, fix=found.fix)
        return found.near

    def _unknown_connector(self, name: str, span: Span, kind: str, known: list[str]) -> None:
        if name in words.LATER_CONNECTORS:
            self.checker.not_yet(span, f"the {kind} `{name}`")
            return
        found = words.guess(name, span, known)
        text = f"there is no {kind} `{name}`"
        if found.near is None and name in self.streams:
            help = "rows of several streams become one by `union`"
            self.messages.error("E0605", span, text, f"`{name}` is a stream", help=help)
            return
        other = SINKS if kind == "source" else SOURCES
        if found.near is None and name in other:
            label = "rows go there, by `into`" if kind == "source" else "rows come from there, by `from`"
            self.messages.error("E0605", span, text, label, help=found.help)
        else:
            self.messages.error("E0605", span, text, "not known", help=found.help, fix=found.fix)


def difference(one: Schema, other: Schema) -> tuple[str, str | None]:
    """The first thing in which a row differs from another, and how it becomes the same."""
    if one.plain or other.plain:
        return f"here it is {other}", None
    select = "`|> select " + ", ".join(one.names) + "` before"
    for f in one:
        found = other.get(f.name)
        if found is None:
            return f"here there is no `{f.name}`", f"`|> extend {f.name} = ...` before"
        if found.type != f.type:
            help = f"convert it before: `|> extend {f.name} = {f.type}({f.name})`" if f.type in t.NUMBERS else None
            return f"here `{f.name}` is {found.type}, and not {f.type}", help
    extra = next((f for f in other if f.name not in one), None)
    return (
        "here the columns stand in another order" if extra is None else f"here there is `{extra.name}`, too"
    ), select


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


def declared_streams(stage: tree.Stage) -> list[tuple[str, Span]]:
    """The streams that a stage declares beside the one that goes on, and where."""
    names = []
    if closest(stage.name, [*OPERATORS, "into"], words.STAGES) == "split":
        names = [(a.name, a.name_span) for a in stage.args if a.name and a.name_span]
    for clause in stage.clauses:
        if clause.word == "else" and clause.args and isinstance(value := clause.args[0].value, tree.Name):
            names.append((value.name, value.span))
    names += [(a.value.name, a.value.span) for a in stage.args if a.name == "late" and isinstance(a.value, tree.Name)]
    emitted: dict[str, Span] = {}  # each where it is first named
    for name, span in () if stage.block is None else _emitted(stage.block):
        emitted.setdefault(name, span)
    return names + list(emitted.items())


def _emitted(node: Any) -> list[tuple[str, Span]]:
    """The streams that code emits to."""
    if isinstance(node, tree.Emit) and node.stream is not None:
        return [(node.stream.name, node.stream.span)]
    parts = [getattr(node, name) for name in node.__match_args__] if isinstance(node, tree.Node) else []
    return [
        name for part in parts for item in (part if isinstance(part, tuple) else (part,)) for name in _emitted(item)
    ]
