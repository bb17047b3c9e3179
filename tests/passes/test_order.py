"""What `push_filters` does with tests that rest on earlier ones, and what `reorder_rows` puts first."""

from __future__ import annotations

import pytest

from sage.compiler.ir.printer import print_flow
from sage.compiler.passes.push_filters import push_filters
from sage.compiler.passes.reorder_rows import reorder_rows
from tests.passes.pairs import changes, flow_of, keeps, notes_of


def lines(stages: str) -> list[str]:
    """The operators of a flow after `push_filters`, without their rows."""
    return [line.split(" = ", 1)[1] for line in print_flow(push_filters(flow_of(stages))).split("\n") if "%" in line]


def test_what_rests_on_a_test_moves_as_far_as_that_test() -> None:
    found = lines("|> filter n is not null |> key_by a |> sort b |> filter n > 2")
    assert found[1:4] == [
        "filter %0 where: not (n is null)",
        "filter %1 where: n! > 2",
        "select %2 a, b, x, s, n = n!, list",
    ]


def test_it_passes_nothing_that_drops_rows_without_its_test() -> None:
    found = lines("|> filter n is not null |> dedup by n |> filter n > 2")
    assert found[1:4] == [
        "filter %0 where: not (n is null)",
        "filter %1 where: n! > 2",
        "select %2 a, b, x, s, n = n!, list",
    ]


# ---------------------------------------------------------------- reorder_rows


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Cheap ones first, and of these the ones that drop more.
        ('|> filter s like "a%" and a > 1', '|> filter a > 1 and s like "a%"'),
        ("|> filter a > 1 and b == 2", "|> filter b == 2 and a > 1"),
        ('|> filter lower(s) == "a" and x > 1.0 and a == 1', '|> filter a == 1 and x > 1.0 and lower(s) == "a"'),
        # What may fail stays where it is; on both sides of it the parts are ordered.
        ('|> filter s == "a" and a == 1 and 7 // a > 1 and s != "b" and b == 1',
         '|> filter a == 1 and s == "a" and 7 // a > 1 and b == 1 and s != "b"'),
        # Rows are made when fewer are left.
        ("|> extend t = lower(s) |> limit 3", "|> limit 3 |> extend t = lower(s)"),
        ("|> extend t = lower(s) |> dedup by a", "|> dedup by a |> extend t = lower(s)"),
        ("|> extend t = lower(s) |> top 3 by a", "|> top 3 by a |> extend t = lower(s)"),
        ("|> select c = a, t = lower(s) |> dedup by c", "|> dedup by c = a |> select c = a, t = lower(s)"),
        ("|> extend t = lower(s) |> sample 0.5", "|> sample 0.5 |> extend t = lower(s)"),
    ],
)  # fmt: skip
def test_what_is_cheap_and_drops_rows_comes_first(before: str, after: str) -> None:
    if "by c" not in before:
        changes(reorder_rows, before, after)
    else:
        found = print_flow(reorder_rows(flow_of(before)))
        assert found.index("dedup %0 c = a") < found.index("lower(s)")


@pytest.mark.parametrize(
    "stages",
    [
        '|> filter 7 // a > 1 and b == 1',  # other rows would fail
        "|> filter b == 1 and 7 // a > 1",
        '|> filter a > 1 and s like "a%"',
        "|> filter a > 1 and b > 1",  # as good either way
        "|> extend c = x * 2.0 |> limit 3",  # costs next to nothing
        "|> extend c = a // b, t = lower(s) |> limit 3",  # rows behind the third fail too
        "|> extend c = now(), t = lower(s) |> limit 3",
        "|> extend t = lower(s) |> dedup by t",
        "|> extend t = lower(s) |> sort a",  # drops no rows
        "|> select a, t = lower(s) |> top 3 by a",  # would keep wider rows
        "let c = from rows |> extend t = lower(s)  from c |> limit 3 |> into null  from c |> into null",
    ],
)  # fmt: skip
def test_what_may_fail_or_costs_nothing_keeps_its_place(stages: str) -> None:
    keeps(reorder_rows, stages)


def test_a_part_stays_behind_the_test_that_it_needs() -> None:
    notes = notes_of(reorder_rows, '|> filter s like "b%" and n is not null and n == 1 and a == 1')
    assert [n.what for n in notes if n.fired] == ['test `a == 1 and s like "b%" and not (n is null) and n! == 1`']


def test_refusals_have_reasons() -> None:
    notes = notes_of(reorder_rows, "|> filter a > 1 and 7 // b > 1 and b == 1")
    assert [(n.fired, n.what, n.why) for n in notes] == [
        (False, "test `(7 // b) > 1` in another order", "it may fail a row")
    ]
