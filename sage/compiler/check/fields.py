"""Why a row or a record does not fit a schema, and what would make it fit."""

from __future__ import annotations

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.source import Span
from sage.base.types import Field, List, Optional, Schema, Type
from sage.base.widening import widens
from sage.compiler.check.scope import Messages, Scope


def explain_fields(
    messages: Messages,
    source: Schema,
    target: Schema,
    span: Span,
    scope: Scope | None,
    labels: tuple[Label, ...],
    is_row: bool,
) -> None:
    """Says which fields a row or a record lacks, has too many, or has of another type."""
    wanted = f"`{target.name}`" if target.name else "the record"
    row = ("the row has: " if is_row else "given are: ") + ", ".join(map(str, source.fields))
    missing = [f for f in target if f.name not in source and f.is_required]
    first = missing[0].name if missing else ""
    extra = [f for f in source if f.name not in target]

    def declared(f: Field, text: str) -> tuple[Label, ...]:
        place = scope.names.fields.get((target.name or "", f.name)) if scope else None
        return (Label(place, text),) if place else ()

    def origin(f: Field) -> tuple[Label, ...]:
        place = scope.columns(f.name) if scope and is_row else None
        return (Label(place, f"`{f.name}` is {f.type}"),) if place else ()

    if missing:
        names = ", ".join(f"`{f.name}`" for f in missing)
        there = tuple(label for f in missing for label in declared(f, "no default, not optional"))
        messages.error(
            "E0306", span, f"{wanted} needs {names}" + (", which this row does not have" if is_row else ""),
            "missing: " + ", ".join(map(str, missing)), labels=there + labels, notes=(row,),
            help=f"add it before: `|> extend {first} = ...`" if is_row else f"give it: `{first}: ...`",
        )  # fmt: skip
    elif extra:
        names = ", ".join(f"`{f.name}`" for f in extra)
        has = f"{wanted} has: " + ", ".join(map(str, target.fields))
        help = "leave out what is too much: `|> select " + ", ".join(target.names) + "`"
        labels += tuple(label for f in extra for label in origin(f))
        messages.error("E0306", span, f"{wanted} has no {names}", "too much", notes=(has,), labels=labels, help=help)
    else:
        wrong = next((f for f in target if f.name in source and not widens(source.by_name[f.name].type, f.type)), None)
        if wrong is None:
            messages.error("E0306", span, f"this row is not {wanted}", str(source), notes=(row,), labels=labels)
            return
        found = source.by_name[wrong.name].type
        messages.error(
            "E0306", span, f"`{wrong.name}` is {found}, and {wanted} wants {wrong.type}", str(found),
            labels=declared(wrong, f"`{wrong.name}` is {wrong.type}") + origin(source.by_name[wrong.name]) + labels,
            notes=(row,),
            help=_field_help(wrong, found),
        )  # fmt: skip


def _field_help(field: Field, found: Type) -> str | None:
    name, wanted = field.name, t.required(field.type)
    if isinstance(found, Optional) and not isinstance(field.type, Optional) and widens(found.item, wanted):
        return f"`|> filter {name} is not null` before it leaves out the rows without one"
    if t.required(found) in t.NUMBERS and wanted in t.NUMBERS:
        return f"convert it before: `|> extend {name} = {wanted}({name})`"
    if wanted == t.STR and found in t.NUMBERS:
        return f"make it text before: `|> extend {name} = to_str({name})`"
    if isinstance(found, List) and isinstance(wanted, List):
        return _items_help(name, t.required(found.item), t.required(wanted.item))
    return None


def _items_help(name: str, found: Type, wanted: Type) -> str | None:
    if not isinstance(found, Schema) or not isinstance(wanted, Schema):
        return None
    lacks = [f"{f.name}: ..." for f in wanted if f.is_required and f.name not in found]
    shown = f"{{...x, {', '.join(lacks)}}}" if lacks else "{...}"
    return f"make its items anew before: `|> extend {name} = {name}.map(x => {shown})`"
