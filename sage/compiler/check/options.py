"""Options: values that are known before the first row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.errors import RecordError
from sage.base.frozen import replace
from sage.base.types import List
from sage.compiler.check.convert import converted, error_expr, is_error
from sage.compiler.check.operands import described
from sage.compiler.check.scope import Messages, names_read, nowhere
from sage.compiler.ir.code import Const, Expr, Local, MakeList, Param, Place
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.slots import FOREVER, Slot
from sage.compiler.library.registry import Variable
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.slots import Filler


def option(filler: Filler, name: str, slot: Slot, node: tree.Expr) -> Expr | None:
    assert slot.type is not None
    if slot.type == t.DURATION and slot.clause is not None and isinstance(node, tree.Name) and node.name == "forever":
        return Const(t.DURATION, FOREVER, place=Place(node.span, filler.word))
    shown = f"`{slot.public(name)}`" if slot.named else f"`{filler.word}`"
    known = replace(filler.scope, row=None, is_open=False, lost=nowhere)
    columns = [
        n
        for n in names_read(node)
        if filler.scope.row is not None and n in filler.scope.row and n not in known.visible()
    ]
    if columns:
        text = f"{shown} must be known before the first row, and `{columns[0]}` is a column"
        filler.messages.error(
            "E0402", node.span, text, "differs from row to row", help="a `param` can be set at the start"
        )
        return None
    if isinstance(slot.type, Variable) and filler.row is not None and isinstance(node, tree.ListLiteral):
        value = filler.checker.value(node, known, List(filler.row), "the row")
    elif isinstance(slot.type, List) and not isinstance(node, tree.ListLiteral):
        one = filler.checker.check(node, known)
        value = MakeList(slot.type, (one,), place=one.place) if one.type == slot.type.item else one
    else:
        value = filler.checker.check(node, known)
    value = known_at_start(filler.messages, value, node, shown)
    if is_error(value):
        return None
    if isinstance(slot.type, Variable):
        made: Expr | None = filler.checker.typed(node, value, "these rows") if filler.word != "values" else value
        return None if made is None or is_error(made) else made
    made = converted(value, slot.type)
    if made is None:
        text = f"{shown} takes {described(slot.type)}, and this is {value.type}"
        help = f"{slot.doc[0].lower()}{slot.doc[1:]}" if slot.doc else None
        filler.messages.error("E0402", node.span, text, str(value.type), labels=known.declared(value), help=help)
    return made


def known_at_start(messages: Messages, value: Expr, node: tree.Expr, option: str) -> Expr:
    """The value before the first row: what is made of constants alone is worked out now."""
    if not value.effects or is_error(value):
        return value
    if value.effects & ~(Effect.MAY_RAISE | Effect.GUARDED) or any(isinstance(e, Param) for e in value.walk()):
        text = f"{option} must be known when the pipeline starts"
        help = "write the value itself, or a `param` alone"
        messages.error("E0402", node.span, text, "not known yet", help=help)
        return error_expr()
    try:
        return Const(value.type, value({}), place=value.place)
    except RecordError as error:
        messages.error("E0309", node.span, f"{option} has no value", error.reason)
        return error_expr()


def per_index(filler: Filler, node: tree.Expr) -> Expr | None:
    if not isinstance(node, tree.Lambda) or len(node.params) != 1:
        text = f"`{filler.word}` makes a row of its number"
        filler.messages.error("E0305", node.span, text, "no lambda of one name", help="for example `i => {id: i}`")
        return None
    name = node.params[0].name
    body = filler.checker.check(node.body, filler.scope.with_locals(**{name: Local(t.I64, "i")}))
    return filler.checker.typed(node.body, body, "the row")
