"""Event time: what `@event_time` says of a field, and the operators that give rows their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.types import Enum, EventTime, Schema
from sage.compiler.check.scope import Scope
from sage.compiler.ir.code import Column, Const, Expr, GetField, If, Place
from sage.compiler.ir.flow import Op
from sage.compiler.ir.variants import is_variant, payload
from sage.compiler.library.ops.event_time import EventTime as EventTimeOp
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.declarations import Declarations

_EXAMPLE = "for example `@event_time(delay: 5s, idle: 30s)`"


def timing(declarations: Declarations, f: tree.SchemaField) -> EventTime | None:
    """What `@event_time` says of a field; None if it does not stand there."""
    attribute = next((a for a in f.attributes if a.name == "event_time"), None)
    if attribute is None:
        return None
    found: dict[str, int | None] = {}
    messages = declarations.messages
    for arg in attribute.args:
        if not isinstance(arg, tree.NamedArg) or arg.name not in ("delay", "idle"):
            span = arg.name_span if isinstance(arg, tree.NamedArg) else arg.span
            messages.error("E0402", span, "`@event_time` has `delay` and `idle`", "not known", help=_EXAMPLE)
        elif arg.name in found:
            messages.error("E0402", arg.name_span, f"`{arg.name}` is given twice", "again here")
        elif arg.name == "idle" and isinstance(arg.value, tree.Name) and arg.value.name == "never":
            found["idle"] = NEVER
        else:
            found[arg.name] = _span(declarations, arg)
    return EventTime(found.get("delay") or 0, found.get("idle"))


NEVER = 0  # of `idle`: a stream always holds others back


def _span(declarations: Declarations, arg: tree.NamedArg) -> int | None:
    scope = Scope(declarations.names)
    value = declarations.known_value(arg.value, scope, t.DURATION, f"`{arg.name}`")
    if not isinstance(value, Const) or value.value is None:
        return None
    least = 0 if arg.name == "delay" else 1
    if value.value < least:
        text = f"`{arg.name}` is a span of time, and this is {'none' if value.value == 0 else 'less than none'}"
        declarations.messages.error("E0309", arg.value.span, text, "too short", help=_EXAMPLE)
        return None
    return int(value.value)


def timed(source: Op, idle: int) -> Op:
    """A source whose rows say their time, with that time; `idle` is what the pipeline is set to."""
    found = time_of(source.schema, source.place)
    if found is None:
        return source
    at, timing = found
    place = source.place and Place(source.place.span, "event_time")
    span = Const(t.DURATION, idle if timing.idle is None else timing.idle)
    return EventTimeOp(input=source, at=at, delay=Const(t.DURATION, timing.delay), idle=span, place=place)


def time_of(row: Schema, place: Place | None) -> tuple[Expr, EventTime] | None:
    """The time that the rows of a source say they have: that of the field with `@event_time`, and for rows of an enum
    that of each variant, with the largest of their delays. None if the rows have none."""
    if not row.plain:
        timed = next((f for f in row if f.event_time is not None), None)
        if timed is None or timed.event_time is None:
            return None
        return Column(timed.type, timed.name, place=place), timed.event_time
    enum = row.value
    if not isinstance(enum, Enum):
        return None
    it = Column(enum, "it", place=place)
    parts: list[tuple[str, Expr]] = []
    delay, idle = 0, None
    for v in enum.variants:
        fields = v.payload if isinstance(v.payload, Schema) else ()
        timed = next((f for f in fields if f.event_time is not None), None)
        if timed is None or timed.event_time is None:
            return None
        parts.append((v.name, GetField(timed.type, payload(it, v.name, place), timed.name, place=place)))
        delay = max(delay, timed.event_time.delay)
        idle = timed.event_time.idle if idle is None else idle
    value = parts[-1][1]
    for name, part in reversed(parts[:-1]):
        value = If(value.type, is_variant(it, name, place), part, value, place=place)
    return value, EventTime(delay, idle)
