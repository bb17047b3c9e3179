"""Implicit conversions: how an expression becomes one of a wider type, and why it cannot."""

from __future__ import annotations

import itertools
import re

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix, Label
from sage.base.numeric import nearest_f32
from sage.base.source import Span
from sage.base.text_forms import parse_timestamp
from sage.base.types import Array, List, Map, Optional, Schema, Type
from sage.base.widening import widens
from sage.compiler.check import variants
from sage.compiler.check.fields import explain_fields
from sage.compiler.check.scope import Messages, Scope
from sage.compiler.check.words import listing
from sage.compiler.ir.code import (
    Call,
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
    Unwrap,
)  # fmt: skip
from sage.compiler.ir.lambdas import Lambda
from sage.compiler.ir.narrow import is_path
from sage.compiler.ir.printer import plain_name
from sage.compiler.library.registry import FUNCTIONS

_fresh = itertools.count(1)


def fresh(name: str) -> str:
    """A name for a local that no other has."""
    return f"{plain_name(name)}${next(_fresh)}"


def error_expr() -> Const:
    """Stands for an expression that is wrong and was reported."""
    return Const(t.ERROR, None)


def is_error(*exprs: Expr) -> bool:
    """True if one of them stands for a mistake that was reported."""
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
        case Const(), t.Enum() if variants.is_text(expr):
            return variants.of_text(expr, target)
        case If(condition=condition), _:
            yes, no = converted(expr.yes, target), converted(expr.no, target)
            return None if yes is None or no is None else If(target, condition, yes, no, place=expr.place)
        case Let(name=name, value=value), _:
            body = converted(expr.body, target)
            return None if body is None else Let(target, name, value, body, place=expr.place)
        case MakeList(items=items), List(item) | Array(item):
            if isinstance(target, Array) and len(items) != target.size:
                return None
            changed = [converted(i, item) for i in items]
            return None if None in changed else MakeList(target, tuple(filter(None, changed)), place=expr.place)
        case _, Schema() if isinstance(source, Schema):
            return _record(expr, target)
        case _, List(item) if isinstance(source, List) and _is_made_anew(source):
            return _list(expr, source.item, item)
        case _, Optional(item) if isinstance(source, Optional) and _is_made_anew(source.item):
            return _unless_null(expr, source.item, item)
        case _, Optional(item) if not isinstance(source, Optional):
            inner = converted(expr, item)
            return None if inner is None else Convert(target, inner, place=expr.place)
    if _is_made_anew(t.required(source)) or not widens(source, target):
        return None
    return Convert(target, expr, place=expr.place)


def as_list(expr: Expr) -> Expr:
    """An array as the list of its items; all else as it is."""
    array = t.required(expr.type)
    if not isinstance(array, Array):
        return expr
    items = List(array.item)
    return Convert(items if expr.type == array else Optional(items), expr, place=expr.place)


def _is_made_anew(type: Type) -> bool:
    """True for records and lists of them: as another type they are made field by field, with the defaults of that."""
    match type:
        case List(item):
            return _is_made_anew(t.required(item))
        case _:
            return isinstance(type, Schema)


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


def _unless_null(expr: Expr, source: Type, target: Type) -> Expr | None:
    """Null, or the value as one of the target."""
    wanted = t.optional(target)
    value, lets = named(expr, "value")
    made = converted(Unwrap(source, value, place=expr.place), target)
    if made is None:
        return None
    filled = Convert(wanted, made, place=expr.place)
    return bind(lets, If(wanted, IsNull(t.BOOL, value), Const(wanted, None), filled, place=expr.place))


def _list(expr: Expr, source: Type, target: Type) -> Expr | None:
    """The list, each item of which is one of the target."""
    name = fresh("item")
    value = converted(Local(source, name, place=expr.place), target)
    if value is None:
        return None
    return mapped(expr, Lambda(t.Function((source,), target), (name,), value, place=expr.place))


def mapped(items: Expr, each: Lambda) -> Call:
    """`items.map(each)`."""
    assert isinstance(each.type, t.Function)
    function = next(f for f in FUNCTIONS["map"] if isinstance(f.params[0], List))
    return Call(List(each.type.result), function, (items, each), place=items.place)


def _field_value(value: Expr, source: Schema, f: t.Field, expr: Expr) -> Expr | None:
    if f.name in source:
        if isinstance(value, MakeRecord):
            return value.values[source.names.index(f.name)]
        return GetField(source.by_name[f.name].type, value, f.name, place=expr.place)
    if f.default is not t.MISSING:
        return Const(f.type, f.default, place=expr.place)
    return Const(t.NULL, None, place=expr.place) if isinstance(f.type, Optional) else None


def convert(
    messages: Messages,
    expr: Expr,
    target: Type,
    span: Span,
    what: str = "this",
    scope: Scope | None = None,
    labels: tuple[Label, ...] = (),
) -> Expr:
    """The expression as a value of `target`; reports if it is not one. `labels` tell why it should be."""
    made = converted(expr, target)
    if made is not None:
        return made
    explain_mismatch(messages, expr, target, span, what, scope, labels)
    return error_expr()


def explain_mismatch(
    messages: Messages,
    expr: Expr,
    target: Type,
    span: Span,
    what: str,
    scope: Scope | None = None,
    labels: tuple[Label, ...] = (),
) -> None:
    """Says why an expression does not fit a type."""
    source, wanted = expr.type, t.required(target)
    if scope is not None:
        labels += scope.declared(expr)
    if isinstance(expr, Const) and expr.literal and wanted in t.INTEGERS and isinstance(expr.value, int):
        low, high = t.integer_range(wanted)
        text = f"{expr.value} is out of range for {wanted}"
        messages.error("E0309", span, text, f"{wanted} is {low} to {high}", labels=labels)
    elif isinstance(wanted, t.Enum) and variants.explain_text(
        messages, expr, wanted, span, None if scope is None else scope.names
    ):
        pass
    elif isinstance(source, Optional) and converted(_example(source.item), target) is not None:
        _null_used(messages, expr, span, what, labels)
    elif isinstance(source, Schema) and isinstance(wanted, Schema):
        explain_fields(messages, source, wanted, span, scope, labels, is_row=what == "the row")
    elif t.required(source) in t.NUMBERS and wanted in t.NUMBERS:
        _narrowing(messages, source, target, span, labels)
    else:
        help, fix = _way_out(expr, wanted, span)
        text = f"{what} is {_a(source)}, and {_a(target)} is needed"
        messages.error("E0301", span, text, str(source), labels=labels, help=help, fix=fix)


def _null_used(messages: Messages, expr: Expr, span: Span, what: str, labels: tuple[Label, ...]) -> None:
    text, type = short(span.text), t.required(expr.type)
    empty = "0" if type in t.INTEGERS else EMPTY.get(type)
    fix = Fix((Edit(span, f"{span.text} ?? {empty}"),)) if empty and is_path(expr) else None
    help = "give a value for null" + ("" if fix else f": `{text} ?? ...`")
    if isinstance(expr, Column):
        help += f"; `|> filter {text} is not null` before it leaves such rows out"
    messages.error(
        "E0303", span, f"`{text}` may be null, and {_a(type)} is needed", str(expr.type),
        labels=labels, help=help, fix=fix,
    )  # fmt: skip


def _narrowing(messages: Messages, source: Type, target: Type, span: Span, labels: tuple[Label, ...]) -> None:
    """Says that a number does not fit another type by itself."""
    wanted, number = t.required(target), t.required(source)
    help = "convert; a value that does not fit then fails its record"
    if number in t.FLOATS and wanted in t.INTEGERS:
        help = "convert; what stands behind the point is cut off"
    elif wanted in t.FLOATS:
        help = "convert; it becomes the nearest one"
    fix = Fix((Edit(span, f"{wanted}({span.text})"),)) if number == source else None
    text = f"{source} does not fit {target} by itself"
    messages.error("E0308", span, text, f"`{short(span.text)}` is {source}", labels=labels, help=help, fix=fix)


def _way_out(expr: Expr, wanted: Type, span: Span) -> tuple[str | None, Fix | None]:
    """How a value of one type becomes one of another that is not near."""
    source, text = expr.type, span.text
    if isinstance(wanted, t.Enum):
        return listing(variants.example(wanted, v) for v in wanted.variants), None
    if isinstance(expr, Const):
        return as_literal(expr, wanted, span)
    if wanted == t.STR and (source in t.NUMBERS | {t.TIMESTAMP, t.DURATION, t.BOOL} or isinstance(source, t.Enum)):
        return "make it text", Fix((Edit(span, f"to_str({text})"),))
    if source == t.STR and wanted in t.NUMBERS:
        parse = "parse_int" if wanted in t.INTEGERS else "parse_float"
        return f"read the number: `{short(text)}.{parse}()` gives null where it is none", None
    if wanted == t.JSON:
        return "make it json", Fix((Edit(span, f"json({text})"),))
    if source == t.JSON and (take := FROM_JSON.get(wanted.__class__ if wanted.parts else wanted)):
        return f"`{short(text)}.{take}()` is that, or null where it is something else", None
    if isinstance(wanted, Map) and isinstance(source, List | Schema):
        return "`map_of([{key: ..., value: ...}])` makes a map", None
    if isinstance(wanted, List) and source == wanted.item:
        return "make it a list", Fix((Edit(span, f"[{text}]"),))
    return None, None


def as_literal(expr: Const, wanted: Type, span: Span) -> tuple[str | None, Fix | None]:
    """How something that is written in place is written as a value of another type."""
    text = span.text
    if wanted == t.STR and expr.literal:
        return "text stands in quotes", Fix((Edit(span, f'"{text}"'),))
    if wanted in t.NUMBERS and expr.type == t.STR and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", expr.value):
        return "a number stands without quotes", Fix((Edit(span, expr.value),))
    if wanted == t.DURATION and expr.type in t.NUMBERS:
        return "a length of time has a unit: `30s`, `5m`, `1h30m`", None
    if wanted == t.TIMESTAMP and expr.type == t.STR:
        if parse_timestamp(expr.value) is not None:
            return "a time is written with `ts` before it", Fix((Edit(span, f"ts{text}"),))
        return 'a time is written `ts"2026-01-31T12:30:00Z"`', None
    return None, None


FROM_JSON: dict[object, str] = {
    t.STR: "as_str", t.I64: "as_i64", t.U64: "as_u64", t.F64: "as_f64", t.BOOL: "as_bool", List: "as_list",
    Map: "as_map",
}  # fmt: skip
EMPTY: dict[Type, str] = {t.STR: '""', t.BOOL: "false", t.F64: "0.0", t.F32: "0.0", t.DURATION: "0s"}


def _example(type: Type) -> Expr:
    return Local(type, "example")


def short(text: str) -> str:
    """A piece of the program for a line of prose."""
    text = " ".join(text.split())
    return text if len(text) <= 30 else text[:27] + "..."


def _a(type: Type) -> str:
    text = str(type)
    if text[0] in "{`":
        return text
    if type == t.JSON:
        return text
    vowel = text[0] in "aeiouAEIO" and text[:2] not in ("u8", "u1", "u3", "u6")
    return f"an {text}" if vowel or text[:2] in ("f3", "f6") else f"a {text}"
