"""Helpers that look at whole trees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sage.base.frozen import fields
from sage.base.source import Span
from sage.compiler.syntax import tree

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted([*(ROOT / "tests/syntax/programs").rglob("*.sage"), *(ROOT / "examples").rglob("*.sage")])


def nodes(value: Any) -> Iterator[tree.Node]:
    """All nodes in a tree, parents first."""
    if isinstance(value, tree.Node):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
    elif isinstance(value, tree.Node) and not isinstance(value, Span):
        for field in fields(value):
            yield from nodes(getattr(value, field.name))


def children(node: tree.Node) -> Iterator[tree.Node]:
    for field in fields(node):
        value = getattr(node, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, tree.Node):
                yield item


def shape(value: Any) -> Any:
    """A tree without its places."""
    if isinstance(value, Span):
        return None
    if isinstance(value, tuple):
        return tuple(map(shape, value))
    if isinstance(value, tree.Node):
        return (type(value).__name__, *(shape(getattr(value, f.name)) for f in fields(value)))
    return value
