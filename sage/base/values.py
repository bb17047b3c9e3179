"""Values of the language in Python, checked against their types; twin of C++ base/json.hpp and io/csv.hpp.

    from_json({"id": 1, "at": "2026-01-01"}, ORDER)      a payload to a value, or ValueError: `id: "x" is not an i64`
    to_json(value, ORDER)                                a value to what `json` and MessagePack hold
    json_text(value, ORDER)                              a value to its JSON text, as the executables write it
    from_text("abc", I64)                                a field of CSV to a value, or ValueError
    key_of(value), order_of(value, descending)           what makes values one key, and what sorts them

A record is a dict by field name; payloads have the names that fields have outside. docs/formats.md holds the rules.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import total_ordering
from typing import Any, Final

from sage.base import types as t
from sage.base.json_values import json_value, payload_of
from sage.base.numeric import fits, nearest_f32
from sage.base.strict_json import JsonNumber
from sage.base.text_forms import format_float, format_value, in_years, parse_value
from sage.base.types import MISSING, Array, Enum, Field, List, Map, Optional, Schema, Tagged, Type, required

TIME_UNITS: Final = {"s": 1_000_000, "ms": 1000, "us": 1, "ns": 0}

_MOST_SHOWN = 40
_FLAGS = (object(), object())  # what stands for false and true in keys
_NON_FINITE = ("NaN", "Infinity", "-Infinity")


class _Mismatch(ValueError):
    """A value that is not of its type, and the path to it as it becomes known on the way out."""

    def __init__(self, what: str, path: str = "") -> None:
        self.path, self.what = path, what

    def __str__(self) -> str:
        return f"{self.path.removeprefix('.')}: {self.what}" if self.path else self.what


# ---------------------------------------------------------------- payloads


def from_json(obj: Any, type: Type, time_unit: str = "") -> Any:
    """The value that a payload stands for. Raises ValueError with the reason if it stands for none.

    Args:
        obj: None, truth values, numbers, text, bytes, lists and dicts.
        type: what it should be.
        time_unit: s, ms, us or ns, if a timestamp may be an integer.
    """
    match type:
        case Optional(item):
            return None if obj is None else from_json(obj, item, time_unit)
        case List(item) | Array(item):
            if not isinstance(obj, list | tuple):
                raise _not_a(obj, type)
            if isinstance(type, Array) and len(obj) != type.size:
                count = f"{len(obj)} item{'' if len(obj) == 1 else 's'}"
                raise _Mismatch(f"a list of {count} is not one of {type.size}")
            return [_inside(f"[{i}]", value, item, time_unit) for i, value in enumerate(obj)]
        case Map():
            return _map_from_json(obj, type, time_unit)
        case t.JSON:
            return json_value(obj)
        case Schema(plain=True):
            return {"it": from_json(obj, type.fields[0].type, time_unit)}
        case Schema():
            return _record_from_json(obj, type, time_unit)
        case Enum():
            return _variant_from_json(obj, type, time_unit)
        case _:
            value = _scalar_from_json(obj, type, time_unit)
            if value is None:
                raise _not_a(obj, type)
            return value


def _map_from_json(obj: Any, type: Map, time_unit: str) -> dict[Any, Any]:
    if not isinstance(obj, dict):
        raise _not_a(obj, type)
    made = {}
    for name, value in obj.items():
        text = str(name)
        key = _key_from_text(text, type.key)
        if key is None:
            raise _Mismatch(f"the key {shown(text)} is not {a_type(type.key)}")
        made[key] = _inside(f"[{shown(text)}]", value, type.value, time_unit)
    return made


def _key_from_text(text: str, type: Type) -> Any:
    if isinstance(type, Enum):
        return text if type.get(text) is not None else None
    return parse_value(text, type)


def _record_from_json(obj: Any, schema: Schema, time_unit: str) -> dict[str, Any]:
    if not isinstance(obj, dict):
        raise _not_a(obj, schema)
    record = {}
    for field in schema:
        if field.outside_name in obj:
            record[field.name] = _inside(f".{field.outside_name}", obj[field.outside_name], field.type, time_unit)
        elif field.is_required:
            raise _Mismatch("missing", f".{field.outside_name}")
        else:
            record[field.name] = None if field.default is MISSING else field.default
    return record


def _variant_from_json(obj: Any, enum: Enum, time_unit: str) -> Any:
    """`"point"`, or `{"circle": 2.0}` for a variant that carries something."""
    name, is_bare = (next(iter(obj)), False) if isinstance(obj, dict) and len(obj) == 1 else (obj, True)
    variant = enum.get(name) if isinstance(name, str) else None
    if variant is None:
        raise _not_a(name, enum)
    if (variant.payload is None) != is_bare:
        raise _Mismatch("missing" if is_bare else "carries nothing", f".{name}")
    if variant.payload is None:
        return name
    return Tagged(name, _inside(f".{name}", obj[name], variant.payload, time_unit))


def _inside(step: str, obj: Any, type: Type, time_unit: str) -> Any:
    try:
        return from_json(obj, type, time_unit)
    except _Mismatch as error:
        error.path = step + error.path
        raise


def _scalar_from_json(obj: Any, type: Type, time_unit: str) -> Any:
    """None if it is not of the type."""
    match type:
        case t.BOOL:
            return obj if isinstance(obj, bool) else None
        case t.STR:
            return obj if isinstance(obj, str) else None
        case t.BYTES if isinstance(obj, bytes):
            return obj
        case t.F32 | t.F64:
            return _float_from_json(obj, type)
        case t.TIMESTAMP if not isinstance(obj, str):
            count = _scalar_from_json(obj, t.I64, "") if time_unit else None
            return None if count is None else timestamp_of(count, time_unit)
        case t.TIMESTAMP | t.DURATION | t.BYTES:
            return parse_value(obj, type) if isinstance(obj, str) else None
    if isinstance(obj, JsonNumber):
        return parse_value(obj.text, type)
    return obj if isinstance(obj, int) and not isinstance(obj, bool) and fits(obj, type) else None


def _float_from_json(obj: Any, type: Type) -> float | None:
    if isinstance(obj, JsonNumber):
        obj = parse_value(obj.text, type)
    elif isinstance(obj, str):
        obj = parse_value(obj, type) if obj in _NON_FINITE else None
    if isinstance(obj, bool) or not isinstance(obj, int | float):
        return None
    return nearest_f32(obj) if type == t.F32 else float(obj)


def to_json(value: Any, type: Type) -> Any:
    """A value as None, truth values, numbers, text, lists and dicts."""
    if value is None:
        return None
    match required(type):
        case List(item) | Array(item):
            return [to_json(v, item) for v in value]
        case Map(key, item):
            return {key_text(k, key): to_json(v, item) for k, v in value.items()}
        case t.JSON:
            return payload_of(value)
        case Schema(plain=True) as schema:
            return to_json(value["it"], schema.fields[0].type)
        case Schema() as schema:
            return {f.outside_name: to_json(value[f.name], f.type) for f in schema}
        case Enum() as enum if isinstance(value, Tagged):
            payload = enum.payload_of(value.variant)
            return {value.variant: to_json(value.value, payload)}
        case t.F32 | t.F64 as float_type:
            # An f32 becomes the f64 with the same shortest digits.
            return float(format_float(value, float_type)) if math.isfinite(value) else format_float(value)
        case t.TIMESTAMP | t.DURATION | t.BYTES as text_type:
            return format_value(value, text_type)
    return value


def key_text(key: Any, type: Type) -> str:
    """A key of a map as the name that it has outside."""
    return format_value(key, type)


def json_text(value: Any, type: Type) -> str:
    """A value as JSON without blanks, fields in their order."""
    return json.dumps(to_json(value, type), ensure_ascii=False, separators=(",", ":"))


def by_own_names(type: Type) -> Type:
    """The type with the names that fields have in the program."""
    parts = [by_own_names(part) for part in type.parts]
    if isinstance(type, Schema):
        return Schema(tuple(Field(f.name, part) for f, part in zip(type, parts, strict=True)))
    return type.over(parts) if parts else type


# ---------------------------------------------------------------- text of CSV


def from_text(text: str, type: Type, *, quoted: bool = False, nulls: Sequence[str] = ("",), time_unit: str = "") -> Any:
    """The value of a field of CSV. Raises ValueError with the reason if it has none."""
    if isinstance(type, Optional) and not quoted and text in nulls:
        return None
    value = None
    if required(type) == t.TIMESTAMP and time_unit and (count := parse_value(text, t.I64)) is not None:
        value = timestamp_of(count, time_unit)
    else:
        value = parse_value(text, type)
    if value is None:
        raise _Mismatch(f"{shown(text)} is not {a_type(type)}")
    return value


def to_text(value: Any, type: Type) -> str:
    """A value as a person reads it: text as it is, null as nothing, what has parts as JSON."""
    if value is None:
        return ""
    if t.is_text(required(type)):
        return format_value(value, type)
    return json_text(value, type)


def timestamp_of(count: int, time_unit: str) -> int | None:
    """A number of units since 1970 as a timestamp; None outside the years 1 to 9999."""
    micros = count // 1000 if time_unit == "ns" else count * TIME_UNITS[time_unit]
    return micros if in_years(micros) else None


# ---------------------------------------------------------------- keys and order


def key_of(value: Any) -> Any:
    """What is equal and hashable for values that are one key: all NaN are, and -0.0 is 0.0. Of maps and of records in
    json the order does not matter; and in json, true is not 1."""
    match value:
        case bool():
            return _FLAGS[value]
        case float():
            return "NaN" if value != value else value
        case list() | tuple():
            return tuple(map(key_of, value))
        case dict():
            return frozenset((name, key_of(item)) for name, item in value.items())
        case Tagged(variant, payload):
            return variant, key_of(payload)
    return value


def order_of(value: Any, descending: bool) -> Any:
    """What sorts values: NaN after every number and null after everything, whatever the direction."""
    if value is None:
        return (2,)
    if value != value:
        return (1,)
    return (0, _Reversed(value) if descending else value)


@total_ordering
class _Reversed:
    """The opposite order."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reversed) and self.value == other.value

    def __lt__(self, other: _Reversed) -> bool:
        return bool(other.value < self.value)


# ---------------------------------------------------------------- messages


def a_type(type: Type) -> str:
    """A type with its article, as messages name it."""
    match required(type):
        case List() | Array():
            return "a list"
        case Map():
            return "a map"
        case Schema():
            return "a record"
        case Enum(name=name):
            return f"a variant of {name}"
        case t.BYTES:
            return "base64"
        case t.JSON:
            return "json"
        case scalar:
            name = str(scalar)
            return f"{'an' if name[0] in 'if' else 'a'} {name}"


def shown(text: str) -> str:
    """Text as messages show it: a JSON string, cut after 40 characters."""
    cut = json.dumps(text[:_MOST_SHOWN], ensure_ascii=False)
    return cut + "..." if len(text) > _MOST_SHOWN else cut


def _not_a(obj: Any, type: Type) -> _Mismatch:
    match obj:
        case None:
            what = "null"
        case bool():
            what = "true" if obj else "false"
        case JsonNumber(text):
            what = text
        case int():
            what = str(obj)
        case float():
            what = format_float(obj)
        case str():
            what = shown(obj)
        case bytes():
            what = "bytes"
        case list() | tuple():
            what = "a list"
        case dict():
            what = "a record"
        case _:
            what = f"a Python {obj.__class__.__name__}"
    return _Mismatch(f"{what} is not {a_type(type)}")
