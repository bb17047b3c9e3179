"""Implicit conversions: how an expression becomes one of a wider type, and why it cannot."""

from __future__ import annotations

import itertools

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix
from sage.base.numeric import nearest_f32
from sage.base.source import Span
from sage.base.types import List, Optional, Schema, Type
from sage.compiler.check.scope import Messages
from sage.compiler.ir.code import Const, Convert, Expr, GetField, If, Let, Local, MakeList, MakeRecord
from sage.compiler.ir.narrow import is_path

_fresh = itertools.count(1)


def fresh(name: str) -> str:
    """A name for a Let that no other has."""
    return f"{name}${next(_fresh)}"


def error_expr() -> Const:
    """Stands for an expression that is wrong and was reported."""
    return Const(t.ERROR, None)


def is_error(*exprs: Expr) -> bool:
    return any(e.type == t.ERROR for e in exprs)


def named(value: Expr, name: str = "it") -> tuple[Local | Expr, list[tuple[str, Expr]]]:
    """A form of the value that may be used several times, and the Let that it needs."""
    if is_path(value) or isinstance(value, Const):
        return value, []
    unique = fresh(name)
    return Local(value.type, unique, place=value.place), [(unique, value)]


def bind(lets: list[tuple[str, Expr]], body: Expr) -> Expr:
    """The body inside the Lets."""
    for name, value in reversed(lets):
        body = Let(body.type, name, value, body, place=body.place)
    return body


def converted(expr: Expr, target: Type) -> Expr | None:
    """The expression as a value of `target`, or None if that is not implicit."""
    source = expr.type
    if source == target:
        return expr
    if t.ERROR in (source, target):
        return error_expr()
    match expr, target:
        case Const(value=None), Optional() if source == t.NULL:
            return Const(target, None, place=expr.place)
        case Const(literal=True, value=value), _ if target in t.NUMBERS:
            return _literal(expr, value, target)
        case If(condition=condition), _:
            yes, no = converted(expr.yes, target), converted(expr.no, target)
            return None if yes is None or no is None else If(target, condition, yes, no, place=expr.place)
        case Let(name=name, value=value), _:
            body = converted(expr.body, target)
            return None if body is None else Let(target, name, value, body, place=expr.place)
        case MakeList(items=items), List(item):
            changed = [converted(i, item) for i in items]
            return None if None in changed else MakeList(target, tuple(filter(None, changed)), place=expr.place)
        case _, Schema() if isinstance(source, Schema):
            return _record(expr, target)
        case _, Optional(item) if not isinstance(source, Optional):
            inner = converted(expr, item)
            return None if inner is None else Convert(target, inner, place=expr.place)
    if _holds_records(source) or not t.widens(source, target):
        return None
    return Convert(target, expr, place=expr.place)


def _holds_records(type: Type) -> bool:
    """True for lists of records, whose items are not converted one by one."""
    match t.required(type):
        case List(item):
            return isinstance(t.required(item), Schema) or _holds_records(item)
        case _:
            return False


def _literal(expr: Const, value: object, target: Type) -> Expr | None:
    if target in t.FLOATS and isinstance(value, int | float):
        exact = nearest_f32(float(value)) if target == t.F32 else float(value)
        return Const(target, exact, place=expr.place, literal=True)
    if target in t.INTEGERS and isinstance(value, int):
        low, high = t.integer_range(target)
        return Const(target, value, place=expr.place, literal=True) if low <= value <= high else None
    return None


def _record(expr: Expr, target: Schema) -> Expr | None:
    source = expr.type
    assert isinstance(source, Schema)
    if any(name not in target for name in source.names):
        return None
    value, lets = (expr, []) if isinstance(expr, MakeRecord) else named(expr, "record")
    values: list[Expr] = []
    for f in target:
        part = _field_value(value, source, f, expr)
        made = None if part is None else converted(part, f.type)
        if made is None:
            return None
        values.append(made)
    return bind(lets, MakeRecord(target, tuple(values), place=expr.place))


def _field_value(value: Expr, source: Schema, f: t.Field, expr: Expr) -> Expr | None:
    if f.name in source:
        if isinstance(value, MakeRecord):
            return value.values[source.names.index(f.name)]
        return GetField(source.by_name[f.name].type, value, f.name, place=expr.place)
    if f.default is not t.MISSING:
        return Const(f.type, f.default, place=expr.place)
    return Const(t.NULL, None, place=expr.place) if isinstance(f.type, Optional) else None


def convert(messages: Messages, expr: Expr, target: Type, span: Span, what: str = "this") -> Expr:
    """The expression as a value of `target`; reports if it is not one."""
    made = converted(expr, target)
    if made is not None:
        return made
    explain_mismatch(messages, expr, target, span, what)
    return error_expr()


def explain_mismatch(messages: Messages, expr: Expr, target: Type, span: Span, what: str) -> None:
    """Says why an expression does not fit a type."""
    source = expr.type
    if isinstance(expr, Const) and expr.literal and target in t.INTEGERS and isinstance(expr.value, int):
        low, high = t.integer_range(target)
        messages.error("E0309", span, f"{expr.value} is out of range for {target}", f"{target} is {low} to {high}")
    elif isinstance(source, Optional) and converted(_example(source.item), target) is not None:
        null_used(messages, expr, span, what)
    elif isinstance(source, Schema) and isinstance(target, Schema):
        _explain_fields(messages, source, target, span)
    elif source in t.NUMBERS and target in t.NUMBERS:
        narrowing(messages, source, target, span)
    else:
        messages.error("E0301", span, f"{what} is {_a(source)}, and {_a(target)} is needed", str(source))


def null_used(messages: Messages, expr: Expr, span: Span, what: str) -> None:
    """Says that a value may be null where it must not be."""
    messages.error(
        "E0303",
        span,
        f"`{span.text}` may be null" if len(span.text) < 40 else f"{what} may be null",
        f"{expr.type}, and {t.required(expr.type)} is needed",
        help=f"give a value for null: `{_short(span.text)} ?? ...`, or keep the rows that have one: "
        f"`|> filter {_short(span.text)} is not null`",
    )


def narrowing(messages: Messages, source: Type, target: Type, span: Span) -> None:
    """Says that a number does not fit a narrower type by itself."""
    text = span.text
    fix = Fix((Edit(span, f"{target}({text})"),), "unsafe")
    messages.error(
        "E0308",
        span,
        f"{source} does not fit {target} by itself",
        f"`{_short(text)}` is {source}",
        help="convert; a value that does not fit then fails its record",
        fix=fix,
    )


def _explain_fields(messages: Messages, source: Schema, target: Schema, span: Span) -> None:
    wanted = f"`{target.name}`" if target.name else "the record"
    row = "the row has: " + ", ".join(map(str, source.fields))
    missing = [f for f in target if f.name not in source and f.is_required]
    extra = [f for f in source if f.name not in target]
    if missing:
        names = ", ".join(f"`{f.name}`" for f in missing)
        messages.error(
            "E0306",
            span,
            f"{wanted} needs {names}, which this row does not have",
            "missing: " + ", ".join(map(str, missing)),
            notes=(row,),
            help=f"add it before: `|> extend {missing[0].name} = ...`",
        )
    elif extra:
        names = ", ".join(f"`{f.name}`" for f in extra)
        messages.error(
            "E0306",
            span,
            f"{wanted} has no {names}",
            f"{wanted} has: " + ", ".join(map(str, target.fields)),
            help="leave out what is too much: `|> select " + ", ".join(target.names) + "`",
        )
    else:
        wrong = next(f for f in target if f.name in source and not t.widens(source.by_name[f.name].type, f.type))
        found = source.by_name[wrong.name].type
        messages.error(
            "E0306",
            span,
            f"`{wrong.name}` is {found}, and {wanted} wants {wrong.type}",
            notes=(row,),
            help=f"convert it before: `|> extend {wrong.name} = {t.required(wrong.type)}({wrong.name})`"
            if wrong.type in t.NUMBERS
            else None,
        )


def _example(type: Type) -> Expr:
    return Local(type, "example")


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:27] + "..."


def _a(type: Type) -> str:
    text = str(type)
    return f"an {text}" if text[0] in "aeiou" and text[:2] not in ("u8", "u1", "u3", "u6") else f"a {text}"
