"""Functions of the user's own C++, declared by `extern cpp`.

A call of one is a Call like any other, whose function is an ExternFunction. The reference cannot run it: evaluating it
raises NeedsNative. Whoever wants another meaning, such as the mock of a test, puts a Call of another Function in its
place, for example with `Op.map_exprs` and `Expr.substitute`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NoReturn

from sage.base import types as t
from sage.base.errors import NeedsNative
from sage.base.frozen import dataclass
from sage.base.source import Span
from sage.base.types import List, Optional, Schema, Type
from sage.compiler.ir.code import Call, Expr
from sage.compiler.ir.effects import Effect
from sage.compiler.library.registry import Function

_HEADER = "sage/fn/extern.hpp"
_SCALARS: dict[Type, str] = {
    t.BOOL: "bool", t.I8: "int8_t", t.I16: "int16_t", t.I32: "int32_t", t.I64: "int64_t", t.U8: "uint8_t",
    t.U16: "uint16_t", t.U32: "uint32_t", t.U64: "uint64_t", t.F32: "float", t.F64: "double",
    t.BYTES: "sage::Bytes", t.TIMESTAMP: "sage::Timestamp", t.DURATION: "sage::Duration",
}  # fmt: skip


@dataclass(frozen=True)
class ExternFunction(Function):
    """A function in C++ of the user's.

    `file` is the header of `symbol`; `names` are those of its parameters; `declared` is where the program tells of it.
    """

    symbol: str = ""
    file: str = ""
    names: tuple[str, ...] = ()
    declared: Span | None = None

    @property
    def signature(self) -> str:
        """How C++ should declare it."""
        params = (f"{passed(type)} {name}" for type, name in zip(self.params, self.names, strict=True))
        return f"{returned(self.result)} {self.symbol}({', '.join(params)})"


def extern_function(
    name: str,
    params: Iterable[tuple[str, Type]],
    result: Type,
    *,
    symbol: str,
    file: str,
    libraries: tuple[str, ...],
    pure: bool,
    declared: Span,
    doc: str = "",
) -> ExternFunction:
    """The function that a declaration tells of."""
    names, types = zip(*params, strict=True) if (params := tuple(params)) else ((), ())
    arguments = "".join(f", {{{i}}}" for i in range(len(types)))
    effects = Effect.MAY_RAISE if pure else Effect.MAY_RAISE | Effect.NONDETERMINISTIC | Effect.IO

    def cannot(*_: Any) -> NoReturn:
        raise NeedsNative(name)

    return ExternFunction(
        name, types, result, f"{wrapper(symbol)}({{at}}{arguments})", cannot, effects, False, doc, _HEADER, libraries,
        symbol=symbol, file=file, names=names, declared=declared,
    )  # fmt: skip


def wrapper(symbol: str) -> str:
    """The name of the function in generated code that calls a symbol."""
    return "extern_" + re.sub(r"\W+", "_", symbol.strip(":"))


def externs_in(exprs: Iterable[Expr]) -> list[ExternFunction]:
    """The functions of the user's C++ that expressions call, each once, in order."""
    calls = (part for expr in exprs for part in expr.walk() if isinstance(part, Call))
    return list(dict.fromkeys(c.function for c in calls if isinstance(c.function, ExternFunction)))


# ---------------------------------------------------------------- types in the user's C++


def is_passable(type: Type) -> bool:
    """True for types that C++ of the user's can take and give."""
    match type:
        case Schema():
            return all(is_passable(f.type) for f in type)
        case List() | Optional():
            return all(map(is_passable, type.parts))
        case _:
            return type == t.STR or type in _SCALARS


def passed(type: Type) -> str:
    """A type as that of a parameter."""
    return f"const {type.name or 'auto'}&" if isinstance(type, Schema) else _passed(type)


def _passed(type: Type) -> str:
    match type:
        case Optional(item):
            return f"std::optional<{_passed(item)}>"
        case List(item):
            return f"std::span<const {_inside(item)}>"
        case _:
            return _inside(type)


def _inside(type: Type) -> str:
    """A type as a part of a list or record, where it is as in generated code."""
    match type:
        case Optional(item):
            return f"std::optional<{_inside(item)}>"
        case List(item):
            return f"sage::List<{_inside(item)}>"
        case Schema():
            return type.name or "auto"
        case _:
            return _SCALARS.get(type, "std::string_view")


def returned(type: Type) -> str:
    """A type as that of a result."""
    match type:
        case Optional(item):
            return f"std::optional<{returned(item)}>"
        case List(item):
            return f"std::vector<{returned(item)}>"
        case Schema():
            return type.name or "auto"
        case _:
            return _SCALARS.get(type, "std::string")
