"""The setting of an aggregate, its last argument: the `0.95` of `quantile(x, 0.95)`, the `n` of `collect(x, n: 5)`."""

from __future__ import annotations

import math

from sage.base.errors import NeedsNative, RecordError
from sage.base.frozen import replace
from sage.base.text_forms import format_value
from sage.compiler.check.calls import AggregateMatch
from sage.compiler.check.scope import Messages
from sage.compiler.ir.code import Column, Const, Param
from sage.compiler.ir.effects import Effect
from sage.compiler.library.registry import AGGREGATES
from sage.compiler.syntax import tree


def setting_named(name: str, node: tree.Call) -> tree.NamedArg | None:
    """The last argument, if it is given by the name that the setting of an aggregate has."""
    last = node.args[-1] if len(node.args) > 1 else None
    names = {a.setting.name for a in AGGREGATES[name] if a.setting is not None}
    return last if isinstance(last, tree.NamedArg) and last.name in names else None


def with_setting(messages: Messages, found: AggregateMatch, node: tree.Call) -> AggregateMatch | None:
    """The aggregate with its setting worked out, or None after a message."""
    setting = found.function.setting
    if setting is None:
        return found
    expr, part = found.args[-1], node.args[-1]
    span = part.value.span if isinstance(part, tree.NamedArg) else part.span
    what = f"`{setting.name}` of `{found.function.name}`"
    is_known = not expr.effects & ~(Effect.MAY_RAISE | Effect.GUARDED)
    if not is_known or any(isinstance(e, Column | Param) for e in expr.walk()):
        text = f"{what} must be known before the program runs"
        messages.error("E0109", span, text, "not known yet", help="write the value itself")
        return None
    try:
        value = expr({})
    except (RecordError, NeedsNative) as error:
        messages.error(
            "E0309", span, f"{what} has no value", error.reason if isinstance(error, RecordError) else str(error)
        )
        return None
    if value is None or not setting.least <= value <= setting.most:
        bounds = f"at least {setting.least}" if setting.most == math.inf else f"from {setting.least} to {setting.most}"
        messages.error(
            "E0309", span, f"{what} is {bounds}", "null" if value is None else format_value(value, expr.type)
        )
        return None
    return replace(found, args=(*found.args[:-1], Const(expr.type, value, place=expr.place)))
