"""Lambdas: `tags.map(t => t.upper())`. What their parameters are, the other arguments of the call decide, so that a
lambda is checked when these are known. A function's name stands for the lambda that calls it: `tags.map(upper)`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.frozen import dataclass, replace
from sage.base.types import Type
from sage.compiler.check.convert import converted, error_expr, fresh, is_error, mapped
from sage.compiler.check.scope import Messages, Scope, names_read
from sage.compiler.check.words import is_function
from sage.compiler.ir.code import Call, Expr, Local, Unwrap
from sage.compiler.ir.lambdas import Lambda
from sage.compiler.ir.narrow import known_when
from sage.compiler.library.functions.math import CONSTANTS
from sage.compiler.library.registry import FUNCTIONS
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.code import CodeChecker

_NAMES = ("x", "y", "z")  # what a function is given where its name stands for a lambda


@dataclass(frozen=True)
class Body:
    """A lambda's body, once its parameters have types; the messages are given if this is what the call means."""

    params: tuple[str, ...]
    value: Expr
    messages: Messages

    def fitting(self, wanted: Type) -> Lambda | None:
        """The lambda as a function of a type."""
        assert isinstance(wanted, t.Function)
        value = converted(self.value, wanted.result)
        return None if value is None else Lambda(wanted, self.params, value, place=self.value.place)


@dataclass(frozen=True, eq=False)
class Pending(Expr):
    """A lambda as an argument, before it is known what its parameters are; in checked code there is none."""

    node: tree.Lambda | tree.Name
    scope: Scope
    checker: CodeChecker

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @cached_property
    def _bodies(self) -> dict[tuple[tuple[Type, ...], Type | None], Body]:
        return {}

    def takes(self, count: int) -> bool:
        """Whether it is code over so many values."""
        return not isinstance(self.node, tree.Lambda) or len(self.node.params) == count

    def given(self, params: tuple[Type, ...], result: Type | None) -> Body:
        """The body over parameters of these types, and as a value of the type `result`, if that is known."""
        if (params, result) not in self._bodies:
            self._bodies[params, result] = self._check(params, result)
        return self._bodies[params, result]

    @property
    def found(self) -> Type | None:
        """The type of its value where it was last given values of types that it takes."""
        values = [b.value for b in self._bodies.values() if not is_error(b.value)]
        return values[-1].type if values else None

    def report(self, chosen: Lambda, messages: Messages) -> None:
        """Says what there is to say of the body that was chosen."""
        body = next(b for b in self._bodies.values() if b.params == chosen.params)
        for message in body.messages.found:
            messages.add(message)

    def _check(self, params: tuple[Type, ...], result: Type | None) -> Body:
        node = self.node if isinstance(self.node, tree.Lambda) else _calling(self.node, len(params))
        messages, before = Messages(), self.checker.messages
        self.checker.messages = messages
        names = tuple(fresh(p.name) for p in node.params)
        if node is self.node:
            _note_names(messages, node, self.scope)
        try:
            value = self._value(node, _inside(self.scope, node, names, params), result)
        finally:
            self.checker.messages = before
        if isinstance(self.node, tree.Name) and messages.has_errors:
            value, messages = error_expr(), _does_not_take(self.node, params)
        return Body(names, value, messages)

    def _value(self, node: tree.Lambda, scope: Scope, result: Type | None) -> Expr:
        what = "the result of the lambda"
        if result == t.BOOL:
            return self.checker.condition(node.body, scope)
        if result is not None:
            return self.checker.value(node.body, scope, result, what)
        return self.checker.typed(node.body, self.checker.check(node.body, scope), what)


def as_argument(checker: CodeChecker, function: str, position: int, node: tree.Expr, scope: Scope) -> Pending | None:
    """An argument that is a lambda, or the name of a function where `function` takes a lambda."""
    is_name = isinstance(node, tree.Name) and _is_meant(function, position, node, scope)
    if not is_name and not isinstance(node, tree.Lambda):
        return None
    assert isinstance(node, tree.Lambda | tree.Name)
    return Pending(t.Function((), t.NULL), node, scope, checker)


def _is_meant(function: str, position: int, node: tree.Name, scope: Scope) -> bool:
    name = node.name
    if name in scope.visible() or name in CONSTANTS or not (is_function(name) or name in scope.names.functions):
        return False
    return any(
        position < len(f.params) and isinstance(f.params[position], t.Function) for f in FUNCTIONS.get(function, ())
    )


def _calling(node: tree.Name, count: int) -> tree.Lambda:
    params = tuple(tree.Name(node.span, name) for name in _NAMES[:count])
    return tree.Lambda(node.span, params, tree.Call(node.span, node, params))


def _inside(scope: Scope, node: tree.Lambda, names: Sequence[str], types: Sequence[Type]) -> Scope:
    """The scope of a lambda's body."""
    params = list(zip(node.params, names, types, strict=True))
    locals = {p.name: Local(type, name) for p, name, type in params}
    places = {name: p.span for p, name, _ in params}
    return replace(
        scope, locals={**scope.locals, **locals}, places={**scope.places, **places}, folds=False, in_lambda=True
    )


def applied(checker: CodeChecker, call: Call, args: Sequence[Expr]) -> Expr:
    """A call whose lambdas have been checked, once what is wrong with them has been said."""
    for arg, made in zip(args, call.args, strict=True):
        if isinstance(arg, Pending) and isinstance(made, Lambda):
            arg.report(made, checker.messages)
    if any(is_error(e.body) for e in call.args if isinstance(e, Lambda)):
        return error_expr()
    return _without_null(call)


def _without_null(call: Call) -> Expr:
    """`xs.filter(x => x is not null)` is a list of items that are not null."""
    keep = call.args[-1] if call.function.name == "filter" else None
    if not isinstance(keep, Lambda) or not isinstance(call.type, t.List):
        return call
    item = call.type.item
    if not isinstance(item, t.Optional) or Local(item, keep.params[0]) not in known_when(keep.body, True):
        return call
    name = fresh("x")
    value = Unwrap(item.item, Local(item, name), place=call.place)
    return mapped(call, Lambda(t.Function((item,), item.item), (name,), value, place=call.place))


# ---------------------------------------------------------------- messages


def misplaced(messages: Messages, node: tree.Lambda) -> Expr:
    """A lambda that is no argument."""
    help = "for example `tags.map(t => t.upper())`"
    text = "a lambda stands only where a function of a list takes one"
    messages.error("E0109", node.span, text, "no argument of such a function", help=help)
    return error_expr()


def _note_names(messages: Messages, node: tree.Lambda, scope: Scope) -> None:
    """Reports names of parameters that are there twice, and warns of those that hide another value."""
    first: dict[str, tree.Name] = {}
    read = names_read(node.body)
    for p in node.params:
        if p.name in first:
            label = (Label(first[p.name].span, "first here"),)
            text = f"two values of the lambda are named `{p.name}`"
            messages.error("E0206", p.span, text, "again here", labels=label)
        elif (hidden := _hidden(p.name, scope)) and p.name in read:
            what, labels = hidden
            text = f"`{p.name}` is the lambda's own value here, not the {what}"
            help = "give one of them another name"
            messages.warning("W0252", p.span, text, f"hides the {what}", labels=labels, help=help)
        first.setdefault(p.name, p)


def _hidden(name: str, scope: Scope) -> tuple[str, tuple[Label, ...]] | None:
    """What a name means outside of the lambda, in words, and where it was made."""
    if name in scope.locals:
        local = scope.locals[name]
        span = scope.places.get(local.name) if isinstance(local, Local) else None
        return "one outside", (Label(span, "hidden"),) if span else ()
    if scope.row is not None and name in scope.row and not scope.row.plain:
        span = scope.columns(name)
        return "column", (Label(span, "hidden"),) if span else ()
    if name in scope.values:
        span = scope.places.get(name)
        return "parameter", (Label(span, "hidden"),) if span else ()
    return None


def _does_not_take(node: tree.Name, types: Sequence[Type]) -> Messages:
    messages = Messages()
    given = " and ".join(map(str, types))
    text = f"`{node.name}` does not take {given}"
    names = ", ".join(_NAMES[: len(types)])
    head = names if len(types) == 1 else f"fn({names})"
    help = f"a lambda says what to do with it: `{head} => ...`"
    messages.error("E0305", node.span, text, f"given {given}", help=help)
    return messages
