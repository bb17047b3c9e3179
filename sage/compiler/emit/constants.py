"""Constants of types that have parts, as C++ expressions: their parts lie in static arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

FEW_ENTRIES = 4  # as in base/map.hpp: more have an index


def list_constant(item: str, items: Sequence[str]) -> str:
    """A list of items of a C++ type."""
    if not items:
        return f"sage::List<{item}>{{}}"
    array = f"static const {item} items[] = {{{', '.join(items)}}};"
    return f"[] {{ {array} return sage::List<{item}>{{items, {len(items)}}}; }}()"


def map_constant(key: str, value: str, keys: Sequence[str], values: Sequence[str]) -> str:
    """A map of these entries, given the C++ types of keys and values."""
    if not keys:
        return f"sage::Map<{key}, {value}>{{}}"
    arrays = (
        f"static const {key} keys[] = {{{', '.join(keys)}}}; static const {value} values[] = {{{', '.join(values)}}};"
    )
    parts = f"keys, values, nullptr, {len(keys)}, 0"
    if len(keys) > FEW_ENTRIES:
        arrays += " static const auto slots = sage::constant_slots(keys);"
        parts = f"keys, values, slots.data(), {len(keys)}, static_cast<uint32_t>(slots.size()) - 1"
    return f"[] {{ {arrays} return sage::Map<{key}, {value}>{{{parts}}}; }}()"


def json_constant(value: Any, printed: Callable[[Any], str]) -> str:
    """A value of the type `json`; `printed` gives bools, numbers and text as C++."""
    tokens = ", ".join(f"sage::json::constant({token})" for token in _tokens(value, printed))
    return f"[] {{ static const sage::json::Token tokens[] = {{{tokens}}}; return sage::Json{{tokens}}; }}()"


def _tokens(value: Any, printed: Callable[[Any], str]) -> Iterator[str]:
    match value:
        case bool():
            yield f"sage::json::Kind::k{value}"
        case int() | float() | str():
            yield printed(value)
        case list() | dict():
            parts = value if isinstance(value, list) else (part for pair in value.items() for part in pair)
            inside = [token for part in parts for token in _tokens(part, printed)]
            kind = "kList" if isinstance(value, list) else "kObject"
            yield f"sage::json::Kind::{kind}, {len(value)}, {len(inside) + 1}"
            yield from inside
        case _:
            yield "sage::json::Kind::kNull"
