"""What is wrong with the operands of an operator, or the arguments of a function of the library."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base import types as t
from sage.base.diagnostics import Fix, Label
from sage.base.frozen import dataclass
from sage.base.source import Span
from sage.base.types import Array, List, Map, Type
from sage.compiler.check.advice import way_out
from sage.compiler.check.calls import accepts, without_null
from sage.compiler.check.convert import EMPTY, as_literal, short
from sage.compiler.check.lambdas import Pending
from sage.compiler.check.ranges import out_of_range
from sage.compiler.check.regex import as_regex
from sage.compiler.check.regex import explain as explain_pattern
from sage.compiler.check.scope import Messages, Scope, parts_of
from sage.compiler.check.variants import explain_operation
from sage.compiler.check.words import is_function, replacement
from sage.compiler.ir.code import Const, Expr, Local
from sage.compiler.library.registry import AGGREGATES, FUNCTIONS, Function, Variable
from sage.compiler.syntax import tree

_SHOWN = {"neg": "-", "[]": "[...]"}
_ANY_LIST = List(t.I64)
_LISTED = 3  # forms of a function that are listed in a message; more are not read


@dataclass(frozen=True)
class Use:
    """A use of an operator or function; `span` is its name or sign."""

    name: str
    args: Sequence[Expr]
    node: tree.Node
    span: Span

    @property
    def parts(self) -> tuple[tree.Node, ...]:
        """What stands for the arguments, as far as each has a place of its own."""
        parts = parts_of(self.node)
        return parts[max(0, len(parts) - len(self.args)) :]

    @property
    def is_method(self) -> bool:
        """True if the first argument stands before a dot."""
        return isinstance(self.node, tree.Call) and len(self.node.args) < len(self.args)

    @property
    def shown(self) -> str:
        """What a reader sees of it."""
        if isinstance(self.node, tree.FStringHole):
            return "{...}"
        return _SHOWN.get(self.name, self.name)


def explain_operands(messages: Messages, use: Use, scope: Scope) -> None:
    """An operator or function that has no form for these types."""
    if explain_operation(messages, use.name, use.args, use.parts, use.span, scope):
        return
    if not is_function(use.name):
        _operator(messages, use, scope)
        return
    overloads = FUNCTIONS.get(use.name, [])
    if _takes_no_lambda(messages, use, overloads) or explain_pattern(messages, use.name, use.args, use.parts, scope):
        return
    fitting = [f for f in overloads if len(f.params) == len(use.args)]
    if not fitting:
        _count_differs(messages, use, overloads)
        return
    for position, (part, arg) in enumerate(zip(use.parts, use.args, strict=False)):
        if not any(accepts(f, position, arg) for f in fitting):
            _argument(messages, use, fitting, position, part, scope)
            return
    if any(isinstance(arg, Pending) for arg in use.args):
        _lambda_result(messages, use, fitting, scope)
        return
    if out_of_range(messages, use.args, use.parts):
        return
    labels = tuple(Label(p.span, str(a.type)) for p, a in zip(use.parts, use.args, strict=False) if p.span != use.span)
    given = " and ".join(dict.fromkeys(str(a.type) for a in use.args))
    text = f"`{use.shown}` does not take {given} together"
    messages.error("E0305", use.span, text, labels=labels, help=_signatures(overloads))


def explain_aggregate(messages: Messages, use: Use, scope: Scope) -> None:
    """An aggregate that has no form for these arguments."""
    overloads = AGGREGATES[use.name]
    if not any(len(f.params) == len(use.args) for f in overloads):
        _count_differs(messages, use, overloads)
        return
    fitting = [f for f in overloads if len(f.params) == len(use.args)]
    plain = without_null(use.args)
    wrong = (i for i, arg in enumerate(plain) if not any(accepts(f, i, arg) for f in fitting))
    at = next(wrong, 0)
    arg, part = use.args[at], use.parts[at]
    name, type = short(part.span.text), t.required(arg.type)
    verb = {"sum": "adds numbers", "mean": "averages numbers", "count_if": "counts what is true"}.get(use.name)
    text = f"`{use.name}` {verb or 'takes ' + str(_wanted(fitting, at))}, and `{name}` is {type}"
    help, fix = None, None
    if use.name == "count_if" and type in t.NUMBERS:
        help, fix = "compare it", replacement(part.span, f"{part.span.text} != 0")
    elif use.name in ("sum", "mean"):
        kind = {t.STR: ("count_distinct", "different"), t.BOOL: ("count_if", "true")}.get(type)  # type: ignore[call-overload]
        help = f"`{kind[0]}({name})` counts the {kind[1]} ones" if kind else None
    messages.error("E0305", part.span, text, str(arg.type), labels=scope.declared(arg), help=help, fix=fix)


def explain_null(messages: Messages, use: Use, position: int, scope: Scope) -> None:
    """An argument that may be null, of a function that does not take null."""
    arg = use.args[position]
    node = use.parts[position] if position < len(use.parts) else None
    where = node.span if node is not None else use.span
    name, simple = short(where.text), isinstance(node, tree.Name | tree.FieldGet | tree.Call)
    empty = "0" if t.required(arg.type) in t.INTEGERS else EMPTY.get(t.required(arg.type))
    fix = None
    if empty and node is not None:
        empty = "''" if empty == '""' and isinstance(use.node, tree.FStringHole) else empty
        given = f"{where.text} ?? {empty}"
        before_dot = use.is_method and position == 0
        alone = isinstance(use.node, tree.FStringHole) or (is_function(use.name) and not before_dot)
        fix = replacement(where, given if alone or _is_bracketed(where) else f"({given})")
    help = "give a value for null" + ("" if fix else f": `{name} ?? ...`")
    if isinstance(t.required(arg.type), List) and use.is_method and position == 0:
        rest = "..." if isinstance(use.node, tree.Call) and use.node.args else ""
        help = f"`{name}?.{use.name}({rest})` is null where `{name}` is; `({name} ?? [])` is then a list of no items"
    elif t.required(arg.type) == t.JSON and use.is_method and position == 0:
        help = f"`{name}?.{use.name}(...)` is null where `{name}` is"
        fix = replacement(Span(where.source, where.end, where.end), "?")
    elif isinstance(node, tree.Name) and isinstance(arg, Local) and scope.in_lambda:
        help += f"; `.filter({name} => {name} is not null)` before it leaves such items out"
    elif simple and scope.row is not None:
        help += f"; `|> filter {name} is not null` before it leaves such rows out"
    text = f"`{name}` may be null, and `{use.shown}` needs a value"
    messages.error("E0303", where, text, str(arg.type), labels=scope.declared(arg), help=help, fix=fix)


def _is_bracketed(span: Span) -> bool:
    text = span.source.text
    return text[: span.start].rstrip().endswith("(") and text[span.end :].lstrip().startswith(")")


# ---------------------------------------------------------------- functions


def _argument(
    messages: Messages, use: Use, fitting: Sequence[Function], position: int, part: tree.Node, scope: Scope
) -> None:
    arg = use.args[position]
    if isinstance(arg, Pending):
        _lambda_names(messages, use, fitting, position, arg)
        return
    wanted, name = _wanted(fitting, position), short(part.span.text)
    text = f"`{use.shown}` takes {wanted}, and `{name}` is {arg.type}"
    if wanted is None:
        text = f"`{use.shown}` does not take {arg.type}"
    help, fix = _converted(fitting, position, arg, part)
    help = help or _signatures(fitting)
    messages.error("E0305", part.span, text, str(arg.type), labels=scope.declared(arg), help=help, fix=fix)


def _count_differs(messages: Messages, use: Use, overloads: Sequence[Function]) -> None:
    """Another number of arguments than any form has; what stands before a dot is not counted."""
    before = 1 if use.is_method else 0
    counts, given = sorted({len(f.params) - before for f in overloads}), len(use.args) - before
    takes = " or ".join(map(str, counts)) if counts != [0] else "no"
    text = f"`{use.name}` takes {takes} argument{'' if counts == [1] else 's'}, and here "
    text += "is 1" if given == 1 else f"are {given or 'none'}"
    if given > counts[-1]:
        extra = use.parts[before + counts[-1]].span.to(use.parts[-1].span)
        messages.error("E0304", extra, text, "too much", help=_signatures(overloads))
    else:
        label = f"{counts[0] - given} more" if given < counts[0] else ""
        label += ", besides what stands before the dot" if before else ""
        messages.error("E0304", use.span, text, label, help=_signatures(overloads))


def _wanted(overloads: Sequence[Function], position: int) -> str | None:
    """What may stand at a position, in words; None if that is too much to say."""
    types = list(dict.fromkeys(f.params[position] for f in overloads if position < len(f.params)))
    if set(types) >= t.INTEGERS:
        types = [Variable("I"), *(type for type in types if type not in t.INTEGERS)]
    if {Variable("I"), Variable("F")} <= set(types) or {Variable("I"), *t.FLOATS} <= set(types):
        types = [Variable("N"), *(x for x in types if x not in t.FLOATS and x not in (Variable("I"), Variable("F")))]
    shown = list(dict.fromkeys(map(described, types)))
    return " or ".join(shown) if len(shown) <= _LISTED else None


def described(type: Type) -> str:
    """A type as it is spoken of, also one of a signature."""
    match type:
        case Variable(name=name):
            kinds = {"I": "an integer", "F": "a float", "N": "a number", "O": "a value that has an order",
                     "E": "an enum"}  # fmt: skip
            return kinds.get(name[0], "any value")
        case List(item=Variable()):
            return "a list"
        case Map(key=Variable()):
            return "a map"
        case Array():
            return "an array"
        case t.Function(params=params):
            return "a lambda" if len(params) == 1 else f"a lambda of {len(params)} values"
        case _:
            return str(type)


def _signatures(overloads: Sequence[Function]) -> str | None:
    shown = ", ".join(f"`{f}`" for f in overloads)
    return f"it is declared as {shown}" if 0 < len(overloads) <= _LISTED else None


def _converted(
    overloads: Sequence[Function], position: int, arg: Expr, part: tree.Node
) -> tuple[str | None, Fix | None]:
    """The conversion that makes an argument fit."""
    text, wanted = part.span.text, {f.params[position] for f in overloads}
    if t.REGEX in wanted and arg.type == t.STR:
        return as_regex(arg, part.span)
    if isinstance(arg, Const):
        found = (as_literal(arg, type, part.span) for type in wanted)
        return next((advice for advice in found if advice[0] is not None), (None, None))
    if arg.type in t.NUMBERS and t.F64 in wanted:
        return "convert it", replacement(part.span, f"f64({text})")
    if t.STR in wanted and (arg.type in t.NUMBERS | {t.BOOL, t.TIMESTAMP, t.DURATION} or isinstance(arg.type, t.Enum)):
        return "make it text", replacement(part.span, f"to_str({text})")
    if arg.type in t.NUMBERS and t.I64 in wanted:
        return "convert it", replacement(part.span, f"i64({text})")
    return None, None


# ---------------------------------------------------------------- lambdas


def _takes_no_lambda(messages: Messages, use: Use, overloads: Sequence[Function]) -> bool:
    """Reports a lambda for which no form of a function has a place."""
    for position, (part, arg) in enumerate(zip(use.parts, use.args, strict=False)):
        if not isinstance(arg, Pending) or any(isinstance(p, t.Function) for f in overloads for p in f.params):
            continue
        text, fix = part.span.text, None
        help = "functions of lists do, for example `tags.map(t => t.upper())`"
        if f"{use.name}_by" in FUNCTIONS:
            help, fix = f"`{use.name}_by` does", replacement(use.span, f"{use.name}_by")
        elif use.is_method and position == 1 and any(accepts(f, 0, Local(_ANY_LIST, "x")) for f in overloads):
            help = f"map first: `.map({short(text)}).{use.name}()`"
            fix = replacement(Span(use.span.source, use.span.start, use.node.span.end), f"map({text}).{use.name}()")
        elif use.name in AGGREGATES and not use.is_method:
            help = f"an aggregate takes an expression, and evaluates it for each row: `{use.name}(amount)`"
        messages.error("E0305", part.span, f"`{use.name}` takes no lambda", "a lambda", help=help, fix=fix)
        return True
    return False


def _lambda_names(messages: Messages, use: Use, fitting: Sequence[Function], position: int, arg: Pending) -> None:
    """A lambda with another number of names than it is given values."""
    wanted = next((p for f in fitting if isinstance(p := f.params[position], t.Function)), None)
    if wanted is None or not isinstance(arg.node, tree.Lambda):
        text = f"`{use.name}` takes {_wanted(fitting, position) or 'no lambda'} here"
        messages.error("E0305", arg.node.span, text, "a lambda", help=_signatures(fitting))
        return
    given, names = len(wanted.params), arg.node.params
    where = (
        names[0].span.to(names[-1].span)
        if names
        else Span(arg.node.span.source, arg.node.span.start, arg.node.body.span.start)
    )
    text = f"`{use.name}` gives its lambda {given} value{'' if given == 1 else 's'}, and here "
    text += "is 1 name" if len(names) == 1 else f"are {len(names) or 'no'} names"
    shape = "`x => ...`" if given == 1 else f"`fn({', '.join('xyz'[:given])}) => ...`"
    messages.error("E0304", where, text, help=f"write {shape}; it is declared as `{fitting[0]}`")


def _lambda_result(messages: Messages, use: Use, fitting: Sequence[Function], scope: Scope) -> None:
    """A lambda whose value is of a type that the function cannot use."""
    position, arg = next((i, a) for i, a in enumerate(use.args) if isinstance(a, Pending))
    wanted = next(p.result for f in fitting if isinstance(p := f.params[position], t.Function))
    found, where = arg.found, arg.node.body.span if isinstance(arg.node, tree.Lambda) else arg.node.span
    if found is None:
        messages.error("E0305", use.span, f"`{use.name}` does not take these arguments", help=_signatures(fitting))
        return
    text = f"`{use.name}` wants {described(wanted)} of its lambda, and this is {found}"
    help = None
    if isinstance(found, t.Optional) and not isinstance(wanted, t.Optional):
        empty = "[]" if isinstance(found.item, List) else "0" if found.item in t.INTEGERS else EMPTY.get(found.item)
        help = f"give a value for null: `{short(where.text)} ?? {empty or '...'}`"
    messages.error("E0305", where, text, str(found), help=help)


# ---------------------------------------------------------------- operators


def _wrong_key(messages: Messages, use: Use, scope: Scope) -> bool:
    """Reports a key of another type than those of the map."""
    if use.name not in ("[]", "in", "not in") or len(use.parts) != 2:
        return False
    whole, key = (0, 1) if use.name == "[]" else (1, 0)
    map, given = use.args[whole].type, use.args[key]
    if not isinstance(map, Map) or isinstance(given.type, t.Optional):
        return False
    text = f"the keys of `{short(use.parts[whole].span.text)}` are {map.key}, and this is {given.type}"
    labels = (Label(use.parts[whole].span, str(map)), *scope.declared(*use.args))
    messages.error("E0302", use.parts[key].span, text, str(given.type), labels=labels)
    return True


def _operator(messages: Messages, use: Use, scope: Scope) -> None:
    args, parts = use.args, use.parts
    if out_of_range(messages, args, parts):
        return
    labels = tuple(Label(p.span, str(a.type)) for p, a in zip(parts, args, strict=False) if p.span != use.span)
    types = list(dict.fromkeys(str(a.type) for a in args))
    both = f"{types[0]} and {types[0]}" if len(types) == 1 and len(args) > 1 else " and ".join(types)
    text = f"`{use.shown}` has no meaning for {both}"
    if use.name == "[]" and not isinstance(args[0].type, List | Array | Map) and args[0].type != t.JSON:
        text = (
            f"`[...]` takes an item of a list or a value of a map, and `{short(parts[0].span.text)}` is {args[0].type}"
        )
    elif use.name in ("in", "not in") and not isinstance(args[1].type, List | Array | Map) and args[1].type != t.STR:
        text = f"`{use.name}` looks into a list, a map or text, and `{short(parts[1].span.text)}` is {args[1].type}"
    if _wrong_key(messages, use, scope):
        return
    help, fix = way_out(use.name, args, parts)
    messages.error("E0302", use.span, text, labels=labels + scope.declared(*args), help=help, fix=fix)
