"""What `share_common` evaluates once, and what it must not."""

from __future__ import annotations

import pytest

from sage.compiler.ir.printer import print_flow
from sage.compiler.passes.share_common import share_common
from tests.passes.pairs import flow_of, keeps, notes_of


def code(stages: str) -> list[str]:
    """The operators behind the source after the pass, without their rows."""
    lines = print_flow(share_common(flow_of(stages))).split("\n")
    return [line.split(" = ", 1)[1] for line in lines if line.startswith("%")][1:-1]


@pytest.mark.parametrize(
    ("stages", "shared"),
    [
        # Within one expression: a name around it.
        ("|> filter lower(s) > lower(s) + s", ["filter %0 where: let shared = lower(s) in shared > (shared + s)"]),
        ("|> map (a * b) + (a * b)", ["select %0 it = let shared = a * b in shared + shared"]),
        # In a branch only what is always evaluated there.
        ("|> map if a > 1 then x * 2.0 + x * 2.0 else x",
         ["select %0 it = if a > 1 then let shared = x * 2.0 in shared + shared else x"]),
        ("|> map if x * 2.0 > 1.0 then x * 2.0 else x",
         ["select %0 it = let shared = x * 2.0 in if shared > 1.0 then shared else x"]),
        # The parts of a filter after the first are branches too.
        ("|> filter x * 2.0 > 1.0 and x * 2.0 < 9.0",
         ["filter %0 where: let shared = x * 2.0 in (shared > 1.0) and (shared < 9.0)"]),
        # One that may fail, where nothing else fails before.
        ("|> map (a * b) + (a * b) // b", ["select %0 it = let shared = a * b in shared + (shared // b)"]),
        # An inner one first, then what is made of it.
        ("|> map lower(s + s) + lower(s + s) + (s + s)",
         ["select %0 it = let shared = s + s in let shared = lower(shared) in (shared + shared) + shared"]),
        # In the code of a lambda it may fail first or not at all.
        ("|> map list.map(i => i + a * b).len() + a * b",
         ["select %0 it = len(map(list, i => i + (a * b))) + (a * b)"]),
    ],
)  # fmt: skip
def test_what_is_evaluated_twice_gets_a_name(stages: str, shared: list[str]) -> None:
    assert code(stages) == shared


def test_what_several_columns_are_made_of_is_a_column_below() -> None:
    below, above = code("|> select p = a * b + 1, q = a * b + 2, a")
    assert below == "select %0 a, b, x, s, n, list, shared$0 = a * b"
    assert above == "select %1 p = shared$0 + 1, q = shared$0 + 2, a"


@pytest.mark.parametrize(
    "stages",
    [
        "|> map a + b",
        "|> select p = a, q = a",
        "|> map if a > 1 then x * 2.0 else -(x * 2.0)",  # no row evaluates it twice
        "|> filter a > 1 and x * 2.0 > 1.0 or x * 2.0 < 1.0",
        "|> select p = now(), q = now()",
        "|> select p = 7 // a, q = a * b, r = a * b",  # which fails first
        "|> map (7 // a) + (a * b) + (a * b)",
        "|> map (if a > 1 then a * b else 1) + a * b",  # where it fails first depends on the row
        "|> select p = if a > 1 then a * b else 1, q = a * b",
        "|> map n ?? 1",
    ],
)  # fmt: skip
def test_what_some_rows_do_not_evaluate_or_fail_elsewhere_is_left(stages: str) -> None:
    keeps(share_common, stages)


def test_failures_stay_at_the_place_that_is_evaluated_first() -> None:
    flow = share_common(flow_of("|> select p = a * b + 1, q = a * b + 2"))
    shared = flow.ops[1].exprs[-1]
    assert shared.place is not None
    line = shared.place.span.source.text.splitlines()[shared.place.span.line - 1]
    assert shared.place.span.column - 1 == line.index("a * b")


def test_refusals_have_reasons() -> None:
    notes = notes_of(share_common, "|> select p = 7 // a, q = a * b, r = a * b, s = now(), t = now()")
    assert {(n.fired, n.what, n.why) for n in notes} >= {
        (False, "evaluate `a * b` once", "it may fail, and so may something that is evaluated before")
    }
