"""Stages that need the end of their input, over inputs that never end."""

from __future__ import annotations

from collections.abc import Iterator

from sage.base.diagnostics import Label
from sage.base.source import Span
from sage.compiler.check.scope import Messages
from sage.compiler.ir.flow import Op, SourceOp

_WINDOW_COLUMNS = ("window_start", "window_end")

# By the word of the stage: the code, what is wrong, and the way out.
_NEEDS_END = {
    "aggregate": (
        "E0502",
        "`aggregate` gives its rows at the end of the input, which never comes",
        "aggregate over windows: `|> window tumbling(1m)` before it; or `running` gives the values so far",
    ),
    "sort": (
        "E0508",
        "`sort` gives its rows at the end of the input, which never comes",
        "sort over windows: `|> window tumbling(1m)` before it",
    ),
    "top": (
        "E0508",
        "`top` gives its rows at the end of the input, which never comes",
        "rank over windows: `|> window tumbling(1m)` before it, or `over window` behind it",
    ),
    "dedup": (
        "E0509",
        "`dedup` would remember every key, and its input never ends",
        "bound it: `within 1h`, or `within forever` to remember them all",
    ),
}


def check_ends(messages: Messages, made: Op, input: Op, span: Span) -> None:
    """Reports a stage, which became the operators from `made` down to `input`, that needs an end which never comes."""
    for op in _between(made, input):
        known = _NEEDS_END.get(op.name)
        if known is None or op.waits or input.is_bounded or input.is_request or _is_bounded_by(op):
            continue
        code, text, help = known
        source = _endless(input)
        there = (Label(source.place.span, "never ends"),) if source is not None and source.place is not None else ()
        messages.error(code, span, text, "needs an end", labels=there, help=help)


def _between(op: Op, input: Op) -> Iterator[Op]:
    while op is not input and op.inputs:
        yield op
        op = op.inputs[0]


def _is_bounded_by(op: Op) -> bool:
    """True for a key that holds a window, of which there is an end, and for what is wanted without one."""
    is_forever: bool = getattr(op, "is_forever", False)
    return is_forever or any(k.name in _WINDOW_COLUMNS for k in getattr(op, "by", ()) if hasattr(k, "name"))


def _endless(op: Op) -> SourceOp | None:
    """The first source of an operator that never ends."""
    if isinstance(op, SourceOp):
        return None if op.is_bounded else op
    return next((found for below in op.inputs if (found := _endless(below)) is not None), None)
