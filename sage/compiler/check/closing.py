"""What may be wrong with the stages that follow a `window`, and with what comes of windows."""

from __future__ import annotations

from collections.abc import Iterator

from sage.base.diagnostics import Label
from sage.base.source import Span
from sage.compiler.check.recovery import Mistake
from sage.compiler.check.scope import Messages
from sage.compiler.ir.code import Call, Const
from sage.compiler.ir.flow import Op, Port, SinkOp
from sage.compiler.library.ops.window import Windowed, WindowStage
from sage.compiler.library.registry import CLOSERS


def check_closing(messages: Messages, op: Op, made: Op, input: Op, span: Span) -> None:
    """Reports a stage over rows that are in windows: one that cannot work on windows, and `now()` in what it closes."""
    before = input.window
    if not isinstance(before, WindowStage):
        return
    if made.window is before:
        return
    if any(word == op.name for word, _ in CLOSERS):
        _check_now(messages, op, input, before)
    else:
        check_closed(messages, input, span)


def check_closed(messages: Messages, input: Op, span: Span) -> None:
    """Reports what works on rows, and is given rows in windows."""
    before = input.window
    if before is None or before.place is None or any(isinstance(op, Mistake) for op in _down_to(input, before)):
        return
    word = span.text
    labels = (Label(before.place.span, "into windows here"),)
    text = f"`{word}` works on rows, and these are in windows"
    help = "`aggregate`, `top` or `sort` closes windows, for example `|> aggregate n = count()`"
    messages.error("E0401", span, text, "not closed", labels=labels, help=help)


def check_corrected(messages: Messages, sink: SinkOp) -> None:
    """Warns of a sink that appends rows of which some replace others."""
    if not sink.appends:
        return
    for op in _rows_before(sink.input):
        if not isinstance(op, Windowed):
            continue
        labels = (Label(sink.place.span, f"`{sink.name}` appends"),) if sink.place is not None else ()
        help = "the last row of each key and window is the right one"
        if op.early.place is not None:
            text = "early rows are replaced by later ones, and the sink keeps them all"
            messages.warning("W0553", op.early.place.span, text, "rows come again", labels=labels, help=help)
        if op.lateness.place is not None and not (isinstance(op.lateness, Const) and op.lateness.value <= 0):
            text = "a late row makes the row of its window come again, and the sink keeps both"
            help += "; or name the late rows: `late: name`"
            messages.warning("W0553", op.lateness.place.span, text, "rows come again", labels=labels, help=help)


def _check_now(messages: Messages, op: Op, input: Op, before: WindowStage) -> None:
    if not before.assigned.is_timed:
        return
    for inside in (op, *_down_to(input, before)):
        for expr in inside.exprs:
            for part in expr.walk():
                if isinstance(part, Call) and part.function.name == "now" and part.place is not None:
                    labels = (Label(before.place.span, "in these windows"),) if before.place is not None else ()
                    text = "`now()` inside an event-time window makes the result depend on when it runs"
                    help = "stamp the rows before the window: `|> extend seen = now()`"
                    messages.warning("W0551", part.place.span, text, "not the row's time", labels=labels, help=help)


def _down_to(op: Op, end: Op) -> Iterator[Op]:
    while op is not end and op.inputs:
        yield op
        op = op.inputs[0]


def _rows_before(op: Op) -> Iterator[Op]:
    """The operators whose rows come to an operator one by one, with the first that puts rows together."""
    while True:
        yield op
        if len(op.inputs) != 1 or isinstance(op, Mistake) or (op.groups is not None and not isinstance(op, Port)):
            return
        op = op.inputs[0]
