"""What the C++ of a program needs: headers of the runtime, and libraries of others."""

from __future__ import annotations

from collections.abc import Iterator

from sage.compiler.ir.code import Aggregation, Call, Place
from sage.compiler.ir.flow import Op
from sage.compiler.library.registry import Function
from sage.compiler.plan.plan import Plan


def headers_of(op: Op) -> Iterator[str]:
    """The headers that an operator's C++ needs."""
    if op.cpp_header:
        yield op.cpp_header
    yield from op.cpp_headers
    yield from (function.header for function, _ in _functions_of(op) if function.header)


def libraries_of(plan: Plan) -> dict[str, Place | None]:
    """The libraries of others that a program needs, and where it first does."""
    found: dict[str, Place | None] = {}
    for op in plan.numbers:
        for name in op.libraries:
            found.setdefault(name, op.place)
        for function, place in _functions_of(op):
            for name in function.libraries:
                found.setdefault(name, place or op.place)
    return found


def _functions_of(op: Op) -> Iterator[tuple[Function, Place | None]]:
    for part in (part for expr in op.exprs for part in expr.walk()):
        if isinstance(part, Call):
            yield part.function, part.place
        elif isinstance(part, Aggregation):
            yield part.aggregate, part.place
