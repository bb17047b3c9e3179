"""Enums as C++: the members of their structs, and the expressions over them (base/enum.hpp)."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base.types import Enum, Type
from sage.compiler.ir.variants import IsVariant, Payload


def members(enum: Enum, payloads: Sequence[str]) -> tuple[str, ...]:
    """What its struct holds, given the C++ of what its variants carry."""
    if enum.is_plain:
        return (f"uint{8 if len(enum.variants) <= 256 else 16}_t number{{}};",)
    left = iter(payloads)
    types = ("std::monostate" if v.payload is None else next(left) for v in enum.variants)
    return (f"std::variant<{', '.join(types)}> payload{{}};",)


def constants(described: str, names: Sequence[str]) -> tuple[str, ...]:
    """What its struct knows, given C++ literals."""
    return (
        f"static constexpr std::string_view described = {described};",
        f"static constexpr std::string_view variants[] = {{{', '.join(names)}}};",
    )


def made(enum: Enum, cpp: str, variant: str, payload: str = "") -> str:
    """A variant, given the C++ of the enum and of what the variant carries."""
    return f"sage::variant<{cpp}, {enum.names.index(variant)}>({payload})"


def tested(expr: IsVariant, value: str) -> str:
    """Whether a value is a variant."""
    return f"(sage::number_of({value}) == {_number(expr.value.type, expr.variant)})"


def carried(expr: Payload, value: str) -> str:
    """What a value carries, of which the variant is known."""
    return f"sage::payload<{_number(expr.value.type, expr.variant)}>({value})"


def choices(type: Type) -> str:
    """What a flag of a type may be: one of some words, or any value of the type."""
    return "|".join(type.names) if isinstance(type, Enum) else str(type)


def _number(type: Type, variant: str) -> int:
    assert isinstance(type, Enum)
    return type.names.index(variant)
