"""A flow as text: what `sagec explain` shows and golden files hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sage.base import types as t
from sage.base.text_forms import format_value
from sage.base.types import Optional, Schema
from sage.compiler.ir.code import (
    Aggregation,
    And,
    Call,
    Coalesce,
    Column,
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
    Param,
    Unwrap,
)  # fmt: skip
from sage.compiler.ir.flow import Flow, Op
from sage.compiler.ir.slots import Named, Ordering

_SYMBOLS = frozenset(["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "in", "like"]) | {"not in"}


def print_flow(flow: Flow) -> str:
    """Every operator on a line of its own, with its code and its row; inputs come before their readers."""
    numbers = {op: i for i, op in enumerate(flow.ops)}
    lines = [_line(op, numbers) for op in flow.ops]
    return "\n".join(lines)


def _line(op: Op, numbers: dict[Op, int]) -> str:
    inputs = ", ".join(f"%{numbers[i]}" for i in op.inputs)
    parts = [text for name in op.slots() if (text := _slot(name, getattr(op, name)))]
    row = ", ".join(f"{f.name}: {f.type}" for f in op.schema)
    row = str(op.schema) if op.schema.plain else "{" + row + "}"
    keyed = f" by {', '.join(op.key)}" if op.key else ""
    head = " ".join(filter(None, (f"%{numbers[op]} =", op.name, inputs, ", ".join(parts))))
    return f"{head}\n      -> {row}{keyed}"


def _slot(name: str, value: Any) -> str:
    match value:
        case Expr():
            return f"{name}: {print_expr(value)}"
        case tuple() if value and isinstance(value[0], Named):
            return ", ".join(_named(n) for n in value)
        case tuple() if value and isinstance(value[0], Ordering):
            return ", ".join(f"{print_expr(o.value)} {'desc' if o.descending else 'asc'}" for o in value)
        case str():
            return f"{name}: {value}"
        case _:
            return ""


def _named(n: Named) -> str:
    if isinstance(n.value, Column) and n.value.name == n.name:
        return n.name
    return f"{n.name} = {print_expr(n.value)}"


def print_expr(expr: Expr) -> str:
    """An expression in the words of the language; inner operators stand in parentheses."""
    return "".join(_print(expr, inner=False))


def _print(expr: Expr, *, inner: bool = True) -> Iterator[str]:
    match expr:
        case Const(value=value):
            yield _value(value, expr.type)
        case Column(name=name) | Local(name=name):
            yield name
        case Param(name=name):
            yield f"${name}"
        case Let(name=name, value=value, body=body):
            yield f"let {name} = {print_expr(value)} in {print_expr(body)}"
        case Call(function=function, args=(left, right)) if function.name in _SYMBOLS:
            yield from _wrap(inner, f"{_inner(left)} {function.name} {_inner(right)}")
        case Call(function=function, args=(value,)) if function.name in ("neg", "not"):
            yield f"{'-' if function.name == 'neg' else 'not '}{_inner(value)}"
        case Call(function=function, args=args) | Aggregation(aggregate=function, args=args):
            yield f"{function.name}({', '.join(map(print_expr, args))})"
        case Convert(value=value):
            yield _inner(value) if isinstance(expr.type, Optional) else f"{expr.type}({print_expr(value)})"
        case Unwrap(value=value):
            yield f"{_inner(value)}!"
        case IsNull(value=value):
            yield from _wrap(inner, f"{_inner(value)} is null")
        case Coalesce(value=value, otherwise=otherwise):
            yield from _wrap(inner, f"{_inner(value)} ?? {_inner(otherwise)}")
        case If(condition=condition, yes=yes, no=no):
            yield from _wrap(inner, f"if {print_expr(condition)} then {print_expr(yes)} else {print_expr(no)}")
        case And(left=left, right=right):
            yield from _wrap(inner, f"{_inner(left)} and {_inner(right)}")
        case Or(left=left, right=right):
            yield from _wrap(inner, f"{_inner(left)} or {_inner(right)}")
        case MakeRecord(values=values) if isinstance(expr.type, Schema):
            yield "{" + ", ".join(f"{f.name}: {print_expr(v)}" for f, v in zip(expr.type, values, strict=True)) + "}"
        case GetField(value=value, name=name):
            yield f"{_inner(value)}.{name}"
        case MakeList(items=items):
            yield f"[{', '.join(map(print_expr, items))}]"


def _inner(expr: Expr) -> str:
    return "".join(_print(expr))


def _wrap(inner: bool, text: str) -> Iterator[str]:
    yield f"({text})" if inner else text


def _value(value: Any, type: t.Type) -> str:
    if value is None:
        return "null"
    item = t.required(type)
    match value:
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case list() if isinstance(item, t.List):
            return "[" + ", ".join(_value(v, item.item) for v in value) + "]"
        case dict() if isinstance(item, Schema):
            return "{" + ", ".join(f"{f.name}: {_value(value[f.name], f.type)}" for f in item) + "}"
    return f'ts"{format_value(value, item)}"' if item == t.TIMESTAMP else format_value(value, item)
