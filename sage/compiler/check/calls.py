"""Which overload of a function or aggregate a call means."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Array, List, Optional, Type
from sage.base.widening import join
from sage.compiler.check.convert import converted
from sage.compiler.check.lambdas import Body, Pending
from sage.compiler.ir.code import Const, Expr, Local
from sage.compiler.library.registry import Aggregate, Function, Variable


@dataclass(frozen=True)
class Match:
    """An overload that fits, with its arguments as its parameters want them."""

    function: Function
    args: tuple[Expr, ...]
    result: Type
    cost: int


@dataclass(frozen=True)
class AggregateMatch:
    """An aggregate that fits, with its arguments; they may be optional."""

    function: Aggregate
    args: tuple[Expr, ...]
    result: Type


def resolve(overloads: Sequence[Function], args: Sequence[Expr]) -> Match | None:
    """The overload that fits with the fewest conversions; the first declared of equals."""
    fitting = [m for f in overloads if (m := fit(f, args)) is not None]
    return min(fitting, key=lambda m: m.cost, default=None)


def resolve_aggregate(overloads: Sequence[Aggregate], args: Sequence[Expr]) -> AggregateMatch | None:
    """The same for an aggregate, whose arguments may be optional: rows where one is null do not count."""
    found = resolve(overloads, without_null(args))
    if found is None or not isinstance(found.function, Aggregate):
        return None
    kept: list[Expr] = []
    for expr, plain in zip(args, found.args, strict=True):
        made = converted(expr, t.optional(plain.type) if isinstance(expr.type, Optional) else plain.type)
        if made is None:
            return None
        kept.append(made)
    return AggregateMatch(found.function, tuple(kept), found.result)


def fit(function: Function, args: Sequence[Expr]) -> Match | None:
    """How a call fits one overload, or None."""
    if len(function.params) != len(args):
        return None
    bound: dict[str, Type] = {}
    bodies: dict[Pending, Body] = {}
    # Literals take the type the others ask for, so they are looked at after these; lambdas take what all others are.
    for expr, param in sorted(zip(args, function.params, strict=True), key=lambda pair: _turn(pair[0])):
        if isinstance(expr, Pending):
            body = _bind_lambda(param, expr, bound)
            if body is None:
                return None
            bodies[expr] = body
        elif not _bind(param, expr.type, bound, _is_literal(expr)):
            return None
    result: list[Expr] = []
    cost = 0
    for expr, param in zip(args, function.params, strict=True):
        wanted = _sized(replaced(param, bound), expr.type)
        made = bodies[expr].fitting(wanted) if isinstance(expr, Pending) else converted(expr, wanted)
        if made is None:
            return None
        cost += expr.type != wanted and not _is_literal(expr)
        result.append(made)
    type = replaced(function.result, bound) if function.returns is None else function.returns(result)
    return Match(function, tuple(result), type, cost)


def accepts(function: Function, position: int, expr: Expr) -> bool:
    """True if an argument could stand at a position, whatever the others are."""
    if position >= len(function.params):
        return False
    bound: dict[str, Type] = {}
    param = function.params[position]
    if isinstance(expr, Pending):
        return isinstance(param, t.Function) and expr.takes(len(param.params))
    if not _bind(param, expr.type, bound, _is_literal(expr)):
        return False
    return converted(expr, _sized(replaced(param, bound), expr.type)) is not None


def _turn(expr: Expr) -> int:
    return 2 if isinstance(expr, Pending) else int(_is_literal(expr))


def _bind_lambda(param: Type, expr: Pending, bound: dict[str, Type]) -> Body | None:
    """What a lambda is, given what the other arguments have bound; binds what only its result tells of."""
    if not isinstance(param, t.Function) or not expr.takes(len(param.params)):
        return None
    result = replaced(param.result, bound) if _is_bound(param.result, bound) else None
    body = expr.given(tuple(replaced(p, bound) for p in param.params), result)
    fits = result is not None or _bind(param.result, body.value.type, bound, _is_literal(body.value))
    return body if fits else None


def _is_bound(type: Type, bound: dict[str, Type]) -> bool:
    return type.name in bound if isinstance(type, Variable) else all(_is_bound(part, bound) for part in type.parts)


def _is_literal(expr: Expr) -> bool:
    return isinstance(expr, Const) and (expr.literal or expr.type == t.NULL)


def _bind(param: Type, type: Type, bound: dict[str, Type], literal: bool) -> bool:
    match param:
        case Variable(name=name):
            before = bound.get(name)
            if before is not None and literal and _takes(before, type):
                return True
            together = type if before is None else join(before, type)
            if together is None or not (param.accepts(together) or together == t.ERROR):
                return False
            bound[name] = together
            return True
        case Optional(item):
            return type == t.NULL or _bind(item, t.required(type), bound, literal)
        case List(item) if isinstance(type, Array):
            return _bind(item, type.item, bound, literal)
        case _ if param.parts:
            if type.__class__ is not param.__class__ or len(type.parts) != len(param.parts):
                return False
            pairs = zip(param.parts, type.parts, strict=True)
            return all(part == t.NULL or _bind(item, part, bound, literal) for item, part in pairs)
        case _:
            return True


def _takes(type: Type, literal: Type) -> bool:
    """Whether a literal becomes a value of a type; a fraction is no integer."""
    if literal == t.STR:
        return isinstance(t.required(type), t.Enum)
    return type in t.FLOATS or (type in t.INTEGERS and literal in t.INTEGERS)


def _sized(type: Type, given: Type) -> Type:
    """Of an array of any size, that of the one that is given."""
    return given if isinstance(type, Array) and isinstance(given, Array) and type.item == given.item else type


def replaced(type: Type, bound: dict[str, Type]) -> Type:
    """The type with its variables replaced."""
    match type:
        case Variable(name=name):  # of an empty list nothing is known, and nothing hangs on it
            return bound.get(name, t.F64 if name[0] == "F" else t.I64)
        case _:
            return type.over([replaced(part, bound) for part in type.parts]) if type.parts else type


def without_null(args: Sequence[Expr]) -> list[Expr]:
    """The arguments as they would be without null, to find out whether null is all that is wrong."""
    return [Local(a.type.item, "x") if isinstance(a.type, Optional) else a for a in args]
