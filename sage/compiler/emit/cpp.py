"""Types, values and expressions as C++ text."""

from __future__ import annotations

import math
import re

from sage.base import types as t
from sage.base.errors import InternalError
from sage.base.frozen import dataclass, field
from sage.base.types import List, Optional, Schema, Type
from sage.compiler.emit import enums
from sage.compiler.emit.blocks import block, is_block
from sage.compiler.emit.constants import json_constant, list_constant, map_constant
from sage.compiler.emit.names import escaped, identifier, literal
from sage.compiler.ir.blocks import Block
from sage.compiler.ir.code import (
    And,
    Call,
    Coalesce,
    Column,
    Const,
    Convert,
    Expr,
    GetField,
    If,
    IsNull,
    Let,
    Local,
    MakeList,
    MakeRecord,
    Or,
    Param,
    Place,
    Unwrap,
)  # fmt: skip
from sage.compiler.ir.lambdas import Lambda
from sage.compiler.ir.maps import MakeMap
from sage.compiler.ir.narrow import is_path
from sage.compiler.ir.variants import IsVariant, MakeVariant, Payload

SCALARS: dict[Type, str] = {
    t.BOOL: "bool", t.I8: "int8_t", t.I16: "int16_t", t.I32: "int32_t", t.I64: "int64_t", t.U8: "uint8_t",
    t.U16: "uint16_t", t.U32: "uint32_t", t.U64: "uint64_t", t.F32: "float", t.F64: "double",
    t.STR: "std::string_view", t.BYTES: "sage::Bytes", t.TIMESTAMP: "sage::Timestamp", t.DURATION: "sage::Duration",
    t.JSON: "sage::Json",
}  # fmt: skip


@dataclass
class Structs:
    """The structs of a program: one for each list of fields, and for each enum. Where a schema has defaults or other
    names outside, what comes in and goes out has a second struct that knows them; inside there are only names and
    types."""

    names: dict[tuple[object, ...], str] = field(default_factory=dict)
    schemas: dict[str, tuple[Schema | t.Enum, bool]] = field(
        default_factory=dict
    )  # and whether it is one for the outside

    headers: set[str] = field(default_factory=set)  # that the types need, beside those of every pipeline

    def name(self, schema: Schema | t.Enum, outside: bool = False) -> str:
        """The struct of a schema or enum; made when it is first asked for."""
        outside = outside and differs_outside(schema)
        key = key_of(schema, outside)
        if key not in self.names:
            for part in schema.parts:
                self.of(part, outside)
            made = f"{'Value' if isinstance(schema, Schema) and schema.plain else 'Row'}{len(self.names)}"
            wanted = _struct_name(schema.name) if schema.name else made
            wanted += "Outside" if outside else ""
            while wanted in self.schemas:
                wanted += f"{len(self.names)}"
            self.names[key] = wanted
            self.schemas[wanted] = schema, outside
        return self.names[key]

    def of(self, type: Type, outside: bool = False) -> str:
        """A type as C++."""
        match type:
            case Optional(item):
                return f"std::optional<{self.of(item, outside)}>"
            case List(item):
                return f"sage::List<{self.of(item, outside)}>"
            case t.Array(item, size):
                return f"std::array<{self.of(item, outside)}, {size}>"
            case t.Map(key, value):
                self.headers.add("sage/base/map.hpp")
                return f"sage::Map<{self.of(key)}, {self.of(value, outside)}>"
            case Schema() | t.Enum():
                return self.name(type, outside)
            case _ if type in SCALARS:
                return SCALARS[type]
        raise InternalError(f"{type} has no C++ form")


def _struct_name(name: str) -> str:
    """A schema's name, kept apart from what the templates name: with a number behind, as constants, and `Whole`."""
    text = identifier(name)
    return f"{text}_" if re.fullmatch(r".*\d|k[A-Z].*|Whole", text) else text


def key_of(schema: Schema | t.Enum, outside: bool = False) -> tuple[object, ...]:
    """What makes two schemas or enums one struct."""
    if isinstance(schema, t.Enum):
        return (outside, schema.name, schema.names, *(_key(part) if outside else part for part in schema.parts))
    if outside:
        return (True, schema.plain, *((f.name, _key(f.type), f.outside_name, repr(f.default)) for f in schema))
    return (False, schema.plain, *((f.name, f.type) for f in schema))


def _key(type: Type) -> object:
    match type:
        case Schema() | t.Enum():
            return key_of(type, outside=True)
        case t.Array(item, size):
            return t.Array, size, _key(item)
        case _ if type.parts:
            return type.__class__, *map(_key, type.parts)
        case _:
            return type


def differs_outside(type: Type) -> bool:
    """True if files and payloads know more of a type than its names and types."""
    match type:
        case Schema():
            return any(f.outside_name != f.name or f.default is not t.MISSING or differs_outside(f.type) for f in type)
        case _:
            return any(map(differs_outside, type.parts))


@dataclass
class Sites:
    """The places where a record may fail, in the order of evaluation within an operator."""

    places: list[Place | None] = field(default_factory=list)

    def add(self, place: Place | None) -> int:
        self.places.append(place)
        return len(self.places) - 1


@dataclass
class Code:
    """Prints expressions. `row` is the C++ name of the row, `frame` of the frame, `params` of the parameters."""

    structs: Structs
    sites: Sites
    row: str = "r"
    frame: str = "f"
    params: str = "params"
    locals: dict[str, int] = field(default_factory=dict)
    growing: set[str] = field(default_factory=set)  # locals to which a loop adds

    def text(self, expr: Expr) -> str:
        """An expression as C++ of exactly its type."""
        match expr:
            case Const():
                return self.constant(expr.value, expr.type)
            case Column(name=name):
                return f"{self.row}.{identifier(name)}"
            case Param(name=name):
                return f"{self.params}.{identifier(name)}"
            case Local(name=name):
                return f"{self.local(name)}.value" if name in self.growing else self.local(name)
            case Let() | Block() if is_block(expr):
                return block(self, expr)
            case Let(name=name, value=value, body=body):
                return f"[&] {{ const auto {self.local(name)} = {self.text(value)}; return {self.text(body)}; }}()"
            case Lambda():
                return self._lambda(expr)
            case Call(function=function, args=(IsNull(value=value),)) if function.name == "not":
                return f"{self.text(value)}.has_value()"
            case Call():
                return self._call(expr)
            case Convert(value=value):
                return self._convert(value, expr.type)
            case Unwrap(value=value):
                return f"*{self.text(value)}" if is_path(value) else f"*({self.text(value)})"
            case IsNull(value=value):
                return f"!{self.text(value)}.has_value()"
            case Coalesce():
                return self._coalesce(expr)
            case If(condition=condition, yes=yes, no=no):
                return f"({self.text(condition)} ? {self.text(yes)} : {self.text(no)})"
            case And(left=left, right=right):
                return f"({self.text(left)} && {self.text(right)})"
            case Or(left=left, right=right):
                return f"({self.text(left)} || {self.text(right)})"
            case MakeRecord(values=values):
                return f"{self.structs.of(expr.type)}{{{', '.join(map(self.text, values))}}}"
            case GetField(value=value, name=name):
                inner = self.text(value)
                return f"({inner}).{identifier(name)}" if inner.startswith("*") else f"{inner}.{identifier(name)}"
            case MakeList(items=items):
                return self._list(items, expr.type)
            case MakeMap(keys=keys, values=values):
                return self._map(keys, values, expr.type)
        match expr:
            case MakeVariant(variant=variant, payload=payload) if isinstance(expr.type, t.Enum):
                return enums.made(expr.type, self.structs.of(expr.type), variant, self.text(payload))
            case IsVariant(value=value):
                return enums.tested(expr, self.text(value))
            case Payload(value=value):
                return enums.carried(expr, self.text(value))
        raise InternalError(f"{type(expr).__name__} has no C++ form")

    def constant(self, value: object, type: Type, outside: bool = False) -> str:
        """A value as C++ of exactly a type, or of its form outside."""
        if type == t.REGEX:
            return f"sage::regex<{literal(str(value))}>"
        cpp = self.structs.of(type, outside)
        if value is None:
            return f"{cpp}{{}}"
        match type:
            case Optional(item):
                return f"{cpp}{{{self.constant(value, item, outside)}}}"
            case Schema() if isinstance(value, dict):
                return f"{cpp}{{{', '.join(self.constant(value[f.name], f.type, outside) for f in type)}}}"
            case List(item) if isinstance(value, list):
                return list_constant(self.structs.of(item, outside), [self.constant(v, item, outside) for v in value])
            case t.Array(item) if isinstance(value, list):
                return f"{cpp}{{{{{', '.join(self.constant(v, item, outside) for v in value)}}}}}"
            case t.Map(key, item) if isinstance(value, dict):
                keys = [self.constant(k, key) for k in value]
                values = [self.constant(v, item, outside) for v in value.values()]
                return map_constant(self.structs.of(key), self.structs.of(item, outside), keys, values)
            case t.JSON:
                return json_constant(value, self._json_part)
            case t.Enum():
                if isinstance(value, t.Tagged):
                    inner = self.constant(value.value, type.payload_of(value.variant), outside)
                    return enums.made(type, cpp, value.variant, inner)
                return enums.made(type, cpp, str(value))
        match value:
            case bool():
                return "true" if value else "false"
            case float():
                return _float(value, type)
            case int() if type in (t.TIMESTAMP, t.DURATION):
                return f"{cpp}{{{_integer(value)}}}"
            case int():
                return f"{cpp}{{{_integer(value, type)}}}"
            case str():
                return f"{literal(value)}sv"
            case bytes():
                return 'sage::Bytes{"' + "".join(map(escaped, value)) + '"sv}'
        raise InternalError(f"{value!r} has no C++ form")

    def local(self, name: str) -> str:
        """The name of a local. It depends on the program alone, so that the same program is not built twice."""
        base, numbered, _ = name.rpartition("$")
        return identifier(f"{base}${self.locals.setdefault(name, len(self.locals) + 1)}" if numbered else name)

    def _lambda(self, expr: Lambda) -> str:
        assert isinstance(expr.type, t.Function)
        first = len(self.sites.places)
        read = {part.name for part in expr.body.walk() if isinstance(part, Local)}
        params = (
            f"const {self.structs.of(type)}&" + (f" {self.local(name)}" if name in read else "")
            for name, type in zip(expr.params, expr.type.params, strict=True)
        )
        result, body = self.structs.of(expr.type.result), self.text(expr.body)
        made = f"[&]({', '.join(params)}) -> {result} {{ return {body}; }}"
        end = len(self.sites.places)
        return made if end == first else f"sage::failing({self.frame}, {end}, {made})"

    def _call(self, expr: Call) -> str:
        args = [self.text(arg) for arg in expr.args]  # before the site: failures are numbered inside out

        def fill(match: re.Match[str]) -> str:
            word = match.group(1)
            if word == "f":
                return self.frame
            if word == "at":
                return f"sage::At{{{self.frame}, {self.sites.add(expr.place)}}}"
            if word == "type":
                return self.structs.of(expr.type)
            if word == "item":
                return self.structs.of(expr.type.parts[0])
            if word == "zone":
                zone = expr.args[-1]
                assert isinstance(zone, Const)
                return f"sage::zone<{literal(zone.value)}>"
            return args[int(word)]

        return re.sub(r"\{(\d+|f|at|type|item|zone)\}", fill, expr.function.cpp)

    def _convert(self, value: Expr, target: Type) -> str:
        cpp = self.structs.of(target)
        if isinstance(target, Optional):
            if not isinstance(value.type, Optional):
                inner = value if value.type == target.item else Convert(target.item, value)
                return f"{cpp}{{{self.text(inner)}}}"
        elif target in t.NUMBERS:
            return f"static_cast<{cpp}>({self.text(value)})"
        return f"sage::fn::widen<{cpp}>({self.frame}, {self.text(value)})"

    def _coalesce(self, expr: Coalesce) -> str:
        cpp = self.structs.of(expr.type)
        star = "" if isinstance(expr.type, Optional) else "*"
        value = self.text(expr.value)  # before what is evaluated after it: failures are numbered in that order
        otherwise = self.text(expr.otherwise)
        if is_path(expr.value):
            return f"({value} ? {star}{value} : {otherwise})"
        return f"[&]() -> {cpp} {{ const auto x = {value}; if (x) return {star}x; return {otherwise}; }}()"

    def _json_part(self, value: object) -> str:
        is_large = isinstance(value, int) and value > t.integer_range(t.I64)[1]
        types: dict[object, Type] = {int: t.U64 if is_large else t.I64, float: t.F64, str: t.STR}
        return self.constant(value, types[value.__class__])

    def _list(self, items: tuple[Expr, ...], type: Type) -> str:
        texts = [self.text(i) for i in items]
        if isinstance(type, t.Array):
            return f"{self.structs.of(type)}{{{{{', '.join(texts)}}}}}"
        assert isinstance(type, List)
        item = self.structs.of(type.item)
        if all(isinstance(i, Const) for i in items):
            return list_constant(item, texts)
        return f"sage::make_list<{item}>({self.frame}, {{{', '.join(texts)}}})"

    def _map(self, keys: tuple[Expr, ...], values: tuple[Expr, ...], type: Type) -> str:
        assert isinstance(type, t.Map)
        self.structs.of(type)
        key, value = self.structs.of(type.key), self.structs.of(type.value)
        names, texts = [self.text(k) for k in keys], [self.text(v) for v in values]
        if all(isinstance(v, Const) for v in values):
            return map_constant(key, value, names, texts)
        return f"sage::make_map<{key}, {value}>({self.frame}, {{{', '.join(names)}}}, {{{', '.join(texts)}}})"


def _integer(value: int, type: Type = t.I64) -> str:
    if type == t.U64:
        return f"{value}u"
    return "-9223372036854775807 - 1" if value == -(2**63) else str(value)


def _float(value: float, type: Type) -> str:
    cpp = SCALARS[type]
    if math.isnan(value):
        return f"std::numeric_limits<{cpp}>::quiet_NaN()"
    if math.isinf(value):
        return f"{'-' if value < 0 else ''}std::numeric_limits<{cpp}>::infinity()"
    return f"static_cast<float>({value!r})" if type == t.F32 else repr(value)
