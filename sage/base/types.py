"""Types and schemas, and how they are written.

Values of a type in Python: bool, int, float, str and bytes as themselves; `timestamp` and `duration` as int
microseconds (UTC); lists as list, maps and records as dict, null as None. A variant of an enum is its name as str, or
`Tagged(name, payload)` if it carries something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final

from sage.base.frozen import dataclass, field, replace


@dataclass(frozen=True)
class Type:
    """The root of all types. Types are values: equal when they describe the same set of values."""

    @property
    def parts(self) -> tuple[Type, ...]:
        """The types that this one is made of, in the order in which they are written."""
        return ()

    def over(self, parts: Sequence[Type]) -> Type:
        """The same type over other parts."""
        return self


@dataclass(frozen=True)
class Scalar(Type):
    """A type without parts, known by its name."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Optional(Type):
    """`T?`: a value of the item type, or null."""

    item: Type

    @property
    def parts(self) -> tuple[Type, ...]:
        return (self.item,)

    def over(self, parts: Sequence[Type]) -> Type:
        return optional(parts[0])

    def __str__(self) -> str:
        return f"({self.item})?" if isinstance(self.item, Function) else f"{self.item}?"


@dataclass(frozen=True)
class List(Type):
    """`list<T>`: any number of items."""

    item: Type

    @property
    def parts(self) -> tuple[Type, ...]:
        return (self.item,)

    def over(self, parts: Sequence[Type]) -> Type:
        return List(parts[0])

    def __str__(self) -> str:
        return f"list<{self.item}>"


ANY_SIZE: Final = 0  # of an array in the signature of a function


@dataclass(frozen=True)
class Array(Type):
    """`array<T, N>`: exactly `size` items."""

    item: Type
    size: int

    @property
    def parts(self) -> tuple[Type, ...]:
        return (self.item,)

    def over(self, parts: Sequence[Type]) -> Type:
        return Array(parts[0], self.size)

    def __str__(self) -> str:
        return f"array<{self.item}, {self.size or 'N'}>"


@dataclass(frozen=True)
class Map(Type):
    """`map<K, V>`: values by key, in the order of insertion."""

    key: Type
    value: Type

    @property
    def parts(self) -> tuple[Type, ...]:
        return (self.key, self.value)

    def over(self, parts: Sequence[Type]) -> Type:
        return Map(parts[0], parts[1])

    def __str__(self) -> str:
        return f"map<{self.key}, {self.value}>"


@dataclass(frozen=True)
class Function(Type):
    """What a function of a list takes: `T => U`, `fn(T, T) => U`. Never the type of a column."""

    params: tuple[Type, ...]
    result: Type

    @property
    def parts(self) -> tuple[Type, ...]:
        return (*self.params, self.result)

    def over(self, parts: Sequence[Type]) -> Type:
        return Function(tuple(parts[:-1]), parts[-1])

    def __str__(self) -> str:
        if len(self.params) == 1:
            return f"{self.params[0]} => {self.result}"
        return f"fn({', '.join(map(str, self.params))}) => {self.result}"


@dataclass(frozen=True)
class Variant:
    """One of the forms of an enum, with the type of what it carries, or None."""

    name: str
    payload: Type | None = None


@dataclass(frozen=True)
class Tagged:
    """A value of an enum that carries something: its variant's name, and the payload."""

    variant: str
    value: Any


@dataclass(frozen=True)
class Enum(Type):
    """A tagged union: one of its variants, with that variant's payload. Its parts are the payloads that there are."""

    name: str
    variants: tuple[Variant, ...]

    @property
    def parts(self) -> tuple[Type, ...]:
        return tuple(v.payload for v in self.variants if v.payload is not None)

    def over(self, parts: Sequence[Type]) -> Type:
        left = iter(parts)
        changed = (v if v.payload is None else Variant(v.name, next(left)) for v in self.variants)
        return Enum(self.name, tuple(changed))

    @property
    def is_plain(self) -> bool:
        """True if no variant carries anything."""
        return all(v.payload is None for v in self.variants)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(v.name for v in self.variants)

    def get(self, name: str) -> Variant | None:
        return next((v for v in self.variants if v.name == name), None)

    def payload_of(self, name: str) -> Type:
        """What a variant carries, which is known to carry something."""
        return next(v.payload for v in self.variants if v.name == name and v.payload is not None)

    def __str__(self) -> str:
        return self.name


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()


@dataclass(frozen=True)
class EventTime:
    """What `@event_time` says: how much older than the newest row a row may be, and after how long without rows a
    stream no longer holds others back; None is what the pipeline is set to. In microseconds."""

    delay: int = 0
    idle: int | None = None


@dataclass(frozen=True)
class Field:
    """One named, typed place of a record. Only name and type count when schemas are compared."""

    name: str
    type: Type
    default: Any = field(default=MISSING, compare=False)
    outside: str | None = field(default=None, compare=False)
    attributes: frozenset[str] = field(default=frozenset(), compare=False)
    event_time: EventTime | None = field(default=None, compare=False)

    @property
    def outside_name(self) -> str:
        """The name in files and payloads: `@name("...")`, else the field's own."""
        return self.outside or self.name

    @property
    def is_required(self) -> bool:
        """True when an input without this field does not decode."""
        return self.default is MISSING and not isinstance(self.type, Optional)

    def __str__(self) -> str:
        return f"{self.name}: {self.type}"


@dataclass(frozen=True)
class Schema(Type):
    """The named, typed fields of a record; a record type is its schema.

    A stream of plain values (lines of text) has the one field `it` and `plain` set.
    """

    fields: tuple[Field, ...]
    name: str | None = field(default=None, compare=False)
    plain: bool = False

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {f.name: f for f in self.fields}

    def get(self, name: str) -> Field | None:
        return self.by_name.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.fields)

    @property
    def parts(self) -> tuple[Type, ...]:
        return tuple(f.type for f in self.fields)

    def over(self, parts: Sequence[Type]) -> Type:
        changed = (f if f.type == p else replace(f, type=p) for f, p in zip(self.fields, parts, strict=True))
        return replace(self, fields=tuple(changed))

    @property
    def value(self) -> Type:
        """The type of a row as a value: the record, or the plain value that it holds."""
        return self.fields[0].type if self.plain else self

    def with_type(self, name: str, type: Type) -> Schema:
        """The same fields, one of them with another type."""
        return replace(self, fields=tuple(replace(f, type=type) if f.name == name else f for f in self.fields))

    def __str__(self) -> str:
        if self.plain:
            return str(self.fields[0].type)
        return self.name or "{" + ", ".join(map(str, self.fields)) + "}"


def schema(fields: Sequence[Field], name: str | None = None) -> Schema:
    """A record schema of these fields."""
    return Schema(tuple(fields), name)


def plain(type: Type) -> Schema:
    """The schema of a stream of plain values."""
    return Schema((Field("it", type),), None, True)


def _scalar(name: str) -> Scalar:
    value = Scalar(name)
    SCALARS[name] = value
    return value


SCALARS: dict[str, Scalar] = {}
BOOL = _scalar("bool")
I8, I16, I32, I64 = map(_scalar, ("i8", "i16", "i32", "i64"))
U8, U16, U32, U64 = map(_scalar, ("u8", "u16", "u32", "u64"))
F32, F64 = map(_scalar, ("f32", "f64"))
STR, BYTES = map(_scalar, ("str", "bytes"))
TIMESTAMP, DURATION = map(_scalar, ("timestamp", "duration"))
JSON = _scalar("json")  # a dynamic value

NULL = Scalar("null")  # of the literal `null` alone, until its context gives it a type
ERROR = Scalar("error")  # of an expression that is wrong; silences what depends on it
REGEX = Scalar("regex")  # of a literal re"..."; never the type of a column

SIGNED = (I8, I16, I32, I64)
UNSIGNED = (U8, U16, U32, U64)
INTEGERS = frozenset(SIGNED + UNSIGNED)
FLOATS = frozenset((F32, F64))
NUMBERS = INTEGERS | FLOATS

BITS: dict[Type, int] = {I8: 8, I16: 16, I32: 32, I64: 64, U8: 8, U16: 16, U32: 32, U64: 64, F32: 32, F64: 64}


def integer_range(type: Type) -> tuple[int, int]:
    """The least and the largest value of an integer type."""
    bits = BITS[type]
    return (0, 2**bits - 1) if type in UNSIGNED else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def optional(type: Type) -> Type:
    """`T?`; an optional type, null and error stay as they are."""
    return type if isinstance(type, Optional) or type in (NULL, ERROR) else Optional(type)


def required(type: Type) -> Type:
    """The type without null."""
    return type.item if isinstance(type, Optional) else type


def is_map_key(type: Type) -> bool:
    """True for the types that a map may have as keys: those of which equal values have one text."""
    if isinstance(type, Enum):
        return type.is_plain
    return type in INTEGERS or type in (STR, BOOL, BYTES, TIMESTAMP, DURATION)


def is_text(type: Type) -> bool:
    """True for types that have one text form, so that a value fits a cell or a flag."""
    return type.is_plain if isinstance(type, Enum) else isinstance(type, Scalar) and type != JSON


def is_vague(type: Type) -> bool:
    """True where null is all that is known of a type or of a part of it, as of `null`, `[]` and `{a: null}`."""
    return type == NULL or any(map(is_vague, type.parts))
