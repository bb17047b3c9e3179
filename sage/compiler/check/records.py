"""Records written in place: `{id: 1, ...row}` and `Order(id: 1)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.source import Span
from sage.base.types import Schema
from sage.compiler.check.convert import bind, convert, error_expr, is_error, named, short
from sage.compiler.check.scope import Scope
from sage.compiler.check.words import guess
from sage.compiler.ir.code import Expr, MakeRecord, Place, field_of
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.code import CodeChecker


def record(checker: CodeChecker, node: tree.RecordLiteral, scope: Scope, wanted: Schema | None = None) -> Expr:
    """The record; its fields are checked against those of `wanted`, if that is given."""
    values: dict[str, Expr] = {}
    written: dict[str, Span] = {}
    lets: list[tuple[str, Expr]] = []  # records that are copied are made once
    ok = True
    for item in node.items:
        if isinstance(item, tree.Spread):
            spread = checker.check(item.value, scope)
            if isinstance(spread.type, Schema):
                simple, own = (spread, []) if isinstance(spread, MakeRecord) and not spread.effects else named(spread)
                lets += own
                values |= {f.name: field_of(simple, f.name) for f in spread.type}
                continue
            ok = False
            if not is_error(spread):
                _not_a_record(checker, item, spread, scope)
        else:
            if item.name in written:
                label = (Label(written[item.name], "first here"),)
                text = f"two fields would be named `{item.name}`"
                checker.messages.error("E0405", item.name_span, text, "named again here", labels=label)
                ok = False
            written.setdefault(item.name, item.name_span)
            values[item.name] = _field(checker, item, scope, wanted)
    if not ok or is_error(*values.values()):
        return error_expr()
    if not values and wanted is None:
        text, help = "a record has at least one field", "for example `{id: 1}`"
        checker.messages.error("E0312", node.span, text, "nothing is in it", help=help)
        return error_expr()
    made = t.schema([t.Field(name, value.type) for name, value in values.items()])
    return bind(lets, MakeRecord(made, tuple(values.values()), place=Place(node.span, scope.stage)))


def _not_a_record(checker: CodeChecker, item: tree.Spread, value: Expr, scope: Scope) -> None:
    """Reports `...x` of something else."""
    text, labels, span = short(item.value.span.text), scope.declared(value), item.value.span
    if isinstance(value.type, t.Optional) and isinstance(value.type.item, Schema):
        message, help = (
            f"`{text}` may be null, and `...` copies a record",
            f"give a record for null: `...({text} ?? ...)`",
        )
        checker.messages.error("E0303", span, message, str(value.type), labels=labels, help=help)
    else:
        message = f"`...` copies the fields of a record, and this is {value.type}"
        checker.messages.error(
            "E0301", span, message, str(value.type), labels=labels, help="for example `{...it, n: 1}`"
        )


def _field(checker: CodeChecker, item: tree.RecordField, scope: Scope, wanted: Schema | None) -> Expr:
    """The value of one field."""
    if wanted is None:
        return checker.check(item.value, scope)
    field = wanted.get(item.name)
    if field is None:
        found = guess(item.name, item.name_span, wanted.names)
        text = f"`{wanted.name}` has no field `{item.name}`" if wanted.name else f"there is no field `{item.name}` here"
        checker.messages.error("E0306", item.name_span, text, "not known", help=found.help, fix=found.fix)
        checker.check(item.value, scope)
        return error_expr()
    return checker.value(item.value, scope, field.type, f"`{item.name}`", field_labels(scope, wanted, item.name))


def field_labels(scope: Scope, schema: Schema, name: str) -> tuple[Label, ...]:
    """Where a field of a schema is declared, with its type."""
    span = scope.names.fields.get((schema.name or "", name))
    return (Label(span, f"`{name}` is {schema.by_name[name].type}"),) if span else ()


def construct(checker: CodeChecker, schema: Schema, node: tree.Call, scope: Scope) -> Expr:
    """`Order(id: 1, ...)`."""
    fields: list[tree.RecordField | tree.Spread] = []
    for a in node.args:
        if not isinstance(a, tree.NamedArg):
            text = f"`{schema}` is built from named fields"
            names = ", ".join(f"{name}: ..." for name in schema.names[:3])
            checker.messages.error("E0304", a.span, text, "which field?", help=f"write `{schema}({names})`")
            return error_expr()
        fields.append(tree.RecordField(a.span, a.name, a.name_span, a.value))
    made = record(checker, tree.RecordLiteral(node.span, tuple(fields)), scope, schema)
    return convert(checker.messages, made, schema, node.function.span, scope=scope)
