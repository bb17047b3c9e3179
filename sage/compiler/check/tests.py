"""Tests in a file: what is given, what is expected, typed like all other code."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.frozen import dataclass, field, replace
from sage.base.source import Span
from sage.base.types import List
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import error_expr, is_error
from sage.compiler.check.declarations import Declarations
from sage.compiler.check.mocks import check_mock
from sage.compiler.check.recovery import is_open
from sage.compiler.check.scope import Messages, Scope
from sage.compiler.check.words import guess, listing
from sage.compiler.ir.code import Call, Const, Expr, Local, Place
from sage.compiler.ir.flow import Op, SinkOp
from sage.compiler.ir.pipeline import Pipeline
from sage.compiler.ir.testcase import Advance, Ask, Bind, Expectation, GivenRows, Mock, Step, TestCase
from sage.compiler.library.connectors.errors import ERROR_ROW
from sage.compiler.syntax import tree


def check_test(
    messages: Messages,
    declarations: Declarations,
    node: tree.TestDecl,
    pipelines: Sequence[Pipeline],
    flawed: AbstractSet[str],
) -> TestCase | None:
    """The test, or None where it cannot be run. Pipelines with errors, `flawed`, may lack what it asks for."""
    pipeline = None
    if node.pipeline is not None:
        pipeline = next((p for p in pipelines if p.name == node.pipeline.name), None)
        if pipeline is None:
            if node.pipeline.name not in declarations.names.unknown:
                found = guess(node.pipeline.name, node.pipeline.span, [p.name for p in pipelines])
                text = f"there is no pipeline `{node.pipeline.name}`"
                messages.error("E0205", node.pipeline.span, text, "not known", help=found.help, fix=found.fix)
            return None
    before = len(messages.found)
    is_flawed = pipeline is not None and pipeline.name in flawed
    case = _TestChecker(messages, declarations, pipeline, is_flawed).check(node)
    return None if any(d.severity == "error" for d in messages.found[before:]) else case


@dataclass
class _TestChecker:
    messages: Messages
    declarations: Declarations
    pipeline: Pipeline | None
    is_flawed: bool
    given: list[GivenRows] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    mocks: list[Mock] = field(default_factory=list)
    streams: dict[str, Op] = field(default_factory=dict)
    sinks: dict[str, SinkOp] = field(default_factory=dict)
    locals: dict[str, Expr] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = itertools.count()
        self.checker = CodeChecker(self.messages, is_test=True)
        self.given_at: dict[str, Span] = {}
        self.asked: Span | None = None  # where the flows run: what is given later comes too late

    def check(self, node: tree.TestDecl) -> TestCase:
        for item in node.items:
            match item:
                case tree.Given():
                    self._given(item)
                case tree.Let():
                    self._let(item)
                case tree.Expect():
                    self._expect(item)
                    self.asked = self.asked or item.span
                case tree.Advance():
                    self._advance(item)
                    self.asked = self.asked or item.span
                case tree.Mock():
                    self._mock(item)
        return TestCase(
            node.title, self.pipeline, tuple(self.given), tuple(self.steps), self.streams, self.sinks, node.span,
            tuple(self.mocks),
        )  # fmt: skip

    # ------------------------------------------------------------ statements

    def _let(self, node: tree.Let) -> None:
        if node.type is not None:
            wanted = self.declarations.type(node.type)
            label = (Label(node.type.span, f"`{node.name}` is {wanted}"),)
            value = self.checker.value(node.value, self._scope(), wanted, f"`{node.name}`", label)
        else:
            value = self.checker.typed(node.value, self.checker.check(node.value, self._scope()), f"`{node.name}`")
        self._note_streams(value)
        local = f"{node.name}#{next(self.numbers)}"
        self.steps.append(Bind(local, value))
        self.locals[node.name] = error_expr() if is_error(value) else Local(value.type, local)
        self.places[local] = node.name_span

    def _given(self, node: tree.Given) -> None:
        op = self.pipeline.streams.get(node.name) if self.pipeline else None
        if node.name in self.given_at:
            label = (Label(self.given_at[node.name], "first here"),)
            text = f"the rows of `{node.name}` are given twice"
            self.messages.error("E0206", node.name_span, text, "again here", labels=label)
        elif self.asked is not None:
            self._too_late(node.span, "rows are given")
        self.given_at.setdefault(node.name, node.name_span)
        if op is None:
            self._unknown_stream(node.name, node.name_span)
        if op is None or is_open(op):
            self.checker.check(node.rows, self._scope(streams=False))
            return
        if op.clocks and op.time is None:
            text = f"the rows of `{node.name}` have a time that none of their columns holds"
            help = "give the rows of a stream before it, or keep the column with the time"
            self.messages.error("E0802", node.name_span, text, "when did they happen?", help=help)
        wanted = List(op.schema.value)
        items = node.rows.items if isinstance(node.rows, tree.ListLiteral) else (node.rows,)
        fits = [
            self._fits(item, wanted.item if isinstance(node.rows, tree.ListLiteral) else wanted, node, op)
            for item in items
        ]
        if all(fits):
            rows = self.checker.value(node.rows, self._scope(streams=False), wanted, "the rows")
            self.given.append(GivenRows(node.name, op, rows))

    def _fits(self, row: tree.Expr, wanted: t.Type, node: tree.Given, op: Op) -> bool:
        """True if a row is one of the stream; reports why not."""
        trial = CodeChecker(Messages(), is_test=True)
        value = trial.value(row, self._scope(streams=False), wanted, "this row")
        for why in trial.messages.found:
            if why.code.startswith("E03") and why.code != "E0302":
                note = "a row is {" + ", ".join(map(str, op.schema.fields)) + "}"
                note = f"a row is {op.schema.value}" if op.schema.plain else note
                text = f"this row does not fit `{node.name}`"
                self.messages.error(
                    "E0802", why.span, text, why.message, labels=why.labels, notes=(note,), help=why.help, fix=why.fix
                )
            else:
                self.messages.add(why)
        return not is_error(value)

    def _mock(self, node: tree.Mock) -> None:
        if self.asked is not None:
            self._too_late(node.span, "answers are mocked")
            return
        mock = check_mock(self.checker, node, replace(self._scope(streams=False), locals={}))
        self.mocks += [] if mock is None else [mock]

    def _too_late(self, span: Span, what: str) -> None:
        asked = _first_word(self.asked or span)
        label, help = (Label(asked, "the flows have run here"),), "move it up, or write another test"
        text = f"{what} before the first `{asked.text}`"
        self.messages.error("E0109", _first_word(span), text, "too late", labels=label, help=help)

    def _advance(self, node: tree.Advance) -> None:
        by = self.checker.check(node.by, self._scope(streams=False))
        if is_error(by):
            return
        if by.type != t.DURATION:
            text, help = f"a clock goes on by a duration, and this is {by.type}", "for example `advance 11m`"
            self.messages.error("E0301", node.by.span, text, str(by.type), help=help)
        elif isinstance(by, Const) and by.value < 0:
            help = "every test has a clock of its own, which starts at 1970-01-01"
            self.messages.error("E0309", node.by.span, "a clock does not go back", "less than nothing", help=help)
        else:
            self.steps.append(Advance(by, node.span))

    def _expect(self, node: tree.Expect) -> None:
        value = self.checker.check(node.value, self._scope())
        self._note_streams(value)
        if is_error(value):
            return
        if value.type != t.BOOL:
            text = f"an expectation is true or false, and this is {value.type}"
            help = "compare it: `expect ... == ...`"
            self.messages.error("E0301", node.value.span, text, str(value.type), help=help)
            return
        is_equal = isinstance(value, Call) and value.function.name == "=="
        if node.unordered and not (isinstance(value, Call) and is_equal and isinstance(value.args[0].type, List)):
            word = Span(node.span.source, node.span.end - len("unordered"), node.span.end)
            text, help = "`unordered` compares two lists", "`expect a == b unordered`"
            self.messages.error("E0301", word, text, "no lists are compared here", help=help)
            return
        expected = node.value.right if isinstance(node.value, tree.Binary) and is_equal else None
        written = expected.span if expected is not None and is_written_out(expected) else None
        self.steps.append(Expectation(value, node.unordered, node.value.span, written))

    def _unknown_stream(self, name: str, span: Span) -> None:
        if self.is_flawed or name in self.declarations.names.unknown:
            return
        if self.pipeline is None:
            help = 'a test of a pipeline names it: `test "..." for NAME`'
            self.messages.error("E0801", span, "this test is for no pipeline", f"no stream `{name}`", help=help)
            return
        found = guess(name, span, self.pipeline.streams)
        help = found.help or "streams are named by `let`"
        text = f"there is no stream `{name}` in `{self.pipeline.name}`"
        self.messages.error("E0801", span, text, "not known", help=help, fix=found.fix)

    # ------------------------------------------------------------ code

    def _scope(self, *, streams: bool = True) -> Scope:
        named: dict[str, Expr] = {}
        if self.pipeline is not None and streams:
            for name, op in self.pipeline.streams.items():
                named[name] = error_expr() if is_open(op) else Local(List(op.schema.value), f"stream {name}")
            named.setdefault("errors", Local(List(ERROR_ROW), "stream errors"))
        return Scope(
            self.declarations.names,
            locals=self.locals,
            places=self.places,
            streams=named,
            is_open=self.is_flawed,
            special=self._special if streams else None,
        )

    def _note_streams(self, value: Expr) -> None:
        """Notes the streams whose rows the code looks at."""
        for part in value.walk():
            if isinstance(part, Local) and part.name.startswith("stream ") and self.pipeline is not None:
                name = part.name.removeprefix("stream ")
                if name in self.pipeline.streams:
                    self.streams[part.name] = self.pipeline.streams[name]

    def _special(self, node: tree.Call, scope: Scope) -> Expr | None:
        match node.function:
            case tree.Name(name="sink"):
                return self._sink(node)
            case tree.Name(name="call"):
                return self._call(node, scope)
            case tree.FieldGet(value=tree.Name(name=name), name="process") if (
                self.pipeline and name == self.pipeline.name
            ):
                return self._call(node, scope)
            case tree.FieldGet(value=tree.Name(name=name)) if (
                self.pipeline and name == self.pipeline.name and name in self.declarations.names.unknown
            ):
                for a in node.args:
                    self.checker.check(a.value if isinstance(a, tree.NamedArg) else a, scope)
                return error_expr()
            case _:
                return None

    def _sink(self, node: tree.Call) -> Expr:
        label = node.args[0] if len(node.args) == 1 else None
        sinks = {s.label: s for s in (self.pipeline.flow.sinks if self.pipeline else ()) if isinstance(s, SinkOp)}
        if not isinstance(label, tree.Literal) or label.value not in sinks:
            if not self.is_flawed:
                help = listing(f'sink("{name}")' for name in sinks) or "no flow of the pipeline ends in one"
                where = label.span if label is not None else node.span
                self.messages.error(
                    "E0801", where, "there is no such sink", "sinks go by their first argument", help=help
                )
            return error_expr()
        sink = sinks[label.value]
        if is_open(sink):
            return error_expr()
        name = f"sink {label.value}"
        self.sinks[name] = sink
        return Local(List(sink.schema.value), name, place=Place(node.span))

    def _call(self, node: tree.Call, scope: Scope) -> Expr:
        if self.pipeline is None or self.pipeline.request is None or self.pipeline.response is None:
            if not self.is_flawed:
                text = "this pipeline answers no calls" if self.pipeline else "this test is for no pipeline"
                help = "a pipeline that does starts `from request as T` and ends `into response`"
                self.messages.error("E0604", node.span, text, "called here", help=help)
            return error_expr()
        if scope.in_lambda:
            text, help = (
                "a call is a step of the test, and a lambda is evaluated many times",
                "`let a = call(...)` before it",
            )
            self.messages.error("E0109", node.span, text, "called for each item", help=help)
            return error_expr()
        wanted, inner = self.pipeline.request.value, replace(scope, special=None)
        if len(node.args) == 1 and not isinstance(node.args[0], tree.NamedArg):
            given: tree.Expr = node.args[0]
        else:
            named = [a for a in node.args if isinstance(a, tree.NamedArg)]
            fields = (tree.RecordField(a.span, a.name, a.name_span, a.value) for a in named)
            given = tree.RecordLiteral(node.span, tuple(fields))
            for a in node.args:
                if not isinstance(a, tree.NamedArg):
                    text, help = "a call takes one payload, or its fields by name", "for example `call(id: 1)`"
                    self.messages.error("E0304", a.span, text, "which field?", help=help)
                    return error_expr()
        payload = self.checker.value(given, inner, wanted, "the payload")
        if is_error(payload) or is_open_answer(self.pipeline):
            return error_expr()
        local = f"call {next(self.numbers)}"
        self.steps.append(Ask(local, payload, node.span))
        self.asked = self.asked or node.span
        return Local(self.pipeline.answer, local, place=Place(node.span))


def is_written_out(node: tree.Expr) -> bool:
    """True if an expression says its value by itself: a literal, or a list or record of such."""
    match node:
        case tree.Literal():
            return True
        case tree.Unary(op="-", value=value):
            return isinstance(value, tree.Literal)
        case tree.ListLiteral(items=items):
            return all(map(is_written_out, items))
        case tree.RecordLiteral(items=items):
            return all(isinstance(item, tree.RecordField) and is_written_out(item.value) for item in items)
        case _:
            return False


def _first_word(span: Span) -> Span:
    word = re.match(r"\w*", span.text)
    return Span(span.source, span.start, span.start + (word.end() if word else 0))


def is_open_answer(pipeline: Pipeline) -> bool:
    """True if a mistake leaves open what the pipeline answers."""
    return any(is_open(sink) for sink in pipeline.flow.sinks if sink.name == "response")
