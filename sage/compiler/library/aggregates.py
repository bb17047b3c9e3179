"""The aggregates, declared once each. What they are in Python is in accumulators.py, their C++ in sage/agg/NAME.hpp."""

from __future__ import annotations

from sage.base import types as t
from sage.compiler.library import accumulators as py
from sage.compiler.library.registry import ByTime, Setting, aggregate

aggregate("count() -> i64", cpp="sage::agg::Count", py=py.Count, in_parts=True, doc="How many rows the group has.")
aggregate(
    "count(T) -> i64",
    cpp="sage::agg::Count",
    py=py.Count,
    in_parts=True,
    doc="How many rows have a value that is not null.",
)
aggregate(
    "count_if(bool) -> i64",
    cpp="sage::agg::CountIf",
    py=py.CountIf,
    in_parts=True,
    doc="For how many rows the condition holds.",
)
aggregate(
    "count_distinct(T) -> i64",
    cpp="sage::agg::CountDistinct<{0}>",
    py=py.CountDistinct,
    doc="How many different values there are, exactly; all NaN are one value, and -0.0 is 0.0.",
)

for narrow, wide in [*((i, t.I64) for i in t.SIGNED), *((u, t.U64) for u in t.UNSIGNED), (t.DURATION, t.DURATION)]:
    aggregate(
        f"sum({narrow}) -> {wide}",
        cpp="sage::agg::Sum<{0}>",
        py=py.Sum,
        may_raise=True,
        doc=f"The sum as {wide}, 0 of nothing; a row with which it would not fit fails.",
    )
aggregate(
    "sum(F) -> f64",
    cpp="sage::agg::Sum<{0}>",
    py=py.Sum,
    doc="The sum as f64, added in order of arrival; 0 of nothing.",
)

aggregate(
    "mean(N) -> f64",
    cpp="sage::agg::Mean<{0}>",
    py=py.Mean,
    optional_result=True,
    doc="The sum divided by the number of values. Integers are summed exactly, floats in order of arrival.",
)
aggregate(
    "mean(duration) -> duration",
    cpp="sage::agg::Mean<{0}>",
    py=py.Mean,
    optional_result=True,
    doc="The mean, to the nearest microsecond; halves go to the even one.",
)
aggregate(
    "min(O) -> O",
    cpp="sage::agg::Min<{0}>",
    py=py.Min,
    optional_result=True,
    doc="The smallest value; NaN only if there is nothing else. Text is ordered by code point.",
)
aggregate(
    "max(O) -> O",
    cpp="sage::agg::Max<{0}>",
    py=py.Max,
    optional_result=True,
    doc="The largest value; NaN if there is one. Text is ordered by code point.",
)
aggregate(
    "first(T) -> T",
    cpp="sage::agg::First<{0}>",
    py=py.First,
    optional_result=True,
    by_time=ByTime("sage::agg::FirstByTime<{0}>", py.FirstByTime),
    doc="The value of the first row, by time if rows have one, then by arrival; of an optional column the first that "
    "is not null.",
)
aggregate(
    "last(T) -> T",
    cpp="sage::agg::Last<{0}>",
    py=py.Last,
    optional_result=True,
    by_time=ByTime("sage::agg::LastByTime<{0}>", py.LastByTime),
    doc="The value of the last row, by time if rows have one, then by arrival; of an optional column the last that "
    "is not null.",
)

for word, better in (("min", "smallest"), ("max", "largest")):
    nan = "NaN only if there is nothing else" if word == "min" else "NaN if there is one"
    aggregate(
        f"arg_{word}(T, O) -> T",
        cpp=f"sage::agg::Arg{word.title()}<{{0}}, {{1}}>",
        py=py.ArgMin if word == "min" else py.ArgMax,
        optional_result=True,
        by_time=ByTime(
            f"sage::agg::Arg{word.title()}ByTime<{{0}}, {{1}}>", py.ArgMinByTime if word == "min" else py.ArgMaxByTime
        ),
        doc=f"The first argument in the row where the second is {better}, the first such row, by time if rows have it, "
        f"then by arrival; {nan}, as in `{word}`.",
    )
for word, made, kind in (
    ("collect", py.Collect, "values"),
    ("collect_distinct", py.CollectDistinct, "different values"),
):
    for params, bound in (("T", str(py.COLLECTED)), ("T, i64", "`n`")):
        aggregate(
            f"{word}({params}) -> list<T>",
            cpp=f"sage::agg::{made.__name__}<{{0}}>",
            py=made,
            setting=Setting("n", 1) if params != "T" else None,
            doc=f"The first {bound} {kind}, in order of arrival.",
        )
