"""Windows as they are written: `tumbling(1m)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sage.compiler.check import words
from sage.compiler.ir.slots import Slot, SlotError, Window
from sage.compiler.library.registry import WINDOWS
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.slots import Filler


def window(filler: Filler, node: tree.Expr) -> Window | None:
    """The window that is written; None where a message was reported."""
    from sage.compiler.check.binder import Binder

    if not isinstance(node, tree.Call) or not isinstance(node.function, tree.Name):
        if not isinstance(node, tree.ErrorExpr):
            text, help = f"`{filler.word}` takes a window", f"for example `{filler.word} tumbling(1m)`"
            filler.messages.error("E0401", node.span, text, "none", help=help)
        return None
    name, span = node.function.name, node.function.span
    cls = WINDOWS.get(name)
    if cls is None:
        found = words.guess(name, span, WINDOWS)
        filler.messages.error(
            "E0401", span, f"there is no window `{name}`", "not known", help=found.help, fix=found.fix
        )
        return None
    binder = Binder(filler.checker, filler.find_stream, name, span, filler.scope)
    bound = binder.call(cls, node.args)
    if bound is None:
        return None
    made: Window = cls(**bound)
    try:
        made.validate()
    except SlotError as error:
        where = binder.spans.get(error.slot, span)
        filler.messages.error(error.code, where, error.message, error.label, help=error.help)
        return None
    return made


def flag(filler: Filler, slot: Slot, arg: tree.Arg) -> bool | None:
    """True for the word that may stand behind a clause's; None where a message was reported."""
    if isinstance(arg.value, tree.Name) and arg.kind == "value" and arg.value.name == slot.word:
        return True
    help = f"`{slot.clause} {slot.word}` is by the windows that rows carry"
    if isinstance(arg.value, tree.Call) and isinstance(arg.value.function, tree.Name):
        help = f"put the rows into windows before: `|> {slot.word} {arg.value.span.text}`"
    text = f"`{filler.word}` knows `{slot.clause} {slot.word}` only"
    filler.messages.error("E0401", arg.span, text, f"not `{slot.word}`", help=help)
    return None
