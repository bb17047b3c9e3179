"""Functions of lists, but for those that take a lambda."""

from __future__ import annotations

import functools
from typing import Any

from sage.base import types as t
from sage.base.numeric import fits
from sage.base.types import Type
from sage.base.values import key_of
from sage.compiler.library.functions import failures
from sage.compiler.library.functions.floats import order_key
from sage.compiler.library.functions.math import larger, smaller
from sage.compiler.library.functions.operators import found_in
from sage.compiler.library.registry import function

Items = list[Any]


def item(items: Items, index: int) -> Any:
    if not -len(items) <= index < len(items):
        raise failures.absent(index, len(items))
    return items[index]


def _get(items: Items, index: int) -> Any:
    return items[index] if -len(items) <= index < len(items) else None


def _distinct(items: Items) -> Items:
    """The first of each group of equal keys: one NaN, one null, 0.0 for -0.0."""
    firsts: dict[Any, Any] = {}
    for item in items:
        firsts.setdefault(key_of(item), item)
    return list(firsts.values())


def _sum(items: list[int], *, type: Type) -> int:
    if not fits(sum(items), type):
        raise failures.no_value(f"the sum does not fit {type}")
    return sum(items)


def _float_sum(items: list[float]) -> float:
    """From left to right: Python's own sum of floats is a better one from 3.12 on."""
    return functools.reduce(lambda total, item: total + item, items, 0.0)


def _mean(items: Items) -> float | None:
    if not items:
        return None
    return (_float_sum(items) if isinstance(items[0], float) else float(sum(items))) / len(items)


def _range(start: int, end: int) -> list[int]:
    if end - start > failures.LONGEST_MADE:
        raise failures.too_long("list", end - start, "items")
    return list(range(start, end))


def _declare(signature: str, cpp: str, py: Any, doc: str, **options: Any) -> None:
    function(signature, cpp=f"sage::fn::{cpp}", py=py, doc=doc, **options)


_declare("len(list<T>) -> i64", "len({0})", len, "The number of items.")
_declare(
    "[](list<T>, I) -> T", "item({at}, {0}, {1})", item, "The item at a position; fails if absent.", may_raise=True
)
_declare("get(list<T>, I) -> T?", "get({0}, {1})", _get, "The item at a position, negative from the end, or null.")
_declare(
    "slice(list<T>, i64, i64) -> list<T>", "slice({0}, {1}, {2})", lambda a, i, j: a[i:j], "The items from i up to j."
)
_declare("slice(list<T>, i64) -> list<T>", "slice({0}, {1})", lambda a, i: a[i:], "The items from i on.")
_declare("take(list<T>, i64) -> list<T>", "take({0}, {1})", lambda a, n: a[: max(n, 0)], "The first n items.")
_declare(
    "contains(list<T>, T) -> bool", "contains({0}, {1})", lambda a, x: found_in(x, a), "Whether an item equals it."
)
_declare("reverse(list<T>) -> list<T>", "reverse({f}, {0})", lambda a: a[::-1], "The last item first.")
_declare(
    "flatten(list<list<T>>) -> list<T>",
    "flatten({f}, {0})",
    lambda a: [x for b in a for x in b],
    "The items of the items.",
)
_declare("distinct(list<T>) -> list<T>", "distinct({f}, {0})", _distinct, "The items without repeats, in their order.")
_declare(
    "sort(list<O>) -> list<O>", "sort({f}, {0})", lambda a: sorted(a, key=order_key), "Ascending, NaN last; stable."
)
_declare("min(list<O>) -> O?", "min({0})", lambda a: functools.reduce(smaller, a) if a else None, "The smallest item.")
_declare(
    "max(list<O>) -> O?",
    "max({0})",
    lambda a: functools.reduce(larger, a) if a else None,
    "The largest; NaN if one is.",
)
_declare("any(list<bool>) -> bool", "any({0})", any, "Whether one is true; false of no items.")
_declare("all(list<bool>) -> bool", "all({0})", all, "Whether none is false; true of no items.")
_declare(
    "range(i64, i64) -> list<i64>", "range({at}, {0}, {1})", _range, "The integers from a up to b.", may_raise=True
)
for _kind in ("I", "F"):
    _declare(f"mean(list<{_kind}>) -> f64?", "mean({0})", _mean, "The arithmetic mean; null of no items.")

_SUM_DOC = "The sum, as the widest type of its kind; 0 of no items."
for _types, _widest, _c in ((t.SIGNED, t.I64, "int64_t"), (t.UNSIGNED, t.U64, "uint64_t")):
    for _type in _types:
        _sums = f"sum(list<{_type}>) -> {_widest}"
        _declare(_sums, f"sum<{_c}>({{at}}, {{0}})", _sum, _SUM_DOC, may_raise=True, typed=True)
_declare("sum(list<F>) -> f64", "float_sum({0})", _float_sum, _SUM_DOC)
