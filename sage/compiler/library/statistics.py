"""The aggregates of statistics: how far values are spread, and what stands at a place of their order."""

from __future__ import annotations

import math
from typing import Any

from sage.base.types import Type
from sage.base.values import order_of
from sage.compiler.library.accumulators import Accumulator
from sage.compiler.library.registry import Setting, aggregate


class Variance(Accumulator):
    """Of the sample, in one pass without cancellation: B. P. Welford, Technometrics 4(3), 1962. The C++ takes the same
    steps in the same order, so that the results are the same to the last bit. Parts are put together as by T. F. Chan,
    G. H. Golub and R. J. LeVeque, Technical Report 222, Stanford, 1979."""

    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.count = 0
        self.mean = 0.0
        self.squares = 0.0  # of the distances from the mean

    def _add(self, *args: Any) -> None:
        value = float(args[0])
        self.count += 1
        distance = value - self.mean
        self.mean += distance / float(self.count)
        self.squares += distance * (value - self.mean)

    def merge(self, other: Any) -> None:
        if self.count == 0:
            self.count, self.mean, self.squares = other.count, other.mean, other.squares
        elif other.count:
            mine, others = float(self.count), float(other.count)
            self.count += other.count
            whole = float(self.count)
            distance = other.mean - self.mean
            self.mean += distance * (others / whole)
            self.squares = self.squares + other.squares + distance * distance * (mine * others / whole)

    def result(self) -> float | None:
        return self.squares / float(self.count - 1) if self.count > 1 else None


class Stddev(Variance):
    def result(self) -> float | None:
        variance = super().result()
        return None if variance is None else math.sqrt(variance)


class Quantile(Accumulator):
    """Exact, of all values, which are sorted when the result is asked for."""

    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.values: list[float] = []
        self.place = 0.5

    def _add(self, *args: Any) -> None:
        self.values.append(float(args[0]) + 0.0)  # -0.0 is 0.0: which of the two is lower does not matter
        if len(args) > 1:
            self.place = args[1]

    def merge(self, other: Any) -> None:
        self.values += other.values
        self.place = other.place if other.values else self.place

    def result(self) -> float | None:
        if not self.values:
            return None
        self.values.sort(key=lambda value: order_of(value, False))
        return quantile(self.values, self.place)


def quantile(values: list[float], place: float) -> float:
    """What stands at a place from 0 to 1 of sorted values, linear between neighbours: type 7 of R. J. Hyndman and
    Y. Fan, The American Statistician 50(4), 1996."""
    at = place * float(len(values) - 1)
    below = math.floor(at)
    part = at - float(below)
    low = values[below]
    if part == 0.0:
        return low
    high = values[below + 1]
    if low == high:
        return low
    width = high - low
    if math.isfinite(width):
        return low + width * part
    return low * (1.0 - part) + high * part  # infinities, NaN, and neighbours too far apart for a difference


_KEEPS = "Exact: keeps every value until the end, 8 bytes each. NaN stands after every number, as in `sort`."

aggregate(
    "variance(N) -> f64?",
    cpp="sage::agg::Variance<{0}>",
    py=Variance,
    doc="The variance of the sample, in one pass (Welford 1962); null for fewer than two values.",
)
aggregate(
    "stddev(N) -> f64?",
    cpp="sage::agg::Stddev<{0}>",
    py=Stddev,
    doc="The standard deviation of the sample, the root of `variance`; null for fewer than two values.",
)
aggregate(
    "median(N) -> f64",
    cpp="sage::agg::Median<{0}>",
    py=Quantile,
    optional_result=True,
    doc=f"The value in the middle, or the mean of the two there. {_KEEPS}",
)
aggregate(
    "quantile(N, f64) -> f64",
    cpp="sage::agg::Quantile<{0}>",
    py=Quantile,
    optional_result=True,
    setting=Setting("q", 0, 1),
    doc=f"The value at the place `q` from 0 to 1, linear between neighbours (type 7 of Hyndman and Fan). {_KEEPS}",
)
