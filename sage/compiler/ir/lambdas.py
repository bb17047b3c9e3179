"""Lambdas: code that a function of the library evaluates for each item that it is given."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from sage.base.frozen import dataclass
from sage.compiler.ir.code import Expr, Local, Row


@dataclass(frozen=True)
class Lambda(Expr):
    """The value of `body` for any values of its parameters, which are Locals in it. Only an argument of a call.

    The names of parameters are unique in a program, so that nothing that is written into the body, or into which the
    body is written, can mean another value than before. They do not matter to what the lambda means.
    """

    params: tuple[str, ...]
    body: Expr

    @property
    def binds(self) -> tuple[str, ...]:
        return self.params

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lambda) and self._meaning == other._meaning

    def __hash__(self) -> int:
        return hash(self._meaning)

    @cached_property
    def _meaning(self) -> tuple[object, ...]:
        """The body over parameters that are named by how deep lambdas are nested in it."""
        names = {name: f"{self._height}.{place}" for place, name in enumerate(self.params)}

        def named(expr: Expr) -> Expr | None:
            return Local(expr.type, names[expr.name]) if isinstance(expr, Local) and expr.name in names else None

        return self.type, self.body.substitute(named)

    @cached_property
    def _height(self) -> int:
        return 1 + max((part._height for part in self.body.walk() if isinstance(part, Lambda)), default=0)

    def evaluate(self, row: Row) -> Callable[..., Any]:
        names = ["$" + name for name in self.params]
        return lambda *values: self.body.evaluate({**row, **dict(zip(names, values, strict=True))})


def repeated_columns(expr: Expr) -> frozenset[str]:
    """The columns that are read in lambdas: what is written there is evaluated for each item."""
    if isinstance(expr, Lambda):
        return expr.columns
    return frozenset[str]().union(*map(repeated_columns, expr.children))
