"""What the language can do, declared once each: the decorators and the tables they fill.

function("lower(str) -> str", cpp="sage::fn::lower({f}, {0})", py=str.lower)
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Type
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Op
from sage.compiler.ir.slots import Window


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
            case "E":
                return isinstance(type, t.Enum)
            case "N":
                return type in t.NUMBERS
            case "K":
                return t.is_map_key(type)
            case "O":
                return type in t.NUMBERS or type in (t.STR, t.BYTES, t.BOOL, t.TIMESTAMP, t.DURATION)
            case _:
                return type != t.REGEX

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
    header: str = ""  # where the C++ is, unless every pipeline has it
    libraries: tuple[str, ...] = ()  # of others, that it needs; found by build/libraries.py
    returns: Callable[[Sequence[Any]], Type] | None = None  # the type of a call, where its arguments' values decide it
    takes_types: bool = False

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.params))}) -> {self.result}"


FUNCTIONS: dict[str, list[Function]] = {}

_TOKEN = re.compile(r"\s*(->|=>|[A-Za-z_][\w.]*|[^\sA-Za-z_])")


def function(
    signature: str,
    *,
    cpp: str,
    py: Callable[..., Any],
    doc: str = "",
    may_raise: bool = False,
    nondeterministic: bool = False,
    typed: bool = False,
    header: str = "",
    libraries: tuple[str, ...] = (),
    returns: Callable[[Sequence[Any]], Type] | None = None,
    takes_types: bool = False,
) -> Function:
    """Declare one overload of a function.

    Args:
        signature: `name(types) -> type`; operators stand under their symbol. Type variables: I any integer, F any
            float, N any number, O any ordered type, E any enum, K any type of a key of a map, T any type; a digit may
            follow.
            Beside the types of the language there is `fn(T1) => T2`, which a lambda fits; `array<T>` is of any size.
        cpp: the C++ expression; `{0}` .. are the arguments, `{f}` the frame, `{at}` frame and site.
        py: the meaning; takes and returns Python values, raises RecordError.
        may_raise: evaluation may fail the record.
        nondeterministic: evaluation may differ when repeated.
        typed: `py` takes the result type as the keyword `type`.
        header: where the C++ function is, if not in a header that every pipeline includes.
        libraries: those of others that the C++ function needs; they are linked to the pipelines that call it.
        takes_types: `py` takes the types of its arguments as the keyword `types`.
        returns: the type of a call whose checked arguments, as expressions, decide more than their types do.
    """
    name, params, result = _signature(signature)
    effects = Effect.NONE
    if may_raise:
        effects |= Effect.MAY_RAISE
    if nondeterministic:
        effects |= Effect.NONDETERMINISTIC
    declared = Function(name, params, result, cpp, py, effects, typed, doc, header, libraries, returns, takes_types)
    FUNCTIONS.setdefault(declared.name, []).append(declared)
    return declared


@dataclass(frozen=True)
class Setting:
    """The last parameter of an aggregate that is the same for all rows: it is known before the program runs, lies
    between two numbers, and may be given by its name."""

    name: str
    least: float
    most: float = math.inf


@dataclass(frozen=True)
class ByTime:
    """What an aggregate is where rows have a time, which it is given as one more argument: its C++ and its Python."""

    cpp: str
    py: Callable[[Type], Any]


@dataclass(frozen=True)
class Aggregate(Function):
    """One overload of an aggregate, a function of the rows of a group."""

    skips_null: bool = True  # an argument may be optional; rows where it is null do not count
    optional_result: bool = False  # of an optional argument the result is optional too: null without a value
    setting: Setting | None = None  # what its last parameter is
    by_time: ByTime | None = None  # what it is where rows have a time, if that is something else
    in_parts: bool = False  # it comes to the same whatever parts of a group it is put together of

    def result_type(self, match: Any) -> Type:
        """The type of a call, given how it fits the signature (check.calls.Match)."""
        nulls = any(isinstance(a.type, t.Optional) for a in match.args)
        return t.optional(match.result) if nulls and self.optional_result else match.result

    def takes_time(self, *, timed: bool) -> bool:
        """True if the accumulator is given the row's time after its arguments; `timed` tells that rows have one."""
        return timed and self.by_time is not None

    def accumulator(self, type: Type, *, timed: bool = False) -> Any:
        """The aggregate of a new group in Python: `check(*args)`, `add(*args)`, `merge(other)` and `result()`."""
        return self.by_time.py(type) if timed and self.by_time is not None else self.py(type)

    def accumulator_cpp(self, types: Sequence[str], nullable: bool, *, timed: bool = False) -> str:
        """The C++ type of the aggregate of a group, given those of its arguments, without null; `nullable` tells that
        there is an optional one among them."""
        inner = (self.by_time.cpp if timed and self.by_time is not None else self.cpp).format(*types)
        return f"sage::agg::Nullable<{inner}>" if nullable else inner


AGGREGATES: dict[str, list[Aggregate]] = {}


def aggregate(
    signature: str,
    *,
    cpp: str,
    py: Callable[[Type], Any],
    doc: str = "",
    may_raise: bool = False,
    skips_null: bool = True,
    optional_result: bool = False,
    setting: Setting | None = None,
    by_time: ByTime | None = None,
    in_parts: bool = False,
) -> Aggregate:
    """Declare one overload of an aggregate.

    Args:
        signature: as of a function; an argument may be optional, which the signature does not say.
        cpp: the C++ class with `add`, `merge`, `result` and, if it may fail, `check` and `check_merge`; `{0}` .. are
            the types of the arguments.
        py: makes the accumulator of a group for a result type (accumulators.py).
        may_raise: a row may not fit, which fails it and leaves the group as it was.
        skips_null: rows where an argument is null do not count.
        optional_result: of an optional argument the result is optional too, null for a group without a value.
        setting: what the last parameter is, if it is the same for all rows.
        by_time: what it is where rows have a time, if that is something else.
        in_parts: it comes to the same whatever parts of a group it is put together of, and fits in the object alone.
    """
    name, params, result = _signature(signature)
    effects = Effect.MAY_RAISE if may_raise else Effect.NONE
    header = f"sage/agg/{name}.hpp"
    declared = Aggregate(
        name, params, result, cpp, py, effects, True, doc, header,
        skips_null=skips_null, optional_result=optional_result, setting=setting, by_time=by_time, in_parts=in_parts,
    )  # fmt: skip
    AGGREGATES.setdefault(declared.name, []).append(declared)
    return declared


def _signature(signature: str) -> tuple[str, tuple[Type, ...], Type]:
    name, parenthesis, rest = signature.partition("(")
    reader = _Reader(parenthesis + rest)
    reader.expect("(")
    params = reader.types(")")
    reader.expect("->")
    return name.strip(), params, reader.type()


class _Reader:
    """Reads the types of a signature: those of the language, type variables, and `fn(T1) => T2`."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)

    def expect(self, token: str) -> None:
        found = self.tokens.pop(0)
        assert found == token, f"{found} in a signature, not {token}"

    def skip(self, token: str) -> bool:
        """Passes over a token if it comes next."""
        comes = bool(self.tokens) and self.tokens[0] == token
        del self.tokens[:comes]
        return comes

    def types(self, end: str) -> tuple[Type, ...]:
        made: list[Type] = []
        while not self.skip(end):
            made.append(self.type())
            self.skip(",")
        return tuple(made)

    def type(self) -> Type:
        made = self._required(self.tokens.pop(0))
        return t.Optional(made) if self.skip("?") else made

    def _required(self, token: str) -> Type:
        if token == "fn":
            self.expect("(")
            params = self.types(")")
            self.expect("=>")
            return t.Function(params, self.type())
        if token == "{":
            fields: list[t.Field] = []
            while not self.skip("}"):
                name = self.tokens.pop(0)
                self.expect(":")
                fields.append(t.Field(name, self.type()))
                self.skip(",")
            return t.schema(fields)
        if self.skip("<"):
            args = self.types(">")
            if token == "array":
                return t.Array(args[0], t.ANY_SIZE)
            return t.List(*args) if token == "list" else t.Map(*args)
        if token == "regex":
            return t.REGEX
        if token in t.SCALARS:
            return t.SCALARS[token]
        assert re.fullmatch("[EIFNOTKV][0-9]?", token), f"unknown type {token} in a signature"
        return Variable(token)


OPERATORS: dict[str, type[Any]] = {}  # of Ops, each with slots of its own
WINDOWS: dict[str, type[Any]] = {}  # the ways to put rows into windows, each with slots of its own
SOURCES: dict[str, type[Any]] = {}
SINKS: dict[str, type[Any]] = {}

C = TypeVar("C", bound="type[Op]")
W = TypeVar("W", bound="type[Window]")


def operator(word: str, *, cpp: str = "", header: str = "") -> Callable[[C], C]:
    """Declare an operator: the stage's word, its C++ class template (default: the class's own name) and the header in
    `sage/ops/` (default: the template's name in snake case)."""

    def declare(cls: C) -> C:
        cls.name = word
        cls.cpp = f"sage::ops::{cpp or cls.__name__}"
        cls.cpp_header = f"sage/ops/{header or _snake(cpp or cls.__name__)}.hpp"
        OPERATORS[word] = cls
        return cls

    return declare


def window(word: str) -> Callable[[W], W]:
    """Declare a way to put rows into windows: what stands after `window`."""

    def declare(cls: W) -> W:
        cls.word = word
        WINDOWS[word] = cls
        return cls

    return declare


CLOSERS: dict[tuple[str, str], type[Any]] = {}  # what closes windows, by the words of the stage and of the window


def closes(word: str, window: str, *, cpp: str, header: str = "") -> Callable[[C], C]:
    """Declare what a stage is over windows of a kind: its C++ class template, and the header in `sage/ops/` (default:
    the template's name in snake case)."""

    def declare(cls: C) -> C:
        cls.name = word
        cls.cpp = f"sage::ops::{cpp}"
        cls.cpp_header = f"sage/ops/{header or _snake(cpp)}.hpp"
        CLOSERS[word, window] = cls
        return cls

    return declare


def source(word: str, *, header: str) -> Callable[[C], C]:
    """Declare a source: what stands after `from`, and its header in `sage/io/`."""
    return _connector(SOURCES, word, header)


def sink(word: str, *, header: str) -> Callable[[C], C]:
    """Declare a sink: what stands after `into`, and its header in `sage/io/`."""
    return _connector(SINKS, word, header)


def _connector(table: dict[str, type[Any]], word: str, header: str) -> Callable[[C], C]:
    def declare(cls: C) -> C:
        cls.name = word
        cls.cpp = f"sage::io::{cls.__name__}"
        cls.cpp_header = f"sage/io/{header}.hpp"
        table[word] = cls
        return cls

    return declare


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
