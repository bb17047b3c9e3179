"""Every declared function at concrete types, and how one call is written in a vector file: `upper(str)`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import sage.compiler.library.functions  # noqa: F401
from sage.base import types as t
from sage.base.errors import RecordError
from sage.base.text_forms import parse_value
from sage.base.types import List, Optional, Type
from sage.compiler.ir.code import Const
from sage.compiler.ir.effects import Effect
from sage.compiler.library.functions.zoned import is_zoned
from sage.compiler.library.registry import FUNCTIONS, Function, Variable

# What a type variable is tried with.
TYPES: dict[str, tuple[Type, ...]] = {
    "I": (*t.SIGNED, *t.UNSIGNED),
    "F": (t.F32, t.F64),
    "N": (*t.SIGNED, *t.UNSIGNED, t.F32, t.F64),
    "O": (t.I64, t.U8, t.F32, t.F64, t.STR, t.BYTES, t.BOOL, t.TIMESTAMP, t.DURATION),
    "K": (t.STR, t.I64, t.BOOL, t.DURATION),
    "V": (t.I32, Optional(t.F64)),
    "E": (),  # enums are tried in programs
    "T": (t.I32, t.F64, t.STR, Optional(t.F64), List(t.STR)),
}
# What a regular expression is tried with: runs of a class, which have a way of their own, and what RE2 does.
PATTERNS = (
    "[a-zX]+", r"[^\d,.]+", r"\w+", r"\s+", "a*", "", "^a?", ".$", r"(?i)[xß]|é(?P<last>.)?",
    r"(?P<a>[\p{L}])(?P<b>\pN)?(_|(?P<c>,|$))*",
)  # fmt: skip


ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia")


@dataclass(frozen=True)
class Failed:
    """The outcome of a call that has no value."""

    code: str
    reason: str


@dataclass(frozen=True)
class Instance:
    """A function with concrete types."""

    function: Function
    params: tuple[Type, ...]  # but for a regular expression or a time zone, which is known
    result: Type
    known: str = ""

    @property
    def name(self) -> str:
        known = f'"{self.known}"' if is_zoned(self.function) else f're"{self.known}"'
        shown = self.given([*map(str, self.params)], known)
        return f"{self.function.name}({', '.join(shown)})"

    def given(self, args: Sequence[Any], known: Any) -> list[Any]:
        """The arguments with the one that is known among them."""
        rest = iter(args)
        wanted = self.function.params
        if t.REGEX in wanted:
            return [known if p == t.REGEX else next(rest) for p in wanted]
        return [*args, known] if is_zoned(self.function) else list(args)

    def __call__(self, *args: Any) -> Any:
        options: dict[str, Any] = {"type": self.result} if self.function.typed else {}
        if self.function.takes_types:
            options["types"] = self.params
        try:
            return self.function.py(*self.given(args, self.known), **options)
        except RecordError as error:
            return Failed(error.code, error.reason)


def all_instances() -> list[Instance]:
    """Deterministic functions only, in the order of their names; of equal types the first overload is the one meant.

    Those of lambdas, records, arrays and enums are proven by programs, in tests/programs.
    """
    overloads = itertools.chain.from_iterable(FUNCTIONS[name] for name in sorted(FUNCTIONS))
    made = [i for f in overloads if _is_tried(f) for i in _instances(f)]
    return list({i.name: i for i in reversed(made)}.values())[::-1]


def readers() -> list[Instance]:
    """Not functions of the language: the text form of each type, read."""
    types = sorted(t.NUMBERS | {t.BOOL, t.TIMESTAMP, t.DURATION}, key=str)
    return [
        Instance(
            Function("reads", (t.STR,), Optional(type), "sage::fn::parse<{type}>({0})",
                     partial(parse_value, type=type), Effect.NONE, False, ""),
            (t.STR,),
            Optional(type),
        )
        for type in types
    ]  # fmt: skip


def _is_tried(function: Function) -> bool:
    return Effect.NONDETERMINISTIC not in function.effects and all(map(_is_known, (*function.params, function.result)))


def _is_known(type: Type) -> bool:
    match type:
        case Variable(name=name):
            return name[0] in TYPES
        case List(item) | Optional(item):
            return _is_known(item)
        case t.Map(key, item):
            return _is_known(key) and _is_known(item)
        case t.Schema(fields=fields):
            return not fields  # stands for the groups of a pattern
    return type in t.SCALARS.values() or type == t.REGEX


def _instances(function: Function) -> Iterator[Instance]:
    if t.REGEX in function.params:
        params = tuple(p for p in function.params if p != t.REGEX)
        for pattern in PATTERNS:
            known = [Const(p, pattern) for p in function.params]
            result = function.result if function.returns is None else function.returns(known)
            if not any(isinstance(part, t.Schema) and not part.fields for part in (result, *result.parts)):
                yield Instance(function, params, result, pattern)
        return
    if is_zoned(function):
        for zone in ZONES:
            yield Instance(function, function.params[:-1], function.result, zone)
        return
    names = sorted({v for param in function.params for v in _variables(param)})
    for types in itertools.product(*(TYPES[name[0]] for name in names)):
        bound = dict(zip(names, types, strict=True))
        params = tuple(_replaced(param, bound) for param in function.params)
        yield Instance(function, params, _replaced(function.result, bound))


def _variables(type: Type) -> Iterator[str]:
    if isinstance(type, Variable):
        yield type.name
    for part in type.parts:
        yield from _variables(part)


def _replaced(type: Type, bound: dict[str, Type]) -> Type:
    if isinstance(type, Variable):
        return bound[type.name]
    return type.over([_replaced(part, bound) for part in type.parts]) if type.parts else type
