"""Null in code: tests for it, and what stands in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.source import Span
from sage.base.types import Optional
from sage.base.widening import join
from sage.compiler.check import messages as say
from sage.compiler.check.convert import convert, converted, error_expr, is_error
from sage.compiler.check.in_place import in_place
from sage.compiler.check.scope import Scope
from sage.compiler.ir.code import Coalesce, Const, Expr, IsNull, Place, Unwrap
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.code import CodeChecker


def is_null(checker: CodeChecker, node: tree.IsNull, scope: Scope, place: Place) -> Expr:
    """`x is null`, `x is not null`."""
    return _tested(checker, checker.unnarrowed(node.value, scope), node.value, node, node.negated, scope, place)


def equals_null(checker: CodeChecker, node: tree.Binary, left: Expr, right: Expr, scope: Scope, place: Place) -> Expr:
    """`x == null` is `x is null`."""
    value, part = (left, node.left) if right.type == t.NULL else (right, node.right)
    return _tested(checker, value, part, node, node.op == "!=", scope, place)


def coalesce(checker: CodeChecker, node: tree.Binary, scope: Scope, place: Place) -> Expr:
    """`x ?? y`."""
    left = checker.unnarrowed(node.left, scope)
    right = in_place(checker, node.right, scope, t.optional(left.type)) or checker.check(node.right, scope)
    if is_error(left, right):
        return error_expr()
    if not isinstance(left.type, Optional) and left.type != t.NULL:
        rest = Span(node.span.source, node.left.span.end, node.span.end)
        say.never_null(checker.messages, node.left, node.op_span, left, "`??` has no effect", scope, rest)
        return left
    fitting = converted(right, t.required(left.type)) if left.type != t.NULL else right
    together = fitting.type if fitting is not None else join(left.type, right.type)
    if together is None:
        say.branches_differ(checker.messages, "both sides of `??` have", node.left, left, node.right, right, scope)
        return error_expr()
    value = convert(checker.messages, left, t.optional(together), node.left.span, scope=scope)
    other = convert(checker.messages, right, together, node.right.span, scope=scope)
    return Coalesce(together, value, other, place=place)


def _tested(
    checker: CodeChecker, value: Expr, part: tree.Expr, node: tree.Expr, negated: bool, scope: Scope, place: Place
) -> Expr:
    value = value.value if isinstance(value, Unwrap) else value
    if is_error(value):
        return error_expr()
    if not isinstance(value.type, Optional):
        is_true = negated != (value.type == t.NULL)
        answer = f"this is always {'true' if is_true else 'false'}"
        if value.type != t.NULL:
            say.never_null(checker.messages, part, node.span, value, answer, scope)
        return Const(t.BOOL, is_true, place=place)
    test = IsNull(t.BOOL, value, place=place)
    return checker.apply("not", [test], node, node.span, scope) if negated else test
