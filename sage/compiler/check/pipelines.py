"""Pipelines of a file: settings, parameters and flows, walked in the order in which they need one another."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.frozen import dataclass, field
from sage.base.names import closest
from sage.base.source import Source, Span
from sage.base.types import MISSING
from sage.compiler.check.builder import Builder, Mistake, connector_call, declared_streams
from sage.compiler.check.convert import is_error
from sage.compiler.check.declarations import Declarations
from sage.compiler.check.requests import check_requests
from sage.compiler.check.scope import Messages, Scope
from sage.compiler.ir.code import Const, Param, Place
from sage.compiler.ir.flow import Flow, Op, Parameter, Pipeline
from sage.compiler.library.connectors.errors import Errors
from sage.compiler.library.ops.union import Union
from sage.compiler.library.registry import SOURCES
from sage.compiler.syntax import tree

SETTINGS: dict[str, t.Type | None] = {
    "version": t.STR, "on_error": t.STR, "parallelism": t.I64, "checkpoint": None, "idle": t.DURATION,
    "timezone": t.STR, "memory": t.I64, "service.endpoint": t.STR, "service.timeout": t.DURATION, "queue": t.I64,
    "batch": t.I64, "log.level": t.STR, "build.profile": t.STR,
}  # fmt: skip
OWN_OPTIONS = ("set", "name", "workers", "memory", "state", "fresh", "restore", "endpoint", "keys", "insecure",
               "describe", "version", "help", "quiet")  # fmt: skip
ON_ERROR = ("fail", "skip", "dead_letter")


@dataclass
class PipelineScope:
    """One pipeline while it is being checked."""

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
        self.builder = Builder(messages, self._find_stream)
        self.flows = [i for i in scope.items if isinstance(i, tree.FlowLet | tree.Flow)]
        self.makers: dict[str, tree.FlowLet | tree.Flow] = {}  # which flow makes a stream
        self.stream_spans: dict[str, Span] = {}
        self.active: list[int] = []
        self.finished: set[int] = set()
        self.read: set[str] = set()

    def check(self) -> Pipeline | None:
        """The pipeline, or None where it has none of the parts that make one."""
        p = self.pipeline
        for item in p.items:
            match item:
                case tree.Setting():
                    self._setting(item)
                case tree.Param():
                    self._param(item)
                case tree.Const():
                    p.values[item.name] = self.declarations.constant(item, self._scope())
                case tree.State() | tree.Method():
                    word = "state" if isinstance(item, tree.State) else "method"
                    self.messages.error("E0111", item.name_span, f"`{word}` is not in this version yet")
        for flow in self.flows:
            self._note_streams(flow)
        for flow in self.flows:
            self._ensure(flow)
        for name, flow in self.makers.items():
            if isinstance(flow, tree.FlowLet) and name == flow.name and name not in self.read:
                self.messages.warning("W0251", flow.name_span, f"nothing reads `{name}`", help="leave it out, or send it `into` a sink")
        request, response, cardinality = check_requests(self.messages, p.sinks, p.span)
        return Pipeline(
            p.name, Flow(tuple(p.sinks)), tuple(p.params), p.settings, p.streams, p.span, p.doc,
            request=request, response=response, response_cardinality=cardinality,
        )  # fmt: skip

    def _scope(self) -> Scope:
        return Scope(self.declarations.names, values=self.pipeline.values)

    # ------------------------------------------------------------ settings and parameters

    def _setting(self, node: tree.Setting) -> None:
        if node.name not in SETTINGS:
            near = closest(node.name, list(SETTINGS))
            help = f"did you mean `{near}`?" if near else "there are: " + ", ".join(SETTINGS)
            self.messages.error("E0606", node.name_span, f"there is no setting `{node.name}`", "not known", help=help)
            return
        value = self.declarations.known_value(node.value, self._scope(), SETTINGS[node.name], f"`{node.name}`")
        if is_error(value) or not isinstance(value, Const):
            return
        if node.name == "on_error" and value.value not in ON_ERROR:
            self.messages.error("E0606", node.value.span, f"`on_error` is one of {', '.join(ON_ERROR)}")
        elif node.name == "version" and not re.fullmatch(r"\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?", value.value):
            self.messages.error("E0606", node.value.span, "a version has three numbers", help='for example "1.0.0"')
        else:
            self.pipeline.settings[node.name] = value.value

    def _param(self, node: tree.Param) -> None:
        type = self.declarations.type(node.type)
        if node.name in OWN_OPTIONS:
            text = f"`--{node.name}` is an option of every executable"
            self.messages.error("E0206", node.name_span, text, "taken", help="give the parameter another name")
        if node.name in self.pipeline.values:
            self.messages.error("E0206", node.name_span, f"`{node.name}` is declared twice", "again here")
        if not isinstance(t.required(type), t.Scalar):
            self.messages.error("E0312", node.type.span, f"a parameter is one value, and {type} is not")
            type = t.ERROR
        default: Any = MISSING
        if node.default is not None:
            value = self.declarations.known_value(node.default, self._scope(), type, f"the default of `{node.name}`")
            default = value.value if isinstance(value, Const) else MISSING
        self.pipeline.params.append(Parameter(node.name, type, default, node.doc, node.name_span))
        self.pipeline.values[node.name] = Param(type, node.name)

    # ------------------------------------------------------------ streams

    def _note_streams(self, flow: tree.FlowLet | tree.Flow) -> None:
        body = flow.flow if isinstance(flow, tree.FlowLet) else flow
        names = [(flow.name, flow.name_span)] if isinstance(flow, tree.FlowLet) else []
        for stage in body.stages:
            names += [(name, stage.span) for name in declared_streams(stage)]
        for name, span in names:
            if name in self.makers:
                label = (Label(self.stream_spans[name], "first here"),)
                self.messages.error("E0206", span, f"two streams are named `{name}`", "again here", labels=label)
                continue
            self.makers[name], self.stream_spans[name] = flow, span

    def _find_stream(self, node: tree.Name) -> Op | None:
        self.read.add(node.name)
        if node.name in self.makers:
            maker = self.makers[node.name]
            if id(maker) in self.active:
                self.messages.error("E0211", node.span, f"the stream `{node.name}` depends on itself", "read here",
                                    labels=(Label(self.stream_spans[node.name], "made here"),),
                                    help="a value that comes round again is kept in state")  # fmt: skip
                return None
            self._ensure(maker)
            return self.pipeline.streams.get(node.name)
        if node.name == "errors":
            return self.pipeline.streams.setdefault("errors", Errors(place=Place(node.span, "errors")))
        known = [*self.makers, "errors"]
        near = closest(node.name, known + list(SOURCES))
        help = f"did you mean `{near}`?" if near else "there are: " + ", ".join(f"`{k}`" for k in known[:5])
        self.messages.error("E0205", node.span, f"there is no stream `{node.name}`", "not known", help=help)
        return None

    def _ensure(self, flow: tree.FlowLet | tree.Flow) -> None:
        if id(flow) in self.finished or id(flow) in self.active:
            return
        self.active.append(id(flow))
        if isinstance(flow, tree.FlowLet):
            stream = self._flow(flow.flow, ends=False)
            if stream is not None:
                self.pipeline.streams[flow.name] = stream
        else:
            self._flow(flow, ends=True)
        for name, maker in self.makers.items():
            if maker is flow and name not in self.pipeline.streams:
                self.pipeline.streams[name] = Mistake(below=(), is_open=True)
        self.active.pop()
        self.finished.add(id(flow))

    def _flow(self, flow: tree.Flow, *, ends: bool) -> Op | None:
        stream = self._source(flow.source)
        for position, stage in enumerate(flow.stages):
            if stream is None:
                break
            made = self.builder.stage(stage, stream, self._scope())
            self.pipeline.streams |= made.declared
            if made.stream is None or stage.name == "into":
                self._ended(made.stream, flow, stage, position, ends)
                return None
            stream = made.stream
        if ends and stream is not None and not self._failed(flow):
            last = flow.stages[-1].name_span if flow.stages else flow.source.span
            self.messages.error("E0408", last, "the rows of this flow go nowhere", "the flow ends here",
                                help="send them somewhere with `|> into ...`, or name them with `let`")  # fmt: skip
        return stream

    def _failed(self, flow: tree.Flow) -> bool:
        return any(d.severity == "error" and flow.span.start <= d.span.start < flow.span.end and d.code in ("E0202", "E0111")
                   for d in self.messages.found)  # fmt: skip

    def _ended(self, sink: Op | None, flow: tree.Flow, stage: tree.Stage, position: int, ends: bool) -> None:
        if sink is not None and stage.name == "into":
            self.pipeline.sinks.append(sink)
        if position + 1 < len(flow.stages):
            after = flow.stages[position + 1]
            label = Label(stage.name_span, "the flow ends here")
            self.messages.error("E0407", after.name_span, f"nothing can follow `{stage.name}`", labels=(label,))
        elif not ends:
            self.messages.error("E0407", stage.name_span, f"`let` names a stream, and `{stage.name}` ends the flow",
                                help="leave out `let NAME =`, or name the stream before this stage")  # fmt: skip

    def _source(self, node: tree.SourceExpr) -> Op | None:
        row = self.declarations.type(node.type) if node.type is not None else None
        if row == t.ERROR:
            return None
        name, args, span = connector_call(node.value)
        if name is None:
            self.messages.error("E0605", node.value.span, "a flow starts from a source or a stream")
            return None
        if name == "union" and isinstance(node.value, tree.Call):
            return self._union(node.value)
        if isinstance(node.value, tree.Name) and name != "request" and (name in self.makers or name not in SOURCES):
            stream = self._find_stream(node.value)
            return stream if stream is None or row is None else self.builder.fit(stream, row, node.span, Place(node.span, "from"))
        return self.builder.source(name, args, row, self._scope(), span, node.span)

    def _union(self, node: tree.Call) -> Op | None:
        found = [self._find_stream(a) for a in node.args if isinstance(a, tree.Name)]
        if len(found) != len(node.args) or not found:
            self.messages.error("E0401", node.span, "`union` joins streams: `union(a, b)`")
            return None
        streams = [s for s in found if s is not None]
        if len(streams) != len(found):
            return None
        made = Union(input=streams[0], others=tuple(streams[1:]), place=Place(node.span, "union"))
        for a, other in zip(node.args[1:], streams[1:], strict=True):
            if other.schema != streams[0].schema:
                self.messages.error("E0311", a.span, "the streams of a `union` have one row type", str(other.schema),
                                    labels=(Label(node.args[0].span, str(streams[0].schema)),))  # fmt: skip
        return made


def pipeline_scopes(program: tree.Program, source: Source) -> list[PipelineScope]:
    """The pipelines of a file; flows outside of any are a pipeline named after the file."""
    scopes = [PipelineScope(d.name, d.name_span, d.doc, d.items) for d in program.items if isinstance(d, tree.PipelineDecl)]
    loose = tuple(i for i in program.items if isinstance(i, tree.FlowLet | tree.Flow))
    if loose:
        name = re.sub(r"\W", "_", PurePath(source.name).stem) or "pipeline"
        scopes.append(PipelineScope(name, loose[0].span, program.doc, loose))
    return scopes


