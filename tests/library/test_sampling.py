"""Which rows are sampled: the same as in cpp_runtime/tests/ops_rows.cpp."""

from __future__ import annotations

import pytest

from sage.compiler.library.sampling import Sampler


def taken(rate: float, seed: int, rows: int) -> list[int]:
    sampler = Sampler(rate, seed)
    return [row for row in range(rows) if sampler.take()]


def test_the_same_rows_are_chosen_as_in_cpp() -> None:
    assert taken(0.25, 7, 24) == [1, 5, 8, 10, 21]
    assert taken(0.5, -1, 12) == [2, 3, 7, 9, 10]


@pytest.mark.parametrize(("rate", "count"), [(0.0, 0), (1.0, 100), (float("nan"), 0)])
def test_the_ends_of_the_rate(rate: float, count: int) -> None:
    assert len(taken(rate, 0, 100)) == count
