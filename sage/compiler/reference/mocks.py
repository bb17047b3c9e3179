"""Puts the answers of a test's mocks in the place of the calls that they are for.

What results is code like any other, which the reference and executables run alike. Calls that no mock matches stay.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from sage.base import types as t
from sage.base.errors import RecordError
from sage.base.frozen import replace
from sage.base.types import List, Optional, Schema, Type
from sage.compiler.ir.code import And, Call, Const, Expr, If, Let, Local, MakeList, MakeRecord
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Flow
from sage.compiler.ir.testcase import Advance, Ask, Bind, Expectation, Mock, Step, TestCase
from sage.compiler.library.externs import ExternFunction
from sage.compiler.library.registry import Function


def with_mocks(case: TestCase) -> TestCase:
    """The test with the answers of its mocks in all code that it runs."""
    if not case.mocks:
        return case
    numbers = itertools.count()

    def change(expr: Expr) -> Expr:
        return _answered(expr, case.mocks, numbers)

    given = tuple(replace(g, rows=change(g.rows)) for g in case.given)
    steps = tuple(_step(step, change) for step in case.steps)
    if case.pipeline is None:
        return replace(case, given=given, steps=steps, mocks=())
    pipeline = case.pipeline
    ops = [*pipeline.flow.sinks, *pipeline.streams.values(), *case.streams.values(), *(g.op for g in case.given)]
    whole = Flow(tuple(dict.fromkeys([*ops, *case.sinks.values()])))
    changed = whole.rewrite(lambda op: op.map_exprs(change))
    place: dict[Any, Any] = dict(zip(whole.sinks, changed.sinks, strict=True))
    mocked = replace(
        pipeline,
        flow=Flow(tuple(place[s] for s in pipeline.flow.sinks)),
        streams={name: place[op] for name, op in pipeline.streams.items()},
    )
    return replace(
        case,
        pipeline=mocked,
        given=tuple(replace(g, op=place[g.op]) for g in given),
        steps=steps,
        streams={name: place[op] for name, op in case.streams.items()},
        sinks={name: place[sink] for name, sink in case.sinks.items()},
        mocks=(),
    )


def _step(step: Step, change: Any) -> Step:
    match step:
        case Bind() | Expectation():
            return replace(step, value=change(step.value))
        case Ask():
            return replace(step, payload=change(step.payload))
        case Advance():
            return replace(step, by=change(step.by))


def _answered(expr: Expr, mocks: Sequence[Mock], numbers: Iterator[int]) -> Expr:
    inner = expr.map_children(lambda e: _answered(e, mocks, numbers))
    if not isinstance(inner, Call) or not isinstance(inner.function, ExternFunction):
        return inner
    own = [mock for mock in mocks if mock.function == inner.function]
    if not own:
        return inner
    names = [f"mocked_{next(numbers)}" for _ in inner.args]
    locals = tuple(Local(arg.type, name, place=arg.place) for arg, name in zip(inner.args, names, strict=True))
    result: Expr = replace(inner, args=locals)
    for mock in reversed(own):  # the first that matches answers
        answer = mock.value if mock.value is not None else _failing(inner, mock)
        condition = _condition(mock, locals)
        result = answer if condition is None else If(inner.type, condition, answer, result, place=inner.place)
    for name, arg in reversed(list(zip(names, inner.args, strict=True))):
        result = Let(inner.type, name, arg, result, place=inner.place)
    return result


def _condition(mock: Mock, args: Sequence[Expr]) -> Expr | None:
    """True if the arguments match; None if they always do."""
    result: Expr | None = None
    for pattern, arg in zip(mock.patterns, args, strict=True):
        if pattern is not None:
            equal = Call(t.BOOL, pattern[0], (arg, pattern[1]), place=arg.place)
            result = equal if result is None else And(t.BOOL, result, equal, place=arg.place)
    return result


def _failing(call: Call, mock: Mock) -> Expr:
    assert mock.failure is not None

    def fails(reason: str, value: Any) -> NoReturn:
        raise RecordError("R0106", reason)

    function = Function(
        "error", (t.STR, call.type), call.type, "sage::fn::failing({at}, {0}, {1})", fails, Effect.MAY_RAISE, False, "",
        "sage/fn/extern.hpp",
    )  # fmt: skip
    return Call(call.type, function, (mock.failure, _any_value(call.type)), place=call.place)


def _any_value(type: Type) -> Expr:
    match type:
        case Optional():
            return Const(type, None)
        case List():
            return MakeList(type, ())
        case Schema():
            return MakeRecord(type, tuple(_any_value(f.type) for f in type))
        case t.STR:
            return Const(type, "")
        case t.BYTES:
            return Const(type, b"")
        case t.BOOL:
            return Const(type, False)
        case t.F32 | t.F64:
            return Const(type, 0.0)
        case _:
            return Const(type, 0)
