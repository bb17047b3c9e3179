"""Variants by their names: which one a text stands for, and what is said where no value of the enum is."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base import types as t
from sage.base.diagnostics import Fix, Label
from sage.base.source import Span
from sage.base.types import Enum, List, Type
from sage.compiler.check.scope import Messages, Names, Scope
from sage.compiler.check.words import guess, listing, replacement
from sage.compiler.ir.code import Const, Expr
from sage.compiler.ir.variants import bare
from sage.compiler.syntax import tree


def of_text(expr: Const, enum: Enum) -> Expr | None:
    """The variant that a text literal stands for where a plain enum is expected."""
    return bare(enum, expr.value, expr.place) if enum.is_plain and enum.get(expr.value) else None


def is_text(expr: Expr) -> bool:
    """True for text that is written in place."""
    return isinstance(expr, Const) and expr.literal and expr.type == t.STR


def named_enum(node: tree.Expr, scope: Scope) -> Enum | None:
    """The enum that a bare name stands for, if nothing nearer has that name."""
    if not isinstance(node, tree.Name) or not isinstance(found := scope.names.types.get(node.name), Enum):
        return None
    is_column = scope.row is not None and (node.name in scope.row or node.name in scope.row_values)
    is_nearer = node.name in scope.locals or is_column or node.name in scope.values or node.name in scope.streams
    return None if is_nearer else found


def enum_in(type: Type) -> Enum | None:
    """The enum of which a value, an optional or the items of a list are."""
    inner = t.required(type)
    if isinstance(inner, List):
        return enum_in(inner.item)
    return inner if isinstance(inner, Enum) else None


def declared(names: Names | None, enum: Enum, variant: str = "") -> tuple[Label, ...]:
    """Where an enum, or one of its variants, is declared."""
    if names is None:
        return ()
    span = names.fields.get((enum.name, variant)) if variant else names.spans.get(enum.name)
    return (Label(span, "declared here"),) if span is not None else ()


def example(enum: Enum, variant: t.Variant, name: str | None = None) -> str:
    """How a variant is written."""
    return f"{name or enum.name}.{variant.name}" + ("" if variant.payload is None else "(...)")


# ---------------------------------------------------------------- messages


def unknown_variant(
    messages: Messages, enum: Enum, name: str, span: Span, names: Names | None, *, is_pattern: bool = False
) -> None:
    """A name that is none of the enum's."""
    found = guess(name, span, enum.names)
    fix, help = found.fix, found.help
    if is_pattern and found.near is None:
        help = f"{help}; `_` takes any"
    if fix is not None and span.text[:1] in "\"'":
        fix = replacement(span, f'"{found.near}"', safe=fix.applicability == "safe")
    text = f"`{enum}` has no variant `{name}`"
    messages.error("E0201", span, text, "not known", labels=declared(names, enum), help=help, fix=fix)


def explain_text(messages: Messages, expr: Expr, enum: Enum, span: Span, names: Names | None) -> bool:
    """Says why text is no value of an enum; False if it is no text."""
    if t.required(expr.type) != t.STR:
        return False
    if is_text(expr) and isinstance(expr, Const) and enum.is_plain:
        unknown_variant(messages, enum, expr.value, span, names)
        return True
    first = example(enum, enum.variants[0])
    help, fix = f'`match` makes a variant of text: `match x {{ "{enum.variants[0].name}" => {first}, ... }}`', None
    if is_text(expr) and isinstance(expr, Const) and (variant := enum.get(expr.value)) is not None:
        help = f"name the variant: `{example(enum, variant)}`"
        fix = replacement(span, example(enum, variant)) if variant.payload is None else None
    text = f"text is not a variant of `{enum}` by itself"
    messages.error("E0301", span, text, str(expr.type), labels=declared(names, enum), help=help, fix=fix)
    return True


def explain_operation(
    messages: Messages, name: str, args: Sequence[Expr], parts: Sequence[tree.Node], span: Span, scope: Scope
) -> bool:
    """Says why an operator has no meaning for an enum and what stands beside it; False if it is about other types."""
    enums = [enum_in(a.type) for a in args]
    enum = next((e for e in enums if e is not None), None)
    if enum is None or len(args) != 2 or len(parts) != 2:
        return False
    if name in ("<", "<=", ">", ">="):
        text, labels = f"`{name}` has no meaning for {enum}", scope.declared(*args)
        help = "variants have no order; `match` gives each a number"
        messages.error("E0302", span, text, "no order", labels=labels, help=help)
        return True
    place = 0 if enums[1] is None else 1
    mine, other = (args[place], args[1 - place]), (parts[place], parts[1 - place])
    if is_text(mine[1]) and not _names_payload(enum, mine[1]):
        return explain_text(messages, mine[1], enum, other[1].span, scope.names)
    if t.required(mine[1].type) not in (t.STR, List(t.STR)) or isinstance(t.required(mine[0].type), List):
        return False
    labels = tuple(Label(p.span, str(a.type)) for p, a in zip(parts, args, strict=True))
    help, fix = _as_text(mine[0], other[0])
    types = f"{args[0].type} and {args[1].type}"
    labels += scope.declared(*args)
    messages.error("E0302", span, f"`{name}` has no meaning for {types}", labels=labels, help=help, fix=fix)
    return True


def _names_payload(enum: Enum, text: Expr) -> bool:
    """True for the name of a variant that carries something, which may be all that is asked for."""
    variant = enum.get(text.value) if isinstance(text, Const) else None
    return variant is not None and variant.payload is not None


def _as_text(value: Expr, node: tree.Node) -> tuple[str, Fix]:
    text = node.span.text
    if isinstance(value.type, t.Optional):
        return "compare the text of it", replacement(node.span, f"{text}?.to_str()")
    return "compare the text of it", replacement(node.span, f"to_str({text})")


def no_value(messages: Messages, node: tree.Name, enum: Enum, scope: Scope) -> None:
    """The name of an enum where a value stands."""
    text = f"`{node.name}` is an enum, and no value"
    help = f"name a variant: `{example(enum, enum.variants[0], node.name)}`"
    messages.error("E0201", node.span, text, "which variant?", labels=declared(scope.names, enum), help=help)


def bare_variant(messages: Messages, node: tree.Name, text: str, scope: Scope) -> bool:
    """A variant without its enum, where that cannot be told from what stands around it; False if it is none."""
    enums = [(n, e) for n, e in scope.names.types.items() if isinstance(e, Enum) and e.get(node.name)]
    if not enums:
        return False
    written = [example(enum, next(v for v in enum.variants if v.name == node.name), name) for name, enum in enums]
    help = f"a variant stands behind its enum: `{written[0]}`" if len(enums) == 1 else listing(written)
    fix = replacement(node.span, written[0]) if len(enums) == 1 and not written[0].endswith(")") else None
    messages.error("E0201", node.span, text, "not known here", help=help, fix=fix)
    return True
