"""Functions of json, and of any value and its JSON."""

from __future__ import annotations

from typing import Any

from sage.base import types as t
from sage.base.errors import RecordError
from sage.base.json_values import JSON_NULL, at_path, inside, json_value
from sage.base.strict_json import read_json
from sage.base.types import Type
from sage.base.values import by_own_names, from_json, json_text, shown, to_json
from sage.compiler.library.functions import failures
from sage.compiler.library.registry import function


def _parsed(text: str) -> Any:
    try:
        return json_value(read_json(text))
    except ValueError:
        return None


def _text(value: Any, *, types: list[Type]) -> str:
    return json_text(value, by_own_names(types[0]))


def _json(value: Any, *, types: list[Type]) -> Any:
    return json_value(to_json(value, by_own_names(types[0])))


def _get(value: Any, step: int) -> Any:
    found = inside(value, step)
    return None if found is JSON_NULL else found


def _item(value: Any, step: str | int) -> Any:
    found = inside(value, step)
    if found is None:
        raise _absent(value, step)
    return found


def _absent(value: Any, step: str | int) -> RecordError:
    if isinstance(step, int) and isinstance(value, list):
        return failures.absent(step, len(value))
    if isinstance(step, str) and isinstance(value, dict):
        return failures.absent_key(shown(step))
    why = f": this json is {_kind(value)}"
    if isinstance(step, str):
        return failures.absent_key(shown(step), why)
    return RecordError("R0104", f"index {step} is absent{why}")


def _kind(value: Any) -> str:
    match value:
        case bool():
            return "a bool"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case dict():
            return "a record"
    return "null"


def _as(type: Type) -> Any:
    """What a field of this type would read, or None."""

    def read(value: Any) -> Any:
        try:
            return from_json(None if value is JSON_NULL else value, type)
        except ValueError:
            return None

    return read


def _declare(signature: str, cpp: str, py: Any, doc: str, **options: Any) -> None:
    function(signature, cpp=f"sage::fn::{cpp}", py=py, doc=doc, header="sage/fn/json.hpp", **options)


_declare("parse_json(str) -> json?", "parse_json({f}, {0})", _parsed, "What a JSON text holds; null if it is none.")
_declare("to_json(T) -> str", "to_json({f}, {0})", _text, "Any value as JSON, as files have it.", takes_types=True)
_declare("json(T) -> json", "make_json({f}, {0})", _json, "Any value as `json`.", takes_types=True)
_declare("to_str(json) -> str", "to_json({f}, {0})", _text, "Its JSON text.", takes_types=True)
_declare(
    "get(json, str) -> json?", "get({0}, {1})", at_path,
    "What is at a path such as `a.b[0]`; null if nothing is there, or the null of JSON.",
)  # fmt: skip
_declare(
    "get(json, i64) -> json?", "get({0}, {1})", _get,
    "The item of a list, negative from the end; null if there is none, or the null of JSON.",
)  # fmt: skip
for _step, _what in (("str", "value of a name"), ("i64", "item at a position")):
    _declare(f"[](json, {_step}) -> json", "item({at}, {0}, {1})", _item, f"The {_what}; fails if absent.",
             may_raise=True)  # fmt: skip
_declare("is_null(json) -> bool", "is_null({0})", lambda j: j is JSON_NULL, "Whether it is the null of JSON.")
_declare("as_str(json) -> str?", "as_str({0})", _as(t.STR), "The text that it is, or null.")
_declare("as_bool(json) -> bool?", "as_bool({0})", _as(t.BOOL), "True or false, if it is that, or null.")
_declare("as_i64(json) -> i64?", "as_i64({0})", _as(t.I64), "The integer that it is, or null.")
_declare("as_u64(json) -> u64?", "as_u64({0})", _as(t.U64), "The integer that it is, or null.")
_declare("as_f64(json) -> f64?", "as_f64({0})", _as(t.F64), "The number that it is, to the nearest f64, or null.")
_declare("as_list(json) -> list<json>?", "as_list({f}, {0})", _as(t.List(t.JSON)), "The items of a list, or null.")
_declare(
    "as_map(json) -> map<str, json>?", "as_map({f}, {0})", _as(t.Map(t.STR, t.JSON)),
    "The values of a record by name, or null.",
)  # fmt: skip
