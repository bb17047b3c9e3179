"""The words of the checker's messages about code, where they need more than a line."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix, Label
from sage.base.names import closest
from sage.base.source import Span
from sage.base.types import Optional, Schema, Type
from sage.compiler.check.scope import Messages, Scope, UserFunction
from sage.compiler.ir.code import Expr
from sage.compiler.library.registry import AGGREGATES, FUNCTIONS
from sage.compiler.syntax import tree

FUNCTION_WORDS = {
    "length": "len", "size": "len", "upcase": "upper", "toupper": "upper", "ucase": "upper", "downcase": "lower",
    "tolower": "lower", "lcase": "lower", "strip": "trim", "substr": "slice", "substring": "slice", "concat": "join",
    "ceiling": "ceil", "avg": "mean", "average": "mean", "ifnull": "coalesce", "nvl": "coalesce", "isnull": "coalesce",
    "int": "i64", "integer": "i64", "bigint": "i64", "float": "f64", "double": "f64", "str": "to_str",
    "string": "to_str", "varchar": "to_str", "tostring": "to_str", "startswith": "starts_with",
    "endswith": "ends_with", "date_trunc": "truncate", "log": "ln", "power": "pow", "nullif": "none_if",
    "n": "count", "row_count": "count", "nunique": "count_distinct", "countif": "count_if", "current_timestamp": "now",
}  # fmt: skip

OPERATOR_VERBS = {
    "+": "adds", "-": "subtracts", "*": "multiplies", "/": "divides", "//": "divides", "%": "divides",
    "<": "compares", "<=": "compares", ">": "compares", ">=": "compares", "==": "compares", "!=": "compares",
    "neg": "negates", "not": "negates", "in": "looks for a value in a list or text",
    "not in": "looks for a value in a list or text", "like": "compares text", "[]": "takes an item of a list",
}  # fmt: skip


def unknown_name(messages: Messages, node: tree.Name, scope: Scope) -> None:
    visible = scope.visible()
    near = closest(node.name, visible)
    what = "column" if scope.row is not None else "name"
    fix = Fix((Edit(node.span, near),), "safe") if near else None
    help = f"did you mean `{near}`?" if near else None
    if near is None and visible:
        help = "there are: " + ", ".join(f"`{v}`" for v in visible[:5]) + (", ..." if len(visible) > 5 else "")
    if node.name in FUNCTIONS or node.name in AGGREGATES:
        help, fix = f"`{node.name}` is a function: `{node.name}(...)`", None
    messages.error("E0201", node.span, f"there is no {what} `{node.name}`", "not known here", help=help, fix=fix)


def unknown_field(messages: Messages, node: tree.FieldGet, record: Type) -> None:
    if not isinstance(record, Schema):
        near = closest(node.name, list(FUNCTIONS))
        help = f"`{node.name}` is a function: `.{node.name}()`" if node.name in FUNCTIONS else None
        if help is None and near:
            help = f"did you mean `.{near}()`?"
        text = f"{record} has no fields, so `.{node.name}` means nothing"
        messages.error("E0201", node.name_span, text, f"the value is {record}", help=help)
        return
    near = closest(node.name, list(record.names))
    fields = ", ".join(f"`{n}`" for n in record.names[:8])
    messages.error(
        "E0201",
        node.name_span,
        f"there is no field `{node.name}`" + (f" in `{record.name}`" if record.name else ""),
        "not known here",
        help=f"did you mean `{near}`?" if near else f"the record has {fields}",
        fix=Fix((Edit(node.name_span, near),), "safe") if near else None,
    )


def unknown_function(messages: Messages, node: tree.Call, name: str) -> None:
    span = node.function.name_span if isinstance(node.function, tree.FieldGet) else node.function.span
    near = closest(name, [*FUNCTIONS, *AGGREGATES], FUNCTION_WORDS)
    messages.error(
        "E0203",
        span,
        f"there is no function `{name}`",
        "not known",
        help=f"did you mean `{near}`?" if near else None,
        fix=Fix((Edit(span, near),), "safe") if near else None,
    )


def aggregate_elsewhere(messages: Messages, node: tree.Call, name: str) -> None:
    messages.error(
        "E0404",
        node.function.span,
        f"`{name}` is an aggregate: it needs the rows of a group",
        "here there is one row",
        help=f"`|> aggregate x = {name}(...)` makes one row of many; `|> running x = {name}(...)` adds it to every row",
    )


def condition_needed(messages: Messages, node: tree.Expr, type: Type) -> None:
    text = node.span.text
    help = None
    if type in t.NUMBERS:
        help = f"compare it: `{text} != 0`"
    elif type == t.STR:
        help = f'compare it: `{text} != ""`'
    elif isinstance(type, Optional):
        help = f"ask for null: `{text} is not null`"
    messages.error("E0301", node.span, f"a condition is true or false, and this is {type}", str(type), help=help)


def bad_timestamp(messages: Messages, node: tree.Literal) -> None:
    messages.error(
        "E0009",
        node.span,
        f"`{node.value}` is not a time",
        "not readable",
        help='write `ts"2026-01-31T12:30:00Z"`, with as many parts as are known',
    )


def branches_differ(
    messages: Messages, span: Span, first: tree.Node, a: Type, second: tree.Node, b: Type
) -> None:
    numbers = a in t.NUMBERS and b in t.NUMBERS
    messages.error(
        "E0311",
        span,
        f"both must have one type, and these are {a} and {b}",
        str(b) if span == second.span else "",
        labels=(Label(first.span, str(a)),) if span != first.span else (),
        help=f"convert one: `f64({(first if a in t.INTEGERS else second).span.text})`" if numbers else None,
    )


def null_operand(messages: Messages, name: str, arg: Expr, span: Span) -> None:
    text = span.text if len(span.text) <= 40 else span.text[:37] + "..."
    messages.error(
        "E0303",
        span,
        f"`{text}` may be null",
        f"{arg.type}, and `{name if name != 'neg' else '-'}` needs {t.required(arg.type)}",
        help=f"give a value for null: `({text} ?? ...)`, or keep the rows that have one: "
        f"`|> filter {text} is not null`",
    )


def null_field(messages: Messages, node: tree.FieldGet, type: Type) -> None:
    text = node.value.span.text
    dot = Span(node.span.source, node.value.span.end, node.name_span.start)
    messages.error(
        "E0303",
        node.value.span,
        f"`{text}` may be null, so it may have no `{node.name}`",
        str(type),
        help=f"`{text}?.{node.name}` is null where `{text}` is",
        fix=Fix((Edit(dot, "?."),), "unsafe"),
    )


def operands(messages: Messages, name: str, args: Sequence[Expr], parts: Sequence[tree.Node], span: Span) -> None:
    """An operator or function that has no form for these types."""
    types = [a.type for a in args]
    labels = tuple(Label(p.span, str(a.type)) for p, a in zip(parts, args, strict=False) if p.span != span)
    if name in OPERATOR_VERBS:
        shown = {"neg": "-", "[]": "[...]"}.get(name, name)
        text = f"`{shown}` has no meaning for {' and '.join(map(str, types))}"
        messages.error("E0302", span, text, labels=labels, help=_operand_help(name, args, parts))
        return
    overloads = FUNCTIONS.get(name, [])
    if all(len(f.params) != len(args) for f in overloads):
        counts = sorted({len(f.params) for f in overloads})
        wanted = " or ".join(map(str, counts))
        plural = "" if counts == [1] else "s"
        text = f"`{name}` takes {wanted} argument{plural}, and here are {len(args)}"
        messages.error("E0304", span, text, help=_signatures(name))
        return
    given = ", ".join(map(str, types))
    messages.error("E0305", span, f"`{name}` does not take ({given})", labels=labels, help=_signatures(name))


def _signatures(name: str) -> str | None:
    overloads = FUNCTIONS.get(name, [])
    return "it is declared as " + ", ".join(f"`{f}`" for f in overloads[:4]) if overloads else None


def _operand_help(name: str, args: Sequence[Expr], parts: Sequence[tree.Node]) -> str | None:
    types = [t.required(a.type) for a in args]
    if len(types) != 2 or len(parts) != 2:
        return None
    for one, other in ((0, 1), (1, 0)):
        text = parts[one].span.text
        if types[one] in t.INTEGERS and types[other] in t.FLOATS:
            return f"convert the integer: `f64({text})`"
        if types[one] in t.NUMBERS and types[other] == t.STR:
            return f"make it text: `to_str({text})`" if name == "+" else f"read the number: `{parts[other].span.text}.parse_int()`"
        if types[one] in t.INTEGERS and types[other] in t.INTEGERS:
            return f"convert one: `i64({text})`"
    return None


def arguments(messages: Messages, node: tree.Call, fn: UserFunction) -> None:
    wanted = ", ".join(f"{name}: {type}" + (" = ..." if default else "") for name, type, default in fn.params)
    messages.error(
        "E0304",
        node.span,
        f"`{fn.declaration.name}` is called with other arguments than it takes",
        labels=(Label(fn.declaration.name_span, "declared here"),),
        help=f"it takes ({wanted})",
    )
