"""Tests as executables run them: the pipeline of several tests, whose given rows come out of files and whose looked-at
rows go into files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sage.base import types as t
from sage.base.frozen import dataclass, replace
from sage.base.types import List
from sage.compiler.ir.code import Expr, MakeList, Param
from sage.compiler.ir.flow import Flow, Op, SourceOp
from sage.compiler.ir.pipeline import Parameter, Pipeline
from sage.compiler.ir.testcase import Ask, TestCase
from sage.compiler.library.connectors.jsonl import JsonlSink, JsonlSource
from sage.compiler.library.connectors.memory import NullSink, ValuesSource
from sage.compiler.reference.given import timed
from sage.compiler.reference.mocks import with_mocks


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
            rows = JsonlSource(row=op.schema, path=path(f"given_{name}"), place=op.place)
            given[op] = timed(op, rows)
        sinks: list[Op] = [s for s in pipeline.flow.sinks if s.is_request]
        if not self.serves:
            sinks = [JsonlSink(input=op, path=path(f"rows_{i}")) for i, op in enumerate(self.looked_at.values())]
            sinks += [NullSink(input=s.inputs[0], place=s.place) for s in pipeline.flow.sinks if not s.is_request]
        replaced = _replace(Flow(tuple(sinks)), given)
        return replace(pipeline, flow=replaced, params=tuple(params))


def native_groups(cases: Sequence[TestCase]) -> list[NativeGroup]:
    """The tests of a file that have a pipeline, by what one executable can run. A test that looks at rows and makes
    calls is in two groups."""
    groups: dict[tuple[int, bool, frozenset[str]], list[TestCase]] = {}
    for case in map(with_mocks, cases):  # with answers of its own, a test has a pipeline of its own
        if case.pipeline is None:
            continue
        calls = any(isinstance(step, Ask) for step in case.steps)
        inner = frozenset(g.stream for g in case.given if not _reaches_outside(g.op))
        if calls:
            groups.setdefault((id(case.pipeline), True, frozenset()), []).append(case)
        if not calls or case.streams or case.sinks:
            groups.setdefault((id(case.pipeline), False, inner), []).append(case)
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
    return ValuesSource(items=MakeList(List(op.schema.value), ()))
