"""What the language can do, declared once each: the decorators and the tables they fill.

    function("lower(str) -> str", cpp="sage::fn::lower({f}, {0})", py=str.lower)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sage.base import types as t
from sage.base.types import Type
from sage.compiler.ir.effects import Effect


@dataclass(frozen=True)
class Variable(Type):
    """A type variable of a signature: one letter, one type in a call."""

    name: str

    def accepts(self, type: Type) -> bool:
        match self.name[0]:
            case "I":
                return type in t.INTEGERS
            case "F":
                return type in t.FLOATS
            case "N":
                return type in t.NUMBERS
            case "O":
                return type in t.NUMBERS or type in (t.STR, t.BYTES, t.BOOL, t.TIMESTAMP, t.DURATION)
            case _:
                return True

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Function:
    """One overload of a function: its types, its C++ and its meaning in Python."""

    name: str
    params: tuple[Type, ...]
    result: Type
    cpp: str
    py: Callable[..., Any]
    effects: Effect
    typed: bool
    doc: str

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.params))}) -> {self.result}"


FUNCTIONS: dict[str, list[Function]] = {}

_TOKEN = re.compile(r"\s*(->|[A-Za-z_][\w.]*|[^\sA-Za-z_])")


def function(
    signature: str,
    *,
    cpp: str,
    py: Callable[..., Any],
    doc: str = "",
    may_raise: bool = False,
    nondeterministic: bool = False,
    typed: bool = False,
) -> Function:
    """Declare one overload of a function.

    Args:
        signature: `name(types) -> type`; operators stand under their symbol. Type variables: I any integer, F any
            float, N any number, O any ordered type, T any type.
        cpp: the C++ expression; `{0}` .. are the arguments, `{f}` the frame, `{at}` frame and site.
        py: the meaning; takes and returns Python values, raises RecordError.
        may_raise: evaluation may fail the record.
        nondeterministic: evaluation may differ when repeated.
        typed: `py` takes the result type as the keyword `type`.
    """
    name, parenthesis, rest = signature.partition("(")
    tokens = _TOKEN.findall(parenthesis + rest)
    params, result = _signature(tokens)
    effects = Effect.NONE
    if may_raise:
        effects |= Effect.MAY_RAISE
    if nondeterministic:
        effects |= Effect.NONDETERMINISTIC
    declared = Function(name.strip(), params, result, cpp, py, effects, typed, doc)
    FUNCTIONS.setdefault(declared.name, []).append(declared)
    return declared


def _signature(tokens: list[str]) -> tuple[tuple[Type, ...], Type]:
    reader = iter(tokens)
    assert next(reader) == "("
    params: list[Type] = []
    token = next(reader)
    while token != ")":
        parsed, token = _type(token, reader)
        params.append(parsed)
        if token == ",":
            token = next(reader)
    assert next(reader) == "->"
    result, _ = _type(next(reader), reader)
    return tuple(params), result


def _type(token: str, reader: Iterator[str]) -> tuple[Type, str]:
    parsed: Type
    if token == "list":
        assert next(reader) == "<"
        item, after = _type(next(reader), reader)
        assert after == ">"
        parsed = t.List(item)
    elif token in t.SCALARS:
        parsed = t.SCALARS[token]
    else:
        assert re.fullmatch("[IFNOT][0-9]?", token), f"unknown type {token} in a signature"
        parsed = Variable(token)
    following = next(reader, "")
    if following == "?":
        return t.Optional(parsed), next(reader, "")
    return parsed, following
