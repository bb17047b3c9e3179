"""Expressions that make maps."""

from __future__ import annotations

from typing import Any

from sage.base.frozen import dataclass
from sage.compiler.ir.code import Expr, Row


@dataclass(frozen=True)
class MakeMap(Expr):
    """A map of these keys, which are constants and differ, and one value for each."""

    keys: tuple[Expr, ...]
    values: tuple[Expr, ...]

    always = None

    def evaluate(self, row: Row) -> Any:
        return {key.evaluate(row): value.evaluate(row) for key, value in zip(self.keys, self.values, strict=True)}
