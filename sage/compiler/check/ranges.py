"""Numbers that are written beside a value of a type that cannot hold them."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.compiler.check.scope import Messages
from sage.compiler.ir.code import Const, Expr
from sage.compiler.syntax import tree


def out_of_range(messages: Messages, args: Sequence[Expr], parts: Sequence[tree.Node]) -> bool:
    """Reports a number that is written beside an integer of a type that cannot hold it."""
    if len(args) != 2 or len(parts) != 2:
        return False
    for one, other in ((0, 1), (1, 0)):
        value, type = args[one], t.required(args[other].type)
        if not (isinstance(value, Const) and value.literal and isinstance(value.value, int) and type in t.INTEGERS):
            continue
        if isinstance(args[other], Const):
            continue
        low, high = t.integer_range(type)
        if not low <= value.value <= high:
            text, labels = f"{value.value} is out of range for {type}", (Label(parts[other].span, str(type)),)
            messages.error("E0309", parts[one].span, text, f"{type} is {low} to {high}", labels=labels)
            return True
    return False
