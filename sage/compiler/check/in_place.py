"""Maps, json and arrays that are written in place: `{a: 1}` and `[1, 2]` where such a value is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.json_values import JSON_NULL, json_value, path_steps
from sage.base.source import Span
from sage.base.types import Array, Enum, List, Map, Optional, Type
from sage.compiler.check import variants
from sage.compiler.check.calls import resolve
from sage.compiler.check.convert import error_expr, is_error, short
from sage.compiler.check.records import record
from sage.compiler.check.scope import Messages, Scope
from sage.compiler.ir.code import Call, Const, Expr, MakeList, Place
from sage.compiler.ir.maps import MakeMap
from sage.compiler.library.registry import FUNCTIONS
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.code import CodeChecker


def in_place(
    checker: CodeChecker, node: tree.Expr, scope: Scope, wanted: Type, labels: tuple[Label, ...] = ()
) -> Expr | None:
    """The map, json or array that is written there; None if another type is wanted, or other code stands there."""
    match node, t.required(wanted):
        case tree.RecordLiteral(), Map() as map:
            return _map(checker, node, scope, map, labels)
        case tree.Call(function=tree.Name(name="map_of"), args=(tree.ListLiteral() as entries,)), Map() as map:
            return None if "map_of" in scope.names.functions else _map_of(checker, node, entries, scope, map, labels)
        case tree.ListLiteral(), Array() as array:
            return _array(checker, node, scope, array, labels)
        case tree.Literal(kind="null"), _ if isinstance(wanted, Optional):
            return None
        case ((tree.RecordLiteral() | tree.ListLiteral() | tree.Literal() | tree.Unary(op="-")), t.JSON):
            return _json(checker, node, scope)
    return None


def as_json(expr: Expr) -> Expr:
    """A number, text or truth that is written in place, as json; all else as it is."""
    if isinstance(expr, Const) and (expr.literal or expr.type == t.BOOL):
        return Const(t.JSON, json_value(expr.value), place=expr.place)
    return expr


# ---------------------------------------------------------------- maps and arrays


def _map(
    checker: CodeChecker,
    node: tree.RecordLiteral,
    scope: Scope,
    wanted: Map,
    labels: tuple[Label, ...] = (),
    *,
    is_json: bool = False,
) -> Expr:
    if node.items and wanted.key != t.STR and not isinstance(wanted.key, Enum):
        text = f"keys of the type {wanted.key} are not written as names"
        help = "make the map of a list: `map_of([{key: ..., value: ...}])`"
        checker.messages.error("E0301", node.span, text, f"{wanted} is needed", labels=labels, help=help)
        return error_expr()
    keys: dict[str, Expr] = {}
    values: list[Expr] = []
    written: dict[str, Span] = {}
    for item in node.items:
        if isinstance(item, tree.Spread):
            text = f"`...` copies a record, and {wanted} is needed"
            checker.messages.error("E0301", item.span, text, "not in a map", labels=labels, help="name the keys")
            values.append(error_expr())
            continue
        _note_key(checker.messages, item, written, values)
        keys[item.name] = _key(checker, item, scope, wanted.key)
        if wanted.value == t.JSON and is_json:
            values.append(_part(checker, item.value, scope))
        else:
            values.append(checker.value(item.value, scope, wanted.value, f"the value of `{item.name}`", labels))
    if is_error(*keys.values(), *values):
        return error_expr()
    return MakeMap(wanted, tuple(keys.values()), tuple(values), place=Place(node.span, scope.stage))


def _note_key(messages: Messages, item: tree.RecordField, written: dict[str, Span], values: list[Expr]) -> None:
    if item.name in written:
        label = (Label(written[item.name], "first here"),)
        messages.error("E0405", item.name_span, f"the key `{item.name}` stands here twice", "again here", labels=label)
        values.append(error_expr())
    written.setdefault(item.name, item.name_span)


def _key(checker: CodeChecker, item: tree.RecordField, scope: Scope, type: Type) -> Expr:
    text = Const(t.STR, item.name, literal=True, place=Place(item.name_span, scope.stage))
    if not isinstance(type, Enum):
        return text
    if (variant := variants.of_text(text, type)) is not None:
        return variant
    variants.unknown_variant(checker.messages, type, item.name, item.name_span, scope.names)
    return error_expr()


def _map_of(
    checker: CodeChecker,
    node: tree.Expr,
    entries: tree.ListLiteral,
    scope: Scope,
    wanted: Map,
    labels: tuple[Label, ...],
) -> Expr:
    """`map_of([{key: 1, value: 2.0}])`, whose entries are checked against those of the map."""
    entry = t.schema([t.Field("key", wanted.key), t.Field("value", wanted.value)])
    made = checker.value(entries, scope, List(entry), "the list", labels)
    return error_expr() if is_error(made) else checker.apply("map_of", [made], node, node.span, scope)


def _array(
    checker: CodeChecker, node: tree.ListLiteral, scope: Scope, wanted: Array, labels: tuple[Label, ...]
) -> Expr:
    items = tuple(checker.value(item, scope, wanted.item, "the item", labels) for item in node.items)
    if is_error(*items):
        return error_expr()
    if len(items) != wanted.size:
        count = f"{wanted.size} item{'' if wanted.size == 1 else 's'}"
        text = f"{wanted} has {count}, and here are {len(items) or 'none'}"
        short = f"{abs(len(items) - wanted.size)} {'too many' if len(items) > wanted.size else 'more'}"
        checker.messages.error("E0309", node.span, text, short, labels=labels)
        return error_expr()
    return MakeList(wanted, items, place=Place(node.span, scope.stage))


# ---------------------------------------------------------------- json


def _json(checker: CodeChecker, node: tree.Expr, scope: Scope) -> Expr:
    place = Place(node.span, scope.stage)
    match node:
        case tree.Literal(kind="null"):
            return Const(t.JSON, JSON_NULL, place=place)
        case tree.RecordLiteral(items=items) if not any(isinstance(item, tree.Spread) for item in items):
            made: Expr = _map(checker, node, scope, Map(t.STR, t.JSON), is_json=True)
        case tree.RecordLiteral():
            made = record(checker, node, scope)
        case tree.ListLiteral(items=items):
            parts = tuple(_part(checker, item, scope) for item in items)
            made = error_expr() if is_error(*parts) else MakeList(List(t.JSON), parts, place=place)
        case _:
            made = as_json(checker.check(node, scope))
    if is_error(made) or made.type == t.JSON:
        return made
    return _made_json(checker, made, node, scope)


def _part(checker: CodeChecker, node: tree.Expr, scope: Scope) -> Expr:
    """Any value inside json that is written in place."""
    expr = in_place(checker, node, scope, t.JSON) or checker.typed(node, checker.check(node, scope))
    return expr if is_error(expr) or expr.type == t.JSON else _made_json(checker, expr, node, scope)


def _made_json(checker: CodeChecker, expr: Expr, node: tree.Expr, scope: Scope) -> Expr:
    found = resolve(FUNCTIONS["json"], [expr])
    if found is None:  # a pattern, a map whose keys are no text
        value = checker.typed(node, expr)
        return value if is_error(value) else checker.apply("json", [value], node, node.span, scope)
    call = Call(t.JSON, found.function, found.args, place=Place(node.span, scope.stage))
    parts = expr.children if isinstance(expr, MakeMap | MakeList) else (expr,)
    return Const(t.JSON, call({}), place=call.place) if all(isinstance(part, Const) for part in parts) else call


# ---------------------------------------------------------------- what is known of an argument


def checked_path(messages: Messages, expr: Expr, node: tree.Call) -> Expr:
    """A call of the library, once the path in json that it takes is found to be one, if that is known."""
    match expr:
        case Call(function=function, args=(value, Const(type=t.STR, value=path))):
            if function.name != "get" or value.type != t.JSON:
                return expr
        case _:
            return expr
    try:
        path_steps(path)
    except ValueError as flaw:
        where = node.args[-1].span if node.args else node.span
        help = """a path is `user.name`, `items[0].id`, `["any name"].x`"""
        messages.error("E0305", where, f"this is no path in json: {flaw}", "not a path", help=help)
        return error_expr()
    return expr


def checked_index(messages: Messages, expr: Expr, node: tree.Item) -> Expr:
    """`a[i]`, once an index that is known is found to be one of the array."""
    match expr:
        case Call(args=(Expr(type=Array(size=size)) as array, Const(value=int(index)))) if not -size <= index < size:
            text = f"index {index} is not in {array.type}"
            name = short(node.value.span.text)
            labels = (Label(node.value.span, f"`{name}` is {array.type}"),)
            messages.error("E0309", node.index.span, text, f"0 to {size - 1}, or -{size} to -1", labels=labels)
            return error_expr()
    return expr
