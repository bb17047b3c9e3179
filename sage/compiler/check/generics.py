"""Types that are made of others: `list<T>`, `map<K, V>`, `array<T, N>`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sage.base import types as t
from sage.base.source import Span
from sage.base.types import Array, List, Map, Type
from sage.compiler.check.scope import Messages
from sage.compiler.syntax import tree

MOST_ITEMS: Final = 16_384  # of an array: it lies in the row itself
GENERIC: Final = {  # what each is made of, what else it could miss, and one of them
    "list": ("a list is of one type", "which type?", "list<str>"),
    "map": ("a map is of two types, those of its keys and values", "which types?", "map<str, i64>"),
    "array": ("an array is of a type and a number", "which, and how many?", "array<f64, 3>"),
}


def generic(messages: Messages, node: tree.GenericType, type_of: Callable[[tree.TypeExpr], Type]) -> Type | None:
    """The type; None if it is none of these, or not with such arguments, which are checked then, too."""
    types = [None if isinstance(arg, int) else type_of(arg) for arg in node.args]
    match node.name, types, node.args:
        case "list", [Type() as item], _:
            return t.ERROR if item == t.ERROR else List(item)
        case "map", [Type() as key, Type() as value], [tree.Node() as written, _]:
            return _map(messages, key, value, written.span)
        case "array", [Type() as item, None], [_, int(size)]:
            return _array(messages, item, size, node.span)
    return None


def explain_generic(messages: Messages, node: tree.NamedType | tree.GenericType | tree.SizedType) -> None:
    """One of these with other arguments than it has."""
    made_of, label, example = GENERIC[node.name]
    text = made_of if isinstance(node, tree.GenericType) else f"{made_of.partition(' is ')[0]} of what?"
    messages.error("E0204", node.span, text, label, help=f"for example `{example}`")


def _map(messages: Messages, key: Type, value: Type, span: Span) -> Type:
    if t.ERROR in (key, value):
        return t.ERROR
    if not t.is_map_key(key):
        help = "text, integers, bool, times, bytes and plain enums can be keys"
        messages.error("E0204", span, f"a map has no keys of the type {key}", "not a key", help=help)
        return t.ERROR
    return Map(key, value)


def _array(messages: Messages, item: Type, size: int, span: Span) -> Type:
    if item == t.ERROR:
        return t.ERROR
    if not 1 <= size <= MOST_ITEMS:
        text = f"an array has 1 to {MOST_ITEMS} items, and not {size}"
        messages.error("E0204", span, text, help=f"a `list<{item}>` has any number")
        return t.ERROR
    return Array(item, size)
