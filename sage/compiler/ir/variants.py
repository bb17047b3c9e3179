"""Expressions over values of enums. A variant that carries nothing is a Const."""

from __future__ import annotations

from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.text_forms import variant_of
from sage.compiler.ir.code import Const, Expr, Place, Row
from sage.compiler.ir.effects import Effect


@dataclass(frozen=True)
class MakeVariant(Expr):
    """A variant with what it carries; the enum is the type."""

    variant: str
    payload: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        return t.Tagged(self.variant, self.payload.evaluate(row))


@dataclass(frozen=True)
class IsVariant(Expr):
    """True if the value is this variant."""

    value: Expr
    variant: str

    always = None

    def evaluate(self, row: Row) -> Any:
        return variant_of(self.value.evaluate(row)) == self.variant


@dataclass(frozen=True)
class Payload(Expr):
    """What a value carries that an earlier test showed to be this variant."""

    value: Expr
    variant: str

    own_effects = Effect.GUARDED
    always = None

    def evaluate(self, row: Row) -> Any:
        return self.value.evaluate(row).value


def is_variant(value: Expr, variant: str, place: Place | None = None) -> Expr:
    """Whether a value is this variant."""
    return IsVariant(t.BOOL, value, variant, place=place)


def payload(value: Expr, variant: str, place: Place | None = None) -> Expr:
    """What the value carries, which is known to be this variant."""
    assert isinstance(value.type, t.Enum)
    return Payload(value.type.payload_of(variant), value, variant, place=place)


def bare(enum: t.Enum, variant: str, place: Place | None = None) -> Expr:
    """A variant that carries nothing."""
    return Const(enum, variant, place=place)
