"""`process`: its block of states and handlers, from the syntax tree to an operator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sage.base.frozen import dataclass, field, replace
from sage.base.source import Span
from sage.base.types import Schema, plain
from sage.base.widening import join
from sage.compiler.check import process_messages as say
from sage.compiler.check.convert import converted, error_expr, fresh, is_error
from sage.compiler.check.handlers import HandlerChecker
from sage.compiler.check.kept import check_state
from sage.compiler.check.scope import Scope, names_read
from sage.compiler.ir.code import Column, Expr, Local, MakeRecord, Place
from sage.compiler.ir.flow import Op
from sage.compiler.ir.keyed import Emit, Handler, Kept, Timer
from sage.compiler.ir.slots import Named
from sage.compiler.library.ops.process import Process
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.builder import Builder

CHANGES = ("append", "remove", "clear")  # of a state, in its place


def check_process(
    builder: Builder, stage: tree.Stage, input: Op, by: tuple[Named, ...], inner: Scope, outer: Scope
) -> Process | None:
    """The operator of a stage; None if something is wrong, which is reported. `inner` is the scope of code over the
    rows, `outer` that of code that is no row's."""
    messages = builder.messages
    before = len(messages.found)
    if stage.args:
        say.only_code(messages, stage)
    if stage.block is None:
        say.needs_block(messages, stage)
        return None
    if not by and not inner.is_open:
        say.no_key(messages, stage, input.schema.names)
    block = _Block(builder, stage, input, by, inner, outer)
    block.read(stage.block)
    if messages.misread(stage.block.span) or any(d.severity == "error" for d in messages.found[before:]):
        return None
    return block.made()


@dataclass
class _Block:
    """One block of a process while it is being checked."""

    builder: Builder
    stage: tree.Stage
    input: Op
    by: tuple[Named, ...]
    inner: Scope
    outer: Scope
    kept: dict[str, Kept] = field(default_factory=dict)
    handlers: dict[str, tuple[tree.Handler, Handler]] = field(default_factory=dict)
    emits: dict[str, list[tuple[Span, Expr]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.messages = self.builder.messages
        self.columns = {k.name: Local(k.value.type, fresh(k.name)) for k in self.by}
        self.places = {name: span for name in self.columns if (span := self.inner.columns(name)) is not None}

    def read(self, node: tree.Block) -> None:
        """Checks the states, then the handlers, which may be in any order."""
        states = [s for s in node.statements if isinstance(s, tree.State)]
        for state in states:
            self._state(state)
        for statement in node.statements:
            match statement:
                case tree.Handler():
                    self._handler(statement)
                case tree.State() | tree.Broken():
                    pass
                case _:
                    say.no_place(self.messages, statement)
        if self.messages.misread(node.span):
            return
        if "item" not in self.handlers and not self.messages.wrong(node.span):
            say.no_rows(self.messages, self.stage)
        read = {name for s in node.statements if isinstance(s, tree.Handler) for name in _read(s.body, self.kept)}
        for state in states:
            if state.name not in read and not self.messages.wrong(node.span):
                say.never_read(self.messages, state)

    # ------------------------------------------------------------ states and handlers

    def _state(self, node: tree.State) -> None:
        if node.name in self.kept:
            say.declared_twice(self.messages, node, self.places[node.name])
        elif node.name in self.columns:
            say.takes_key(self.messages, node, self.places.get(node.name))
        made = check_state(self.builder.checker, self.builder.find_type, node, self.outer)
        if node.name not in self.columns:
            self.kept.setdefault(node.name, made)
            self.places.setdefault(node.name, node.name_span)

    def _handler(self, node: tree.Handler) -> None:
        if node.event not in say.EVENTS:
            say.unknown_event(self.messages, node)
            return
        if node.event == "end" and node.binding is not None:
            say.end_has_no_name(self.messages, node)
        checker = HandlerChecker(self.builder, node, self.input.schema, self.kept, self.columns, self.places)
        row = None
        if node.event == "item":
            row = _row(self.input.schema)
        made = checker.check(self._scope(), row, is_timed=bool(self.input.clocks))
        for name, emitted in checker.emits.items():
            self.emits.setdefault(name, []).extend(emitted)
        if node.event in self.handlers:
            say.two_handlers(self.messages, node, self.handlers[node.event][0])
            return
        self.handlers[node.event] = node, made

    def _scope(self) -> Scope:
        """What is known in every handler."""
        states: dict[str, Expr] = {
            name: error_expr() if is_error(kept.initial) else Local(kept.holds, kept.name)
            for name, kept in self.kept.items()
        }
        spans = {local.name: self.places[name] for name, local in self.columns.items() if name in self.places}
        spans |= {kept.name: self.places[name] for name, kept in self.kept.items()}
        return replace(
            self.inner,
            row=None,
            locals={**self.columns, **states},
            places={**self.inner.places, **self.places, **spans},
        )

    # ------------------------------------------------------------ what comes out

    def made(self) -> Process | None:
        """The operator, once all that goes to one stream is found to be of one type."""
        self._warn_of_timers()
        if not self.emits:
            say.emits_nothing(self.messages, self.stage)
            return None
        names = sorted(self.emits, key=lambda name: name != "")  # stable: else as they were first named
        types = {name: self._together(name) for name in names}
        if None in types.values():
            return None
        rows = tuple(t if isinstance(t, Schema) else plain(t) for t in types.values() if t is not None)

        def placed(expr: Expr) -> Expr | None:
            if not isinstance(expr, Emit):
                return None
            value = converted(expr.value, rows[names.index(expr.stream)].value)
            assert value is not None, "all were found to fit"
            return replace(expr, value=value)

        code = tuple(handler.substitute(placed) for _, handler in self.handlers.values())
        return Process(
            input=self.input, by=self.by, state=tuple(self.kept.values()), code=code,
            columns=tuple(local.name for local in self.columns.values()), streams=tuple(names), rows=rows,
            place=Place(self.stage.span, self.stage.name),
        )  # fmt: skip

    def _together(self, name: str) -> Any:
        """The type of a stream."""
        (first, value), *others = self.emits[name]
        together = value.type
        for number, (span, other) in enumerate(others, 2):
            joined = join(together, other.type)
            if joined is None or not self._all_fit(name, number, joined):
                joined = next((t for t in (together, other.type) if self._all_fit(name, number, t)), None)
            if joined is None:
                say.emits_differ(self.messages, name, (first, value.type), (span, other.type))
                return None
            together = joined
        return together

    def _all_fit(self, name: str, count: int, type: Any) -> bool:
        """True if the first so many that go to a stream can be of a type."""
        return all(converted(value, type) is not None for _, value in self.emits[name][:count])

    def _warn_of_timers(self) -> None:
        timer = self.handlers.get("timer")
        sets = [p for _, h in self.handlers.values() for p in h.walk() if isinstance(p, Timer) and p.sets]
        if timer is not None and not sets:
            say.never_fires(self.messages, timer[0])
        elif timer is None and sets and sets[0].place is not None:
            say.no_timer_handler(self.messages, sets[0].place.span)


def _row(schema: Schema) -> Expr:
    """The row that a handler of rows has a name for."""
    columns = tuple(Column(f.type, f.name) for f in schema)
    return columns[0] if schema.plain else MakeRecord(schema, columns)


def _read(node: tree.Node, kept: Any) -> Iterator[str]:
    """The names that code reads; to change a state is not to read it."""
    match node:
        case tree.Assign(place=tree.Name()):
            yield from names_read(node.value)
        case tree.Assign(place=tree.Item(value=tree.Name(name=name), index=index)) if name in kept:
            yield from (*names_read(index), *names_read(node.value))
        case tree.CallStatement(call=tree.Call(function=tree.FieldGet(value=tree.Name(name=name)) as function)) if (
            name in kept and function.name in CHANGES
        ):
            for arg in node.call.args:
                yield from names_read(arg)
        case tree.Block(statements=statements):
            for statement in statements:
                yield from _read(statement, kept)
        case tree.IfStatement(condition=condition, yes=yes, no=no):
            yield from names_read(condition)
            yield from _all_read((yes, no), kept)
        case tree.For(items=items, body=body):
            yield from names_read(items)
            yield from _read(body, kept)
        case _:
            yield from names_read(node)


def _all_read(nodes: Sequence[tree.Node | None], kept: Any) -> Iterator[str]:
    for node in nodes:
        if node is not None:
            yield from _read(node, kept)
