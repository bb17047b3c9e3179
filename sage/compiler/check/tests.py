"""Tests in a file: what is given, what is expected, typed like all other code."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from sage.base import types as t
from sage.base.frozen import dataclass, field, replace
from sage.base.names import closest
from sage.base.source import Span
from sage.base.types import List
from sage.compiler.check.builder import is_open
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import convert, is_error
from sage.compiler.check.declarations import Declarations
from sage.compiler.check.scope import Messages, Scope
from sage.compiler.ir.code import Call, Expr, Local, Place
from sage.compiler.ir.flow import Op, Pipeline, SinkOp
from sage.compiler.ir.testcase import Ask, Bind, Expectation, GivenRows, Step, TestCase
from sage.compiler.library.connectors.errors import ERROR_ROW
from sage.compiler.syntax import tree


def check_test(
    messages: Messages, declarations: Declarations, node: tree.TestDecl, pipelines: Sequence[Pipeline]
) -> TestCase | None:
    """The test, or None where it cannot be run."""
    pipeline = None
    if node.pipeline is not None:
        pipeline = next((p for p in pipelines if p.name == node.pipeline.name), None)
        if pipeline is None:
            names = [p.name for p in pipelines]
            near = closest(node.pipeline.name, names)
            help = f"did you mean `{near}`?" if near else f"there are: {', '.join(names) or 'none'}"
            messages.error("E0205", node.pipeline.span, f"there is no pipeline `{node.pipeline.name}`", help=help)
            return None
    before = len(messages.found)
    case = _TestChecker(messages, declarations, pipeline).check(node)
    return None if any(d.severity == "error" for d in messages.found[before:]) else case


@dataclass
class _TestChecker:
    messages: Messages
    declarations: Declarations
    pipeline: Pipeline | None
    given: list[GivenRows] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    streams: dict[str, Op] = field(default_factory=dict)
    sinks: dict[str, SinkOp] = field(default_factory=dict)
    locals: dict[str, Expr] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = itertools.count()
        self.checker = CodeChecker(self.messages, is_test=True)

    def check(self, node: tree.TestDecl) -> TestCase:
        for item in node.items:
            match item:
                case tree.Given():
                    self._given(item)
                case tree.Let():
                    value = self._code(item.value)
                    local = f"{item.name}#{next(self.numbers)}"
                    self.steps.append(Bind(local, value))
                    self.locals[item.name] = Local(value.type, local)
                case tree.Expect():
                    self._expect(item)
                case tree.Mock() | tree.Advance():
                    word = "mock" if isinstance(item, tree.Mock) else "advance"
                    self.messages.error("E0111", item.span, f"`{word}` is not in this version yet")
        return TestCase(
            node.title, self.pipeline, tuple(self.given), tuple(self.steps), self.streams, self.sinks, node.span
        )  # fmt: skip

    # ------------------------------------------------------------ statements

    def _given(self, node: tree.Given) -> None:
        op = self.pipeline.streams.get(node.name) if self.pipeline else None
        if op is not None and is_open(op):
            return
        if op is None:
            self._unknown_stream(node.name, node.name_span)
            return
        trial = CodeChecker(Messages(), is_test=True)
        scope = Scope(self.declarations.names, locals=self.locals)
        wanted = List(op.schema.value)
        items = node.rows.items if isinstance(node.rows, tree.ListLiteral) else ()
        for item in items:
            if is_error(trial.value(item, scope, wanted.item)) and trial.messages.found:
                why = trial.messages.found[-1]
                text = f"this row does not fit `{node.name}`: {why.message}"
                wants = f"a row is {{{', '.join(map(str, op.schema.fields))}}}"
                self.messages.error("E0802", why.span, text, why.label, notes=(wants,), help=why.help)
                return
        self.given.append(GivenRows(node.name, op, self.checker.value(node.rows, scope, wanted, "the rows")))

    def _expect(self, node: tree.Expect) -> None:
        value = self._code(node.value)
        if not is_error(value) and value.type != t.BOOL:
            self.messages.error("E0301", node.value.span, f"an expectation is true or false, and this is {value.type}")
            return
        if node.unordered and not (isinstance(value, Call) and value.function.name == "=="):
            self.messages.error("E0803", node.span, "`unordered` compares two lists: `expect a == b unordered`")
            return
        self.steps.append(Expectation(value, node.unordered, node.value.span))

    def _unknown_stream(self, name: str, span: Span) -> None:
        known = list(self.pipeline.streams) if self.pipeline else []
        near = closest(name, known)
        help = f"did you mean `{near}`?" if near else "streams are named by `let`: " + (", ".join(known) or "there are none")
        self.messages.error("E0801", span, f"there is no stream `{name}` in this pipeline", help=help)

    # ------------------------------------------------------------ code

    def _code(self, node: tree.Expr) -> Expr:
        named = {}
        if self.pipeline is not None:
            for name, op in self.pipeline.streams.items():
                rows = t.ERROR if is_open(op) else List(op.schema.value)
                named[name] = Local(rows, f"stream {name}")
            named.setdefault("errors", Local(List(ERROR_ROW), "stream errors"))
        scope = Scope(self.declarations.names, locals=self.locals, streams=named, special=self._special)
        value = self.checker.check(node, scope)
        for part in value.walk():
            if isinstance(part, Local) and part.name.startswith("stream ") and self.pipeline is not None:
                name = part.name.removeprefix("stream ")
                if name in self.pipeline.streams:
                    self.streams[part.name] = self.pipeline.streams[name]
        return value

    def _special(self, node: tree.Call, scope: Scope) -> Expr | None:
        match node.function:
            case tree.Name(name="sink"):
                return self._sink(node)
            case tree.Name(name="call"):
                return self._call(node, scope)
            case tree.FieldGet(value=tree.Name(name=name), name="process") if self.pipeline and name == self.pipeline.name:
                return self._call(node, scope)
            case _:
                return None

    def _sink(self, node: tree.Call) -> Expr | None:
        label = node.args[0] if len(node.args) == 1 else None
        sinks = {s.label: s for s in (self.pipeline.flow.sinks if self.pipeline else ()) if isinstance(s, SinkOp)}
        if not isinstance(label, tree.Literal) or label.value not in sinks:
            known = ", ".join(f'"{k}"' for k in sinks) or "none"
            self.messages.error("E0801", node.span, "there is no such sink", help=f"sinks by their first argument: {known}")
            return None
        sink = sinks[label.value]
        name = f"sink {label.value}"
        self.sinks[name] = sink
        return Local(List(sink.schema.value), name, place=Place(node.span))

    def _call(self, node: tree.Call, scope: Scope) -> Expr | None:
        if self.pipeline is None or self.pipeline.request is None or self.pipeline.response is None:
            self.messages.error("E0604", node.span, "this pipeline answers no calls", help="it has no `from request`")
            return None
        wanted = self.pipeline.request.value
        inner = replace(scope, special=None)
        if len(node.args) == 1 and not isinstance(node.args[0], tree.NamedArg):
            payload = self.checker.check(node.args[0], inner)
        else:
            fields = tuple(
                tree.RecordField(a.span, a.name, a.name_span, a.value) for a in node.args if isinstance(a, tree.NamedArg)
            )
            payload = self.checker.check(tree.RecordLiteral(node.span, fields), inner)
        payload = convert(self.messages, payload, wanted, node.span, "the payload")
        local = f"call {next(self.numbers)}"
        self.steps.append(Ask(local, payload, node.span))
        return Local(self.pipeline.answer, local, place=Place(node.span))
