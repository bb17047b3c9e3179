"""The words of the checker's messages about names, functions and operators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix, Label
from sage.base.source import Span
from sage.base.text_forms import parse_timestamp
from sage.base.types import List, Optional, Schema, Type
from sage.compiler.check import words
from sage.compiler.check.calls import accepts
from sage.compiler.check.convert import EMPTY, short
from sage.compiler.check.scope import Messages, Scope, UserFunction
from sage.compiler.check.words import guess, replacement
from sage.compiler.ir.code import Call, Const, Expr
from sage.compiler.library.functions.formatting import format_problem
from sage.compiler.library.registry import AGGREGATES, FUNCTIONS, Function, Variable
from sage.compiler.syntax import tree

OPERATOR_WORDS = {"neg": "-", "[]": "[...]"}
SIGNS = frozenset(("neg", "in", "not in", "not", "like", "and", "or"))


# ---------------------------------------------------------------- names


def unknown_name(messages: Messages, node: tree.Name, scope: Scope) -> None:
    """A bare name that is no column, parameter or local."""
    what = "column" if scope.row is not None and not scope.row.plain else "name"
    text = f"there is no {what} `{node.name}`"
    lost = scope.lost(node.name)
    found = guess(node.name, node.span, [*scope.visible(), "null", "true", "false"], words.VALUES)
    if lost is not None:
        help = f"carry it along: `first({node.name})`, or `by {node.name}`" if lost.span.text == "aggregate" else None
        help = help or (f"list it there, too: `select ..., {node.name}`" if lost.span.text == "select" else None)
        messages.error("E0201", node.span, f"{text} any more", "not known here", labels=(lost,), help=help)
    elif is_function(node.name) and (found.near is None or found.near not in scope.visible()):
        hint = f"`{node.name}` is a function: `{node.name}({'' if _takes_nothing(node.name) else '...'})`"
        fix = replacement(node.span, f"{node.name}()") if _takes_nothing(node.name) else None
        messages.error("E0201", node.span, text, "not known here", help=hint, fix=fix)
    elif found.near is None and node.span.text.startswith("`"):
        fix = replacement(node.span, f'"{node.name}"')
        messages.error("E0201", node.span, text, "backticks quote columns", help='quote text with `"`', fix=fix)
    else:
        help = found.help if found.near else _names_here(scope)
        messages.error("E0201", node.span, text, "not known here", help=help, fix=found.fix)


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


def is_function(name: str) -> bool:
    """True for functions and aggregates, and not for operators, which stand in the same table."""
    return (name in FUNCTIONS or name in AGGREGATES) and name not in SIGNS and re.fullmatch(r"\w+", name) is not None


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
    found = guess(name, span, candidates, words.FUNCTIONS)
    help = found.help if found.near else None
    messages.error("E0203", span, text, "not known", help=help, fix=found.fix)


def aggregate_elsewhere(messages: Messages, node: tree.Call, name: str, span: Span, *, inside: bool) -> None:
    """An aggregate where there are no rows of a group."""
    if inside:
        text = f"`{name}` cannot stand inside another aggregate"
        help = f"make it a column first: `|> aggregate x = {short(node.span.text)} by ...`, and aggregate that"
        messages.error("E0404", span, text, "an aggregate of an aggregate", help=help)
        return
    text = short(node.span.text)
    help = f"`|> aggregate x = {text}` makes one row of many; `|> running x = {text}` adds it to every row"
    messages.error("E0404", span, f"`{name}` needs the rows of a group", "here there is one row", help=help)


def aggregate_arguments(messages: Messages, node: tree.Call, name: str, args: Sequence[Expr], scope: Scope) -> None:
    """An aggregate that has no form for these arguments."""
    overloads = AGGREGATES[name]
    if not any(len(f.params) == len(args) for f in overloads):
        _count_differs(messages, name, overloads, args, node.args, node.function.span)
        return
    guilty, type = node.args[0].span, t.required(args[0].type)
    text = f"`{name}` takes {_wanted(overloads, 0)}, and this is {type}"
    verb = {"sum": "adds numbers", "mean": "averages numbers"}.get(name)
    if verb:
        text = f"`{name}` {verb}, and `{short(guilty.text)}` is {type}"
    help = None
    if type == t.STR:
        help = f"`count_distinct({short(guilty.text)})` counts the different ones"
    elif type == t.BOOL:
        help = f"`count_if({short(guilty.text)})` counts the true ones"
    messages.error("E0305", guilty, text, str(args[0].type), labels=scope.declared(args[0]), help=help)


def operands(
    messages: Messages, name: str, args: Sequence[Expr], parts: Sequence[tree.Node], span: Span, scope: Scope
) -> None:
    """An operator or function that has no form for these types."""
    overloads = FUNCTIONS.get(name, [])
    labels = tuple(Label(p.span, str(a.type)) for p, a in zip(parts, args, strict=False) if p.span != span)
    if not is_function(name):
        shown = OPERATOR_WORDS.get(name, name)
        if _out_of_range(messages, args, parts):
            return
        types = list(dict.fromkeys(str(a.type) for a in args))
        both = f"{types[0]} and {types[0]}" if len(types) == 1 and len(args) > 1 else " and ".join(types)
        help, fix = _way_out(name, args, parts)
        text = f"`{shown}` has no meaning for {both}"
        messages.error("E0302", span, text, labels=labels + scope.declared(*args), help=help, fix=fix)
        return
    if not any(len(f.params) == len(args) for f in overloads):
        _count_differs(messages, name, overloads, args, parts, span)
        return
    fitting = [f for f in overloads if len(f.params) == len(args)]
    for position, (part, arg) in enumerate(zip(parts, args, strict=False)):
        if not any(accepts(f, position, arg) for f in fitting):
            text = f"`{name}` takes {_wanted(fitting, position)}, and `{short(part.span.text)}` is {arg.type}"
            help, fix = _converted(fitting, position, arg, part)
            labels = scope.declared(arg)
            messages.error(
                "E0305", part.span, text, str(arg.type), labels=labels, help=help or _signatures(name), fix=fix
            )
            return
    given = ", ".join(str(a.type) for a in args)
    messages.error("E0305", span, f"`{name}` does not take ({given})", labels=labels, help=_signatures(name))


def _count_differs(
    messages: Messages,
    name: str,
    overloads: Sequence[Function],
    args: Sequence[Expr],
    parts: Sequence[tree.Node],
    span: Span,
) -> None:
    counts = sorted({len(f.params) for f in overloads})
    plural = "" if counts == [1] else "s"
    text = f"`{name}` takes {' or '.join(map(str, counts)) if counts != [0] else 'no'} argument{plural}, and here "
    text += "is 1" if len(args) == 1 else f"are {len(args) or 'none'}"
    if len(args) > counts[-1] and len(parts) == len(args):
        extra = parts[counts[-1]].span.to(parts[-1].span)
        messages.error("E0304", extra, text, "too much", help=_signatures(name, overloads))
    else:
        messages.error("E0304", span, text, help=_signatures(name, overloads))


def _wanted(overloads: Sequence[Function], position: int) -> str:
    """What may stand at a position, in words."""
    return " or ".join(dict.fromkeys(described(f.params[position]) for f in overloads if position < len(f.params)))


def described(type: Type) -> str:
    """A type as it is spoken of, also one of a signature."""
    match type:
        case Variable(name=name):
            kinds = {"I": "an integer", "F": "a float", "N": "a number", "O": "a value that has an order"}
            return kinds.get(name[0], "any value")
        case List(item=Variable()):
            return "a list"
        case _:
            return str(type)


def _signatures(name: str, overloads: Sequence[Function] | None = None) -> str | None:
    known = overloads if overloads is not None else FUNCTIONS.get(name, [])
    return "it is declared as " + ", ".join(f"`{f}`" for f in known[:3]) if known else None


def _converted(
    overloads: Sequence[Function], position: int, arg: Expr, part: tree.Node
) -> tuple[str | None, Fix | None]:
    """The conversion that makes an argument fit."""
    text, wanted = part.span.text, {f.params[position] for f in overloads}
    if arg.type in t.NUMBERS and t.F64 in wanted:
        return "convert it", replacement(part.span, f"f64({text})")
    if arg.type in t.NUMBERS | {t.BOOL, t.TIMESTAMP, t.DURATION} and t.STR in wanted:
        return "make it text", replacement(part.span, f"to_str({text})")
    if arg.type in t.NUMBERS and t.I64 in wanted:
        return "convert it", replacement(part.span, f"i64({text})")
    return None, None


def arguments(messages: Messages, fn: UserFunction, span: Span, text: str, label: str) -> None:
    """A call of a `fn` with other arguments than it takes."""
    params = ", ".join(f"{name}: {type}" + (" = ..." if default else "") for name, type, default in fn.params)
    labels = (Label(fn.declaration.name_span, "declared here"),)
    messages.error("E0304", span, text, label, labels=labels, help=f"it takes ({params})")


def declaration(span: Span, name: str, type: Type) -> tuple[Label, ...]:
    """A label at what gives a name its type."""
    return (Label(span, f"`{name}` is {type}"),)


def checked_format(messages: Messages, expr: Expr, span: Span, node: tree.Call | None = None) -> Expr:
    """A call of the library, once its pattern is found to be one, if it takes a pattern and that is known."""
    if not isinstance(expr, Call) or expr.function.name not in ("format", "parse_time") or len(expr.args) != 2:
        return expr
    value, pattern = expr.args
    if not isinstance(pattern, Const):
        return expr
    type = t.TIMESTAMP if expr.function.name == "parse_time" else value.type
    problem = format_problem(pattern.value, type)
    if problem is None:
        return expr
    where = span if node is None else (node.args[-1].span if node.args else node.span)
    messages.error("E0005", where, f"this format does not fit {type}", "not a format", help=problem)
    return Const(t.ERROR, None)


# ---------------------------------------------------------------- operators


def _out_of_range(messages: Messages, args: Sequence[Expr], parts: Sequence[tree.Node]) -> bool:
    """Reports a number that is written beside an integer of a type that cannot hold it."""
    if len(args) != 2 or len(parts) != 2:
        return False
    for one, other in ((0, 1), (1, 0)):
        value, type = args[one], args[other].type
        if isinstance(value, Const) and value.literal and isinstance(value.value, int) and type in t.INTEGERS:
            out_of_range(messages, value.value, type, parts[one].span, Label(parts[other].span, str(type)))
            return True
    return False


def out_of_range(messages: Messages, value: int, type: Type, span: Span, *labels: Label) -> None:
    """A number that an integer type cannot hold."""
    low, high = t.integer_range(type)
    messages.error("E0309", span, f"{value} is out of range for {type}", f"{type} is {low} to {high}", labels=labels)


def _way_out(name: str, args: Sequence[Expr], parts: Sequence[tree.Node]) -> tuple[str | None, Fix | None]:
    types = [t.required(a.type) for a in args]
    if len(types) != 2 or len(parts) != 2:
        return None, None
    for one, other in ((0, 1), (1, 0)):
        span, text = parts[one].span, parts[one].span.text
        if types[one] in t.INTEGERS and types[other] in t.FLOATS:
            return "convert the integer", replacement(span, f"{types[other]}({text})")
        if types[one] in t.NUMBERS and types[other] == t.STR:
            if name == "+":
                return "make it text", replacement(span, f"to_str({text})")
            parse = "parse_int" if types[one] in t.INTEGERS else "parse_float"
            return f"read the number: `{short(parts[other].span.text)}.{parse}()`", None
        if types[one] in t.INTEGERS and types[other] in t.INTEGERS:
            wide = t.I64 if types[one] != t.I64 else types[other]
            at = one if wide == t.I64 else other
            return "convert one", replacement(parts[at].span, f"i64({parts[at].span.text})")
        if types[one] == t.TIMESTAMP and types[other] == t.STR:
            const = args[other]
            if isinstance(const, Const) and parse_timestamp(const.value) is not None:
                start = Span(parts[other].span.source, parts[other].span.start, parts[other].span.start)
                return "a time is written with `ts` before it", Fix((Edit(start, "ts"),), "unsafe")
            return 'a time is written `ts"2026-01-31T12:30:00Z"`', None
        if types[one] in (t.TIMESTAMP, t.DURATION) and types[other] in t.NUMBERS:
            return "a length of time has a unit: `30s`, `5m`, `1h30m`", None
        if types[one] == List(types[other]) and name == "+":
            return "make it a list", replacement(parts[other].span, f"[{parts[other].span.text}]")
    return None, None


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
    if a.type in t.NUMBERS and b.type in t.NUMBERS:
        whole = first if a.type in t.INTEGERS else second
        help, fix = "convert one", replacement(whole.span, f"f64({whole.span.text})")
    elif t.STR in (a.type, b.type) and {a.type, b.type} <= t.NUMBERS | {t.STR, t.BOOL}:
        other = second if a.type == t.STR else first
        help, fix = "make both text", replacement(other.span, f"to_str({other.span.text})")
    labels = (Label(first.span, str(a.type)), *scope.declared(a, b))
    messages.error(
        "E0311", second.span, f"{what} one type, and here are {a.type} and {b.type}", str(b.type),
        labels=labels, help=help, fix=fix,
    )  # fmt: skip


# ---------------------------------------------------------------- null


def null_operand(messages: Messages, name: str, arg: Expr, node: tree.Node | None, span: Span, scope: Scope) -> None:
    """A value that may be null as an argument of a function that does not take null."""
    where = node.span if node is not None else span
    text, type = where.text, t.required(arg.type)
    shown = OPERATOR_WORDS.get(name, name)
    empty = "0" if type in t.INTEGERS else EMPTY.get(type)
    simple = isinstance(node, tree.Name | tree.FieldGet | tree.Call)
    value = text if simple else f"({text})"
    given = f"{value} ?? {empty}"
    fix = replacement(where, given if is_function(name) else f"({given})") if empty and node is not None else None
    help = "give a value for null" + ("" if fix else f": `{short(text)} ?? ...`")
    if simple and scope.row is not None:
        help += f"; `|> filter {short(text)} is not null` before it leaves such rows out"
    message = f"`{short(text)}` may be null, and `{shown}` needs a value"
    messages.error("E0303", where, message, str(arg.type), labels=scope.declared(arg), help=help, fix=fix)


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
