"""Schemas: their fields, with defaults and attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.source import Span
from sage.base.types import MISSING, Field, Schema, Type
from sage.compiler.check.scope import Messages, Scope
from sage.compiler.check.timing import timing
from sage.compiler.ir.code import Const
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.declarations import Declarations

ATTRIBUTES = ("event_time", "key", "name", "secret")


def declare(declarations: Declarations, node: tree.SchemaDecl, *, notes_fields: bool = True) -> Schema:
    """The type that a `schema` declares; notes where its fields stand."""
    fields: dict[str, Field] = {}
    places: dict[str, Span] = {}
    outside: dict[str, Span] = {}
    declarations.attributes(node.attributes, (), "a schema")
    for f in node.fields:
        if f.name in fields:
            before = (Label(places[f.name], "first here"),)
            declarations.messages.error(
                "E0206", f.name_span, f"two fields are named `{f.name}`", "again here", labels=before
            )
        type = declarations.type(f.type)
        made = Field(
            f.name,
            type,
            _default(declarations, f, type),
            _outside(declarations, f, type),
            frozenset(a.name for a in f.attributes),
            timing(declarations, f),
        )
        if f.name in fields:
            continue
        if made.outside_name in outside:
            before = (Label(outside[made.outside_name], "first here"),)
            text = f"two fields are named `{made.outside_name}` outside"
            declarations.messages.error("E0206", f.name_span, text, "again here", labels=before)
        fields[f.name], places[f.name] = made, f.name_span
        outside.setdefault(made.outside_name, f.name_span)
        if notes_fields:
            declarations.names.note_field(node.name, f.name, f.name_span.to(f.type.span))
    if not fields and not declarations.messages.misread(node.span):
        no_fields(declarations.messages, node.name_span, f"`{node.name}`")
    timed = [a for f in node.fields for a in f.attributes if a.name == "event_time"]
    for extra in timed[1:]:
        label = (Label(timed[0].span, "the other"),)
        declarations.messages.error("E0206", extra.span, "a schema has one event time", "the second", labels=label)
    return t.schema(list(fields.values()), node.name)


def no_fields(messages: Messages, span: Span, what: str) -> None:
    """Reports a record without fields."""
    text, help = f"{what} has no fields", "for example `id: i64`"
    messages.error("E0312", span, text, "at least one is needed", help=help)


def _outside(declarations: Declarations, f: tree.SchemaField, type: Type) -> str | None:
    """The name that `@name` gives; checks all attributes."""
    declarations.attributes(f.attributes, ATTRIBUTES, "a field")
    outside = None
    for attribute in f.attributes:
        if attribute.name == "name":
            value = attribute.args[0] if len(attribute.args) == 1 else None
            if isinstance(value, tree.Literal) and value.kind == "str":
                outside = str(value.value)
            elif not isinstance(value, tree.ErrorExpr):
                text, help = "`@name` takes the name outside, as text", 'for example `@name("payload-raw")`'
                declarations.messages.error("E0401", attribute.span, text, help=help)
        elif attribute.name == "event_time" and type not in (t.TIMESTAMP, t.ERROR):
            text = f"event time is a timestamp, and `{f.name}` is {type}"
            label = (Label(f.type.span, str(type)),)
            declarations.messages.error("E0301", attribute.span, text, labels=label, help="declare it as `timestamp`")
    return outside


def _default(declarations: Declarations, f: tree.SchemaField, type: Type) -> Any:
    if f.default is None:
        return MISSING
    label = (Label(f.type.span, f"`{f.name}` is {type}"),)
    value = declarations.known_value(f.default, Scope(declarations.names), type, f"the default of `{f.name}`", label)
    return value.value if isinstance(value, Const) else None  # also in place of a wrong one: it has a default
