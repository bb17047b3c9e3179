"""Evaluate what is written several times once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from sage.base.frozen import replace
from sage.compiler.ir.code import And, Coalesce, Column, Expr, If, Let, Local, Or
from sage.compiler.ir.flow import Flow, Op
from sage.compiler.ir.printer import print_expr
from sage.compiler.ir.slots import Named
from sage.compiler.passes import notes
from sage.compiler.passes.common import common, free_locals, replaced
from sage.compiler.passes.shape import row_slot

_ROW_CODE = ("predicate", "code", "items", "columns", "key", "order")
_BRANCHING = (If, And, Or, Coalesce)  # whose parts after the first are evaluated sometimes: each is code of its own


def share_common(flow: Flow) -> Flow:
    """Give a name to an expression that is evaluated whenever its operator is, and more than once.

    Within one expression that is a `let` around it; for the columns of a row it is a column of a row below. What stands
    in branches only is shared within a branch.
    """
    return flow.rewrite(_share)


def _share(op: Op) -> Op:
    slot = row_slot(op)
    if slot is not None:
        op = _across_columns(op, getattr(op, slot))
    names = _new_names(op)
    for name, declared in op.slots().items():
        if declared.kind in _ROW_CODE:
            op = _within_slot(op, name, names)
    return op


def _within_slot(op: Op, name: str, names: Iterator[str]) -> Op:
    value = getattr(op, name)
    if isinstance(value, Expr):
        changed = _within(value, names)
        return op if changed is value else replace(op, **{name: changed})
    items = tuple(replace(v, value=e) if (e := _within(v.value, names)) is not v.value else v for v in value)
    return op if all(a is b for a, b in zip(items, value, strict=True)) else replace(op, **{name: items})


def _across_columns(op: Op, columns: tuple[Named, ...]) -> Op:
    """Expressions that several columns share become columns of a row below."""
    found = [part for part in common([c.value for c in columns]) if not free_locals(part)]
    found = [part for part in found if sum(any(p == part for p in c.value.walk()) for c in columns) > 1]
    if not found:
        return op
    row = op.inputs[0]
    made = tuple(Named(name, part) for name, part in zip(_new_names(op), found, strict=False))
    for column in made:
        _note(column.value, "several columns are made of it")
    lower = op.making(tuple(Named(name, row[name]) for name in row.schema.names) + made)

    def over(expr: Expr) -> Expr:
        for column in made:
            expr = replaced(expr, column.value, Column(column.value.type, column.name, place=column.value.place))
        return expr

    return op.map_exprs(over).map_inputs(lambda _: lower)


def _within(expr: Expr, names: Iterator[str]) -> Expr:
    """An expression that is evaluated as a whole, with names for what it evaluates more than once."""
    for part in common([expr])[:1]:
        _note(part, "its value does not change within a row")
        name = next(names)
        body = replaced(expr, part, Local(part.type, name, place=part.place))
        return Let(expr.type, name, part, _within(body, names), place=expr.place)
    return _in_branches(expr, names)


def _in_branches(expr: Expr, names: Iterator[str]) -> Expr:
    if expr.always == 0:
        return expr  # code that comes many times, whose locals may change
    own = {id(c) for c in expr.children[1:]} if isinstance(expr, _BRANCHING) else set()
    if isinstance(expr, Let):
        own = {id(expr.body)}
    return expr.map_children(lambda e: _within(e, names) if id(e) in own else _in_branches(e, names))


def _new_names(op: Op) -> Iterator[str]:
    """Names that are none of the operator's columns or locals."""
    used = {name for below in op.inputs for name in below.schema.names}
    used |= {name for expr in op.exprs for part in expr.walk() for name in part.binds}
    return (name for number in count() if (name := f"shared${number}") not in used)


def _note(part: Expr, why: str) -> None:
    if notes.is_noting():
        notes.done(f"evaluate `{print_expr(part)}` once", why, part.place)
