"""Runs the tests of a file by the reference, and judges what a run gave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sage.base import values
from sage.base.clock import VirtualClock, virtual_clock
from sage.base.errors import NeedsNative, RecordError
from sage.base.frozen import dataclass, replace
from sage.base.source import Span
from sage.base.types import List, Type
from sage.compiler.ir.code import Call, Row
from sage.compiler.ir.flow import Cardinality, Flow, Op, SourceOp
from sage.compiler.ir.phases import hold_rows
from sage.compiler.ir.pipeline import Pipeline
from sage.compiler.ir.testcase import Advance, Ask, Bind, Expectation, TestCase
from sage.compiler.library.externs import externs_in
from sage.compiler.reference.given import with_times
from sage.compiler.reference.mocks import with_mocks
from sage.compiler.reference.run import Failure, Interpreter, RunFailed, row_value

Answer = Callable[[Any], Any]  # payload -> reply of the pipeline's method `process`
Later = Callable[[bool], Mapping[str, Any]]


@dataclass(frozen=True)
class Side:
    """One side of a comparison: how it is written, and what it came to."""

    span: Span | None
    value: Any
    type: Type


@dataclass(frozen=True)
class Outcome:
    """What a test came to: nothing wrong, or why not.

    Attributes:
        failure: the first record that failed, whether that was expected or not.
        code: what kind of failure it is.
        sides: what was compared where a comparison is false; of an equality, the second is what was expected.
    """

    case: TestCase
    problem: str | None = None
    expectation: Expectation | None = None
    failure: Failure | None = None
    sides: tuple[Side, ...] = ()
    code: str = "E0803"

    @property
    def passed(self) -> bool:
        return self.problem is None


@dataclass(frozen=True)
class Evidence:
    """What a run gave: the rows that the test looks at, who answers its calls, and the first record that failed. Where
    the clock matters, `later` tells what there is once it was moved, given whether that was the last time."""

    rows: Mapping[str, Any]
    answer: Answer
    failure: Failure | None = None
    later: Later | None = None


def run_test(case: TestCase) -> Outcome:
    """The test by the reference."""
    case = with_mocks(case)
    with virtual_clock() as clock:
        try:
            return judge(case, by_reference(case), clock)
        except RunFailed as failed:
            return record_failed(case, failed)
        except NeedsNative as error:
            return unmocked(case, error.name)


def unmocked(case: TestCase, name: str) -> Outcome:
    """A test that calls something that the reference cannot run."""
    ops = Flow((*case.pipeline.flow.sinks, *case.pipeline.streams.values())).ops if case.pipeline else ()
    function = next((f for f in externs_in(expr for op in ops for expr in op.exprs) if f.name == name), None)
    pattern = ", ".join(f"{param}: _" for param in function.names) if function else "..."
    text = f"this test reaches `{name}`, which only an executable can run"
    return Outcome(case, f"{text}\n  = help: answer for it: `mock {name}({pattern}) = ...`", code="E0804")


def record_failed(case: TestCase, failed: RunFailed) -> Outcome:
    """A test in which a record failed that should not have."""
    return Outcome(case, "a record failed", failure=failed.failure)


def by_reference(case: TestCase) -> Evidence:
    """What the reference gives a test, by the clock that holds. Raises RunFailed."""
    pipeline = case.pipeline
    if pipeline is None:
        return Evidence({}, _no_answer)
    looked_at = {**case.streams, **{name: sink.input for name, sink in case.sinks.items()}}
    ops = [*looked_at.values(), *(g.op for g in case.given)]
    whole = Flow((*pipeline.flow.sinks, *ops))
    bound = whole.bind(_defaults(pipeline))
    place = dict(zip(whole.sinks, bound.sinks, strict=True))
    known = {place[g.op] for g in case.given}
    timed = hold_rows(with_times(bound, known), known)
    seen = dict(zip(whole.sinks, timed.sinks, strict=True))
    sinks = tuple(seen[s] for s in pipeline.flow.sinks)
    given = {place[g.op]: _rows(g.rows({}), g.op) for g in case.given}
    given |= {op: [] for op in timed.ops if isinstance(op, SourceOp) and op.reaches_outside and op not in given}
    on_error = str(pipeline.settings.get("on_error", "fail"))
    interpreter = Interpreter(Flow(sinks), on_error, given, [seen[op] for op in looked_at.values()])
    results = interpreter.read() if waits_for_clock(case) else interpreter.run()

    def rows() -> dict[str, Any]:
        found = {name: [row_value(r, op.schema) for r in results.streams[seen[op]]] for name, op in looked_at.items()}
        return {"stream errors": [f.row() for f in results.failures], **found}

    def later(is_last: bool) -> Mapping[str, Any]:
        interpreter.tick()
        if is_last:
            interpreter.end()
        return rows()

    def answer(payload: Any) -> Any:
        assert pipeline.response is not None and pipeline.request is not None
        request = {"it": payload} if pipeline.request.plain else payload
        replies = [row_value(r, pipeline.response) for r in interpreter.call(request)]
        if pipeline.response_cardinality is Cardinality.MANY:
            return replies
        return replies[0] if replies else None

    failure = results.failures[0] if results.failures else None
    return Evidence(rows(), answer, failure, later if waits_for_clock(case) else None)


def waits_for_clock(case: TestCase) -> bool:
    """True if a test moves the clock, and something in its pipeline goes by that: then the rows that are given have no
    end before the clock was moved for the last time."""
    if case.pipeline is None or not any(isinstance(step, Advance) for step in case.steps):
        return False
    return any(op.ticks for op in Flow((*case.pipeline.flow.sinks, *case.streams.values())).ops)


def judge(case: TestCase, evidence: Evidence, clock: VirtualClock) -> Outcome:
    """Evaluates what the test expects of what a run gave, moving the clock as it says."""
    known: dict[str, Any] = {"$" + name: value for name, value in evidence.rows.items()}
    moves = [step for step in case.steps if isinstance(step, Advance)]
    for step in case.steps:
        try:
            match step:
                case Bind():
                    known["$" + step.local] = step.value(known)
                case Ask():
                    known["$" + step.local] = evidence.answer(step.payload(known))
                case Advance():
                    clock.advance(step.by(known))
                    if evidence.later is not None:
                        known |= {"$" + name: value for name, value in evidence.later(step is moves[-1]).items()}
                case Expectation():
                    outcome = _expect(case, step, known)
                    if outcome is not None:
                        return replace(outcome, failure=evidence.failure)
        except RunFailed as failed:
            return Outcome(case, "the call failed", failure=failed.failure)
        except RecordError as error:
            return Outcome(case, f"{error.reason} ({error.span})", failure=evidence.failure)
    return Outcome(case, failure=evidence.failure)


_COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">=", "in", "not in"))


def _expect(case: TestCase, step: Expectation, known: Row) -> Outcome | None:
    value = step.value
    if not (isinstance(value, Call) and value.function.name in _COMPARISONS):
        return None if value(known) else Outcome(case, "it is false", step)
    sides = tuple(Side(part.place.span if part.place else None, part(known), part.type) for part in value.args)
    holds = _same_bag(sides[0], sides[1]) if step.unordered else value(known)
    problem = "they differ" if value.function.name == "==" else "it is false"
    return None if holds else Outcome(case, problem, step, sides=sides)


def _same_bag(a: Side, b: Side) -> bool:
    assert isinstance(a.type, List)
    return sorted(map(_text, _plain(a.value, a.type))) == sorted(map(_text, _plain(b.value, a.type)))


def _plain(rows: Sequence[Any], type: List) -> list[Any]:
    return [values.to_json(r, type.item) for r in rows]


def _text(value: Any) -> str:
    return repr(sorted(value.items())) if isinstance(value, dict) else repr(value)


def _no_answer(payload: Any) -> Any:
    raise AssertionError("a test without a pipeline makes no calls")


def _defaults(pipeline: Pipeline) -> dict[str, Any]:
    return {p.name: None if p.is_required else p.value() for p in pipeline.params}


def _rows(given: Sequence[Any], op: Op) -> list[Row]:
    return [{"it": r} if op.schema.plain else r for r in given]
