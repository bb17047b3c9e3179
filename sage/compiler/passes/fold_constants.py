"""Evaluate what is known before the program runs, and drop branches that are never taken."""

from __future__ import annotations

from sage.base.errors import NeedsNative, RecordError
from sage.compiler.ir.blocks import Statement
from sage.compiler.ir.code import (
    Aggregation,
    And,
    Coalesce,
    Const,
    Convert,
    Expr,
    GetField,
    If,
    IsNull,
    Let,
    Local,
    MakeList,
    MakeRecord,
    Or,
    field_of,
)  # fmt: skip
from sage.compiler.ir.flow import Flow, Op
from sage.compiler.ir.lambdas import Lambda
from sage.compiler.ir.printer import print_expr
from sage.compiler.passes import notes
from sage.compiler.passes.common import free_locals
from sage.compiler.passes.legality import why_not_fold

_KEPT = (Const, Local, MakeList, MakeRecord, Aggregation, Lambda, Statement)  # are written as they are


def fold_constants(flow: Flow) -> Flow:
    """Replace expressions that read nothing by their values; one that fails is left in place."""
    return flow.rewrite(_fold_op)


def _fold_op(op: Op) -> Op:
    return op.map_exprs(fold) if op.slots() else op


def fold(expr: Expr) -> Expr:
    """The expression with all its known parts evaluated."""
    before = expr.map_children(fold)
    after = _simpler(before)
    if after is not before and notes.is_noting():
        notes.done(f"write `{print_expr(after)}` for `{print_expr(before)}`", "it is known now", before.place)
    return after


def _simpler(expr: Expr) -> Expr:
    match expr:
        case And(left=Const(value=known), right=right):
            return right if known else expr.left
        case Or(left=Const(value=known), right=right):
            return expr.left if known else right
        case And(left=left, right=Const(value=True)) | Or(left=left, right=Const(value=False)):
            return left
        case If(condition=Const(value=known)):
            return expr.yes if known else expr.no
        case IsNull(value=Convert()):
            return expr
        case GetField(value=MakeRecord() as made, name=name):
            return expr if made.effects else field_of(made, name)
        case Coalesce(value=Const(value=None), otherwise=otherwise):
            return otherwise
        case Let(name=name, value=Const() as value, body=body):
            return body.substitute(lambda e: value if isinstance(e, Local) and e.name == name else None)
    return _evaluated(expr)


def _evaluated(expr: Expr) -> Expr:
    if isinstance(expr, _KEPT) or free_locals(expr):
        return expr
    if not expr.children or not all(isinstance(c, Const | Lambda) for c in expr.children):
        return expr
    why = why_not_fold(expr)
    if not why:
        try:
            return Const(expr.type, expr({}), place=expr.place)
        except RecordError as error:
            why = f"it fails: {error.reason}"
        except NeedsNative as error:
            why = f"`{error.name}` is C++"
    if notes.is_noting():
        notes.left(f"evaluate `{print_expr(expr)}` now", why, expr.place)
    return expr
