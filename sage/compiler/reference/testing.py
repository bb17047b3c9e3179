"""Runs the tests of a file: by the reference here, or, for native runs, as a pipeline whose given rows come out of
files and whose looked-at rows go into files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sage.base import types as t
from sage.base import values
from sage.base.errors import RecordError
from sage.base.frozen import dataclass, replace
from sage.base.types import MISSING, List, Type
from sage.compiler.ir.code import Call, Expr, Param, Row
from sage.compiler.ir.flow import Cardinality, Flow, Op, Parameter, Pipeline, SourceOp
from sage.compiler.ir.testcase import Ask, Bind, Expectation, TestCase
from sage.compiler.library.connectors.jsonl import JsonlSink, JsonlSource
from sage.compiler.library.connectors.memory import NullSink
from sage.compiler.reference.run import Interpreter, RunFailed, row_value

Answer = Callable[[Any], Any]  # payload -> reply of the pipeline's method `process`


@dataclass(frozen=True)
class Outcome:
    """What a test came to: nothing wrong, or why not."""

    case: TestCase
    problem: str | None = None
    expectation: Expectation | None = None
    actual: Any = None
    expected: Any = None
    type: Type | None = None

    @property
    def passed(self) -> bool:
        return self.problem is None


def run_test(case: TestCase) -> Outcome:
    """The test by the reference."""
    try:
        rows, answer = by_reference(case)
    except RunFailed as failed:
        return record_failed(case, failed)
    return judge(case, rows, answer)


def record_failed(case: TestCase, failed: RunFailed) -> Outcome:
    """A test in which a record failed that should not have."""
    return Outcome(case, f"a record failed: {failed.failure.reason} ({failed.failure.span})")


def by_reference(case: TestCase) -> tuple[dict[str, Any], Answer]:
    """What the reference gives a test: the rows it looks at, and who answers its calls. Raises RunFailed."""
    pipeline = case.pipeline
    if pipeline is None:
        return {}, _no_answer
    looked_at = {**case.streams, **{name: sink.input for name, sink in case.sinks.items()}}
    ops = [*looked_at.values(), *(g.op for g in case.given)]
    whole = Flow((*pipeline.flow.sinks, *ops))
    bound = whole.bind(_defaults(pipeline))
    place = dict(zip(whole.sinks, bound.sinks, strict=True))
    sinks = tuple(place[s] for s in pipeline.flow.sinks)
    given = {place[g.op]: _rows(g.rows({}), g.op) for g in case.given}
    given |= {op: [] for op in bound.ops if isinstance(op, SourceOp) and op.reaches_outside and op not in given}
    on_error = str(pipeline.settings.get("on_error", "fail"))
    interpreter = Interpreter(Flow(sinks), on_error, given, [place[op] for op in looked_at.values()])
    results = interpreter.run()
    found = {name: [row_value(r, op.schema) for r in results.streams[place[op]]] for name, op in looked_at.items()}
    found.setdefault("stream errors", [f.row() for f in results.failures])

    def answer(payload: Any) -> Any:
        assert pipeline.response is not None and pipeline.request is not None
        request = {"it": payload} if pipeline.request.plain else payload
        replies = [row_value(r, pipeline.response) for r in interpreter.call(request)]
        if pipeline.response_cardinality is Cardinality.MANY:
            return replies
        return replies[0] if replies else None

    return found, answer


def judge(case: TestCase, rows: Mapping[str, Any], answer: Answer) -> Outcome:
    """Evaluates what the test expects, given the rows it looks at and somebody who answers calls."""
    known: dict[str, Any] = {"$" + name: value for name, value in rows.items()}
    for step in case.steps:
        try:
            match step:
                case Bind():
                    known["$" + step.local] = step.value(known)
                case Ask():
                    known["$" + step.local] = answer(step.payload(known))
                case Expectation():
                    outcome = _expect(case, step, known)
                    if outcome is not None:
                        return outcome
        except RunFailed as failed:
            return Outcome(case, f"the call failed: {failed.failure.reason} ({failed.failure.span})")
        except RecordError as error:
            return Outcome(case, f"{error.reason} ({error.span})")
    return Outcome(case)


def _expect(case: TestCase, step: Expectation, known: Row) -> Outcome | None:
    value = step.value
    if not (isinstance(value, Call) and value.function.name == "=="):
        return None if value(known) else Outcome(case, "it is false", step)
    actual, expected = (arg(known) for arg in value.args)
    type = value.args[0].type
    holds = _same_bag(actual, expected, type) if step.unordered else value(known)
    return None if holds else Outcome(case, "they differ", step, actual, expected, type)


def _same_bag(a: Sequence[Any], b: Sequence[Any], type: Type) -> bool:
    assert isinstance(type, List)
    return sorted(map(_text, _plain(a, type))) == sorted(map(_text, _plain(b, type)))


def _plain(rows: Sequence[Any], type: List) -> list[Any]:
    return [values.to_json(r, type.item) for r in rows]


def _text(value: Any) -> str:
    return repr(sorted(value.items())) if isinstance(value, dict) else repr(value)


def _no_answer(payload: Any) -> Any:
    raise AssertionError("a test without a pipeline makes no calls")


def _defaults(pipeline: Pipeline) -> dict[str, Any]:
    return {p.name: None if p.default is MISSING else p.default for p in pipeline.params}


def _rows(given: Sequence[Any], op: Op) -> list[Row]:
    return [{"it": r} if op.schema.plain else r for r in given]


# ---------------------------------------------------------------- native runs


@dataclass(frozen=True)
class NativeGroup:
    """Tests that one executable can run: of one pipeline, with rows given for the same streams. It `serves` the calls
    of its tests, or it gives the rows they look at.

    A source that reaches outside may be given rows by some of them only: it is empty for the others.
    """

    cases: tuple[TestCase, ...]
    serves: bool

    @property
    def given(self) -> dict[str, Op]:
        """The streams for which any of the tests gives rows."""
        return {g.stream: g.op for case in self.cases for g in case.given}

    @property
    def looked_at(self) -> dict[str, Op]:
        """The streams that any of the tests looks at, by the local that holds their rows."""
        found: dict[str, Op] = {}
        for case in self.cases:
            found |= {**case.streams, **{name: sink.input for name, sink in case.sinks.items()}}
        return found

    def pipeline(self) -> Pipeline:
        """The pipeline with given rows read from the file `--given_NAME`, and rows that are looked at written to the
        files `--rows_N`."""
        pipeline = self.cases[0].pipeline
        assert pipeline is not None
        params = list(pipeline.params)

        def path(name: str) -> Expr:
            params.append(Parameter(name, t.STR, "", "", pipeline.span))
            return Param(t.STR, name)

        given: dict[Op, Op] = {}
        for name, op in () if self.serves else self.given.items():
            given[op] = JsonlSource(row=op.schema, path=path(f"given_{name}"), place=op.place)
        sinks: list[Op] = [s for s in pipeline.flow.sinks if s.is_request]
        if not self.serves:
            sinks = [JsonlSink(input=op, path=path(f"rows_{i}")) for i, op in enumerate(self.looked_at.values())]
            sinks += [NullSink(input=s.inputs[0], place=s.place) for s in pipeline.flow.sinks if not s.is_request]
        replaced = _replace(Flow(tuple(sinks)), given)
        return replace(pipeline, flow=replaced, params=tuple(params))


def native_groups(cases: Sequence[TestCase]) -> list[NativeGroup]:
    """The tests of a file that have a pipeline, by what one executable can run. A test that looks at rows and makes
    calls is in two groups."""
    groups: dict[tuple[str, bool, frozenset[str]], list[TestCase]] = {}
    for case in cases:
        if case.pipeline is None:
            continue
        calls = any(isinstance(step, Ask) for step in case.steps)
        inner = frozenset(g.stream for g in case.given if not _reaches_outside(g.op))
        if calls:
            groups.setdefault((case.pipeline.name, True, frozenset()), []).append(case)
        if not calls or case.streams or case.sinks:
            groups.setdefault((case.pipeline.name, False, inner), []).append(case)
    return [NativeGroup(tuple(group), serves) for (_, serves, _), group in groups.items()]


def _replace(flow: Flow, given: Mapping[Op, Op]) -> Flow:
    done: dict[int, Op] = {}

    def visit(op: Op) -> Op:
        if id(op) not in done:
            if op in given:
                done[id(op)] = given[op]
            elif _reaches_outside(op):
                done[id(op)] = replace(_nothing(op), place=op.place)
            else:
                done[id(op)] = op.map_inputs(visit)
        return done[id(op)]

    return Flow(tuple(visit(sink) for sink in flow.sinks))


def _reaches_outside(op: Op) -> bool:
    return isinstance(op, SourceOp) and op.reaches_outside


def _nothing(op: Op) -> Op:
    """A source of the same rows that has none."""
    from sage.compiler.ir.code import MakeList
    from sage.compiler.library.connectors.memory import ValuesSource

    return ValuesSource(items=MakeList(List(op.schema.value), ()))
