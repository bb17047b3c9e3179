"""`state name: type = initial @ttl(d) @max_entries(n)`: what is kept, what it is at first, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.frozen import replace
from sage.base.json_values import JSON_NULL
from sage.base.names import closest
from sage.base.types import MISSING, Type
from sage.base.values import a_type
from sage.compiler.check import process_messages as say
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import converted, error_expr, fresh, is_error
from sage.compiler.check.options import known_at_start
from sage.compiler.check.scope import Scope
from sage.compiler.check.words import listing
from sage.compiler.ir.code import Const, Expr, Place
from sage.compiler.ir.keyed import Kept
from sage.compiler.syntax import tree

_EXAMPLES = {"ttl": "@ttl(10m)", "max_entries": "@max_entries(1000)"}
_LATER = ("durable", "per")


def check_state(checker: CodeChecker, type_of: Callable[[tree.TypeExpr], Type], node: tree.State, scope: Scope) -> Kept:
    """What a declaration of a state says; its initial value stands for a mistake if there is one."""
    type = type_of(node.type)
    initial = _initial(checker, node, type, scope)
    limits = _limits(checker, node, type, scope)
    place = Place(node.span, scope.stage)
    return Kept(fresh(node.name), type, initial, limits.get("ttl"), limits.get("max_entries"), place=place)


def _initial(checker: CodeChecker, node: tree.State, type: Type, scope: Scope) -> Expr:
    if node.initial is None:
        value = zero(type)
        if value is MISSING and type != t.ERROR:
            say.no_initial(checker.messages, node, type)
        return error_expr() if value is MISSING else Const(type, value, place=Place(node.span, scope.stage))
    label = (Label(node.type.span, f"`{node.name}` is {type}"),)
    what = f"`{node.name}`"
    value = checker.value(node.initial, scope, type, what, label)
    return known_at_start(checker.messages, value, node.initial, what)


def zero(type: Type) -> Any:
    """What a state is before anything was said of it; MISSING for an enum, and for what holds one."""
    match type:
        case t.Optional():
            return None
        case t.List():
            return []
        case t.Map():
            return {}
        case t.Array(item, size):
            value = zero(item)
            return MISSING if value is MISSING else [value] * size
        case t.Schema():
            values = {f.name: f.default if f.default is not MISSING else zero(f.type) for f in type}
            return MISSING if MISSING in values.values() else values
        case t.BOOL:
            return False
        case t.STR:
            return ""
        case t.BYTES:
            return b""
        case t.JSON:
            return JSON_NULL
        case _ if type in t.FLOATS:
            return 0.0
        case _ if type in t.INTEGERS or type in (t.TIMESTAMP, t.DURATION):
            return 0
    return MISSING


# ---------------------------------------------------------------- how long, and how many


def _limits(checker: CodeChecker, node: tree.State, type: Type, scope: Scope) -> dict[str, Expr]:
    messages, found = checker.messages, dict[str, Expr]()
    seen: dict[str, tree.Attribute] = {}
    for attribute in node.attributes:
        name = attribute.name
        if name in seen:
            labels = (Label(seen[name].span, "first here"),)
            messages.error("E0206", attribute.span, f"`@{name}` stands here twice", "again", labels=labels)
        elif name in _LATER:
            checker.not_yet(attribute.span, f"`@{name}`")
        elif name not in _EXAMPLES:
            near = closest(name, _EXAMPLES)
            help = f"did you mean `@{near}`?" if near else listing(f"@{known}" for known in _EXAMPLES)
            messages.error("E0402", attribute.span, f"a `state` has no attribute `@{name}`", "not known", help=help)
        elif name == "max_entries" and type != t.ERROR and not isinstance(type, t.Map):
            say.only_of_maps(messages, attribute, node.name, type)
        elif (limit := _limit(checker, attribute, scope)) is not None:
            found[name] = limit
        seen.setdefault(name, attribute)
    return found


def _limit(checker: CodeChecker, node: tree.Attribute, scope: Scope) -> Expr | None:
    messages, shown = checker.messages, f"`@{node.name}`"
    if len(node.args) != 1 or isinstance(node.args[0], tree.NamedArg):
        say.attribute_takes(messages, node, _EXAMPLES[node.name])
        return None
    written = node.args[0]
    wanted, what = (t.DURATION, "a span of time") if node.name == "ttl" else (t.I64, "a number of entries")
    value = known_at_start(messages, checker.check(written, replace(scope, row=None)), written, shown)
    if is_error(value):
        return None
    made = converted(value, wanted)
    if made is None:
        text = f"{shown} takes {a_type(wanted)}, and this is {value.type}"
        help = f"for example `{_EXAMPLES[node.name]}`"
        messages.error("E0402", written.span, text, str(value.type), labels=scope.declared(value), help=help)
    elif isinstance(made, Const) and made.value <= 0:
        say.too_little(messages, node, written, what)
        return None
    return made
