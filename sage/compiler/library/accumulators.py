"""What the aggregates are in Python: accumulators of the rows of a group; their C++ is in sage/agg/NAME.hpp."""

from __future__ import annotations

from typing import Any, Final

from sage.base import types as t
from sage.base.errors import RecordError
from sage.base.text_forms import format_value
from sage.base.types import Type
from sage.base.values import key_of, order_of

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

    def check_merge(self, other: Any) -> None:
        """Raises RecordError if an accumulator of the same kind cannot be added; changes nothing."""

    def merge(self, other: Any) -> None:
        """Adds the rows of an accumulator of the same kind, as if they came after those that are here."""
        raise NotImplementedError

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

    def merge(self, other: Any) -> None:
        self.count += other.count

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

    def merge(self, other: Any) -> None:
        self.keys |= other.keys

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

    def check_merge(self, other: Any) -> None:
        self._check(other.total)

    def merge(self, other: Any) -> None:
        self.total += other.total

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

    def merge(self, other: Any) -> None:
        self.total += other.total
        self.count += other.count

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

    def merge(self, other: Any) -> None:
        self.add(other.value)

    def result(self) -> Any:
        return self.value


class Last(First):
    def _add(self, *args: Any) -> None:
        self.value = args[0]


class FirstByTime(First):
    """Of rows that have a time, which is the last argument: of the earliest."""

    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.time: int | None = None

    def _add(self, *args: Any) -> None:
        if self.time is None or self._is_better(args[1], self.time):
            self.value, self.time = args

    def _is_better(self, new: int, old: int) -> bool:
        return new < old

    def merge(self, other: Any) -> None:
        self.add(other.value, other.time)


class LastByTime(FirstByTime):
    def _is_better(self, new: int, old: int) -> bool:
        return new >= old


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

    def merge(self, other: Any) -> None:
        self.add(other.value, other.by)

    def result(self) -> Any:
        return self.value


class ArgMax(ArgMin):
    def _is_better(self, new: Any, old: Any) -> bool:
        return bool(old < new)


class ArgMinByTime(ArgMin):
    """Of rows that have a time, which is the last argument: of equal ones the earliest."""

    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.time = 0

    def _add(self, *args: Any) -> None:
        _, by, time = args
        new, old = order_of(by, False), order_of(self.by, False)
        is_tie = self.by is not None and not new < old and not old < new
        if self.by is None or (time < self.time if is_tie else self._is_better(new, old)):
            self.value, self.by, self.time = args

    def merge(self, other: Any) -> None:
        self.add(other.value, other.by, other.time)


class ArgMaxByTime(ArgMinByTime):
    def _is_better(self, new: Any, old: Any) -> bool:
        return bool(old < new)


class Collect(Accumulator):
    def __init__(self, type: Type) -> None:
        super().__init__(type)
        self.values: list[Any] = []
        self.most = 0

    def _add(self, *args: Any) -> None:
        value, self.most = args if len(args) > 1 else (args[0], COLLECTED)
        if len(self.values) < self.most and self._is_wanted(value):
            self.values.append(value)

    def merge(self, other: Any) -> None:
        for value in other.values:
            self.add(value, other.most)

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
