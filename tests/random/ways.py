"""The ways to make an expression: one small function for each part of the language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sage.base import types as t
from sage.base.types import List, Optional, Schema, Type
from sage.compiler.check.calls import replaced
from sage.compiler.library import functions as _functions  # noqa: F401  fills the table
from sage.compiler.library.registry import FUNCTIONS, Function, Variable
from tests.random.kinds import SCALARS, any_type, literal
from tests.random.scope import Expressions, quoted, way

_INFIX = frozenset(["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "in", "like"]) | {"not in"}
# What differs each time, makes huge values of small ones, or takes constants of its own.
_LEFT_OUT = frozenset(("now", "range", "pad_start", "pad_end", "format", "parse_time", "capture", "capture_all", "env"))


@way(4, leaf=True)
def column(m: Expressions, type: Type, depth: int) -> str | None:
    fitting = m.fitting(type)
    return m.random.choice(fitting) if fitting else None


@way(1, leaf=True)
def constant(m: Expressions, type: Type, depth: int) -> str | None:
    return literal(m.random, t.required(type))


@way(5)
def call(m: Expressions, type: Type, depth: int) -> str | None:
    """A function of the library, operators included, whose result can be the type."""
    found = makers(type)
    if not found:
        return None
    name = m.random.choice(list(found))
    function, bound = m.random.choice(found[name])
    return called(m, function, bound, depth)


@way(1)
def choice(m: Expressions, type: Type, depth: int) -> str | None:
    yes, no = m.of(type, depth - 1), m.of(type, depth - 1)
    if isinstance(type, Optional) and m.random.random() < 0.5:
        no = "null"
    return f"(if {m.condition(depth - 1)} then {yes} else {no})"


@way(1)
def coalesced(m: Expressions, type: Type, depth: int) -> str | None:
    if isinstance(type, Optional):
        return None
    return f"({m.of(Optional(type), depth - 1)} ?? {m.of(type, depth - 1)})"


@way(1)
def there(m: Expressions, type: Type, depth: int) -> str | None:
    """What is wanted optional may be there in any case."""
    return m.of(type.item, depth - 1) if isinstance(type, Optional) else None


@way(2)
def parts(m: Expressions, type: Type, depth: int) -> str | None:
    """Lists and records written out."""
    match type:
        case List(item):
            return f"[{', '.join(m.of(item, depth - 1) for _ in range(m.random.randint(1, 3)))}]"
        case Schema():
            return "{" + ", ".join(f"{f.name}: {m.of(f.type, depth - 1)}" for f in type) + "}"
    return None


@way(1)
def text_with_holes(m: Expressions, type: Type, depth: int) -> str | None:
    names = [path for path, have in m.paths() if have in SCALARS]
    if type != t.STR or not names:
        return None
    return 'f"' + "".join(f"{{{m.random.choice(names)}}}-" for _ in range(m.random.randint(1, 2))) + '"'


@way(1)
def wrapped(m: Expressions, type: Type, depth: int) -> str | None:
    if type not in t.INTEGERS:
        return None
    left, right = m.of(type, depth - 1), m.of(type, depth - 1)
    return f"({left} {m.random.choice('+-*')} {right}).wrap()"


@way(1)
def between(m: Expressions, type: Type, depth: int) -> str | None:
    if type != t.BOOL:
        return None
    item = m.random.choice(SCALARS)
    return f"({m.of(item, depth - 1)} between {m.of(item, 0)} and {m.of(item, 0)})"


@way(2)
def both_or_one(m: Expressions, type: Type, depth: int) -> str | None:
    if type != t.BOOL:
        return None
    return f"({m.condition(depth - 1)} {m.random.choice(('and', 'or'))} {m.condition(depth - 1)})"


@way(1)
def tested(m: Expressions, type: Type, depth: int) -> str | None:
    """A test for null, and what it shows is used."""
    optional = [name for name, have in m.scope.items() if isinstance(have, Optional)]
    if type != t.BOOL or not optional:
        return None
    name = m.random.choice(optional)
    word = m.random.choice(("is null or", "is not null and", "is null and", "is not null or"))
    known = {name: t.required(m.scope[name])} if word in ("is null or", "is not null and") else {}
    return f"({quoted(name)} {word} {m.with_names(known).condition(depth - 1)})"


@way(1)
def same_or_other(m: Expressions, type: Type, depth: int) -> str | None:
    """Values that may be null, compared."""
    if type != t.BOOL:
        return None
    item = Optional(any_type(m.random) if m.random.random() < 0.3 else m.random.choice(SCALARS))
    item = item.item if isinstance(item.item, Optional) else item  # type: ignore[assignment]
    return f"({m.of(item, 0)} {m.random.choice(('==', '!='))} {m.of(item, 0)})"


# ---------------------------------------------------------------- calls


def any_call(m: Expressions, depth: int) -> tuple[str, Type]:
    """Any function of the library, all as often, and the type of its result."""
    while True:
        name = m.random.choice(list(FUNCTIONS))
        function = m.random.choice(FUNCTIONS[name])
        if _is_used(function):
            bound = _bound(m, function, {})
            return called(m, function, bound, depth), replaced(function.result, bound)


def called(m: Expressions, function: Function, bound: dict[str, Type], depth: int) -> str:
    """A call with arguments; type variables that are still open take any type."""
    bound = _bound(m, function, bound)
    args = [_argument(m, replaced(p, bound), depth - 1) for p in function.params]
    return _written(function.name, args)


def _argument(m: Expressions, type: Type, depth: int) -> str:
    if isinstance(type, t.Function):
        return _lambda(m, type, depth)
    if type == t.REGEX:
        return literal(m.random, type) or ""
    return m.of(type, depth)


def _lambda(m: Expressions, type: t.Function, depth: int) -> str:
    names = [name for name in ("x", "y", "z", "v", "w") if name not in m.scope][: len(type.params)]
    if len(names) < len(type.params):
        names = [f"x{len(m.scope)}_{i}" for i in range(len(type.params))]
    body = m.with_names(dict(zip(names, type.params, strict=True))).of(type.result, max(depth, 1))
    return f"{names[0]} => {body}" if len(names) == 1 else f"fn({', '.join(names)}) => {body}"


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


def _is_used(function: Function) -> bool:
    if function.name in _LEFT_OUT or function.name.startswith("wrap") or function.returns is not None:
        return False
    return all(_is_made(part) for type in (*function.params, function.result) for part in _leaves(type))


@cache
def makers(wanted: Type) -> dict[str, list[tuple[Function, dict[str, Type]]]]:
    """By name: the functions whose result can be a type, with what their variables then stand for."""
    found: dict[str, list[tuple[Function, dict[str, Type]]]] = {}
    for name, overloads in FUNCTIONS.items():
        for function in filter(_is_used, overloads):
            bound: dict[str, Type] = {}
            if _unified(function.result, wanted, bound):
                found.setdefault(name, []).append((function, bound))
    return found


def _unified(pattern: Type, type: Type, bound: dict[str, Type]) -> bool:
    if isinstance(pattern, Variable):
        return bound.setdefault(pattern.name, type) == type and pattern.accepts(type)
    if pattern.__class__ is not type.__class__ or not pattern.parts:
        return pattern == type
    if isinstance(pattern, Schema) and isinstance(type, Schema) and pattern.names != type.names:
        return False
    same = len(pattern.parts) == len(type.parts)
    return same and all(_unified(p, w, bound) for p, w in zip(pattern.parts, type.parts, strict=True))


def _bound(m: Expressions, function: Function, bound: dict[str, Type]) -> dict[str, Type]:
    made = dict(bound)
    for variable in sorted({v for p in function.params for v in _leaves(p) if isinstance(v, Variable)}, key=str):
        while variable.name not in made:
            type = any_type(m.random)
            if variable.accepts(type):
                made[variable.name] = type
    return made


def _leaves(type: Type) -> Iterator[Type]:
    """The types without parts of which a type is made."""
    if isinstance(type, t.Enum) or not type.parts:
        yield type
    else:
        for part in type.parts:
            yield from _leaves(part)


def _is_made(type: Type) -> bool:
    return isinstance(type, Variable | t.Enum) or type in SCALARS or type in (t.REGEX, t.JSON)
