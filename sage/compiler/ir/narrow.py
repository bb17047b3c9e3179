"""What a condition shows: which optional values are not null once it is true, or once it is false."""

from __future__ import annotations

from collections.abc import Set

from sage.compiler.ir.code import And, Call, Column, Expr, GetField, If, IsNull, Local, Or, Unwrap
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.variants import Payload

Facts = frozenset[Expr]
NOTHING: Facts = frozenset()


def known_when(condition: Expr, value: bool) -> Facts:
    """The paths (columns, locals, and fields of these) that are not null if the condition has this value."""
    match condition:
        case IsNull(value=path):
            return frozenset((path,)) if not value and is_path(path) else NOTHING
        case And(left=left, right=right) if value:
            return known_when(left, True) | known_when(right, True)
        case Or(left=left, right=right) if not value:
            return known_when(left, False) | known_when(right, False)
        case And(left=left, right=right) | Or(left=left, right=right):
            return known_when(left, value) & known_when(right, value)
        case Call(function=function, args=(inner,)) if function.name == "not":
            return known_when(inner, not value)
        case _:
            return NOTHING


def needs_test(expr: Expr, facts: Facts = NOTHING) -> bool:
    """True if parts of it have a value only after a test that neither `facts` tells of nor it makes itself."""
    if not expr.effects & Effect.GUARDED:
        return False
    match expr:
        case Unwrap(value=path):
            return path not in facts or needs_test(path, facts)
        case And(left=left, right=right):
            return needs_test(left, facts) or needs_test(right, facts | known_when(left, True))
        case Or(left=left, right=right):
            return needs_test(left, facts) or needs_test(right, facts | known_when(left, False))
        case If(condition=condition, yes=yes, no=no):
            if needs_test(condition, facts) or needs_test(yes, facts | known_when(condition, True)):
                return True
            return needs_test(no, facts | known_when(condition, False))
        case _:
            return bool(expr.own_effects & Effect.GUARDED) or any(needs_test(c, facts) for c in expr.children)


def is_path(expr: Expr) -> bool:
    """True for values whose meaning does not change within a row: columns, locals, and what is in them."""
    match expr:
        case Column() | Local():
            return True
        case GetField(value=inner) | Unwrap(value=inner) | Payload(value=inner):
            return is_path(inner)
        case _:
            return False


def forgetting(facts: Facts, locals: Set[str]) -> Facts:
    """What is still known once some locals may have other values."""
    if not locals:
        return facts
    return frozenset(f for f in facts if not any(isinstance(p, Local) and p.name in locals for p in f.walk()))
