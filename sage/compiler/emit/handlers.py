"""The code of a `process` as a C++ struct: the state of a key, and a method for each handler.

What a handler changes is a draft that is named like the state; at its end all drafts are settled, and none is kept if
something has failed. Rows go to the turn, which hands them on after that.
"""

from __future__ import annotations

from collections.abc import Iterator

from sage.base import types as t
from sage.base.frozen import dataclass, field, replace
from sage.base.json_values import JSON_NULL
from sage.base.types import List, Map, Schema
from sage.compiler.emit.blocks import Printer, added_to, growing_in
from sage.compiler.emit.cpp import Code
from sage.compiler.emit.names import identifier
from sage.compiler.ir.blocks import NO_VALUE, Block, assigned
from sage.compiler.ir.code import Call, Const, Expr, Local, Place
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.keyed import Append, Clear, Emit, Handler, Kept, Put, Remove, Say, Timer, Write, written
from sage.compiler.ir.printer import plain_name
from sage.compiler.library.ops.process import Process

_DIRECT = frozenset(("get", "has", "len", "in", "not in", "[]"))  # functions that need no copy of a kept map
_TAKEN = frozenset(("r", "k", "s", "f", "t", "turn", "params"))  # names of what every handler has
_ARGUMENTS = "[[maybe_unused]] const Key& k, [[maybe_unused]] State& s, Turn& turn, [[maybe_unused]] sage::Frame& f"


@dataclass
class HandlerCode(Code):
    """Code that finds states, columns of the key and the time of a timer where a handler has them."""

    given: dict[str, str] = field(default_factory=dict)  # locals; of kept maps a copy, and %NAME the map itself

    def text(self, expr: Expr) -> str:
        if isinstance(expr, Local) and expr.name in self.given:
            return self.given[expr.name]
        return super().text(expr)

    def _call(self, expr: Call) -> str:
        if expr.function.name in _DIRECT:
            return super()._call(replace(expr, args=tuple(map(self._uncopied, expr.args))))
        return super()._call(expr)

    def _uncopied(self, expr: Expr) -> Expr:
        if isinstance(expr, Local) and f"%{expr.name}" in self.given:
            return Local(expr.type, f"%{expr.name}")
        return expr


class HandlerPrinter:
    """Prints the parts of the struct of one `process`."""

    def __init__(self, code: Code, op: Process) -> None:
        self.code, self.op = code, op
        self.members = {k.name: _member(k) for k in op.kept}

    @property
    def constants(self) -> list[str]:
        """What the operator asks the struct at compile time."""
        op, structs = self.op, self.code.structs
        rows = ", ".join(structs.of(op.output(port)) for port in range(op.ports))
        flags = {
            "kHasTimers": op.has_timers, "kOnTimer": op.handler("timer") is not None,
            "kEnds": op.handler("end") is not None, "kStamped": any(k.ttl is not None for k in op.kept),
            "kForgets": op.forgets, "kTakesMemory": any(_takes_memory(k.holds) for k in op.kept),
        }  # fmt: skip
        texts = [f"static constexpr bool {name} = {str(value).lower()};" for name, value in flags.items()]
        return [f"using Turn = sage::state::Turn<{rows}>;", *texts]

    @property
    def state(self) -> tuple[tuple[str, str], ...]:
        """The members of the state of a key."""
        return tuple((self._type(k), self.members[k.name]) for k in self.op.kept)

    def _type(self, kept: Kept) -> str:
        stamped = ", true" if kept.stamps else ""
        match kept.holds:
            case Map(key, value):
                parts = self.code.structs.of(key), self.code.structs.of(value)
                return f"sage::state::Entries<{', '.join(parts)}{stamped}>"
            case List(item):
                return f"sage::state::Items<{self.code.structs.of(item)}{stamped}>"
            case _:
                return f"sage::state::Kept<{self.code.structs.of(kept.holds)}{stamped}>"

    # ------------------------------------------------------------ how state begins and ends

    def fresh(self) -> list[str]:
        """The lines that make the state of a new key, beside what is zero."""
        return [self._reset(k) for k in self.op.kept if not _is_zero(k.initial)]

    def forget(self) -> list[str]:
        """The lines that take away what was written too long ago."""
        lines = []
        for kept in self.op.kept:
            if kept.ttl is None:
                continue
            place, ttl = f"s.{self.members[kept.name]}", self.code.text(kept.ttl)
            if isinstance(kept.holds, Map):
                lines.append(f"{place}.forget(turn.now, {ttl}, turn);")
            else:
                lines.append(f"if ({place}.is_old(turn.now, {ttl})) {self._reset(kept)}")
        return lines

    def _reset(self, kept: Kept) -> str:
        return f"s.{self.members[kept.name]}.reset({self.code.text(kept.initial)}, turn);"

    def longest(self) -> str:
        """After which time a key is as if it had never been."""
        spans = [f"({self.code.text(k.ttl)}).micros" for k in self.op.kept if k.ttl is not None]
        return f"return sage::Duration{{std::max({{{', '.join(spans)}}})}};"

    # ------------------------------------------------------------ handlers

    def head(self, handler: Handler) -> str:
        """The head of the method of a handler."""
        first = {"item": "[[maybe_unused]] const Input& r, ", "timer": "[[maybe_unused]] sage::Timestamp t, "}
        return f"void {handler.event}({first.get(handler.event, '')}{_ARGUMENTS}) const"

    def body(self, handler: Handler) -> list[tuple[str, Place | None]]:
        """The lines of a handler, and where each was written."""
        changed = {name for part in handler.walk() if (name := written(part)) is not None}
        code = HandlerCode(self.code.structs, self.code.sites, given=self._given(handler, changed))
        drafts = [self._draft(k) for k in self.op.kept if k.name in changed]
        names = [_variable(k) for k in self.op.kept if k.name in changed]
        settle = f"turn.settle({', '.join(['f', *names])});"
        block = Block(NO_VALUE, handler.statements)
        printer = _Statements(code, assigned(block), frozenset(growing_in(block)), self, settle, len(code.sites.places))
        code.growing |= printer.growing
        lines = [(line, s.place) for s in handler.statements for line in printer.lines(s)]
        return [*((draft, handler.place) for draft in drafts), *lines, (settle, handler.place)]

    def _given(self, handler: Handler, changed: set[str]) -> dict[str, str]:
        given = {name: f"k.{identifier(k.name)}" for name, k in zip(self.op.columns, self.op.by, strict=True)}
        if handler.timer is not None:
            given[handler.timer] = "t"
        for kept in self.op.kept:
            whole = _variable(kept) if kept.name in changed else f"s.{self.members[kept.name]}"
            if isinstance(kept.holds, Map):
                given[kept.name], given[f"%{kept.name}"] = f"{whole}.map(f)", whole
            else:
                given[kept.name] = f"{whole}.value" if kept.name in changed else f"{whole}.get()"
        return given

    def _draft(self, kept: Kept) -> str:
        place, name = f"s.{self.members[kept.name]}", _variable(kept)
        match kept.holds:
            case Map():
                most = f", {self.code.text(kept.entries)}" if kept.entries is not None else ""
                return f"sage::state::EntriesDraft {name}{{{place}, turn{most}}};"
            case List():
                return f"sage::state::ItemsDraft {name}{{{place}, turn}};"
            case _:
                return f"sage::state::Draft {name}{{{place}}};"


@dataclass(frozen=True)
class _Statements(Printer):
    """Prints the statements of a handler."""

    handlers: HandlerPrinter
    settle: str
    first_site: int

    def lines(self, statement: Expr) -> Iterator[str]:
        if _touches_the_world(statement) and len(self.code.sites.places) > self.first_site:
            yield f"if (f.failed()) return {self.settle}"
        match statement:
            case Write():
                yield from self._write(statement)
            case Put(target=target, key=key, value=value):
                yield f"{self._draft(target)}.put({self._text(key)}, {self._text(value)});"
            case Append(target=target, value=value):
                yield f"{self._draft(target)}.add({self._text(value)});"
            case Remove(target=target, key=key):
                yield f"{self._draft(target)}.remove({self._text(key)});"
            case Clear(target=target):
                yield f"{self._draft(target)}.clear();"
            case Emit(value=value, stream=stream):
                port = self.handlers.op.streams.index(stream)
                yield f"turn.emit<{port}>({self._row(value, port)});"
            case Timer(at=at, sets=sets):
                yield f"turn.{'timer' if sets else 'cancel_timer'}({self._text(at)});"
            case Say(message=message, level=level):
                yield f"sage::say(f, sage::log::Level::k{level.capitalize()}, {self._text(message)});"
            case _:
                yield from super().lines(statement)

    def _write(self, statement: Write) -> Iterator[str]:
        name, value = self._draft(statement.target), statement.value
        parts = added_to(statement.target.name, value) if isinstance(statement.target.type, List) else None
        if parts is None:
            yield f"{name}.set({self._text(value)});"
        for part in parts or ():
            yield f"{name}.add({self._text(part)});"

    def _row(self, value: Expr, port: int) -> str:
        row = self.handlers.op.output(port)
        return f"{self.code.structs.of(row)}{{{self._text(value)}}}" if row.plain else self._text(value)

    def _draft(self, target: Local) -> str:
        return next(_variable(k) for k in self.handlers.op.kept if k.name == target.name)


def _touches_the_world(statement: Expr) -> bool:
    """True if its own code does, beside the statements in it."""
    own = statement.own_effects
    for part in statement.children:
        own |= Effect.NONE if part.type == NO_VALUE else part.effects
    return bool(own & Effect.IO)


def _takes_memory(type: t.Type) -> bool:
    """True for state that has more memory than its own place."""
    return type in (t.STR, t.BYTES, t.JSON) or isinstance(type, List | Map) or any(map(_takes_memory, type.parts))


def _member(kept: Kept) -> str:
    return identifier(plain_name(kept.name))


def _variable(kept: Kept) -> str:
    name = _member(kept)
    return f"{name}_" if name in _TAKEN else name


def _is_zero(initial: Expr) -> bool:
    """True for what a member is by itself."""
    if not isinstance(initial, Const) or isinstance(initial.type, Schema | t.Enum | t.Array):
        return False
    return not initial.value or initial.value is JSON_NULL
