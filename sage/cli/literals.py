"""A value as a program writes it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from sage.base import types as t
from sage.base.text_forms import format_float, format_value, variant_of
from sage.base.types import Array, List, Map, Optional, Schema, Type
from sage.compiler.syntax.statements import RESERVED

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}
_FIRST_DAY = "1970-01-01T"


class NoLiteral(ValueError):
    """There is no way to write the value as a literal."""


def literal(value: Any, type: Type) -> str:
    """The value as the expected side of a test may hold it. Raises NoLiteral."""
    return _written(value, type, strict=True)


def shown(value: Any, type: Type) -> str:
    """The value for a reader: as a literal, if there is one."""
    return _written(value, type, strict=False)


def _written(value: Any, type: Type, *, strict: bool) -> str:
    if value is None:
        return "null"
    match t.required(type):
        case List(item=item) | Array(item=item):
            return "[" + ", ".join(_written(v, item, strict=strict) for v in value) + "]"
        case Map(key=t.STR | t.Enum(), value=item):
            return _braces(value, lambda v: _written(v, item, strict=strict))
        case Map(key=key, value=item):
            entries = (
                f"{{key: {literal(k, key)}, value: {_written(v, item, strict=strict)}}}" for k, v in value.items()
            )
            return f"map_of([{', '.join(entries)}])"
        case t.JSON:
            return _json(value)
        case Schema(plain=True) as row:
            return _written(value["it"], row.fields[0].type, strict=strict)
        case Schema() as record:
            fields = (f"{_name(f.name)}: {_written(value[f.name], f.type, strict=strict)}" for f in record)
            return "{" + ", ".join(fields) + "}"
        case Optional(item=item):
            return _written(value, item, strict=strict)
        case t.Enum() as enum:
            return _variant(value, enum, strict=strict)
        case scalar:
            return _scalar(value, scalar, strict=strict)


def _variant(value: Any, enum: t.Enum, *, strict: bool) -> str:
    """A variant by its name; where none carries anything, as text, which needs no name of the enum."""
    if enum.is_plain:
        return quoted(value)
    name = f"{enum}.{_name(variant_of(value))}"
    if not isinstance(value, t.Tagged):
        return name
    return f"{name}({_written(value.value, enum.payload_of(value.variant), strict=strict)})"


def _json(value: Any) -> str:
    match value:
        case list():
            return "[" + ", ".join(map(_json, value)) + "]"
        case dict():
            return _braces(value, _json)
        case bool():
            return format_value(value, t.BOOL)
        case str():
            return quoted(value)
        case float():
            return _scalar(value, t.F64, strict=True)
    return str(value)


def _braces(value: dict[str, Any], written: Callable[[Any], str]) -> str:
    """Values by text, which needs quotes where it is no name."""
    names = (name if name.isidentifier() and name not in RESERVED else quoted(name) for name in value)
    return "{" + ", ".join(f"{name}: {written(item)}" for name, item in zip(names, value.values(), strict=True)) + "}"


def _scalar(value: Any, type: Type, *, strict: bool) -> str:
    match type:
        case t.STR:
            return quoted(value)
        case t.F32 | t.F64 if not math.isfinite(value):
            if strict:
                raise NoLiteral(format_float(value))
            return format_float(value)
        case t.F32 | t.F64:
            text = format_float(value, type)
            return text if any(c in text for c in ".e") else f"{text}.0"
        case t.TIMESTAMP:
            text = format_value(value, type)
            return f'ts"{text.removeprefix(_FIRST_DAY).removesuffix("Z") if text.startswith(_FIRST_DAY) else text}"'
        case t.BYTES:
            return 'b"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in value) + '"'
        case t.BOOL | t.DURATION:
            return format_value(value, type)
        case _ if type in t.INTEGERS:
            return str(value)
        case _:
            if strict:
                raise NoLiteral(f"a value of type {type}")
            return str(value)


def quoted(text: str) -> str:
    """Text between quotes."""
    return '"' + "".join(_ESCAPES.get(c) or (c if c.isprintable() else f"\\u{{{ord(c):X}}}") for c in text) + '"'


def _name(name: str) -> str:
    """A name, quoted if it could be read as something else."""
    return name if name.isidentifier() and name not in RESERVED else f"`{name}`"
