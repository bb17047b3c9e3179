"""Which types hold all values of others, and what two types have in common."""

from __future__ import annotations

from sage.base.types import (
    BITS,
    ERROR,
    F64,
    FLOATS,
    NULL,
    SIGNED,
    UNSIGNED,
    Array,
    Field,
    List,
    Optional,
    Schema,
    Type,
    optional,
    required,
)


def widens(source: Type, target: Type) -> bool:
    """True when every value of `source` is a value of `target`, so that conversion is implicit."""
    if source == target or ERROR in (source, target):
        return True
    match source, target:
        case (_, Optional(item)) if source == NULL:
            return True
        case Optional(inner), Optional(item):
            return widens(inner, item)
        case _, Optional(item):
            return widens(source, item)
        case List(inner), List(item):
            return widens(inner, item)
        case Array(inner), List(item):
            return inner == item
        case Schema(), Schema():
            return _fields_widen(source, target)
    return _number_widens(source, target)


def _fields_widen(source: Schema, target: Schema) -> bool:
    known = source.by_name
    if any(name not in target for name in known):
        return False
    return all(widens(known[f.name].type, f.type) if f.name in known else not f.is_required for f in target.fields)


def _number_widens(source: Type, target: Type) -> bool:
    if source not in BITS or target not in BITS:
        return False
    if target in FLOATS:
        return BITS[source] < BITS[target] if source in FLOATS else target == F64 and BITS[source] <= 32
    if source in FLOATS or BITS[source] > BITS[target]:
        return False
    if (source in SIGNED) == (target in SIGNED):
        return True
    return source in UNSIGNED and BITS[source] < BITS[target]


def join(a: Type, b: Type) -> Type | None:
    """The smallest type both widen to, or None."""
    if ERROR in (a, b):
        return ERROR
    if a == NULL or b == NULL:
        return optional(b if a == NULL else a)
    if isinstance(a, Optional) or isinstance(b, Optional):
        item = join(required(a), required(b))
        return None if item is None else optional(item)
    if isinstance(a, Schema) and isinstance(b, Schema) and a.names == b.names and a != b:
        return _join_fields(a, b)
    if widens(a, b):
        return b
    if widens(b, a):
        return a
    if isinstance(a, Array) and isinstance(b, Array) and a.item == b.item:
        return List(a.item)
    for candidate in (*SIGNED, F64):
        if widens(a, candidate) and widens(b, candidate):
            return candidate
    return None


def _join_fields(a: Schema, b: Schema) -> Type | None:
    """Records of the same names, field by field."""
    fields: list[Field] = []
    for x, y in zip(a, b, strict=True):
        together = join(x.type, y.type)
        if together is None:
            return None
        fields.append(Field(x.name, together))
    return Schema(tuple(fields))
