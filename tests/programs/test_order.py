"""Where time may be late enough, the order in which rows come changes nothing: every program with event time is run on
its given rows in several orders, by the reference."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from sage.base import values
from sage.base.clock import virtual_clock
from sage.base.frozen import replace
from sage.base.types import List
from sage.compiler.ir.code import Aggregation, Const
from sage.compiler.ir.flow import Flow, Op
from sage.compiler.ir.testcase import TestCase
from sage.compiler.library.ops.event_time import Clock, EventTime
from sage.compiler.reference.mocks import with_mocks
from sage.compiler.reference.run import RunFailed
from sage.compiler.reference.testing import by_reference
from tests.programs.test_programs import FILES, name_of, program_of

ORDERS = 3
BY_ARRIVAL = {
    "limit",
    "skip",
    "sample",
    "every",
    "running",
    "process",
    "dedup",
    "top",
    "lookup",
    "table",
    "log",
    "errors",
}
AGGREGATES_BY_ARRIVAL = {"collect", "collect_distinct", "arg_max", "arg_min", "first", "last"}


def cases() -> Iterator[Any]:
    for file in FILES:
        for case in program_of(file).tests:
            if case.pipeline is not None and case.given and is_free_of_order(case):
                yield pytest.param(case, id=f"{name_of(file)}: {case.title}")


def is_free_of_order(case: TestCase) -> bool:
    """True if all that comes out depends on times and not on arrival."""
    assert case.pipeline is not None
    looked_at = [*case.streams.values(), *(sink.inputs[0] for sink in case.sinks.values())]
    ops = Flow(tuple(looked_at)).ops
    return (
        all(g.op.clocks for g in case.given)
        and any(op.waits for op in ops)
        and not any(op.name in BY_ARRIVAL or is_by_arrival(op) for op in ops)
    )


def is_by_arrival(op: Op) -> bool:
    window = getattr(op, "assigned", None)
    if window is not None and not window.is_timed:
        return True
    parts = (part for expr in op.exprs for part in expr.walk())
    return any(isinstance(p, Aggregation) and p.aggregate.name in AGGREGATES_BY_ARRIVAL for p in parts)


def rows_of(case: TestCase) -> dict[str, Counter[str]] | None:
    """What comes out of each stream, in no order; None if a record fails, which may depend on the order."""
    with virtual_clock():
        try:
            evidence = by_reference(case)
        except RunFailed:
            return None
    if evidence.failure is not None:
        return None
    types = case.streams | {name: sink.inputs[0] for name, sink in case.sinks.items()}
    return {
        name: Counter(values.json_text(row, types[name].schema.value) for row in evidence.rows[name]) for name in types
    }


def shuffled(case: TestCase, order: random.Random) -> TestCase:
    given = []
    for g in case.given:
        rows = list(g.rows({}))
        order.shuffle(rows)
        assert isinstance(g.rows.type, List)
        given.append(replace(g, rows=Const(g.rows.type, rows)))
    return replace(case, given=tuple(given))


@pytest.mark.parametrize("case", list(cases()))
def test_order_changes_nothing(case: TestCase, monkeypatch: pytest.MonkeyPatch) -> None:
    case = with_mocks(case)
    monkeypatch.setattr(EventTime, "initial", lambda self: Clock(10**15))
    expected = rows_of(case)
    if expected is None:
        pytest.skip("a record fails")
    seed = random.randrange(10**6)
    for number in range(ORDERS):
        order = random.Random(seed + number)
        assert rows_of(shuffled(case, order)) == expected, f"seed {seed + number}"
