"""Which columns code reads, and of columns that are records, which fields."""

from __future__ import annotations

from collections.abc import Iterable

from sage.base import types as t
from sage.base.types import Schema
from sage.compiler.ir.code import Column, Expr, GetField, IsNull, Unwrap

Read = dict[str, frozenset[str] | None]  # the fields that are read of each column; None for the whole column


def read_by(exprs: Iterable[Expr]) -> Read:
    """What expressions read of the row."""
    found: Read = {}
    for expr in exprs:
        _note(expr, found)
    return found


def add(found: Read, more: Read) -> None:
    """Adds what others read."""
    for name, fields in more.items():
        before = found.get(name, frozenset())
        found[name] = None if before is None or fields is None else before | fields


def whole(names: Iterable[str]) -> Read:
    """Whole columns."""
    return dict.fromkeys(names)


def retyped(expr: Expr, row: Schema) -> Expr:
    """The expression over a row whose records have lost fields that it does not read."""
    if isinstance(expr, Column):
        have = row.get(expr.name)
        return expr if have is None or have.type == expr.type else Column(have.type, expr.name, place=expr.place)
    changed = expr.map_children(lambda e: retyped(e, row))
    if isinstance(changed, Unwrap) and changed is not expr:
        return Unwrap(t.required(changed.value.type), changed.value, place=changed.place)
    return changed


def _note(expr: Expr, found: Read) -> None:
    match expr:
        case Column(name=name):
            add(found, {name: None})
        case GetField(value=Column(name=name) | Unwrap(value=Column(name=name)), name=part):
            add(found, {name: frozenset((part,))})
        case IsNull(value=Column(name=name)):
            add(found, {name: frozenset()})
        case _:
            for child in expr.children:
                _note(child, found)
