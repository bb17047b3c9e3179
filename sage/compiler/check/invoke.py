"""Calls: of the library, of the file's own functions, of aggregates and of schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix
from sage.base.frozen import replace
from sage.base.source import Span
from sage.base.types import Optional, Schema
from sage.base.widening import join
from sage.compiler.check import enums
from sage.compiler.check import messages as say
from sage.compiler.check.calls import resolve, resolve_aggregate
from sage.compiler.check.convert import bind, converted, error_expr, fresh, is_error, named
from sage.compiler.check.imports import through
from sage.compiler.check.in_place import checked_path, in_place
from sage.compiler.check.lambdas import Pending, as_argument
from sage.compiler.check.operands import Use, explain_aggregate
from sage.compiler.check.records import construct
from sage.compiler.check.scope import Scope, UserFunction, parts_of
from sage.compiler.check.settled import setting_named, with_setting
from sage.compiler.check.variants import named_enum
from sage.compiler.check.words import guess
from sage.compiler.ir.blocks import Block, renamed
from sage.compiler.ir.code import Aggregation, Call, Coalesce, Const, Expr, If, IsNull, Local, Place, Unwrap
from sage.compiler.ir.narrow import is_path
from sage.compiler.library.functions.zoned import in_zone
from sage.compiler.library.registry import AGGREGATES, FUNCTIONS
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.code import CodeChecker

WRAPPED = ("+", "-", "*", "neg")


def call(checker: CodeChecker, node: tree.Call, scope: Scope) -> Expr:
    """What a call means."""
    if scope.special is not None and (made := scope.special(node, scope)) is not None:
        return made
    names = scope.names
    node = replace(node, function=through(node.function, scope))
    if isinstance(node.function, tree.FieldGet) and (enum := named_enum(node.function.value, scope)) is not None:
        return enums.built(checker, node, enum, scope)
    match node.function:
        case tree.FieldGet(value=tree.Name(name=base), name=name) if f"{base}.{name}" in FUNCTIONS:
            return _library(checker, f"{base}.{name}", node, [], scope)
        case tree.FieldGet(value=value, name="wrap") if not node.args:
            return _wrapped(checker, value, node, scope)
        case tree.FieldGet(value=value, name=name, optional=False) if name in names.functions and name not in FUNCTIONS:
            return _user(checker, name, node, (value, *node.args), scope)
        case tree.FieldGet(value=value, name=name, optional=True):
            return _unless_null(checker, name, node, checker.unnarrowed(value, scope), scope)
        case tree.FieldGet(value=value, name=name):
            return _library(checker, name, node, [checker.check(value, scope)], scope)
        case tree.Name(name=name) if name in names.functions:
            return _user(checker, name, node, node.args, scope)
        case tree.Name(name=name) if isinstance(schema := names.types.get(name), Schema):
            return construct(checker, schema, node, scope)
        case tree.Name() if (enum := named_enum(node.function, scope)) is not None:
            return enums.called(checker, node, enum, scope)
        case tree.Name(name=name) if name in names.unknown:
            _check_all(checker, node, scope)
            return error_expr()
        case tree.Name(name="json") if (written := _json_in_place(checker, node, scope)) is not None:
            return written
        case tree.Name(name=name):
            return _library(checker, name, node, [], scope)
        case tree.ErrorExpr():
            return error_expr()
        case _:
            text = "only a function can be called"
            checker.messages.error("E0203", node.function.span, text, "no name of a function")
            return error_expr()


def _json_in_place(checker: CodeChecker, node: tree.Call, scope: Scope) -> Expr | None:
    """`json([1, "x"])`, whose parts need no type in common."""
    match node.args:
        case (tree.RecordLiteral() | tree.ListLiteral() | tree.Literal() as written,):
            return in_place(checker, written, scope, t.JSON)
    return None


def _check_all(checker: CodeChecker, node: tree.Call, scope: Scope, name: str = "", before: int = 0) -> list[Expr]:
    """The arguments in parentheses, of a function of the library behind so many others."""
    values = [a.value if isinstance(a, tree.NamedArg) else a for a in node.args]
    return [
        as_argument(checker, name, position, value, scope) or checker.check(value, scope)
        for position, value in enumerate(values, before)
    ]


# ---------------------------------------------------------------- the library


def _unless_null(checker: CodeChecker, name: str, node: tree.Call, value: Expr, scope: Scope) -> Expr:
    """`x?.f()`: null where `x` is."""
    if not isinstance(value.type, Optional):
        return _library(checker, name, node, [value], scope)
    place = Place(node.span, scope.stage)
    simple, lets = named(value)
    made = _library(checker, name, node, [Unwrap(value.type.item, simple, place=place)], scope)
    if is_error(made):
        return made
    result = t.optional(made.type)
    filled = converted(made, result) or made
    return bind(lets, If(result, IsNull(t.BOOL, simple), Const(result, None), filled, place=place))


def asks_environment(expr: Expr) -> bool:
    """True if the value depends on the environment in which the program starts."""
    return any(isinstance(part, Call) and part.function.name == "env" for part in expr.walk())


def _library(checker: CodeChecker, name: str, node: tree.Call, first: list[Expr], scope: Scope) -> Expr:
    is_aggregate = name in AGGREGATES and not first
    inner = replace(scope, folds=False, is_fold=True) if is_aggregate and scope.folds else scope
    args = first + _check_all(checker, node, inner, name, len(first))
    if name not in FUNCTIONS and name not in AGGREGATES and name != "coalesce":
        if not scope.names.is_open and not (first and is_error(first[0])):
            say.unknown_function(checker.messages, node, name, args, scope)
        return error_expr()
    if not _by_position(checker, node, setting_named(name, node) if is_aggregate else None) or is_error(*args):
        return error_expr()
    span = node.function.name_span if isinstance(node.function, tree.FieldGet) else node.function.span
    if name == "env" and not scope.at_start:
        say.environment_elsewhere(checker.messages, node)
        return error_expr()
    if any(isinstance(a, Pending) for a in args):
        return checker.apply(name, args, node, span, scope)
    if is_aggregate and scope.folds:
        found = resolve_aggregate(AGGREGATES[name], args)
        if found is not None:
            type = found.function.result_type(found)
            if (found := with_setting(checker.messages, found, node)) is None:
                return error_expr()
            is_clear = all(checker.typed(node, a) is a for a in found.args)
            folded = Aggregation(type, found.function, found.args, place=Place(node.span, scope.stage))
            return folded if is_clear else error_expr()
        if resolve(FUNCTIONS.get(name, ()), args) is None and not _is_of_several(name, args):
            explain_aggregate(checker.messages, Use(name, args, node, node.function.span), scope)
            return error_expr()
    if name == "coalesce" and args:
        return _coalesce(checker, node, args, scope)
    if name in AGGREGATES and first and scope.folds and _is_meant(name, args):
        say.aggregate_as_method(checker.messages, node, name, span)
        return error_expr()
    if name in AGGREGATES and (name not in FUNCTIONS or _is_meant(name, args)):
        say.aggregate_elsewhere(checker.messages, node, name, span, scope)
        return error_expr()
    made = checker.apply(name, args, node, span, scope)
    made = made if is_error(made) else say.checked_format(checker.messages, made, node.span, node)
    return checked_path(checker.messages, made, node)


def _is_of_several(name: str, args: list[Expr]) -> bool:
    """True for `max(a, b)`, which is the function and not the aggregate."""
    counts = {len(f.params) for f in AGGREGATES[name]}
    return len(args) not in counts and any(len(f.params) == len(args) for f in FUNCTIONS.get(name, ()))


def _is_meant(name: str, args: list[Expr]) -> bool:
    """True for `min(x)` of a number, which is the aggregate and not the function of a list."""
    fits_function = resolve(FUNCTIONS.get(name, ()), args) is not None
    return not fits_function and resolve_aggregate(AGGREGATES[name], args) is not None


def _by_position(checker: CodeChecker, node: tree.Call, allowed: tree.NamedArg | None = None) -> bool:
    ok = True
    for a in node.args:
        if isinstance(a, tree.NamedArg) and a is not allowed:
            ok = False
            before = Span(a.span.source, a.name_span.start, a.value.span.start)
            text = "this function takes its arguments by position"
            help = "leave the name out"
            checker.messages.error("E0304", a.name_span, text, "named", help=help, fix=Fix((Edit(before, ""),)))
    return ok


def _coalesce(checker: CodeChecker, node: tree.Call, args: list[Expr], scope: Scope) -> Expr:
    result, parts = args[-1], parts_of(node)
    for part, value in zip(reversed(parts[:-1]), reversed(args[:-1]), strict=False):
        together = join(t.required(value.type), result.type)
        if together is None:
            what = "the values of `coalesce` have"
            say.branches_differ(checker.messages, what, part, value, parts[-1], result, scope)
            return error_expr()
        optional, last = converted(value, t.optional(together)), converted(result, together)
        assert optional is not None and last is not None
        is_optional = isinstance(value.type, Optional) or value.type == t.NULL
        place = Place(node.span, scope.stage)
        result = Coalesce(together, optional, last, place=place) if is_optional else converted(value, together) or last
    return result


def _wrapped(checker: CodeChecker, node: tree.Expr, whole: tree.Call, scope: Scope) -> Expr:
    """The integer `+ - *` inside an expression, with wrap-around."""
    expr = checker.check(node, scope)
    if not is_error(expr) and expr.type not in t.INTEGERS:
        checker.messages.error(
            "E0305", node.span, f"`wrap` takes an integer, and this is {expr.type}", str(expr.type),
            labels=scope.declared(expr),
        )  # fmt: skip
        return error_expr()

    def wrap(part: Expr) -> Expr:
        if isinstance(part, Block):  # is not written inside it
            return part
        part = part.map_children(wrap)
        if isinstance(part, Call) and part.function.name in WRAPPED and part.type in t.INTEGERS:
            space = " " if part.function.name == "neg" else ""
            found = resolve(FUNCTIONS[f"wrap{space}{part.function.name}"], part.args)
            assert found is not None
            return Call(found.result, found.function, found.args, place=part.place)
        return part

    return wrap(expr)


# ---------------------------------------------------------------- functions of the file


def _user(
    checker: CodeChecker, name: str, node: tree.Call, written: tuple[tree.Expr | tree.NamedArg, ...], scope: Scope
) -> Expr:
    """A `fn`, written out at its call."""
    span = node.function.name_span if isinstance(node.function, tree.FieldGet) else node.function.span
    fn = scope.names.functions[name](span)
    if fn is None:
        for a in written:
            checker.check(a.value if isinstance(a, tree.NamedArg) else a, scope)
        return error_expr()
    given = _given(checker, fn, node, written, scope)
    if given is None:
        return error_expr()
    missing = [p for p, _, default in fn.params if p not in given and default is None]
    if missing:
        names = ", ".join(f"`{m}`" for m in missing)
        say.arguments(checker.messages, fn, span, f"`{name}` needs {names}", "missing here")
        return error_expr()
    for param, _, default in fn.params:
        given.setdefault(param, default or error_expr())
    if is_error(*given.values()):
        return error_expr()
    if isinstance(fn.declaration, tree.ExternDecl):
        args = tuple(given[param] for param, _, _ in fn.params)
        return replace(fn.body, args=args, place=Place(node.span, scope.stage))
    return in_zone(inline(fn, given, scope.stage), checker.zone)


def _given(
    checker: CodeChecker,
    fn: UserFunction,
    node: tree.Call,
    written: tuple[tree.Expr | tree.NamedArg, ...],
    scope: Scope,
) -> dict[str, Expr] | None:
    """The arguments by the names of the parameters; None if there are others than it takes."""
    given: dict[str, Expr] = {}
    types = {name: type for name, type, _ in fn.params}
    own = fn.declaration.name
    for position, a in enumerate(written):
        if isinstance(a, tree.NamedArg):
            name, value, span = a.name, a.value, a.name_span
        elif position < len(types):
            name, value, span = list(types)[position], a, a.span
        else:
            takes = f"{len(types)} argument{'' if len(types) == 1 else 's'}"
            text = f"`{own}` takes {takes}, and here are {len(written)}"
            say.arguments(checker.messages, fn, a.span.to(written[-1].span), text, "too much")
            return None
        if name not in types:
            text, found = f"`{own}` has no parameter `{name}`", guess(name, span, types)
            say.arguments(checker.messages, fn, span, text, "not known", found.fix)
            return None
        if name in given:
            say.arguments(checker.messages, fn, span, f"`{name}` is given twice", "again here")
            return None
        if isinstance(value, tree.Lambda):
            say.arguments(checker.messages, fn, value.span, f"`{own}` is a `fn`, and takes no lambda", "a lambda")
            return None
        param = next(p for p in fn.declaration.params if p.name == name)
        label = say.declaration(param.name_span.to(param.type.span), name, types[name])
        given[name] = checker.value(value, scope, types[name], f"`{name}`", label)
    return given


def inline(fn: UserFunction, given: dict[str, Expr], stage: str) -> Expr:
    """The body of a function over its arguments; an argument that is more than a name is evaluated once."""
    lets: list[tuple[str, Expr]] = []
    values: dict[str, Expr] = {}
    for name, value in given.items():
        if is_path(value) or isinstance(value, Const):
            values[name] = value
        else:
            unique = fresh(name)
            lets.append((unique, value))
            values[name] = Local(value.type, unique)

    names = {name: fresh(name) for part in fn.body.walk() for name in part.binds}

    def change(expr: Expr) -> Expr | None:
        if isinstance(expr, Local) and expr.name in values:
            return values[expr.name]
        changed = renamed(expr, names).map_children(lambda e: e.substitute(change))
        return replace(changed, place=_in(expr.place, stage))

    return bind(lets, fn.body.substitute(change))


def _in(place: Place | None, stage: str) -> Place | None:
    return place and replace(place, stage=stage)
