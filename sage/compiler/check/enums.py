"""Enums: their declarations, and the variants that a program names or builds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.source import Span
from sage.base.types import Enum, Schema, Type, Variant
from sage.compiler.check.convert import error_expr, is_error
from sage.compiler.check.records import construct
from sage.compiler.check.scope import Messages, Names, Scope
from sage.compiler.check.variants import declared, example, named_enum, unknown_variant
from sage.compiler.check.words import replacement
from sage.compiler.ir.code import Expr, Place
from sage.compiler.ir.variants import MakeVariant, bare
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.code import CodeChecker
    from sage.compiler.check.slots import Filler


def declare(
    messages: Messages, names: Names, node: tree.EnumDecl, type: Callable[[tree.TypeExpr], Type], *, notes: bool = True
) -> Type:
    """The type that an `enum` declares; `notes` where its variants stand."""
    seen: dict[str, Span] = {}
    variants: list[Variant] = []
    is_whole = True
    for v in node.variants:
        payload = None if v.payload is None else type(v.payload)
        is_whole = is_whole and payload != t.ERROR
        if v.name in seen:
            label = (Label(seen[v.name], "first here"),)
            messages.error("E0206", v.span, f"two variants are named `{v.name}`", "again here", labels=label)
            continue
        seen[v.name] = v.span
        variants.append(Variant(v.name, payload))
        if notes:
            names.note_field(node.name, v.name, v.span)
    if not variants and not messages.misread(node.span):
        text, help = f"`{node.name}` has no variants", f"for example `enum {node.name} {{ yes, no }}`"
        messages.error("E0312", node.name_span, text, "at least one is needed", help=help)
    return Enum(node.name, tuple(variants)) if variants and is_whole else t.ERROR


def named(checker: CodeChecker, node: tree.FieldGet, enum: Enum, scope: Scope) -> Expr:
    """`Action.click`."""
    variant = enum.get(node.name)
    if variant is None:
        unknown_variant(checker.messages, enum, node.name, node.name_span, scope.names)
        return error_expr()
    if variant.payload is not None:
        text, help = f"`{variant.name}` carries {variant.payload}", f"give it: `{_form(node, variant)}`"
        labels = declared(scope.names, enum, variant.name)
        checker.messages.error("E0304", node.name_span, text, "and here is none", labels=labels, help=help)
        return error_expr()
    return bare(enum, variant.name, Place(node.span, scope.stage))


def built(checker: CodeChecker, node: tree.Call, enum: Enum, scope: Scope) -> Expr:
    """`Shape.circle(2.0)`, `Shape.rect(w: 1.0, h: 2.0)`."""
    assert isinstance(node.function, tree.FieldGet)
    variant, name_span = enum.get(node.function.name), node.function.name_span
    values = [a.value if isinstance(a, tree.NamedArg) else a for a in node.args]
    if variant is None or variant.payload is None:
        for value in values:
            checker.check(value, scope)
        if variant is None:
            unknown_variant(checker.messages, enum, node.function.name, name_span, scope.names)
        else:
            _carries_nothing(checker, node, node.function, enum, scope)
        return error_expr()
    labels = declared(scope.names, enum, variant.name)
    if isinstance(variant.payload, Schema) and node.args and all(isinstance(a, tree.NamedArg) for a in node.args):
        payload = construct(checker, variant.payload, node, scope)
    elif len(node.args) != 1 or isinstance(node.args[0], tree.NamedArg):
        text, help = f"`{variant.name}` carries {variant.payload}", f"write `{_form(node.function, variant)}`"
        label = "and here is none" if not node.args else "and here is more" if len(node.args) > 1 else "it has no name"
        span = node.args[0].span.to(node.args[-1].span) if node.args else name_span
        checker.messages.error("E0304", span, text, label, labels=labels, help=help)
        return error_expr()
    else:
        payload = checker.value(values[0], scope, variant.payload, f"what `{variant.name}` carries", labels)
    if is_error(payload):
        return error_expr()
    return MakeVariant(enum, variant.name, payload, place=Place(node.span, scope.stage))


def _carries_nothing(checker: CodeChecker, node: tree.Call, function: tree.FieldGet, enum: Enum, scope: Scope) -> None:
    brackets = Span(node.span.source, function.name_span.end, node.span.end)
    text, fix = f"`{function.name}` carries nothing", replacement(brackets, "")
    labels = declared(scope.names, enum, function.name)
    checker.messages.error("E0304", brackets, text, "too much", labels=labels, help="leave it out", fix=fix)


def _form(node: tree.FieldGet, variant: Variant) -> str:
    """How a variant with a payload is built."""
    before = node.value.span.text
    if isinstance(variant.payload, Schema):
        return f"{before}.{variant.name}({', '.join(f'{name}: ...' for name in variant.payload.names)})"
    return f"{before}.{variant.name}(...)"


def called(checker: CodeChecker, node: tree.Call, enum: Enum, scope: Scope) -> Expr:
    """`Action("click")`, which builds nothing."""
    written = example(enum, enum.variants[0], node.function.span.text)
    text, help = f"`{enum}` is an enum, and no function", f"a variant makes a value: `{written}`"
    labels = declared(scope.names, enum)
    checker.messages.error("E0203", node.function.span, text, "which variant?", labels=labels, help=help)
    return error_expr()


def variant_of_rows(filler: Filler, args: Sequence[tree.Arg]) -> str | None:
    """`only bid`, over rows of an enum."""
    messages, word, arg = filler.messages, filler.word, args[0]
    if filler.input is None or filler.scope.is_open:
        return None
    row = filler.input.schema.value
    if not isinstance(row, Enum):
        may_be_null = isinstance(t.required(row), Enum)
        text = f"`{word}` takes the rows of one variant, and these {'may be null' if may_be_null else 'have none'}"
        help = "`|> filter it is not null` before it" if may_be_null else "keep rows by `filter`"
        code = "E0303" if may_be_null else "E0301"
        messages.error(code, filler.word_span, text, f"the row is {row}", help=help)
        return None
    for extra in args[1:]:
        messages.error(
            "E0401", extra.span, f"`{word}` takes one variant", "too much", help="`match` tells several apart"
        )
    match arg.value:
        case tree.Name(name=name, span=span) if arg.kind == "value":
            pass
        case tree.FieldGet(value=enum, name=name, name_span=span) if named_enum(enum, filler.scope) == row:
            pass
        case _:
            help = f"for example `|> {word} {row.variants[0].name}`"
            messages.error("E0401", arg.span, f"`{word}` takes the name of a variant", "none", help=help)
            return None
    variant = row.get(name)
    if variant is None:
        unknown_variant(messages, row, name, span, filler.scope.names)
        return None
    if variant.payload is None:
        text, help = f"`{name}` carries nothing, so it makes no row", f"keep such rows: `|> {_keep(row, name)}`"
        labels = declared(filler.scope.names, row, name)
        messages.error("E0312", span, text, "no payload", labels=labels, help=help)
        return None
    return None if len(args) > 1 else name


def _keep(enum: Enum, name: str) -> str:
    return f'filter it == "{name}"' if enum.is_plain else f"filter it == {enum}.{name}"
