"""Time zones in programs: names that are known when a program is compiled."""

from __future__ import annotations

from sage.base.zones import is_zone, zone_hint
from sage.compiler.check.convert import error_expr
from sage.compiler.check.scope import Messages, parts_of
from sage.compiler.ir.code import Call, Const, Expr
from sage.compiler.library.functions.zoned import is_zoned
from sage.compiler.syntax import tree


def checked(messages: Messages, made: Expr, node: tree.Node) -> Expr:
    """A call, once the time zone among its arguments is found to be one."""
    if not isinstance(made, Call) or not is_zoned(made.function):
        return made
    zone, parts = made.args[-1], parts_of(node)
    where = parts[len(made.args) - 1].span if len(parts) == len(made.args) else node.span
    if not isinstance(zone, Const):
        text = f"`{made.function.name}` takes a time zone that is known when the program is compiled"
        messages.error("E0305", where, text, str(zone.type), help='write its name: `"Europe/Berlin"`')
        return error_expr()
    if not is_zone(zone.value):
        messages.error("E0305", where, f'there is no time zone "{zone.value}"', "not known", help=zone_hint(zone.value))
        return error_expr()
    return made
