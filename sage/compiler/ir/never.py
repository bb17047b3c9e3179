"""A stream that stays empty: what is left of operators behind one that lets no row through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base.frozen import dataclass
from sage.base.types import Schema
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import Cardinality, Op
from sage.compiler.ir.slots import stream


@dataclass(frozen=True, eq=False, kw_only=True)
class Never(Op):
    """Takes every row, so that sources are read and fail as before, and gives none. `row` is the type of the rows that
    its readers wait for in vain. No program says this; only a pass makes it.
    """

    input: Op = stream()
    row: Schema

    name = "never"
    cpp = "sage::ops::Never"
    cpp_header = "sage/ops/never.hpp"
    cardinality = Cardinality.AT_MOST_ONE

    @cached_property
    def schema(self) -> Schema:
        return self.row

    @property
    def gives_nothing(self) -> bool:
        return True

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        return iter(())
