"""The words of the checker's messages about names, functions, conditions and null."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix, Label
from sage.base.source import Span
from sage.base.types import Optional, Schema, Type
from sage.compiler.check import variants, words
from sage.compiler.check.calls import accepts
from sage.compiler.check.convert import as_literal, short
from sage.compiler.check.imports import unknown_member
from sage.compiler.check.process_messages import only_in_process
from sage.compiler.check.scope import Messages, Scope, UserFunction, parts_of
from sage.compiler.check.words import guess, is_function, replacement
from sage.compiler.ir.code import Call, Const, Expr
from sage.compiler.library.functions.formatting import format_problem
from sage.compiler.library.registry import AGGREGATES, FUNCTIONS
from sage.compiler.syntax import tree

# ---------------------------------------------------------------- names


def unknown_name(messages: Messages, node: tree.Name, scope: Scope) -> None:
    """A bare name that is no column, parameter or local."""
    if unknown_member(messages, node.name, node.span, scope.names):
        return
    if (enum := variants.named_enum(node, scope)) is not None:
        variants.no_value(messages, node, enum, scope)
        return
    what = "column" if scope.row is not None and not scope.row.plain else "name"
    text, code = f"there is no {what} `{node.name}`", "E0201"
    if scope.streams and scope.row is None:
        text, code = f"there is no stream or name `{node.name}`", "E0801"
    lost = scope.lost(node.name)
    if lost is None and variants.bare_variant(messages, node, text, scope):
        return
    found = guess(node.name, node.span, [*scope.visible(), "null", "true", "false"], words.VALUES)
    if lost is not None:
        help = f"carry it along: `first({node.name})`, or `by {node.name}`" if lost.span.text == "aggregate" else None
        help = help or (f"list it there, too: `select ..., {node.name}`" if lost.span.text == "select" else None)
        messages.error(code, node.span, f"{text} any more", "not known here", labels=(lost,), help=help)
    elif is_function(node.name) and (found.near is None or found.near not in scope.visible()):
        hint = f"`{node.name}` is a function: `{node.name}({'' if _takes_nothing(node.name) else '...'})`"
        fix = replacement(node.span, f"{node.name}()") if _takes_nothing(node.name) else None
        messages.error(code, node.span, text, "not known here", help=hint, fix=fix)
    elif found.near is None and node.span.text.startswith("`"):
        fix = replacement(node.span, f'"{node.name}"')
        messages.error(code, node.span, text, "backticks quote columns", help='quote text with `"`', fix=fix)
    else:
        help = found.help if found.near else _names_here(scope)
        messages.error(code, node.span, text, "not known here", help=help, fix=found.fix)


def _names_here(scope: Scope) -> str | None:
    if scope.row is not None and scope.row.plain:
        return f"the row is one {scope.row.fields[0].type}, and its name is `it`"
    return words.listing(scope.visible())


def unknown_field(messages: Messages, node: tree.FieldGet, record: Type, scope: Scope) -> None:
    """A field of a record that it does not have, or of something that is no record."""
    if isinstance(record, Schema):
        found = guess(node.name, node.name_span, record.names)
        text = f"there is no field `{node.name}`" + (f" in `{record.name}`" if record.name else "")
        messages.error("E0201", node.name_span, text, "not known here", help=found.help, fix=found.fix)
        return
    found = guess(node.name, node.name_span, methods(record), words.FUNCTIONS)
    help, fix = None, None
    if node.name in FUNCTIONS:
        help = f"`{node.name}` is a function: `.{node.name}()`"
        fix = replacement(node.name_span, f"{node.name}()") if node.name in methods(record, 1) else None
    elif found.near:
        help = f"did you mean `.{found.near}()`?"
    label = f"`{short(node.value.span.text)}` is {record}"
    messages.error("E0201", node.name_span, f"{record} has no field `{node.name}`", label, help=help, fix=fix)


# ---------------------------------------------------------------- functions


def _takes_nothing(name: str) -> bool:
    return any(not f.params for f in (*FUNCTIONS.get(name, ()), *AGGREGATES.get(name, ())))


def methods(type: Type, count: int | None = None) -> list[str]:
    """The functions that may follow a value of a type after a dot, given how many arguments they have in all."""
    value = Const(type, None)
    return [
        name
        for name, overloads in FUNCTIONS.items()
        if is_function(name) and any(accepts(f, 0, value) and count in (None, len(f.params)) for f in overloads)
    ]


def unknown_function(messages: Messages, node: tree.Call, name: str, args: Sequence[Expr], scope: Scope) -> None:
    """A call of something that is no function."""
    span = node.function.name_span if isinstance(node.function, tree.FieldGet) else node.function.span
    if name in words.LATER_FUNCTIONS or name in words.LATER_AGGREGATES:
        messages.error("E0111", span, f"`{name}` is not in this version yet", "reserved for a later version")
        return
    if name in ("timer", "cancel_timer"):
        only_in_process(messages, span, name)
        return
    if unknown_member(messages, name, span, scope.names):
        return
    text = f"there is no function `{name}`"
    if name in scope.visible():
        messages.error("E0203", span, text, f"`{name}` is a value", help="what stands before `(` is a function")
        return
    schemas = [n for n, type in scope.names.types.items() if isinstance(type, Schema)]
    if any(isinstance(a, tree.NamedArg) for a in node.args):
        candidates: Iterable[str] = schemas
    elif args and isinstance(node.function, tree.FieldGet):
        candidates = [*methods(args[0].type), *scope.names.functions]
    else:
        library = [n for n in FUNCTIONS if is_function(n)]
        candidates = [*scope.names.functions, *(AGGREGATES if scope.folds else ()), *library, *schemas]
    if name.casefold() in words.FUNCTION_HELP:
        messages.error("E0203", span, text, "not known", help=words.FUNCTION_HELP[name.casefold()])
        return
    found = guess(name, span, candidates, words.FUNCTIONS)
    help = found.help if found.near else None
    messages.error("E0203", span, text, "not known", help=help, fix=found.fix)


def aggregate_elsewhere(messages: Messages, node: tree.Call, name: str, span: Span, scope: Scope) -> None:
    """An aggregate where there are no rows of a group."""
    if scope.in_lambda:
        text, help = f"`{name}` cannot stand in a lambda", "aggregate in a stage before: `|> aggregate x = ...`"
        messages.error("E0404", span, text, "here there is one item of a list", help=help)
        return
    if scope.is_fold:
        text = f"`{name}` cannot stand inside another aggregate"
        help = f"make it a column first: `|> aggregate x = {short(node.span.text)} by ...`, and aggregate that"
        messages.error("E0404", span, text, "an aggregate of an aggregate", help=help)
        return
    text = short(node.span.text)
    help = f"`|> aggregate x = {text}` makes one row of many; `|> running x = {text}` adds it to every row"
    messages.error("E0404", span, f"`{name}` needs the rows of a group", "here there is one row", help=help)


def environment_elsewhere(messages: Messages, node: tree.Call) -> None:
    """`env(...)` anywhere but in the default of a parameter."""
    text, label = "the environment is read once, when the program starts", "too late here"
    help = f"make it a parameter: `param name: str = {short(node.span.text)}`"
    messages.error("E0109", node.span, text, label, help=help)


def aggregate_as_method(messages: Messages, node: tree.Call, name: str, span: Span) -> None:
    """`amount.sum()` for `sum(amount)`."""
    assert isinstance(node.function, tree.FieldGet)
    args = ", ".join(part.span.text for part in (node.function.value, *node.args))
    fix = replacement(node.span, f"{name}({args})", safe=True)
    text = f"`{name}` of a group stands before its argument"
    messages.error("E0404", span, text, "after a dot it is a function of a list", help="write it first", fix=fix)


def arguments(messages: Messages, fn: UserFunction, span: Span, text: str, label: str, fix: Fix | None = None) -> None:
    """A call of a `fn` with other arguments than it takes."""
    params = ", ".join(f"{name}: {type}" + (" = ..." if default else "") for name, type, default in fn.params)
    labels = (Label(fn.declaration.name_span, "declared here"),)
    messages.error("E0304", span, text, label, labels=labels, help=f"it takes ({params})", fix=fix)


def declaration(span: Span, name: str, type: Type) -> tuple[Label, ...]:
    """A label at what gives a name its type."""
    return (Label(span, f"`{name}` is {type}"),)


def checked_format(messages: Messages, expr: Expr, span: Span, node: tree.Call | None = None) -> Expr:
    """A call of the library, once its pattern is found to be one, if it takes a pattern and that is known."""
    if not isinstance(expr, Call) or expr.function.name not in ("format", "parse_time") or len(expr.args) < 2:
        return expr
    value, pattern = expr.args[:2]
    if not isinstance(pattern, Const):
        return expr
    type = t.TIMESTAMP if expr.function.name == "parse_time" else value.type
    problem = format_problem(pattern.value, type)
    if problem is None:
        return expr
    parts = [] if node is None else parts_of(node)
    where = span if node is None else parts[1].span if len(parts) > 1 else node.span
    messages.error("E0005", where, f"this format does not fit {type}", "not a format", help=problem)
    return Const(t.ERROR, None)


def condition_needed(messages: Messages, node: tree.Expr, expr: Expr, scope: Scope) -> None:
    """Something else than true or false where a condition stands."""
    text, help, fix = node.span.text, None, None
    test = '!= ""' if expr.type == t.STR else "!= 0" if expr.type in t.NUMBERS else None
    test = "is not null" if isinstance(expr.type, Optional) else test
    if test:
        help = "ask for null" if test == "is not null" else "compare it"
        simple = isinstance(node, tree.Name | tree.FieldGet | tree.Call)
        fix = replacement(node.span, f"{text} {test}" if simple else f"({text}) {test}")
    message = f"a condition is true or false, and this is {expr.type}"
    messages.error("E0301", node.span, message, str(expr.type), labels=scope.declared(expr), help=help, fix=fix)


def branches_differ(
    messages: Messages, what: str, first: tree.Node, a: Expr, second: tree.Node, b: Expr, scope: Scope
) -> None:
    """Two values of which one is chosen, or that stand side by side, and have no type in common."""
    help, fix = None, None
    one, two = t.required(a.type), t.required(b.type)
    for value, node, enum in ((a, first, two), (b, second, one)):
        if isinstance(enum, t.Enum) and variants.is_text(value):
            variants.explain_text(messages, value, enum, node.span, scope.names)
            return
    if one in t.NUMBERS and two in t.NUMBERS:
        whole = first if one in t.INTEGERS else second
        help, fix = "convert one", replacement(whole.span, f"f64({whole.span.text})")
    elif t.STR in (one, two) and {one, two} <= t.NUMBERS | {t.STR, t.BOOL}:
        other, value = (second, b) if one == t.STR else (first, a)
        help, fix = "make both text", replacement(other.span, f"to_str({other.span.text})")
        if isinstance(value, Const):
            help, fix = as_literal(value, t.STR, other.span)
    labels = (Label(first.span, str(a.type)), *scope.declared(a, b))
    messages.error(
        "E0311", second.span, f"{what} one type, and here are {a.type} and {b.type}", str(b.type),
        labels=labels, help=help, fix=fix,
    )  # fmt: skip


def null_field(messages: Messages, node: tree.FieldGet, expr: Expr, scope: Scope) -> None:
    """A field of a record that may be null."""
    text = short(node.value.span.text)
    dot = Span(node.span.source, node.value.span.end, node.name_span.start)
    messages.error(
        "E0303",
        node.value.span,
        f"`{text}` may be null, so it may have no `{node.name}`",
        str(expr.type),
        labels=scope.declared(expr),
        help=f"`{text}?.{node.name}` is null where `{text}` is",
        fix=Fix((Edit(dot, "?."),), "unsafe"),
    )


def never_null(
    messages: Messages,
    node: tree.Expr,
    span: Span,
    expr: Expr,
    so: str,
    scope: Scope,
    rest: Span | None = None,
    instead: str = "",
) -> None:
    """A test for null of something that always has a value; it goes if `instead` is written for `rest`."""
    text = f"`{short(node.span.text)}` is never null, so {so}"
    fix = replacement(rest, instead, safe=True) if rest else None
    help = "leave it out" if rest else None
    if expr.type == t.JSON and rest is None:
        help = f"`{short(node.span.text)}.is_null()` asks for the null of JSON"
    label = f"`{short(node.span.text)}` is {expr.type}"
    messages.warning("W0351", span, text, label, labels=scope.declared(expr), help=help, fix=fix)


def no_type(messages: Messages, span: Span, what: str, type: Type) -> None:
    """A value of which null is all that is known."""
    label = "null may be of any type" if type == t.NULL else "nothing says what it would hold"
    messages.error("E0301", span, f"the type of {what} is not known", label, help="put a value that has a type there")


def hidden(messages: Messages, node: tree.Name, scope: Scope) -> None:
    """A column where a parameter of its name might be meant."""
    labels = (Label(scope.places[node.name], "hidden"),) if node.name in scope.places else ()
    text = f"`{node.name}` is the column here, not the parameter"
    messages.warning("W0252", node.span, text, "the column", labels=labels, help="give one of them another name")
