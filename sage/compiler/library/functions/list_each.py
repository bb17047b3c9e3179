"""Functions of lists that take a lambda, and those that make lists of pairs."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from sage.compiler.library.functions.floats import order_key
from sage.compiler.library.registry import function

Items = list[Any]
Fn = Callable[..., Any]


def _first(items: Items, fn: Fn) -> Iterator[tuple[int, Any]]:
    """The first item for which it holds, and its place."""
    return itertools.islice(((place, item) for place, item in enumerate(items) if fn(item)), 1)


def _find(items: Items, fn: Fn) -> Any:
    return next((item for _, item in _first(items, fn)), None)


def _find_index(items: Items, fn: Fn) -> int | None:
    return next((place for place, _ in _first(items, fn)), None)


def _fold(items: Items, start: Any, fn: Fn) -> Any:
    for item in items:
        start = fn(start, item)
    return start


def _sort_by(items: Items, fn: Fn) -> Items:
    return sorted(items, key=lambda item: order_key(fn(item)))


def _min_by(items: Items, fn: Fn) -> Any:
    return min(items, key=lambda item: order_key(fn(item)), default=None)


def _max_by(items: Items, fn: Fn) -> Any:
    return max(items, key=lambda item: order_key(fn(item)), default=None)


def _zip(left: Items, right: Items) -> Items:
    return [{"left": a, "right": b} for a, b in zip(left, right, strict=False)]


def _enumerate(items: Items) -> Items:
    return [{"index": place, "item": item} for place, item in enumerate(items)]


def _declare(signature: str, cpp: str, py: Any, doc: str) -> None:
    function(signature, cpp=f"sage::fn::{cpp}", py=py, doc=doc, header="sage/fn/list_each.hpp")


_declare(
    "map(list<T1>, fn(T1) => T2) -> list<T2>",
    "map({f}, {0}, {1})",
    lambda items, fn: [fn(item) for item in items],
    "What it gives for each item: `tags.map(t => t.upper())`.",
)
_declare(
    "filter(list<T>, fn(T) => bool) -> list<T>",
    "filter({f}, {0}, {1})",
    lambda items, fn: [item for item in items if fn(item)],
    "The items for which it holds.",
)
_declare(
    "flat_map(list<T1>, fn(T1) => list<T2>) -> list<T2>",
    "flat_map({f}, {0}, {1})",
    lambda items, fn: [each for item in items for each in fn(item)],
    "The items of the lists that it gives.",
)
_declare(
    "any(list<T>, fn(T) => bool) -> bool",
    "any({0}, {1})",
    lambda items, fn: any(fn(item) for item in items),
    "Whether it holds for an item; looks no further than the first. False of no items.",
)
_declare(
    "all(list<T>, fn(T) => bool) -> bool",
    "all({0}, {1})",
    lambda items, fn: all(fn(item) for item in items),
    "Whether it holds for every item; looks no further than the first for which it does not. True of no items.",
)
_declare(
    "count(list<T>, fn(T) => bool) -> i64",
    "count({0}, {1})",
    lambda items, fn: sum(fn(item) for item in items),
    "The number of items for which it holds.",
)
_declare("find(list<T>, fn(T) => bool) -> T?", "find({0}, {1})", _find, "The first item for which it holds, or null.")
_declare(
    "find_index(list<T>, fn(T) => bool) -> i64?",
    "find_index({0}, {1})",
    _find_index,
    "The position of the first item for which it holds, or null.",
)
_declare(
    "take_while(list<T>, fn(T) => bool) -> list<T>",
    "take_while({0}, {1})",
    lambda items, fn: list(itertools.takewhile(fn, items)),
    "The items before the first for which it does not hold.",
)
_declare(
    "skip_while(list<T>, fn(T) => bool) -> list<T>",
    "skip_while({0}, {1})",
    lambda items, fn: list(itertools.dropwhile(fn, items)),
    "The items from the first on for which it does not hold.",
)
_declare(
    "fold(list<T1>, T2, fn(T2, T1) => T2) -> T2",
    "fold({0}, {1}, {2})",
    _fold,
    "All items in one value: `prices.fold(1.0, fn(so_far, p) => so_far * p)`.",
)
for _key in ("O", "O?"):
    _declare(
        f"sort_by(list<T>, fn(T) => {_key}) -> list<T>",
        "sort_by({f}, {0}, {1})",
        _sort_by,
        "In the order of what it gives, as `sort` orders, null last; stable.",
    )
_declare(
    "min_by(list<T>, fn(T) => O) -> T?",
    "min_by({0}, {1})",
    _min_by,
    "The item for which it gives the least value, the first of several; null of no items.",
)
_declare(
    "max_by(list<T>, fn(T) => O) -> T?",
    "max_by({0}, {1})",
    _max_by,
    "The item for which it gives the largest value, the first of several; null of no items.",
)
_declare(
    "zip(list<T1>, list<T2>) -> list<{left: T1, right: T2}>",
    "zip<{type}>({f}, {0}, {1})",
    _zip,
    "The items of both lists in pairs, as far as both go.",
)
_declare(
    "enumerate(list<T>) -> list<{index: i64, item: T}>",
    "enumerate<{type}>({f}, {0})",
    _enumerate,
    "The items with their positions.",
)
