"""`inspect` and `log`: look at the rows as they pass."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Schema
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Cardinality, Op
from sage.compiler.ir.slots import one_of, option, stream
from sage.compiler.library.registry import operator

LEVELS = ("debug", "info", "warn", "error")


@operator("inspect")
@dataclass(frozen=True, eq=False, kw_only=True)
class Inspect(Op):
    """Pass the rows unchanged and print each to the log.

    orders |> inspect level: "debug"
    """

    input: Op = stream()
    message: Expr = option(t.STR, Const(t.STR, ""), doc="text before the row")
    level: Expr = option(t.STR, Const(t.STR, "info"), named=True, doc="debug, info, warn or error")

    cardinality = Cardinality.ONE
    own_effects = Effect.IO
    cpp_templates = ("sage::LogRow",)
    cpp_headers = ("sage/flow/log_row.hpp",)

    def validate(self) -> None:
        one_of("level", self.level, LEVELS)

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    def origin(self, name: str) -> Expr:
        return self.input[name]

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        yield row


@operator("log", cpp="Inspect")
@dataclass(frozen=True, eq=False, kw_only=True)
class Log(Inspect):
    """Pass the rows unchanged and print a message with each to the log.

    orders |> log "large order", level: "warn"
    """

    message: Expr = option(t.STR, doc="text before the row")

    def expand(self) -> Op:
        return Inspect(input=self.input, message=self.message, level=self.level, place=self.place)
