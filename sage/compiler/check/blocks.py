"""Code in statements, from the syntax tree to a Block: the braces of a `fn`, and what handlers share with them.

A scope goes from statement to statement: what a `let` names, and what is known not to be null, holds from there on.
Where nothing follows, since everything has returned, there is no scope.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.frozen import dataclass, replace
from sage.base.source import Span
from sage.base.types import List, Optional, Type
from sage.compiler.check import block_messages as say
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import convert, error_expr, fresh, is_error
from sage.compiler.check.scope import Scope, names_read
from sage.compiler.ir.blocks import Assign, Block, Branch, Declare, Evaluate, For, Return
from sage.compiler.ir.code import Const, Convert, Expr, Local, Place
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.narrow import forgetting, known_when
from sage.compiler.syntax import tree

_NOTICED = Effect.STATE | Effect.SERVICE | Effect.IO  # what makes a call worth something without its value

Statements = tuple[Expr, ...]


@dataclass(frozen=True)
class Variable:
    """A local that a statement declares; `start` is the whole number that it begins with, if that gives it its type."""

    local: Local
    span: Span
    start: Span | None = None
    is_assignable: bool = True


def check_block(
    checker: CodeChecker,
    type_of: Callable[[tree.TypeExpr], Type],
    node: tree.FnDecl,
    scope: Scope,
    result: Type | None,
) -> Expr:
    """The block of a `fn`. Without the type of its result, a mistake, its values tell what should be written."""
    assert isinstance(node.body, tree.Block)
    found = _FunctionChecker(checker, type_of, node, result)
    made, after = found.statements(node.body, scope)
    messages = checker.messages
    if result is None:
        say.result_not_declared(messages, node, found.returned)
        return error_expr()
    if messages.wrong(node.body.span) or messages.misread(node.body.span):
        return error_expr()
    if after is not None:
        say.no_return(messages, node, result)
        return error_expr()
    for let in found.unread:
        say.not_read(messages, let)
    return Block(result, made, place=Place(node.body.span))


class BlockChecker:
    """Checks statements; a subclass knows whose they are."""

    def __init__(self, checker: CodeChecker, type_of: Callable[[tree.TypeExpr], Type]) -> None:
        self.checker, self.messages, self.type_of = checker, checker.messages, type_of
        self.unread: list[tree.Let] = []
        self.variables: dict[str, Variable] = {}
        self.first: list[Expr] = []  # what is to be run before the statement that is being checked

    def statements(self, node: tree.Block, scope: Scope) -> tuple[Statements, Scope | None]:
        """The statements of a block, and the scope at its end."""
        made: list[Expr] = []
        declared: dict[str, Span] = {}
        last: tree.Statement | None = None  # the one after which nothing is run
        for i, statement in enumerate(node.statements):
            if isinstance(statement, tree.Let):
                self._names(statement, scope, declared, node.statements[i + 1 :])
            expr, after = self._statement(statement, scope)
            before, self.first = self.first, []
            if last is None:
                made += [*before, expr] if expr is not None else []
                if after is None and i + 1 < len(node.statements):
                    last = statement
                    say.never_run(self.messages, node.statements[i + 1].span.to(node.statements[-1].span), last)
                elif after is None:
                    return tuple(made), None
            scope = after or scope
        return tuple(made), None if last is not None else scope

    def _statement(self, node: tree.Statement, scope: Scope) -> tuple[Expr | None, Scope | None]:
        match node:
            case tree.Let():
                return self._let(node, scope)
            case tree.Assign():
                return self._assign(node, scope)
            case tree.IfStatement():
                return self._if(node, scope)
            case tree.For():
                return self._for(node, scope)
            case tree.CallStatement(call=call):
                return self._call(call, scope), scope
            case tree.Return() | tree.Emit() | tree.State() | tree.Handler():
                return self._own(node, scope)
            case _:  # what could not be read
                return None, scope

    def _own(
        self, node: tree.Return | tree.Emit | tree.State | tree.Handler, scope: Scope
    ) -> tuple[Expr | None, Scope | None]:
        """A statement that is not in all code."""
        raise NotImplementedError

    # ------------------------------------------------------------ names and their values

    def _names(
        self, node: tree.Let, scope: Scope, declared: dict[str, Span], following: Iterable[tree.Statement]
    ) -> None:
        """Reports a name that is taken, that hides another or that nothing reads."""
        if node.name in declared:
            say.declared_twice(self.messages, node, declared[node.name])
        elif node.name in scope.locals:
            say.hides(self.messages, node.name, node.name_span, scope.places.get(node.name))
        declared.setdefault(node.name, node.name_span)
        if not any(node.name in _read(statement) for statement in following):
            self.unread.append(node)

    def _let(self, node: tree.Let, scope: Scope) -> tuple[Expr | None, Scope]:
        if node.type is not None:
            type = self.type_of(node.type)
            label = (Label(node.type.span, f"declared as {type}"),)
            value = self.checker.value(node.value, scope, type, f"`{node.name}`", label)
        else:
            value = self.checker.check(node.value, scope)
            if not is_error(value) and t.is_vague(value.type):
                say.type_not_known(self.messages, node, value.type)
                value = error_expr()
            type = value.type
        whole = node.type is None and isinstance(value, Const) and value.literal and isinstance(value.value, int)
        made = self._declared(node.name, node.name_span, type, scope, start=node.value.span if whole else None)
        local = made.locals[node.name]
        if not isinstance(local, Local) or is_error(value):
            return None, made
        statement = Declare(local.name, value, place=Place(node.span, scope.stage))
        return statement, _knowing(made, local, value)

    def _declared(self, name: str, span: Span, type: Type, scope: Scope, **about: Any) -> Scope:
        """The scope with a new local in it; one of no type is passed over in silence."""
        if type == t.ERROR:
            return scope.with_locals(**{name: error_expr()})
        local = Local(type, fresh(name))
        self.variables[local.name] = Variable(local, span, **about)
        return replace(scope.with_locals(**{name: local}), places={**scope.places, name: span, local.name: span})

    def _assign(self, node: tree.Assign, scope: Scope) -> tuple[Expr | None, Scope]:
        sign = say.sign_of(node)
        target = node.place
        if not isinstance(target, tree.Name):
            say.part_assigned(self.messages, node, target, self.checker.check(target, scope))
            return None, scope
        local = scope.locals.get(target.name)
        variable = self.variables.get(local.name) if isinstance(local, Local) else None
        if local is not None and is_error(local):
            self.checker.check(node.value, scope)
            return None, scope
        if variable is None or not variable.is_assignable:
            self.checker.check(node.value, scope)
            return None, self._not_assigned(node, target, scope, is_item=variable is not None)
        if variable.start is not None and say.is_float(self.checker.check(node.value, scope)):
            say.begins_whole(self.messages, target, sign, node.op, variable.span, variable.start)
            return None, scope
        label = (Label(variable.span, f"`{target.name}` is {variable.local.type}"),)
        if node.op == "=":
            value = self.checker.value(node.value, scope, variable.local.type, f"`{target.name}`", label)
        else:
            whole = tree.Binary(node.span, node.op.removesuffix("="), target, node.value, sign)
            with say.about_both(self.messages, whole):
                made = self.checker.check(whole, scope)
            value = convert(self.messages, made, variable.local.type, sign, f"`{target.name}`", scope, label)
        after = replace(scope, known=forgetting(scope.known, {variable.local.name}))
        if is_error(value):
            return None, after
        place = Place(node.span, scope.stage)
        return Assign(replace(variable.local, place=place), value, place=place), _knowing(after, variable.local, value)

    def _not_assigned(self, node: tree.Assign, target: tree.Name, scope: Scope, *, is_item: bool) -> Scope:
        """Reports a name that cannot be given a value; of one that is not known nothing more is said."""
        before = len(self.messages.found)
        if is_item or not is_error(self.checker.check(target, scope)):
            say.not_assignable(self.messages, node, scope, is_item=is_item)
            return scope
        if node.op == "=" and len(self.messages.found) > before and self.messages.found[-1].fix is None:
            del self.messages.found[before:]
            say.undeclared(self.messages, node, target)
        return scope.with_locals(**{target.name: error_expr()})

    # ------------------------------------------------------------ what is done, and how often

    def _if(self, node: tree.IfStatement, scope: Scope) -> tuple[Expr | None, Scope | None]:
        condition = self.checker.condition(node.condition, scope)
        yes, after_yes = self.statements(node.yes, scope.knowing(known_when(condition, True)))
        otherwise = scope.knowing(known_when(condition, False))
        no: Statements = ()
        after_no: Scope | None = otherwise
        match node.no:
            case tree.Block() as block:
                no, after_no = self.statements(block, otherwise)
            case tree.IfStatement() as other:
                inner, after_no = self._if(other, otherwise)
                no = (inner,) if inner is not None else ()
        ends = [end.known for end in (after_yes, after_no) if end is not None]
        after = replace(scope, known=frozenset.intersection(*ends)) if ends else None
        if is_error(condition):
            return None, after
        return Branch(condition, yes, no, place=Place(node.span, scope.stage)), after

    def _for(self, node: tree.For, scope: Scope) -> tuple[Expr | None, Scope]:
        items = self.checker.check(node.items, scope)
        changed = {local.name for n in _assigned(node.body) if isinstance(local := scope.locals.get(n), Local)}
        scope = replace(scope, known=forgetting(scope.known, changed))
        if isinstance(items.type, Optional) and isinstance(items.type.item, List):
            items = convert(self.messages, items, items.type.item, node.items.span, "the list", scope)
        elif not is_error(items) and (not isinstance(items.type, List) or t.is_vague(items.type)):
            say.no_list(self.messages, node.items, items, scope)
            items = error_expr()
        span = _name_of(node)
        if node.name in scope.locals:
            say.hides(self.messages, node.name, span, scope.places.get(node.name))
        type = items.type.item if isinstance(items.type, List) else t.ERROR
        inside = self._declared(node.name, span, type, scope, is_assignable=False)
        body, _ = self.statements(node.body, inside)
        local = inside.locals[node.name]
        if not isinstance(local, Local):
            return None, scope
        return For(local.name, items, body, place=Place(node.span, scope.stage)), scope

    def _call(self, node: tree.Call, scope: Scope) -> Expr | None:
        if say.is_appending(node) and isinstance(node.function, tree.FieldGet):
            target = self.checker.check(node.function.value, scope)
            if isinstance(target.type, List):
                say.append(self.messages, node, node.function)
                return None
        value = self.checker.check(node, scope)
        if is_error(value):
            return None
        if not value.effects & _NOTICED:
            say.thrown_away(self.messages, node)
        return Evaluate(value, place=Place(node.span, scope.stage))


class _FunctionChecker(BlockChecker):
    """Checks the statements of one `fn`."""

    def __init__(
        self, checker: CodeChecker, type_of: Callable[[tree.TypeExpr], Type], fn: tree.FnDecl, result: Type | None
    ) -> None:
        super().__init__(checker, type_of)
        self.fn, self.result = fn, result
        self.returned: list[Expr] = []

    def _own(
        self, node: tree.Return | tree.Emit | tree.State | tree.Handler, scope: Scope
    ) -> tuple[Expr | None, Scope | None]:
        if isinstance(node, tree.Return):
            return self._return(node, scope), None
        say.not_in_a_function(self.messages, node, self.fn)
        return None, scope

    def _return(self, node: tree.Return, scope: Scope) -> Expr | None:
        if self.result is None or self.fn.result is None:
            value = self.checker.check(node.value, scope)
            self.returned.append(value)
        else:
            label = (Label(self.fn.result.span, f"declared as {self.result}"),)
            value = self.checker.value(node.value, scope, self.result, f"the result of `{self.fn.name}`", label)
        return None if is_error(value) else Return(value, place=Place(node.span, scope.stage))


def _knowing(scope: Scope, local: Local, value: Expr) -> Scope:
    """The scope after a local was given a value, which may be known not to be null."""
    if not isinstance(local.type, Optional):
        return scope
    is_filled = isinstance(value, Convert) and not isinstance(value.value.type, Optional)
    if is_filled or (isinstance(value, Const) and value.value is not None):
        return scope.knowing(frozenset((local,)))
    return scope


def _read(node: tree.Node) -> set[str]:
    """The names that a statement reads; to be given another value is not to be read."""
    if isinstance(node, tree.Assign) and isinstance(node.place, tree.Name):
        return set(names_read(node.value))
    if isinstance(node, tree.Block):
        return {name for statement in node.statements for name in _read(statement)}
    if isinstance(node, tree.IfStatement):
        inner = _read(node.yes) | (_read(node.no) if node.no is not None else set())
        return inner | set(names_read(node.condition))
    if isinstance(node, tree.For):
        return set(names_read(node.items)) | _read(node.body)
    return set(names_read(node))


def _assigned(node: tree.Node) -> set[str]:
    """The names that are given another value in a statement."""
    match node:
        case tree.Assign(place=tree.Name(name=name)):
            return {name}
        case tree.Block(statements=statements):
            return {name for statement in statements for name in _assigned(statement)}
        case tree.IfStatement(yes=yes, no=no):
            return _assigned(yes) | (_assigned(no) if no is not None else set())
        case tree.For(body=body):
            return _assigned(body)
        case _:
            return set()


def _name_of(node: tree.For) -> Span:
    """Where a `for` names its items."""
    found = re.match(r"for\s+", node.span.text)
    start = node.span.start + (found.end() if found else 0)
    return Span(node.span.source, start, start + len(node.name))
