"""What stands for a stage or a source that is wrong, so that the rest of its flow is checked too."""

from __future__ import annotations

from functools import cached_property

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Schema
from sage.compiler.ir.flow import Flow, Op, SourceOp
from sage.compiler.ir.slots import stream


@dataclass(frozen=True, eq=False, kw_only=True)
class Mistake(Op):
    """Stands for a stage that is wrong, so that the stages after it are checked too."""

    input: Op = stream()
    columns: tuple[t.Field, ...]
    is_open: bool  # there may be any columns besides

    name = "mistake"

    @cached_property
    def schema(self) -> Schema:
        return Schema(self.columns)


@dataclass(frozen=True, eq=False, kw_only=True)
class Nowhere(SourceOp):
    """Stands for a source that is wrong: rows of the type that it names, or of which nothing is known."""

    name = "mistake"

    @property
    def is_open(self) -> bool:
        return self.row is None

    @cached_property
    def schema(self) -> Schema:
        return self.row or Schema(())


def is_open(op: Op) -> bool:
    """True if a mistake before it leaves open which columns there are."""
    return any(isinstance(below, Mistake | Nowhere) and below.is_open for below in Flow((op,)).ops)
