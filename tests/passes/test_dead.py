"""What `drop_dead` leaves out, and what must stay though no row gets there."""

from __future__ import annotations

import pytest

from sage.compiler.ir.printer import print_flow
from sage.compiler.passes import steps
from sage.compiler.passes.drop_dead import drop_dead
from tests.passes.pairs import changes, flow_of, keeps, notes_of


def names(stages: str) -> list[str]:
    """The words of the operators after the pass, inputs first."""
    last = [flow for _, flow in steps(flow_of(stages), (drop_dead,))][-1]
    return [op.name for op in last.ops]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|> filter true |> select a", "|> select a"),
        ("|> filter a > 1 and b > 1 and a > 1", "|> filter a > 1 and b > 1"),
        ("|> filter 7 // a > 1 and 7 // a > 1", "|> filter 7 // a > 1"),
    ],
)
def test_conditions_that_say_nothing_new_are_left_out(before: str, after: str) -> None:
    changes(drop_dead, before, after)


@pytest.mark.parametrize(
    ("stages", "left"),
    [
        ("|> filter false", ["jsonl", "never", "null"]),
        ("|> filter false |> extend c = a // b |> sort c |> aggregate n = count()", ["jsonl", "never", "null"]),
        ("|> select a |> sort a |> filter false", ["jsonl", "never", "null"]),  # nobody reads what is sorted
        ("|> select c = a // b |> filter false", ["jsonl", "select", "never", "null"]),  # rows still fail
        ("|> inspect() |> filter false", ["jsonl", "inspect", "never", "null"]),
        ("|> limit 3 |> filter false", ["jsonl", "limit", "never", "null"]),  # reading ends after three
        ("|> limit 0 |> select c = a // b", ["jsonl", "limit", "never", "null"]),
        # A limit of none is reached before any row, wherever it stands.
        ("|> map 7 // a |> filter false |> limit 0 |> filter it > 1",
         ["jsonl", "select", "never", "limit", "never", "null"]),
        ("|> top 0 by a |> select a", ["jsonl", "never", "null"]),
        ("from rows |> filter false |> split c = a > 1 else d  from c |> select a |> into null  from d |> into null",
         ["jsonl", "never", "null", "never", "null"]),
        ("let c = from rows |> select a  from c |> filter false |> into null  from c |> into null",
         ["jsonl", "select", "never", "null", "null"]),
    ],
)  # fmt: skip
def test_of_a_stream_that_stays_empty_what_can_be_seen_is_left(stages: str, left: list[str]) -> None:
    assert names(stages) == left


@pytest.mark.parametrize(
    "stages",
    [
        "|> filter a > 1 and b > 1",
        "|> filter now() > now() and now() > now()",
        "|> filter false |> inspect()",
        "|> filter p > 0",
        "|> limit p |> select a",
    ],
)
def test_what_may_be_seen_or_is_not_known_yet_is_left(stages: str) -> None:
    if "inspect" in stages:
        assert names(stages) == ["jsonl", "never", "inspect", "null"]
    else:
        keeps(drop_dead, stages)


def test_refusals_have_reasons() -> None:
    notes = notes_of(drop_dead, "|> select c = a // b |> filter false")
    assert [(n.fired, n.what, n.why) for n in notes] == [
        (True, "let no row through `filter`", "its condition is never true"),
        (False, "leave out `select`", "it may fail a row"),
    ]


def test_sinks_keep_their_rows_type() -> None:
    flow = drop_dead(flow_of("|> filter false |> select c = a"))
    assert "c: i64" in print_flow(flow).split("\n")[-1]
