"""Random expressions of a type, out of columns, literals, operators and every function of the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from random import Random

from sage.base import types as t
from sage.base.types import List, Optional, Schema, Type
from sage.compiler.check.calls import replaced
from sage.compiler.library import functions as _functions  # noqa: F401  fills the table
from sage.compiler.library.registry import FUNCTIONS, Variable

Columns = Mapping[str, Type]

SCALARS = (t.BOOL, t.I64, t.I32, t.U8, t.U64, t.F64, t.F32, t.STR, t.TIMESTAMP, t.DURATION, t.BYTES)
LISTS = (List(t.I64), List(t.STR), List(Optional(t.F64)))
TYPES: tuple[Type, ...] = SCALARS + LISTS
ORDERED = SCALARS

_INFIX = frozenset(["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "in", "like"]) | {"not in"}
# What differs each time, makes huge values of small ones, or takes constants of its own.
_LEFT_OUT = frozenset(("now", "range", "pad_start", "pad_end", "format", "parse_time"))

_LITERALS: dict[Type, tuple[str, ...]] = {
    t.BOOL: ("true", "false"),
    t.I64: ("0", "1", "2", "3", "(-1)", "7", "100", "9223372036854775807", "(-9223372036854775808)", "4294967296"),
    t.I32: ("0", "1", "(-2)", "5", "2147483647", "(-2147483648)"),
    t.U8: ("0", "1", "2", "200", "255"),
    t.U64: ("0", "1", "3", "18446744073709551615", "9223372036854775808"),
    t.F64: ("0.0", "1.0", "(-0.0)", "0.5", "(-2.5)", "1e300", "(0.0 / 0.0)", "(1.0 / 0.0)", "1e-310", "3.0"),
    t.F32: ("0.0", "0.5", "(-1.5)", "3e38", "16777217.0"),
    t.STR: ('""', '"a"', '"ab"', '"é"', '" b "', '"A\\n"', '"\\u{1F600}x"', '"%"', '"_a%"', '"12"', '"-1.5e3"',
            '"2026-01-01"'),
    t.TIMESTAMP: ('ts"1970-01-01"', 'ts"2026-02-03T04:05:06.789Z"', 'ts"0001-01-01"',
                  'ts"9999-12-31T23:59:59.999999Z"'),
    t.DURATION: ("0s", "1us", "1h30m", "(-5s)", "1d", "7d"),
    t.BYTES: ('b""', 'b"a"', 'b"\\x00\\xff"'),
}  # fmt: skip


class Expressions:
    """Makes expressions over the columns of a row. They are well typed but for what only the checker knows."""

    def __init__(self, random: Random, columns: Columns) -> None:
        self.random, self.columns = random, columns

    def of(self, type: Type, depth: int = 2) -> str:
        """An expression of a type, or of one that widens to it."""
        ways = [self._column] * 3 + [self._literal] + [self._call] * 4 + [self._choice] + [self._other] * 2
        for _ in range(8):
            way = self.random.choice(ways if depth > 0 else ways[:4])
            made = way(type, depth)
            if made is not None:
                return made
        return self._literal(type, depth) or self._plain(type)

    def condition(self, depth: int = 2) -> str:
        return self.of(t.BOOL, depth)

    def any_type(self) -> Type:
        """A type that a column may have."""
        type = self.random.choice(TYPES)
        return Optional(type) if self.random.random() < 0.25 else type

    # ------------------------------------------------------------ ways to make one

    def _column(self, type: Type, depth: int) -> str | None:
        fitting = [name for name, have in self.columns.items() if have == type or t.widens(have, type)]
        return _quoted(self.random.choice(fitting)) if fitting else None

    def _literal(self, type: Type, depth: int) -> str | None:
        if isinstance(type, Optional):
            return self._literal(type.item, depth)
        return self.random.choice(_LITERALS[type]) if type in _LITERALS else None

    def _plain(self, type: Type) -> str:
        match type:
            case Optional(item):
                return f"none_if({self._plain(item)}, {self._plain(item)})"
            case List(item):
                return f"[{', '.join(self.of(item, 0) for _ in range(self.random.randint(1, 3)))}]"
            case Schema():
                return "{" + ", ".join(f"{f.name}: {self.of(f.type, 0)}" for f in type) + "}"
        return self.random.choice(_LITERALS.get(type, ("0", "1", "5")))

    def _call(self, type: Type, depth: int) -> str | None:
        found = instances().get(type)
        if not found:
            return None
        name, params = self.random.choice(found)
        return _written(name, [self.of(p, depth - 1) for p in params])

    def _choice(self, type: Type, depth: int) -> str | None:
        yes, no = self.of(type, depth - 1), self.of(type, depth - 1)
        if isinstance(type, Optional) and self.random.random() < 0.5:
            no = "null"
        return f"(if {self.condition(depth - 1)} then {yes} else {no})"

    def _other(self, type: Type, depth: int) -> str | None:
        """What is part of the language and no function."""
        inner = depth - 1
        match type:
            case t.BOOL:
                return self._logic(inner)
            case Optional(item):
                return self.of(item, inner)
            case List(item):
                return f"[{', '.join(self.of(item, inner) for _ in range(self.random.randint(1, 3)))}]"
            case Schema():
                return self._plain(type)
            case t.STR if self.random.random() < 0.4:
                holes = "".join(f"{{{self.of(self.random.choice(SCALARS), 0)}}}-" for _ in range(2))
                return f"f'{holes}'" if '"' in holes and "'" not in holes and "\\" not in holes else None
            case _ if type in t.INTEGERS and self.random.random() < 0.3:
                return f"({self.of(type, inner)}).wrap()"
        return f"({self.of(Optional(type), inner)} ?? {self.of(type, inner)})"

    def _logic(self, depth: int) -> str:
        pick = self.random.random()
        if pick < 0.35:
            return f"({self.condition(depth)} {self.random.choice(('and', 'or'))} {self.condition(depth)})"
        type = self.random.choice(ORDERED)
        if pick < 0.5:
            low, high = self.of(type, 0), self.of(type, 0)
            return f"({self.of(type, depth)} between {low} and {high})"
        optional = [_quoted(name) for name, have in self.columns.items() if isinstance(have, Optional)]
        if optional and pick < 0.8:
            column = self.random.choice(optional)
            word = self.random.choice(("is null or", "is not null and", "is null and", "is not null or"))
            have = self.columns[column.strip("`")]
            narrowed = Expressions(self.random, {**self.columns, column.strip("`"): t.required(have)})
            after = narrowed.condition(depth) if word in ("is null or", "is not null and") else self.condition(depth)
            return f"({column} {word} {after})"
        return f"({self.of(Optional(type), 0)} {self.random.choice(('==', '!='))} {self.of(Optional(type), 0)})"


def _written(name: str, args: list[str]) -> str:
    if name in _INFIX:
        return f"({args[0]} {name} {args[1]})"
    match name:
        case "neg":
            return f"(-{args[0]})"
        case "not":
            return f"(not {args[0]})"
        case "[]":
            return f"({args[0]})[{args[1]}]"
    return f"{name}({', '.join(args)})"


def _quoted(name: str) -> str:
    return name if name.isidentifier() else f"`{name}`"


@cache
def instances() -> dict[Type, list[tuple[str, tuple[Type, ...]]]]:
    """By the type of the result: every function with the types of its arguments, none of them a variable."""
    found: dict[Type, list[tuple[str, tuple[Type, ...]]]] = {}
    for name, overloads in FUNCTIONS.items():
        if name in _LEFT_OUT or name.startswith("wrap"):
            continue
        for function in overloads:
            for bound in _bindings(sorted({v.name for p in function.params for v in _variables(p)})):
                params = tuple(replaced(p, bound) for p in function.params)
                result = replaced(function.result, bound)
                if result in TYPES or t.required(result) in TYPES:
                    found.setdefault(result, []).append((name, params))
    return found


def _variables(type: Type) -> Iterator[Variable]:
    match type:
        case Variable():
            yield type
        case Optional(item) | List(item):
            yield from _variables(item)


def _bindings(names: list[str]) -> Iterator[dict[str, Type]]:
    if not names:
        yield {}
        return
    for rest in _bindings(names[1:]):
        for type in TYPES:
            if Variable(names[0]).accepts(type):
                yield {names[0]: type, **rest}
