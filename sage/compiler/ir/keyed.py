"""Code that keeps state for each key: what stands in the block of a `process`.

What is kept for a key, its columns and the time of its timer are Locals that a Handler binds. Handlers are statements;
what they do besides changing state, sending rows and setting timers, they tell to the Turn in which they run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from sage.base.frozen import dataclass, field
from sage.base.types import Map, Type
from sage.compiler.ir.blocks import GOES_ON, Declare, For, Statement, own_statements
from sage.compiler.ir.code import Expr, Local, Row
from sage.compiler.ir.effects import Effect

Event = Literal["item", "timer", "end"]
TURN = "#turn"  # where a row has the Turn


@dataclass(frozen=True)
class Kept(Statement):
    """What is kept for each key under the name of a Local: its type, what it is until it is first written, how long
    after its last write it is forgotten, and how many entries it has at most."""

    name: str
    holds: Type
    initial: Expr
    ttl: Expr | None = None
    entries: Expr | None = None

    @property
    def stamps(self) -> bool:
        """True if it matters when it was written."""
        return self.ttl is not None or self.entries is not None


class Turn:
    """What one run of a handler did besides changing state. `now` is the time on the clock of the operator."""

    def __init__(self, now: int, limits: dict[str, int]) -> None:
        self.now, self.limits = now, limits  # of the states that have them, by name
        self.emitted: list[tuple[str, Any]] = []  # to which stream, and what
        self.timers: list[tuple[bool, int]] = []  # set or cancelled, and when

    def stamped(self, state: dict[str, Any], name: str, key: Any = None) -> None:
        """Notes that a state, or the entry of a key in it, was written; drops what is too many."""
        stamps = "%" + name
        if stamps not in state:
            return
        if key is None:
            state[stamps] = self.now
            return
        state[stamps] = {k: at for k, at in state[stamps].items() if k != key} | {key: self.now}
        while len(state[stamps]) > self.limits.get(name, len(state[stamps])):
            oldest = next(iter(state[stamps]))
            state[stamps] = {k: at for k, at in state[stamps].items() if k != oldest}
            state["$" + name] = {k: v for k, v in state["$" + name].items() if k != oldest}


@dataclass(frozen=True)
class Handler(Statement):
    """What happens for a row, for a timer, or at the end, with one key. `given` are the Locals that it finds."""

    event: Event
    statements: tuple[Expr, ...]
    given: tuple[str, ...]
    timer: str | None = None  # the Local that is the time of a timer

    always = None

    @property
    def binds(self) -> tuple[str, ...]:
        own = (s.name for s in own_statements(self.statements) if isinstance(s, Declare | For))
        return (*self.given, *own)

    def evaluate(self, row: Row) -> Any:
        for statement in self.statements:
            statement.evaluate(row)
        return GOES_ON


@dataclass(frozen=True)
class Write(Statement):
    """`state = value`."""

    target: Local
    value: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        assert isinstance(row, dict)
        name, value = self.target.name, self.value.evaluate(row)
        row["$" + name] = value
        if not isinstance(self.target.type, Map):
            row[TURN].stamped(row, name)
        elif "%" + name in row:
            row["%" + name] = {}
            for key in value:
                row[TURN].stamped(row, name, key)
        return GOES_ON


@dataclass(frozen=True)
class Put(Statement):
    """`state[key] = value`."""

    target: Local
    key: Expr
    value: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        assert isinstance(row, dict)
        name, key, value = self.target.name, self.key.evaluate(row), self.value.evaluate(row)
        row["$" + name] = {**row["$" + name], key: value}
        row[TURN].stamped(row, name, key)
        return GOES_ON


@dataclass(frozen=True)
class Append(Statement):
    """`state.append(value)`."""

    target: Local
    value: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        assert isinstance(row, dict)
        name = self.target.name
        value = self.value.evaluate(row)
        row["$" + name] = [*row["$" + name], value]
        row[TURN].stamped(row, name)
        return GOES_ON


@dataclass(frozen=True)
class Remove(Statement):
    """`state.remove(key)`; nothing happens if there is no such entry."""

    target: Local
    key: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        assert isinstance(row, dict)
        key = self.key.evaluate(row)
        for part in ("$" + self.target.name, "%" + self.target.name):
            if part in row:
                row[part] = {k: v for k, v in row[part].items() if k != key}
        return GOES_ON


@dataclass(frozen=True)
class Clear(Statement):
    """`state.clear()`, which leaves no entry or item."""

    target: Local

    always = None

    def evaluate(self, row: Row) -> Any:
        assert isinstance(row, dict)
        name, is_map = self.target.name, isinstance(self.target.type, Map)
        row["$" + name] = {} if is_map else []
        if is_map and "%" + name in row:
            row["%" + name] = {}
        elif not is_map:
            row[TURN].stamped(row, name)
        return GOES_ON


@dataclass(frozen=True)
class Emit(Statement):
    """`emit value`, `emit value to stream`; without a name it goes on to the next stage."""

    value: Expr
    stream: str = ""

    always = None

    def evaluate(self, row: Row) -> Any:
        row[TURN].emitted.append((self.stream, self.value.evaluate(row)))
        return GOES_ON


@dataclass(frozen=True)
class Timer(Statement):
    """`timer(at)`, `cancel_timer(at)`."""

    at: Expr
    sets: bool

    always = None
    own_effects = Effect.STATE

    def evaluate(self, row: Row) -> Any:
        row[TURN].timers.append((self.sets, self.at.evaluate(row)))
        return GOES_ON


@dataclass(frozen=True)
class Say(Statement):
    """`log(message, level: ...)`."""

    message: Expr
    level: str = field(default="info")

    always = None
    own_effects = Effect.IO
    levels: ClassVar[tuple[str, ...]] = ("debug", "info", "warn", "error")

    def evaluate(self, row: Row) -> Any:
        self.message.evaluate(row)
        return GOES_ON


def written(expr: Expr) -> str | None:
    """The state that a statement itself changes."""
    match expr:
        case Write(target=target) | Put(target=target) | Append(target=target) | Remove(target=target):
            return target.name
        case Clear(target=target):
            return target.name
        case _:
            return None


def statement_text(statement: Expr, text: Callable[[Expr], str]) -> str | None:
    """A statement of keyed code as it is written, given the text of expressions; None for one of other code."""
    match statement:
        case Kept(holds=holds, initial=initial, ttl=ttl, entries=entries):
            limits = (f" @{n}({text(v)})" for n, v in (("ttl", ttl), ("max_entries", entries)) if v is not None)
            name = statement.name.partition("$")[0]
            return f"state {name}: {holds} = {text(initial)}{''.join(limits)}"
        case Handler(event=event, statements=statements):
            return f"on {event} {{{'; '.join(map(text, statements))}}}"
        case Write(target=target, value=value):
            return f"{text(target)} = {text(value)}"
        case Put(target=target, key=key, value=value):
            return f"{text(target)}[{text(key)}] = {text(value)}"
        case Append(target=target, value=value):
            return f"{text(target)}.append({text(value)})"
        case Remove(target=target, key=key):
            return f"{text(target)}.remove({text(key)})"
        case Clear(target=target):
            return f"{text(target)}.clear()"
        case Emit(value=value, stream=stream):
            return f"emit {text(value)}" + (f" to {stream}" if stream else "")
        case Timer(at=at, sets=sets):
            return f"{'timer' if sets else 'cancel_timer'}({text(at)})"
        case Say(message=message):
            return f"log({text(message)})"
        case _:
            return None
