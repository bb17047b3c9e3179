"""The aggregates, declared once each, and what they are in Python; their C++ is in sage/agg/NAME.hpp."""

from __future__ import annotations

from typing import Any, Final

from sage.base import types as t
from sage.base.errors import RecordError
from sage.base.text_forms import format_value
from sage.base.types import Type
from sage.base.values import key_of, order_of
from sage.compiler.library.registry import Setting, aggregate

COLLECTED: Final = 100  # values that `collect` keeps unless told; sage/agg/collect.hpp knows it too


class Accumulator:
    """The aggregate of one group so far. Rows with a null argument do not count.

    A subclass says what a row without null does: `_add`, and `_check` if that may fail.
    """

    def __init__(self, type: Type) -> None:
        self.type = t.required(type)

    def check(self, *args: Any) -> None:
        """Raises RecordError if the arguments cannot be added; changes nothing."""
        if all(a is not None for a in args):
            self._check(*args)

    def add(self, *args: Any) -> None:
        """Adds the arguments of one row, which have been checked."""
        if all(a is not None for a in args):
            self._add(*args)

    def result(self) -> Any:
        """The aggregate of the rows that were added."""
        raise NotImplementedError

    def _check(self, *args: Any) -> None:
        pass

    def _add(self, *args: Any) -> None:
        raise NotImplementedError


class Count(Accumulator):
    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.count = 0

    def _add(self, *args: Any) -> None:
        self.count += 1

    def result(self) -> int:
        return self.count


class CountIf(Count):
    def _add(self, *args: Any) -> None:
        self.count += bool(args[0])


class CountDistinct(Accumulator):
    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.keys: set[Any] = set()

    def _add(self, *args: Any) -> None:
        self.keys.add(key_of(args[0]))

    def result(self) -> int:
        return len(self.keys)


class Sum(Accumulator):
    """Of integers and durations exact, and checked at every step; of floats in order of arrival."""

    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.total: Any = 0.0 if self.type == t.F64 else 0

    def _check(self, *args: Any) -> None:
        if self.type == t.F64:
            return
        least, most = t.integer_range(t.I64 if self.type == t.DURATION else self.type)
        if not least <= self.total + args[0] <= most:
            left, right = format_value(self.total, self.type), format_value(args[0], self.type)
            raise RecordError("R0102", f"{left} + {right} does not fit {self.type}")

    def _add(self, *args: Any) -> None:
        self.total += args[0]

    def result(self) -> Any:
        return self.total


class Mean(Accumulator):
    """Of integers and durations of the exact sum; of floats of the sum in order of arrival."""

    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.total: Any = 0
        self.count = 0

    def _add(self, *args: Any) -> None:
        self.total += args[0]
        self.count += 1

    def result(self) -> Any:
        if self.count == 0:
            return None
        if self.type == t.DURATION:
            return divide_half_even(self.total, self.count)
        return float(self.total) / float(self.count)


class First(Accumulator):
    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.value: Any = None

    def _add(self, *args: Any) -> None:
        if self.value is None:
            self.value = args[0]

    def result(self) -> Any:
        return self.value


class Last(First):
    def _add(self, *args: Any) -> None:
        self.value = args[0]


class Min(First):
    def _add(self, *args: Any) -> None:
        if self.value is None or order_of(args[0], False) < order_of(self.value, False):
            self.value = args[0]


class Max(First):
    def _add(self, *args: Any) -> None:
        if self.value is None or order_of(self.value, False) < order_of(args[0], False):
            self.value = args[0]


class ArgMin(Accumulator):
    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.value: Any = None
        self.by: Any = None

    def _add(self, *args: Any) -> None:
        value, by = args
        if self.by is None or self._is_better(order_of(by, False), order_of(self.by, False)):
            self.value, self.by = value, by

    def _is_better(self, new: Any, old: Any) -> bool:
        return bool(new < old)

    def result(self) -> Any:
        return self.value


class ArgMax(ArgMin):
    def _is_better(self, new: Any, old: Any) -> bool:
        return bool(old < new)


class Collect(Accumulator):
    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.values: list[Any] = []

    def _add(self, *args: Any) -> None:
        value, most = args if len(args) > 1 else (args[0], COLLECTED)
        if len(self.values) < most and self._is_wanted(value):
            self.values.append(value)

    def _is_wanted(self, value: Any) -> bool:
        return True

    def result(self) -> list[Any]:
        return list(self.values)


class CollectDistinct(Collect):
    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.keys: set[Any] = set()

    def _is_wanted(self, value: Any) -> bool:
        key = key_of(value)
        is_new = key not in self.keys
        self.keys.add(key)
        return is_new


def divide_half_even(total: int, count: int) -> int:
    """The nearest whole number to a quotient; halves go to the even one."""
    whole, rest = divmod(total, count)
    above = 2 * rest - count
    return whole + (above > 0 or (above == 0 and whole % 2 == 1))


aggregate("count() -> i64", cpp="sage::agg::Count", py=Count, doc="How many rows the group has.")
aggregate("count(T) -> i64", cpp="sage::agg::Count", py=Count, doc="How many rows have a value that is not null.")
aggregate("count_if(bool) -> i64", cpp="sage::agg::CountIf", py=CountIf, doc="For how many rows the condition holds.")
aggregate(
    "count_distinct(T) -> i64",
    cpp="sage::agg::CountDistinct<{0}>",
    py=CountDistinct,
    doc="How many different values there are, exactly; all NaN are one value, and -0.0 is 0.0.",
)

for narrow, wide in [*((i, t.I64) for i in t.SIGNED), *((u, t.U64) for u in t.UNSIGNED), (t.DURATION, t.DURATION)]:
    aggregate(
        f"sum({narrow}) -> {wide}",
        cpp="sage::agg::Sum<{0}>",
        py=Sum,
        may_raise=True,
        doc=f"The sum as {wide}, 0 of nothing; a row with which it would not fit fails.",
    )
aggregate(
    "sum(F) -> f64", cpp="sage::agg::Sum<{0}>", py=Sum, doc="The sum as f64, added in order of arrival; 0 of nothing."
)

aggregate(
    "mean(N) -> f64",
    cpp="sage::agg::Mean<{0}>",
    py=Mean,
    optional_result=True,
    doc="The sum divided by the number of values. Integers are summed exactly, floats in order of arrival.",
)
aggregate(
    "mean(duration) -> duration",
    cpp="sage::agg::Mean<{0}>",
    py=Mean,
    optional_result=True,
    doc="The mean, to the nearest microsecond; halves go to the even one.",
)
aggregate(
    "min(O) -> O",
    cpp="sage::agg::Min<{0}>",
    py=Min,
    optional_result=True,
    doc="The smallest value; NaN only if there is nothing else. Text is ordered by code point.",
)
aggregate(
    "max(O) -> O",
    cpp="sage::agg::Max<{0}>",
    py=Max,
    optional_result=True,
    doc="The largest value; NaN if there is one. Text is ordered by code point.",
)
aggregate(
    "first(T) -> T",
    cpp="sage::agg::First<{0}>",
    py=First,
    optional_result=True,
    doc="The value that arrived first; of an optional column the first that is not null.",
)
aggregate(
    "last(T) -> T",
    cpp="sage::agg::Last<{0}>",
    py=Last,
    optional_result=True,
    doc="The value that arrived last; of an optional column the last that is not null.",
)

for word, better in (("min", "smallest"), ("max", "largest")):
    nan = "NaN only if there is nothing else" if word == "min" else "NaN if there is one"
    aggregate(
        f"arg_{word}(T, O) -> T",
        cpp=f"sage::agg::Arg{word.title()}<{{0}}, {{1}}>",
        py=ArgMin if word == "min" else ArgMax,
        optional_result=True,
        doc=f"The first argument in the row where the second is {better}, the first such row; {nan}, as in `{word}`.",
    )
for word, made, kind in (("collect", Collect, "values"), ("collect_distinct", CollectDistinct, "different values")):
    for params, bound in (("T", str(COLLECTED)), ("T, i64", "`n`")):
        aggregate(
            f"{word}({params}) -> list<T>",
            cpp=f"sage::agg::{made.__name__}<{{0}}>",
            py=made,
            setting=Setting("n", 1) if params != "T" else None,
            doc=f"The first {bound} {kind}, in order of arrival.",
        )
