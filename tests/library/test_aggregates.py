"""The aggregates in Python: results, nulls, and failures that leave a group as it was."""

from __future__ import annotations

import math
import statistics as standard
from typing import Any

import pytest

from sage.base import types as t
from sage.base.errors import RecordError
from sage.base.types import Type
from sage.compiler.ir.effects import Effect
from sage.compiler.library import aggregates, statistics  # noqa: F401 - declares them
from sage.compiler.library.registry import AGGREGATES, Variable

NAN = math.nan
MOST = 2**63 - 1


def of(name: str, type: Type, *values: Any) -> Any:
    """The aggregate of values, given its result type."""
    accumulator = AGGREGATES[name][0].accumulator(type)
    for value in values:
        accumulator.check(value)
        accumulator.add(value)
    return accumulator.result()


def test_count_counts_rows_and_of_a_column_those_that_are_not_null() -> None:
    rows = AGGREGATES["count"][0].accumulator(t.I64)
    rows.add()
    rows.add()
    assert rows.result() == 2
    assert of("count", t.I64, 1, None, 0) == 2
    assert of("count_if", t.I64, True, False, None) == 1


def test_count_distinct_counts_keys() -> None:
    assert of("count_distinct", t.I64, 1.0, NAN, -0.0, 0.0, -NAN, None) == 3
    assert of("count_distinct", t.I64, "a", "b", "a") == 2
    assert of("count_distinct", t.I64, ["a"], ["a"], []) == 2


def test_sum() -> None:
    assert of("sum", t.I64) == 0
    assert of("sum", t.I64, -100, None, 50) == -50
    assert of("sum", t.F64, 0.5, 0.25) == 0.75
    assert of("sum", t.U64, 2**63, 5) == 2**63 + 5


@pytest.mark.parametrize(
    ("type", "first", "second", "reason"),
    [
        (t.I64, MOST, 1, "9223372036854775807 + 1 does not fit i64"),
        (t.I64, -MOST - 1, -1, "-9223372036854775808 + -1 does not fit i64"),
        (t.U64, 2**64 - 1, 1, "18446744073709551615 + 1 does not fit u64"),
        (t.DURATION, MOST, 1, "106751991d4h54.775807s + 1us does not fit duration"),
    ],
)
def test_a_sum_that_does_not_fit_is_refused_and_unchanged(type: Type, first: int, second: int, reason: str) -> None:
    accumulator = AGGREGATES["sum"][0].accumulator(type)
    accumulator.add(first)
    with pytest.raises(RecordError) as caught:
        accumulator.check(second)
    assert (caught.value.code, caught.value.reason) == ("R0102", reason)
    assert accumulator.result() == first


def test_mean() -> None:
    assert of("mean", t.F64, MOST, MOST, -MOST - 1, -MOST - 1) == -0.5
    assert of("mean", t.F64, 1e16, 1.0, -1e16) == 0.0
    assert of("mean", t.optional(t.F64), None) is None


@pytest.mark.parametrize(
    ("values", "mean"), [((1, 2), 2), ((2, 3), 2), ((-1, -2), -2), ((-2, -3), -2), ((0, 1, 1), 1), ((0, -1, -1), -1)]
)
def test_the_mean_of_durations_rounds_half_to_even(values: tuple[int, ...], mean: int) -> None:
    assert of("mean", t.DURATION, *values) == mean


def test_min_and_max() -> None:
    assert of("min", t.I64, 3, None, -1) == -1
    assert of("max", t.STR, "é", "z") == "é"
    assert of("min", t.F64, NAN, 2.0) == 2.0
    assert math.isnan(of("max", t.F64, 1.0, NAN, 2.0))
    assert math.copysign(1, of("min", t.F64, 0.0, -0.0)) == 1
    assert of("max", t.optional(t.I64), None) is None


def test_first_and_last_pass_over_nulls() -> None:
    assert of("first", t.optional(t.I64), None, 2, 1) == 2
    assert of("last", t.optional(t.I64), 2, 1, None) == 1
    assert of("last", t.optional(t.I64), None) is None


def of_rows(name: str, overload: int, *rows: tuple[Any, ...]) -> Any:
    """The aggregate of rows of arguments."""
    accumulator = AGGREGATES[name][overload].accumulator(t.F64)
    for row in rows:
        accumulator.check(*row)
        accumulator.add(*row)
    return accumulator.result()


def test_variance_and_stddev_are_of_the_sample() -> None:
    assert of("variance", t.optional(t.F64), 2, 4, 4, 4, 5, 5, 7, 9) == 32 / 7
    assert of("stddev", t.optional(t.F64), 1, None, 3, 5) == 2.0
    assert of("variance", t.optional(t.F64), 1, None) is None
    assert of("variance", t.optional(t.F64), *(1e9 + x for x in (4, 7, 13, 16))) == 30.0


@pytest.mark.parametrize("count", [2, 3, 10, 101])
def test_spread_and_quantiles_are_those_of_the_standard_library(count: int) -> None:
    values = [math.sin(7 * i) * 100 for i in range(count)]
    assert of("variance", t.optional(t.F64), *values) == pytest.approx(standard.variance(values), rel=1e-13)
    assert of("median", t.F64, *values) == pytest.approx(standard.median(values), rel=1e-13)
    for i, expected in enumerate(standard.quantiles(values, n=20, method="inclusive"), 1):
        place = i / 20
        assert of_rows("quantile", 0, *((v, place) for v in values)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("values", "place", "expected"),
    [
        ((4, 1, 3, 2), 0.25, 1.75),
        ((NAN, 2.0, 1.0), 0.5, 2.0),
        ((-math.inf, 1.0), 0.5, -math.inf),
        ((math.inf, math.inf), 0.5, math.inf),
        ((-1.7e308, 1.7e308), 0.5, 0.0),
        ((7,), 1.0, 7.0),
    ],
)
def test_quantiles_at_the_edges(values: tuple[float, ...], place: float, expected: float) -> None:
    assert of_rows("quantile", 0, *((v, place) for v in values)) == expected


def test_quantiles_after_every_number_are_nan() -> None:
    assert math.isnan(of_rows("quantile", 0, (NAN, 1.0), (1.0, 1.0)))
    assert math.copysign(1, of("median", t.F64, -0.0)) == 1
    assert of("median", t.optional(t.F64), None) is None


def test_arg_max_and_arg_min_take_the_first_of_equals() -> None:
    assert of_rows("arg_max", 0, ("a", 1), ("b", 2), ("c", 2), ("d", None), (None, 3)) == "b"
    assert of_rows("arg_min", 0, ("a", 1.0), ("b", NAN), ("c", 1.0)) == "a"
    assert of_rows("arg_max", 0, ("a", 1.0), ("b", NAN), ("c", NAN)) == "b"
    assert of_rows("arg_max", 0, (None, 1)) is None


def test_collect_keeps_the_first_values() -> None:
    assert of_rows("collect", 0, *((i,) for i in range(200))) == list(range(100))
    assert of_rows("collect", 1, ("a", 2), (None, 2), ("a", 2), ("b", 2)) == ["a", "a"]
    assert of_rows("collect_distinct", 1, ("a", 2), ("a", 2), ("b", 2), ("c", 2)) == ["a", "b"]
    assert of_rows("collect_distinct", 0) == []


def test_only_checked_sums_may_raise() -> None:
    raising = {(a.name, a.params[0]) for group in AGGREGATES.values() for a in group if Effect.MAY_RAISE in a.effects}
    assert raising == {("sum", type) for type in (*t.SIGNED, *t.UNSIGNED, t.DURATION)}


def test_the_accumulator_in_cpp_is_nullable_for_optional_columns() -> None:
    least = AGGREGATES["min"][0]
    assert least.params == (Variable("O"),)
    assert least.accumulator_cpp(["int64_t"], False) == "sage::agg::Min<int64_t>"
    assert least.accumulator_cpp(["int64_t"], True) == "sage::agg::Nullable<sage::agg::Min<int64_t>>"


def merged(name: str, type: Type, *parts: list[Any], timed: bool = False) -> Any:
    """The aggregate of parts that are put together in order; arguments stand in tuples."""
    whole = AGGREGATES[name][0].accumulator(type, timed=timed)
    for part in parts:
        accumulator = AGGREGATES[name][0].accumulator(type, timed=timed)
        for value in part:
            accumulator.add(*(value if isinstance(value, tuple) else (value,)))
        whole.check_merge(accumulator)
        whole.merge(accumulator)
    return whole.result()


@pytest.mark.parametrize(
    ("name", "type"),
    [
        *((name, t.I64) for name in ("count", "count_distinct", "sum", "min", "max", "first", "last")),
        *((name, t.F64) for name in ("mean", "median")),
        *((name, t.List(t.I64)) for name in ("collect", "collect_distinct")),
    ],
)
def test_parts_that_are_put_together_are_the_whole(name: str, type: Type) -> None:
    values = [5, 3, None, 9, 3, -2, 7, 5]
    for at in range(len(values) + 1):
        assert merged(name, type, values[:at], [], values[at:]) == of(name, type, *values)


def test_the_spread_of_parts_is_that_of_the_whole() -> None:
    values = [0.5, 3.25, -7.0, 11.0, 3.0]
    for at in range(len(values) + 1):
        assert merged("variance", t.F64, values[:at], values[at:]) == pytest.approx(standard.variance(values))
    assert merged("variance", t.F64, [1.0], []) is None


def test_parts_whose_sum_does_not_fit_are_refused() -> None:
    with pytest.raises(RecordError, match="9223372036854775807 \\+ 1 does not fit i64"):
        merged("sum", t.I64, [MOST], [1])


def test_where_rows_have_a_time_the_first_is_the_earliest() -> None:
    rows = [("b", 20), ("a", 10), ("c", 30), ("d", 30), ("e", 10)]
    for at in range(len(rows) + 1):
        assert merged("first", t.STR, rows[:at], rows[at:], timed=True) == "a"
        assert merged("last", t.STR, rows[:at], rows[at:], timed=True) == "d"
    tied = [("late", 1, 20), ("low", 0, 5), ("early", 1, 10), ("same", 1, 10)]
    for at in range(len(tied) + 1):
        assert merged("arg_max", t.STR, tied[:at], tied[at:], timed=True) == "early"
        assert merged("arg_min", t.STR, tied[:at], tied[at:], timed=True) == "low"
