"""Functions of maps. Every map keeps the order in which its keys first came."""

from __future__ import annotations

from typing import Any

from sage.base import types as t
from sage.base.types import Type
from sage.base.values import key_text, shown
from sage.compiler.library.functions import failures
from sage.compiler.library.registry import function

Entries = dict[Any, Any]


def _item(entries: Entries, key: Any, *, types: list[Type]) -> Any:
    if key not in entries:
        raise failures.absent_key(shown(key) if types[1] == t.STR else key_text(key, types[1]))
    return entries[key]


def _map_of(entries: list[dict[str, Any]]) -> Entries:
    """Of several entries of a key the last counts, at the place of the first."""
    return {entry["key"]: entry["value"] for entry in entries}


def _entries(entries: Entries) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in entries.items()]


def _declare(signature: str, cpp: str, py: Any, doc: str, **options: Any) -> None:
    function(signature, cpp=cpp.replace("fn::", "sage::fn::"), py=py, doc=doc, header="sage/fn/map.hpp", **options)


_declare("len(map<K, V>) -> i64", "fn::len({0})", len, "The number of entries.")
_declare(
    "[](map<K, V>, K) -> V", "fn::item({at}, {0}, {1})", _item, "The value of a key; fails if it is absent.",
    may_raise=True, takes_types=True,
)  # fmt: skip
_declare("get(map<K, V>, K) -> V?", "fn::get({0}, {1})", dict.get, "The value of a key, or null.")
_declare("has(map<K, V>, K) -> bool", "fn::has({0}, {1})", lambda m, k: k in m, "Whether it has an entry of this key.")
_declare("in(K, map<K, V>) -> bool", "fn::has({1}, {0})", lambda k, m: k in m, "Whether it is the key of an entry.")
_declare("not in(K, map<K, V>) -> bool", "(!fn::has({1}, {0}))", lambda k, m: k not in m, "Whether it is no key.")
_declare("keys(map<K, V>) -> list<K>", "fn::keys({0})", list, "The keys, in the order of the map.")
_declare("values(map<K, V>) -> list<V>", "fn::values({0})", lambda m: list(m.values()), "The values, in its order.")
_declare(
    "entries(map<K, V>) -> list<{key: K, value: V}>", "fn::entries<{type}>({f}, {0})", _entries,
    "A record of key and value for each entry.",
)  # fmt: skip
_declare(
    "map_of(list<{key: K, value: V}>) -> map<K, V>", "fn::map_of({f}, {0})", _map_of,
    "The map of these entries; of several for a key the last counts, at the place of the first.",
)  # fmt: skip
