"""Why an expression has no value, in the words that C++ has for it (fn/reasons.hpp)."""

from __future__ import annotations

from sage.base.errors import RecordError

LONGEST_MADE = 1 << 24  # of texts and lists that a function makes because a number says so


def no_value(reason: str) -> RecordError:
    return RecordError("R0102", reason)


def does_not_fit(what: str, type: object) -> RecordError:
    return RecordError("R0102", f"{what} does not fit {type}")


def too_long(what: str, count: int, items: str) -> RecordError:
    return RecordError("R0102", f"a {what} of {count} {items} is too long")


def division_by_zero() -> RecordError:
    return RecordError("R0103", "division by zero")


def absent(index: int, count: int) -> RecordError:
    return RecordError("R0104", f"index {index} is absent: the list has {count} item{'' if count == 1 else 's'}")


def absent_key(key: str, why: str = "") -> RecordError:
    """`key` is as messages show it."""
    return RecordError("R0104", f"key {key} is absent{why}")
