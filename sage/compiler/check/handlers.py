"""The handlers of a `process`: statements that change state, hand rows on and set timers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.frozen import replace
from sage.base.source import Span
from sage.base.types import List, Map, Schema, Type
from sage.compiler.check import block_messages
from sage.compiler.check import process_messages as say
from sage.compiler.check.blocks import BlockChecker, Variable
from sage.compiler.check.convert import convert, fresh, is_error
from sage.compiler.check.scope import Scope
from sage.compiler.ir.blocks import Assign, Declare
from sage.compiler.ir.code import Const, Expr, Local, Place
from sage.compiler.ir.keyed import Append, Clear, Emit, Event, Handler, Kept, Put, Remove, Say, Timer, Write
from sage.compiler.ir.narrow import is_path
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.builder import Builder

_METHODS = {"append": 1, "remove": 1, "clear": 0}  # that change a state in its place, and how many values they take
_CHANGES: dict[type[Type], tuple[str, ...]] = {Map: ("remove", "clear"), List: ("append", "clear")}
_TIMERS = {"timer": True, "cancel_timer": False}


class HandlerChecker(BlockChecker):
    """Checks one handler."""

    def __init__(
        self,
        builder: Builder,
        node: tree.Handler,
        row: Schema,
        kept: Mapping[str, Kept],
        columns: Mapping[str, Local],
        places: Mapping[str, Span],
    ) -> None:
        super().__init__(builder.checker, builder.find_type)
        self.node, self.row = node, row
        self.given = (*(local.name for local in columns.values()), *(k.name for k in kept.values()))
        self.kept = {k.name: k for k in kept.values()}
        self.emits: dict[str, list[tuple[Span, Expr]]] = {}
        self.fixed = dict.fromkeys(columns, "a column of the key")
        self.is_timed = False
        for name, state in kept.items():
            if not is_error(state.initial):
                self.variables[state.name] = Variable(Local(state.holds, state.name), places[name])

    def check(self, scope: Scope, row: Expr | None, *, is_timed: bool) -> Handler:
        """The handler; `row` is what the name in its head stands for, if not a time."""
        self.is_timed = is_timed
        event, name = self.node.event, self.node.binding
        timer = Local(t.TIMESTAMP, fresh(name or "timer")) if event == "timer" else None
        if name is not None and event != "end":
            value = timer if row is None else row
            if name in scope.locals:
                block_messages.hides(self.messages, name, self._name_span(name), scope.places.get(name))
            assert value is not None
            places = {**scope.places, name: self._name_span(name)}
            scope = replace(scope.with_locals(**{name: value}), places=places)
            self.fixed[name] = "the row" if row is not None else "the time of the timer"
        before = len(self.messages.found)
        made, _ = self.statements(self.node.body, scope)
        say.name_the_row(
            self.messages, before, set(self.row.names), name if row is not None else None, is_plain=self.row.plain
        )
        for let in self.unread:
            block_messages.not_read(self.messages, let)
        known: Event = "item" if event == "item" else "timer" if event == "timer" else "end"
        given = self.given if timer is None else (*self.given, timer.name)
        place = Place(self.node.span, scope.stage)
        return Handler(known, made, given, timer.name if timer is not None else None, place=place)

    def _name_span(self, name: str) -> Span:
        start = self.node.body.span.start - self.node.span.start
        at = self.node.span.start + self.node.span.text.rindex(name, 0, start)
        return Span(self.node.span.source, at, at + len(name))

    # ------------------------------------------------------------ statements of handlers alone

    def _own(
        self, node: tree.Return | tree.Emit | tree.State | tree.Handler, scope: Scope
    ) -> tuple[Expr | None, Scope | None]:
        match node:
            case tree.Emit():
                return self._emit(node, scope), scope
            case tree.Return():
                say.returns(self.messages, node)
            case _:
                say.inner_statement(self.messages, node)
        return None, scope

    def _emit(self, node: tree.Emit, scope: Scope) -> Expr | None:
        value = self.checker.typed(node.value, self.checker.check(node.value, scope), "the row")
        if is_error(value):
            return None
        name = node.stream.name if node.stream is not None else ""
        self.emits.setdefault(name, []).append((node.value.span, value))
        return Emit(value, name, place=Place(node.span, scope.stage))

    def _call(self, node: tree.Call, scope: Scope) -> Expr | None:
        match node.function:
            case tree.Name(name=name) if name in scope.names.functions:
                return super()._call(node, scope)
            case tree.Name(name=name) if name in _TIMERS:
                return self._timer(node, name, scope)
            case tree.Name(name="log"):
                return self._log(node, scope)
            case tree.FieldGet(value=tree.Name(name=state), name=name) if name in _METHODS:
                local = scope.locals.get(state)
                if isinstance(local, Local) and local.name in self.kept:
                    return self._method(node, node.function, state, local, scope)
        return super()._call(node, scope)

    def _timer(self, node: tree.Call, name: str, scope: Scope) -> Expr | None:
        if len(node.args) != 1 or isinstance(node.args[0], tree.NamedArg):
            say.timer_takes(self.messages, node, name)
            return None
        written = node.args[0]
        at = self.checker.check(written, scope)
        if not is_error(at) and t.required(at.type) != t.TIMESTAMP:
            row = self.node.binding if self.node.event == "item" else None
            say.not_a_time(self.messages, written, name, at.type, row, self.is_timed)
            return None
        at = convert(self.messages, at, t.TIMESTAMP, written.span, "the time", scope)
        return None if is_error(at) else Timer(at, _TIMERS[name], place=Place(node.span, scope.stage))

    def _log(self, node: tree.Call, scope: Scope) -> Expr | None:
        texts = [a for a in node.args if not isinstance(a, tree.NamedArg)]
        levels = [a for a in node.args if isinstance(a, tree.NamedArg)]
        if len(texts) != 1 or len(levels) > 1 or any(a.name != "level" for a in levels):
            say.log_takes(self.messages, node)
            return None
        message = self.checker.value(texts[0], scope, t.STR, "the message")
        level = levels[0].value if levels else None
        if level is not None and not (isinstance(level, tree.Literal) and level.value in Say.levels):
            say.unknown_level(self.messages, level, Say.levels)
            return None
        if is_error(message):
            return None
        word = str(level.value) if isinstance(level, tree.Literal) else "info"
        return Say(message, word, place=Place(node.span, scope.stage))

    # ------------------------------------------------------------ changes of state

    def _method(self, node: tree.Call, function: tree.FieldGet, state: str, local: Local, scope: Scope) -> Expr | None:
        name, place = function.name, Place(node.span, scope.stage)
        fits = isinstance(local.type, Map | List) and (
            name == "clear" or (name == "remove") == isinstance(local.type, Map)
        )
        if not fits:
            say.no_method(self.messages, node, function.name_span, state, local.type, name)
            return None
        if len(node.args) != _METHODS[name] or any(isinstance(a, tree.NamedArg) for a in node.args):
            say.method_takes(self.messages, node, name, _METHODS[name])
            return None
        target = replace(local, place=Place(function.value.span, scope.stage))
        label = (Label(scope.places[state], f"`{state}` is {local.type}"),) if state in scope.places else ()
        match local.type:
            case Map(key=key) if name == "remove":
                value = self.checker.value(self._argument(node), scope, key, "the key", label)
                return None if is_error(value) else Remove(target, value, place=place)
            case List(item=item) if name == "append":
                value = self.checker.value(self._argument(node), scope, item, "the item", label)
                return None if is_error(value) else Append(target, value, place=place)
        return Clear(target, place=place)

    def _argument(self, node: tree.Call) -> tree.Expr:
        given = node.args[0]
        assert not isinstance(given, tree.NamedArg)
        return given

    def _assign(self, node: tree.Assign, scope: Scope) -> tuple[Expr | None, Scope]:
        match node.place:
            case tree.Item(value=tree.Name(name=name), index=index):
                local = scope.locals.get(name)
                if isinstance(local, Local) and local.name in self.kept:
                    return self._put(node, index, name, local, scope), scope
            case tree.FieldGet(value=tree.Name(name=name) as whole, name=part) if name in self.fixed:
                if not is_error(self.checker.check(node.place, scope)):
                    say.part_of_fixed(self.messages, node, whole, part)
                return None, scope
        made, after = super()._assign(node, scope)
        if isinstance(made, Assign) and isinstance(made.target, Local) and made.target.name in self.kept:
            return Write(made.target, made.value, place=made.place), after
        return made, after

    def _put(self, node: tree.Assign, index: tree.Expr, name: str, local: Local, scope: Scope) -> Expr | None:
        if not isinstance(local.type, Map):
            if isinstance(local.type, List):
                say.item_of_list(self.messages, node, name)
            else:
                self.checker.check(node.place, scope)
            return None
        assert isinstance(node.place, tree.Item)
        target = replace(local, place=Place(node.place.value.span, scope.stage))
        label = (Label(scope.places[name], f"`{name}` is {local.type}"),) if name in scope.places else ()
        key = self.checker.value(index, scope, local.type.key, "the key", label)
        what = f"a value of `{name}`"
        if node.op == "=":
            value = self.checker.value(node.value, scope, local.type.value, what, label)
        else:
            if not is_error(key) and not is_path(key) and not isinstance(key, Const):
                key, scope, index = self._named_key(key, index, scope)
            sign = block_messages.sign_of(node)
            place = replace(node.place, index=index)
            whole = tree.Binary(node.span, node.op.removesuffix("="), place, node.value, sign)
            with block_messages.about_both(self.messages, whole):
                made = self.checker.check(whole, scope)
            value = convert(self.messages, made, local.type.value, sign, what, scope, label)
        if is_error(key, value):
            return None
        return Put(target, key, value, place=Place(node.span, scope.stage))

    def _named_key(self, key: Expr, index: tree.Expr, scope: Scope) -> tuple[Expr, Scope, tree.Expr]:
        """A key that is evaluated once, before `m[key] += 1`, and a name for it."""
        local = Local(key.type, fresh("key"))
        self.first.append(Declare(local.name, key, place=key.place))
        return local, scope.with_locals(**{local.name: local}), tree.Name(index.span, local.name)

    def _not_assigned(self, node: tree.Assign, target: tree.Name, scope: Scope, *, is_item: bool) -> Scope:
        if not is_item and target.name in self.fixed:
            say.fixed(self.messages, node, self.fixed[target.name], scope.places.get(target.name))
            return scope
        if not is_item and target.name in self.row and target.name not in scope.locals:
            say.fixed(self.messages, node, "a column of the rows", scope.columns(target.name))
            return scope
        return super()._not_assigned(node, target, scope, is_item=is_item)
