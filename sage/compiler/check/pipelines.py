"""Pipelines of a file: settings, parameters and flows, walked in the order in which they need one another."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from pathlib import PurePath
from typing import Any

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.frozen import dataclass, field
from sage.base.names import closest
from sage.base.source import Source, Span
from sage.base.types import MISSING, Schema
from sage.compiler.check.builder import Builder, connector_call, declared_streams
from sage.compiler.check.convert import error_expr, is_error
from sage.compiler.check.declarations import Declarations
from sage.compiler.check.inferred import Inferred, infer_row
from sage.compiler.check.recovery import Nowhere
from sage.compiler.check.requests import check_requests
from sage.compiler.check.scope import Messages, Scope, names_read
from sage.compiler.check.settings import SETTINGS, setting_problem
from sage.compiler.check.words import guess
from sage.compiler.ir.code import Const, Expr, Param, Place
from sage.compiler.ir.flow import Flow, Op, SinkOp
from sage.compiler.ir.pipeline import Parameter, Pipeline
from sage.compiler.library.connectors.errors import Errors
from sage.compiler.library.registry import SOURCES
from sage.compiler.syntax import tree

OWN_OPTIONS = ("set", "name", "workers", "memory", "state", "fresh", "restore", "endpoint", "keys", "insecure",
               "describe", "version", "help", "quiet")  # fmt: skip
LONE_SOURCES = ("stdin",)  # sources that may stand without brackets


@dataclass
class PipelineScope:
    """One pipeline while it is being checked. `settings` that are given beforehand stand over its own."""

    name: str
    span: Span
    doc: str
    items: tuple[Any, ...]
    settings: dict[str, Any] = field(default_factory=dict)
    params: list[Parameter] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    streams: dict[str, Op] = field(default_factory=dict)
    sinks: list[Op] = field(default_factory=list)


class PipelineChecker:
    """Checks one pipeline."""

    def __init__(self, messages: Messages, declarations: Declarations, scope: PipelineScope) -> None:
        self.messages, self.declarations, self.pipeline = messages, declarations, scope
        self.builder = Builder(messages, self._find_stream, declarations.type, self._infer)
        self.inferred: dict[str, Schema] = {}  # the rows of files whose type the program leaves out
        self.flows = [i for i in scope.items if isinstance(i, tree.FlowLet | tree.Flow)]
        self.makers: dict[str, tree.FlowLet | tree.Flow] = {}  # which flow makes a stream
        self.stream_spans: dict[str, Span] = {}
        self.value_spans: dict[str, Span] = {}
        self.setting_spans: dict[str, Span] = {}
        self.active: list[int] = []
        self.finished: set[int] = set()
        self.read: set[str] = set()

    def check(self) -> Pipeline:
        """The pipeline, as far as it is right."""
        p = self.pipeline
        for item in p.items:
            match item:
                case tree.Setting():
                    self._setting(item)
                case tree.Param():
                    self._param(item)
                case tree.Const():
                    value = self.declarations.constant(item, self._scope())
                    if self._is_new(item.name, item.name_span):
                        p.values[item.name] = value
                case tree.State():
                    self.builder.checker.not_yet(item.name_span, "`state`")
                    p.values[item.name] = error_expr()
                case tree.Method():
                    self.builder.checker.not_yet(item.name_span, "a `method`")
                    self.declarations.names.unknown.update((item.name, p.name))  # a test calls it as `p.method()`
                case tree.Broken(name=str(name)):
                    self.declarations.names.unknown.add(name)
        self.builder.checker.zone = p.settings.get("timezone", "UTC")
        self.builder.idle = p.settings.get("idle", self.builder.idle)
        for flow in self.flows:
            self._note_streams(flow)
        for flow in self.flows:
            self._ensure(flow)
        request, response, cardinality = check_requests(self.messages, p.sinks, list(p.streams.values()), p.span)
        return Pipeline(
            p.name, Flow(tuple(p.sinks)), tuple(p.params), p.settings, p.streams, p.span, p.doc,
            request=request, response=response, response_cardinality=cardinality,
        )  # fmt: skip

    def warn(self, read: AbstractSet[str]) -> None:
        """Warns of what has no effect; `read` are the streams that tests look at."""
        wrong = [flow for flow in self.flows if self.messages.wrong(flow.span)]
        read = self.read.union(read, *map(names_read, wrong))  # a stage that is not known may read what it names
        for name, span in self.stream_spans.items():
            if name not in read and not self.messages.wrong(self.makers[name].span):
                help = "leave it out, or send it `into` a sink"
                self.messages.warning("W0251", span, f"nothing reads `{name}`", "made here", help=help)

    def may_lack_streams(self) -> bool:
        """True if a mistake leaves open which streams and sinks there are."""
        spans = [flow.span for flow in self.flows]
        codes = ("E0111", "E0202", "E0401", "E0403", "E0605")
        return any(
            d.code in codes and any(span.start <= d.span.start < span.end for span in spans)
            for d in self.messages.found
        )

    def _scope(self) -> Scope:
        return Scope(self.declarations.names, values=self.pipeline.values, places=self.value_spans)

    def _is_new(self, name: str, span: Span) -> bool:
        """True for the first value of a name; reports others."""
        if name in self.value_spans:
            label = (Label(self.value_spans[name], "first here"),)
            self.messages.error("E0206", span, f"`{name}` is declared twice", "again here", labels=label)
            return False
        self.value_spans[name] = span
        return True

    # ------------------------------------------------------------ settings and parameters

    def _setting(self, node: tree.Setting) -> None:
        if node.name in self.setting_spans:
            label = (Label(self.setting_spans[node.name], "first here"),)
            self.messages.error("E0206", node.name_span, f"`{node.name}` is set twice", "again here", labels=label)
        self.setting_spans.setdefault(node.name, node.name_span)
        if node.name not in SETTINGS:
            found = guess(node.name, node.name_span, SETTINGS)
            text = f"there is no setting `{node.name}`"
            self.messages.error("E0606", node.name_span, text, "not known", help=found.help, fix=found.fix)
            return
        value = self.declarations.known_value(node.value, self._scope(), _wanted(node), f"`{node.name}`")
        if is_error(value) or not isinstance(value, Const):
            return
        problem = setting_problem(node.name, value.value)
        if problem is None and SETTINGS[node.name].later:
            self.builder.checker.not_yet(node.name_span, f"`{node.name}`")
        elif problem is None:
            self.pipeline.settings.setdefault(node.name, value.value)
        else:
            message, short, help = problem
            self.messages.error("E0606", node.value.span, message, short, help=help)

    def _param(self, node: tree.Param) -> None:
        type = self.declarations.type(node.type)
        is_new = self._is_new(node.name, node.name_span)
        if node.name in OWN_OPTIONS:
            text = f"`--{node.name}` is an option of every executable"
            self.messages.error("E0206", node.name_span, text, "taken", help="give the parameter another name")
        if type != t.ERROR and not t.is_text(t.required(type)):
            help = 'give it as text, and take it apart: `names.split(",")`'
            if t.required(type) == t.JSON:
                help = f"give it as text, and read that: `parse_json({node.name})`"
            self.messages.error(
                "E0312", node.type.span, f"a parameter is one value, and {type} is not", str(type), help=help
            )
            type = t.ERROR
        default: Any = MISSING
        computed: Expr | None = None
        if node.default is not None:
            label = (Label(node.type.span, f"`{node.name}` is {type}"),)
            what = f"the default of `{node.name}`"
            value = self.declarations.known_value(node.default, self._scope(), type, what, label, at_start=True)
            default = value.value if isinstance(value, Const) else MISSING
            computed = None if isinstance(value, Const) else value
        if is_new:
            made = Parameter(node.name, type, default, node.doc, node.name_span, computed)
            self.pipeline.params.append(made)
            self.pipeline.values[node.name] = Param(type, node.name)

    # ------------------------------------------------------------ streams

    def _note_streams(self, flow: tree.FlowLet | tree.Flow) -> None:
        body = flow.flow if isinstance(flow, tree.FlowLet) else flow
        names = [(flow.name, flow.name_span)] if isinstance(flow, tree.FlowLet) else []
        for stage in body.stages:
            names += declared_streams(stage)
        for name, span in names:
            if name in self.makers:
                label = (Label(self.stream_spans[name], "first here"),)
                self.messages.error("E0206", span, f"two streams are named `{name}`", "again here", labels=label)
                continue
            self.makers[name], self.stream_spans[name] = flow, span
            self.builder.streams.add(name)

    def _find_stream(self, node: tree.Name) -> Op | None:
        self.read.add(node.name)
        if node.name in self.makers:
            maker = self.makers[node.name]
            if id(maker) in self.active:
                self.messages.error("E0211", node.span, f"the stream `{node.name}` depends on itself", "read here",
                                    labels=(Label(self.stream_spans[node.name], "made here"),),
                                    help="what goes round has no beginning: start from another stream")  # fmt: skip
                return None
            self._ensure(maker)
            return self.pipeline.streams.get(node.name)
        if node.name == "errors":
            return self.pipeline.streams.setdefault("errors", Errors(place=Place(node.span, "errors")))
        if node.name not in self.declarations.names.unknown and not self.declarations.names.is_open:
            self._unknown_stream(node)
        return None

    def _unknown_stream(self, node: tree.Name) -> None:
        text = f"there is no stream `{node.name}`"
        if node.name in SOURCES:
            example = f"`from {node.name}(...)`"
            self.messages.error("E0205", node.span, text, "a source", help=f"a source has brackets: {example}")
            return
        found = guess(node.name, node.span, [*self.makers, "errors"])
        self.read.add(found.near or "")
        near = closest(node.name, [*SOURCES, "request"])
        if found.near is None and near is not None:
            found = guess(node.name, node.span, [near])
        help = (
            found.help if found.near or self.makers else 'a flow starts from a source, as in `from csv("f.csv") as T`'
        )
        self.messages.error("E0205", node.span, text, "not known", help=help, fix=found.fix)

    def _ensure(self, flow: tree.FlowLet | tree.Flow) -> None:
        if id(flow) in self.finished or id(flow) in self.active:
            return
        self.active.append(id(flow))
        if isinstance(flow, tree.FlowLet):
            stream = self._flow(flow.flow, ends=False)
            self.pipeline.streams.setdefault(flow.name, stream or Nowhere(place=Place(flow.name_span)))
        else:
            self._flow(flow, ends=True)
        self.active.pop()
        self.finished.add(id(flow))

    def _flow(self, flow: tree.Flow, *, ends: bool) -> Op | None:
        stream: Op | None = self._source(flow.source) or Nowhere(place=Place(flow.source.span))
        ended: tree.Stage | None = None
        for stage in flow.stages:
            if ended is not None:
                label = Label(ended.name_span, "the flow ends here")
                help = "name the stream with `let`, and begin another flow `from` it"
                text = f"nothing can follow `{ended.name}`"
                self.messages.error("E0407", stage.name_span, text, "too late", labels=(label,), help=help)
                return None
            assert stream is not None, "only an ended flow has none"
            made = self.builder.stage(stage, stream, self._scope())
            for name, declared in made.declared.items():
                self.pipeline.streams.setdefault(name, declared)
            stream, ended = made.stream, stage if made.ends else None
            if isinstance(stream, SinkOp):
                self.pipeline.sinks.append(stream)
        if ended is not None:
            if not ends:
                text, help = f"`let` names a stream, and `{ended.name}` ends the flow", "leave out `let ... =`"
                self.messages.error("E0407", ended.name_span, text, "no rows go on", help=help)
            return None
        if ends and not self._may_end(flow):
            last = flow.stages[-1].name_span if flow.stages else flow.source.span
            self.messages.error("E0408", last, "the rows of this flow go nowhere", "the flow ends here",
                                help="send them somewhere with `|> into ...`, or name them with `let`")  # fmt: skip
        return stream

    def _may_end(self, flow: tree.Flow) -> bool:
        """True if a stage that is not known may have been meant to end the flow."""
        return any(
            d.severity == "error" and flow.span.start <= d.span.start < flow.span.end and d.code in ("E0202", "E0111")
            for d in self.messages.found
        ) or any(not stage.name for stage in flow.stages)

    def _source(self, node: tree.SourceExpr) -> Op | None:
        row = self.declarations.type(node.type) if node.type is not None else None
        name, args, span = connector_call(node.value)
        if name is None:
            if not isinstance(node.value, tree.ErrorExpr):
                text, help = "a flow starts from a source or a stream", 'for example `from csv("f.csv") as T`'
                self.messages.error("E0605", node.value.span, text, "neither", help=help)
            return None
        place = Place(node.span, "from")
        if name == "union" and isinstance(node.value, tree.Call):
            stream = self._union(node.value)
            return (
                stream
                if stream is None or row is None
                else self.builder.fit(stream, row, node.span, self._scope(), place)
            )
        if (
            isinstance(node.value, tree.Name)
            and name != "request"
            and (name in self.makers or name not in LONE_SOURCES)
        ):
            stream = self._find_stream(node.value)
            return (
                stream
                if stream is None or row is None
                else self.builder.fit(stream, row, node.span, self._scope(), place)
            )
        row_span = node.type.span if node.type is not None else None
        return self.builder.source(name, args, row, self._scope(), span, node.span, row_span)

    def _infer(self, form: str, path: Expr, span: Span) -> Inferred | None:
        found = infer_row(self.declarations, form, path, span, self.pipeline.params)
        if found is not None:
            self.inferred[found.path] = found.row
        return found

    def _union(self, node: tree.Call) -> Op | None:
        if not node.args:
            text, help = "`union` needs to know which streams", "for example `union(a, b)`"
            self.messages.error("E0401", node.span, text, "none here", help=help)
        streams: list[tuple[Op, Span]] = []
        for a in node.args:
            found = self._find_stream(a) if isinstance(a, tree.Name) else None
            if found is not None:
                streams.append((found, a.span))
            elif not isinstance(a, tree.Name):
                help = "name them first: `let a = from ...`"
                self.messages.error("E0401", a.span, "`union` joins streams by name", "no name of a stream", help=help)
        if not streams or len(streams) < len(node.args):
            return None
        return self.builder.union(streams, Place(node.span, "union"))


def _wanted(node: tree.Setting) -> t.Type:
    """The type of a setting; of several, the one that its value looks like."""
    type = SETTINGS[node.name].type
    if isinstance(type, tuple):
        is_record = isinstance(node.value, tree.RecordLiteral)
        return next(option for option in type if isinstance(option, t.Schema) == is_record)
    return type


def pipeline_scopes(program: tree.Program, source: Source) -> list[PipelineScope]:
    """The pipelines of a file; flows outside of any are a pipeline named after the file."""
    scopes = [
        PipelineScope(d.name, d.name_span, d.doc, d.items) for d in program.items if isinstance(d, tree.PipelineDecl)
    ]
    loose = tuple(i for i in program.items if isinstance(i, tree.FlowLet | tree.Flow))
    if loose:
        name = re.sub(r"\W", "_", PurePath(source.name).stem) or "pipeline"
        scopes.append(PipelineScope(name, loose[0].span, program.doc, loose))
    return scopes
