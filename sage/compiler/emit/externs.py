"""The user's own C++ in a generated program: the headers it includes, and a function for each that it calls.

The comment above such a function says how C++ should declare what it calls; build/externs.py reads it when that is
found to be otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from sage.base.frozen import dataclass
from sage.base.types import List, Optional, Schema, Type
from sage.compiler.emit.cpp import Structs
from sage.compiler.emit.names import identifier, literal
from sage.compiler.ir.code import Place
from sage.compiler.library.externs import ExternFunction, wrapper


@dataclass(frozen=True)
class Extern:
    """A function that calls one of the user's, and the header of that, where no other has included it."""

    include: str | None
    doc: str
    head: str
    call: str
    place: Place | None


def externs(functions: Sequence[ExternFunction], structs: Structs) -> tuple[Extern, ...]:
    """The functions to print. Their schemas get their names here: before any other record has one."""
    for function in functions:
        for type in (*function.params, function.result):
            _name(type, structs)
    included: set[str] = set()
    made: list[Extern] = []
    for function in functions:
        is_new = function.file not in included
        included.add(function.file)
        place = Place(function.declared) if function.declared is not None else None
        include = literal(function.file) if is_new else None
        doc = f"extern {function.name} of {literal(function.file)}: {function.signature}"
        made.append(Extern(include, doc, *_function(function, structs), place))
    return tuple(made)


def _name(type: Type, structs: Structs) -> None:
    match type:
        case Schema():
            structs.name(type)
        case List(item) | Optional(item):
            _name(item, structs)


def _function(function: ExternFunction, structs: Structs) -> tuple[str, str]:
    """Its head, and what it does."""
    names = [identifier(name) for name in function.names]
    pairs = list(zip(function.params, names, strict=True))
    params = ", ".join(["sage::At at_", *(f"const {structs.of(type)}& {name}" for type, name in pairs)])
    args = ", ".join(f"sage::passed({name})" for name in names)
    result = structs.of(function.result)
    symbol = "::" + function.symbol.removeprefix("::")
    call = f"return sage::call_extern<{result}>(at_, [&] {{ return {symbol}({args}); }});"
    return f"inline {result} {wrapper(function.symbol)}({params})", call
