"""What each pass makes of a flow, written as the program that means the same; and what it must leave alone."""

from __future__ import annotations

import pytest

from sage.compiler.passes import steps
from sage.compiler.passes.fold_constants import fold_constants
from sage.compiler.passes.merge_rows import merge_rows
from sage.compiler.passes.prune_columns import narrow_sources, prune_columns
from sage.compiler.passes.push_filters import push_filters
from tests.passes.pairs import changes, flow_of, keeps

# ---------------------------------------------------------------- push_filters


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Columns become what they were made of.
        ("|> select c = x + 1.0 |> filter c > 2.0", "|> filter x + 1.0 > 2.0 |> select c = x + 1.0"),
        ("|> rename c = a |> filter c > b", "|> filter a > b |> rename c = a"),
        ("|> drop s |> filter a > 1", "|> filter a > 1 |> drop s"),
        # A condition may pass what works on groups if it drops whole groups.
        ("|> aggregate n = count() by a |> filter a > 1", "|> filter a > 1 |> aggregate n = count() by a"),
        ('|> aggregate n = count() by k = s + s |> filter k > "b"',
         '|> filter s + s > "b" |> aggregate n = count() by k = s + s'),
        ("|> key_by a |> sort b |> filter a > 1", "|> filter a > 1 |> key_by a |> sort b"),
        ("|> sort a |> filter b > 1", "|> filter b > 1 |> sort a"),
        ("|> dedup by a |> filter a > 1", "|> filter a > 1 |> dedup by a"),
        ("|> running m = max(b) by a |> filter a > 1", "|> filter a > 1 |> running m = max(b) by a"),
        ("|> key_by a |> top 1 by b |> filter a > 1", "|> filter a > 1 |> key_by a |> top 1 by b"),
        # A part of an `and` moves alone, as far as it can; what stands behind it stays behind.
        ("|> aggregate n = count() by a |> filter a > 1 and n > 2",
         "|> filter a > 1 |> aggregate n = count() by a |> filter n > 2"),
        ("|> explode list as e |> filter a > 1 and e > 2", "|> filter a > 1 |> explode list as e |> filter e > 2"),
        ("|> explode list as e |> filter e > 2 and a > 1", "|> filter a > 1 |> explode list as e |> filter e > 2"),
        # Into every input.
        ("let more = from rows |> drop s from rows |> drop s |> union more |> filter a > 1 |> into null",
         "let more = from rows |> filter a > 1 |> drop s "
         "from rows |> filter a > 1 |> drop s |> union more |> into null"),
        # One that may fail passes what hands every row on.
        ("|> select a, b |> filter a // b > 1", "|> filter a // b > 1 |> select a, b"),
        # As far as the source, past all.
        ("|> select a, c = b |> dedup by c |> select c |> filter c > 1",
         "|> filter b > 1 |> select a, c = b |> dedup by c |> select c"),
    ],
)  # fmt: skip
def test_filters_move_towards_the_sources(before: str, after: str) -> None:
    changes(push_filters, before, after)


@pytest.mark.parametrize(
    "stages",
    [
        "|> filter a > 1 |> filter b > 1",  # merge_rows joins them, in order
        "|> extend c = a + b |> filter a > 1",  # the row may fail before
        "|> select c = a + b |> filter c > 1",  # the condition would fail for it
        "|> limit 3 |> filter a > 1",  # other rows would be among the first
        "|> skip 3 |> filter a > 1",
        "|> sample 0.5 |> filter a > 1",
        "|> top 3 by a |> filter a > 1",
        "|> sort 7 // a |> filter b > 1",
        "|> dedup by a |> filter b > 1",  # another row might be the first of its key
        "|> running m = max(b) by a |> filter b > 1",  # the group's later rows would see another maximum
        "|> running m = max(b) by a |> filter m > 1",
        "|> aggregate n = count() by a |> filter n > 1",
        "|> aggregate n = count() |> filter n > 1",
        "|> aggregate t = sum(b) by a |> filter a > 1",  # the sum of a group that is dropped may fail
        "|> aggregate n = count() by k = a // b |> filter k > 1",  # the key may fail
        "|> dedup by a |> filter 1 // a > 0",  # it would fail for rows that were dropped
        "|> inspect() |> filter a > 1",  # rows would not be shown
        "|> flatmap list |> filter it > 1",
        "|> explode list as e |> filter 7 // e > 1 and a > 1",  # evaluated in this order
        "|> explode list as e |> filter e > 1 and 7 // a > 1",
        "|> select a, at = now() |> filter at > ts\"2026-01-01\"",  # another time would be looked at
        "from rows |> flatmap n else none |> filter it > 1 |> into null  from none |> into null",
        "from rows |> split c = a > 1  from c |> filter b > 1 |> into null",
        "from rows |> split c = a > 1  from c |> filter p > 1 |> into null",
        # Others read the rows that would be dropped.
        "let c = from rows |> select a  from c |> filter a > 1 |> into null  from c |> into null",
    ],
)  # fmt: skip
def test_filters_stay_where_moving_them_would_show(stages: str) -> None:
    keeps(push_filters, stages)


# ---------------------------------------------------------------- prune_columns


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|> select a, b, c = x * 2.0 |> select a", "|> select a |> select a"),
        ("|> select a, c = x |> filter a > 1 |> select a", "|> select a |> filter a > 1 |> select a"),
        ("|> extend c = x, d = s |> aggregate m = max(d) by c",
         "|> select c = x, d = s |> aggregate m = max(d) by c"),
        ("|> select a, b, x |> sort b |> select a", "|> select a, b |> sort b |> select a"),
        ("|> select a, b, list |> explode list as e |> select b, e",
         "|> select b, list |> explode list as e |> select b, e"),
        # A column that may fail is evaluated even if nothing reads it; one that may be missing by then is not.
        ("|> select a, b, c = a + b, d = x |> select a", "|> select a, c = a + b |> select a"),
        # A row has a column.
        ("|> select a, b |> aggregate n = count()", "|> select a |> aggregate n = count()"),
    ],
)  # fmt: skip
def test_columns_that_nobody_reads_are_left_out(before: str, after: str) -> None:
    changes(prune_columns, before, after)


@pytest.mark.parametrize(
    "stages",
    [
        "|> select a, c = a // b |> select a",
        "|> select a, at = now() |> select a",  # what differs each time counts as seen
        "|> select a, b |> inspect() |> select a",  # shows whole rows
        "|> select a, b |> union other |> select a",
        "from rows |> select a, b |> split c = a > 1  from c |> select a |> into null",
        "from rows |> select a, n |> flatmap n else none |> into null  from none |> select a |> into null",
        "|> select a, b",
    ],
)  # fmt: skip
def test_columns_are_kept_where_leaving_them_out_would_show(stages: str) -> None:
    if "other" in stages:
        stages = f"let other = from rows |> select a, b  from rows {stages} |> into null"
    keeps(prune_columns, stages)


@pytest.mark.parametrize(
    ("stages", "read"),
    [
        ("|> select a |> filter a > 1", ["a"]),
        ("|> filter x > 1.0 |> select s", ["x", "s"]),
        ("|> select c = a // b |> select d = 1", ["a", "b"]),
        ("|> aggregate n = count()", []),
        ("|> aggregate n = count() by s", ["s"]),
        ("|> inspect() |> select a", ["a", "b", "x", "s", "n", "list"]),
        ("|> extend a = 1 |> select a, b", ["b"]),
        ("", ["a", "b", "x", "s", "n", "list"]),
        ("from rows |> select a |> into null  from rows |> select b |> into null", ["a", "b"]),
    ],
)
def test_sources_read_the_columns_that_some_stage_reads(stages: str, read: list[str]) -> None:
    assert list(narrow_sources(flow_of(stages)).ops[0].schema.names) == read


# ---------------------------------------------------------------- merge_rows


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|> filter a > 1 |> filter b > 1 |> filter x > 1.0", "|> filter a > 1 and b > 1 and x > 1.0"),
        ("|> filter a > 1 |> filter a // b > 1", "|> filter a > 1 and a // b > 1"),
        ("|> select a, c = x + 1.0 |> select d = c * 2.0", "|> select d = (x + 1.0) * 2.0"),
        ("|> select a |> select c = a, d = a", "|> select c = a, d = a"),
        ("|> select *", ""),
        ("|> select a, c = a + b |> select c, a", "|> select c = a + b, a"),
        ("|> select c = a + b |> select d = max(c, 1)", "|> select d = max(a + b, 1)"),
        ("|> map x + 1.0 |> map it * 2.0", "|> map (x + 1.0) * 2.0"),
        ("|> key_by a |> key_by b", "|> key_by b"),
    ],
)
def test_neighbours_become_one(before: str, after: str) -> None:
    changes(merge_rows, before, after)


@pytest.mark.parametrize(
    "stages",
    [
        "|> select c = x + 1.0 |> select d = c * c",  # evaluated twice
        "|> select c = a + b, d = a - b |> select e = max(c, d)",  # which of two fails first
        "|> select c = a + b, d = b |> select e = c + d",  # which of two fails first
        "|> select c = a + b, d = b |> select d",  # it would not be evaluated
        "|> select c = a + b, d = b |> select e = max(c, c)",
        "|> select c = a + b, d = b |> select e = if d > 1 then c else 0",  # it would be evaluated sometimes
        "|> select c = a + b, d = b |> select e = d > 1 and c > 1",
        "|> select a, at = now() |> select c = at, d = at",  # two times
        "|> select a, b |> filter a > 1 |> select a",  # filters move, rows do not
        "|> filter a > 1 |> limit 3 |> filter b > 1",
        "let c = from rows |> select c = x * 2.0  from c |> select d = c |> into null  from c |> into null",
        "let c = from rows |> filter a > 1  from c |> filter b > 1 |> into null  from c |> into null",
    ],
)  # fmt: skip
def test_neighbours_stay_two_where_one_would_mean_something_else(stages: str) -> None:
    keeps(merge_rows, stages)


# ---------------------------------------------------------------- fold_constants


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|> filter a > 1 + 2 * 3", "|> filter a > 7"),
        ('|> filter s == "a" + upper("b")', '|> filter s == "aB"'),
        ("|> filter true and a > 1", "|> filter a > 1"),
        ("|> filter a > 1 and 2 > 1", "|> filter a > 1"),
        ("|> filter a > 1 or 2 < 1", "|> filter a > 1"),
        ("|> filter 2 > 1 or 1 // b > 1", "|> filter true"),
        ("|> filter 1 > 2 and 1 // b > 1", "|> filter false"),
        ("|> map if 1 > 2 then a // b else b", "|> map b"),
        ("|> map none_if(1, 1) ?? a", "|> map a"),
        ("|> map f'{1 + 1}{a}'", '|> map "2" + to_str(a)'),
        ("|> aggregate t = sum(1 + 1) by k = 2 * 3", "|> aggregate t = sum(2) by k = 6"),
    ],
)  # fmt: skip
def test_what_is_known_is_evaluated(before: str, after: str) -> None:
    changes(fold_constants, before, after)


@pytest.mark.parametrize(
    "stages",
    [
        "|> map 1 // 0",  # fails for every row, and for none if there are none
        "|> map a + (9223372036854775807 + 1)",
        "|> map now()",
        "|> map p + 1",
        "|> filter 1 // b > 1 and false",  # it may fail
        "|> filter 1 // b > 1 or true",
        "|> aggregate n = count_if(true)",
    ],
)  # fmt: skip
def test_what_fails_or_differs_each_time_is_left_for_the_rows(stages: str) -> None:
    keeps(fold_constants, stages)


# ---------------------------------------------------------------- all together


def test_passes_come_to_an_end_and_check_their_work() -> None:
    flow = flow_of(
        "|> extend c = x * (1.0 + 1.0), d = s |> filter a > 1 |> select c, e = c + 1.0, a "
        "|> filter a < 5 and e > 0.0 |> select e"
    )
    done = [name for name, _ in steps(flow)]
    assert done[:1] == ["fold_constants"]
    assert len(done) < 10
    last = [flow for _, flow in steps(flow)][-1]
    assert list(steps(last)) == []
