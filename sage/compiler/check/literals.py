"""Literals: the values and the types that they have by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.text_forms import parse_timestamp
from sage.compiler.check.convert import error_expr
from sage.compiler.check.scope import Scope
from sage.compiler.ir.code import Const, Expr, Place
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.code import CodeChecker


def literal(checker: CodeChecker, node: tree.Literal, place: Place) -> Expr:
    """The value of a literal."""
    match node.kind:
        case "int" | "size":
            if node.value > t.integer_range(t.U64)[1]:
                checker.messages.error("E0309", node.span, "this number fits no integer type", "larger than any u64")
                return error_expr()
            fits = node.value <= t.integer_range(t.I64)[1]
            return Const(t.I64 if fits else t.U64, node.value, literal=True, place=place)
        case "float":
            return Const(t.F64, float(node.value), literal=True, place=place)
        case "str":
            return Const(t.STR, node.value, literal=True, place=place)
        case "bytes":
            return Const(t.BYTES, node.value, place=place)
        case "bool":
            return Const(t.BOOL, node.value, place=place)
        case "duration":
            return Const(t.DURATION, node.value, place=place)
        case "null":
            return Const(t.NULL, None, place=place)
        case "timestamp":
            micros = parse_timestamp(node.value)
            if micros is None and checker.is_test:
                micros = parse_timestamp(f"1970-01-01T{node.value}")
            # What is not a time was reported when it was read.
            return error_expr() if micros is None else Const(t.TIMESTAMP, micros, place=place)
        case _:
            return Const(t.REGEX, node.value, place=place)


def negative(checker: CodeChecker, node: tree.Unary, value: Expr, scope: Scope) -> Expr:
    """`-x`; of a literal, a literal."""
    if isinstance(value, Const) and value.literal and value.type in t.NUMBERS:
        if isinstance(value.value, int) and -value.value < t.integer_range(t.I64)[0]:
            checker.messages.error("E0309", node.span, "this number fits no integer type", "smaller than any i64")
            return error_expr()
        is_large = -value.value > t.integer_range(t.I64)[1]  # the sign is taken off the smallest i64
        type = t.F64 if isinstance(value.value, float) else t.U64 if is_large else t.I64
        return Const(type, -value.value, literal=True, place=Place(node.span, scope.stage))
    return checker.apply("neg", [value], node, node.span, scope)
