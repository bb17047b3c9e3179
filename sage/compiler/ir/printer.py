"""A flow as text: what `sagec explain` shows and golden files hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sage.base import types as t
from sage.base.text_forms import format_value
from sage.base.types import Optional, Schema
from sage.base.values import json_text
from sage.compiler.ir.blocks import Assign, Block, Branch, Declare, For, Return, Statement
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
from sage.compiler.ir.keyed import statement_text
from sage.compiler.ir.lambdas import Lambda
from sage.compiler.ir.maps import MakeMap
from sage.compiler.ir.slots import Named, Ordering
from sage.compiler.ir.variants import IsVariant, MakeVariant, Payload

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
        case tuple() if value and isinstance(value[0], Statement):
            return "; ".join(map(print_expr, value))
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
        case Column(name=name):
            yield name
        case Local(name=name):
            yield plain_name(name)
        case Param(name=name):
            yield f"${name}"
        case Let(name=name, value=value, body=body):
            yield f"let {plain_name(name)} = {print_expr(value)} in {print_expr(body)}"
        case Lambda(params=(name,), body=body):
            yield f"{plain_name(name)} => {print_expr(body)}"
        case Lambda(params=params, body=body):
            yield f"fn({', '.join(map(plain_name, params))}) => {print_expr(body)}"
        case Call(function=function, args=(left, right)) if function.name in _SYMBOLS:
            yield from _wrap(inner, f"{_inner(left)} {function.name} {_inner(right)}")
        case Call(function=function, args=(value,)) if function.name in ("neg", "not"):
            yield f"{'-' if function.name == 'neg' else 'not '}{_inner(value)}"
        case Call(function=function, args=args) | Aggregation(aggregate=function, args=args):
            yield f"{function.name}({', '.join(map(print_expr, args))})"
        case Block(statements=statements):
            yield _block(statements)
        case Statement():
            yield _statement(expr)
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
        case MakeMap(keys=keys, values=values):
            pairs = zip(map(print_expr, keys), map(print_expr, values), strict=True)
            yield "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        case MakeVariant(variant=variant, payload=payload):
            yield f"{expr.type}.{variant}({print_expr(payload)})"
        case IsVariant(value=value, variant=variant):
            yield from _wrap(inner, f"{_inner(value)} is {variant}")
        case Payload(value=value, variant=variant):
            yield f"{_inner(value)}.{variant}!"


def _block(statements: tuple[Expr, ...]) -> str:
    return "{" + "; ".join(map(_statement, statements)) + "}"


def _statement(expr: Expr) -> str:
    match expr:
        case Declare(name=name, value=value):
            return f"let {plain_name(name)} = {print_expr(value)}"
        case Assign(target=target, value=value):
            return f"{print_expr(target)} = {print_expr(value)}"
        case Branch(condition=condition, yes=yes, no=no):
            otherwise = f" else {_block(no)}" if no else ""
            return f"if {print_expr(condition)} {_block(yes)}{otherwise}"
        case For(name=name, items=items, body=body):
            return f"for {plain_name(name)} in {print_expr(items)} {_block(body)}"
        case Return(value=value):
            return f"return {print_expr(value)}"
    return statement_text(expr, print_expr) or "; ".join(map(print_expr, expr.children))


def plain_name(name: str) -> str:
    """The name of a local as it was written, without the number that makes it unique."""
    return re.sub(r"[$#][0-9]+$", "", name)


def _inner(expr: Expr) -> str:
    return "".join(_print(expr))


def _wrap(inner: bool, text: str) -> Iterator[str]:
    yield f"({text})" if inner else text


def _value(value: Any, type: t.Type) -> str:
    if value is None:
        return "null"
    item = t.required(type)
    match value:
        case _ if item == t.JSON:
            return json_text(value, item)
        case str() if item == t.REGEX:
            return f"re'{value}'" if '"' in value else f're"{value}"'
        case str() if isinstance(item, t.Enum):
            return f"{item}.{value}"
        case t.Tagged(variant, payload) if isinstance(item, t.Enum):
            return f"{item}.{variant}({_value(payload, item.payload_of(variant))})"
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case list() if isinstance(item, t.List | t.Array):
            return "[" + ", ".join(_value(v, item.item) for v in value) + "]"
        case dict() if isinstance(item, Schema):
            return "{" + ", ".join(f"{f.name}: {_value(value[f.name], f.type)}" for f in item) + "}"
        case dict() if isinstance(item, t.Map):
            return "{" + ", ".join(f"{_value(k, item.key)}: {_value(v, item.value)}" for k, v in value.items()) + "}"
    return f'ts"{format_value(value, item)}"' if item == t.TIMESTAMP else format_value(value, item)
