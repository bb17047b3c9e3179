"""`process`: code over the rows of each key, with state and timers of the key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from heapq import heappop, heappush
from typing import Any

from sage.base.errors import RecordError
from sage.base.frozen import dataclass, field
from sage.base.types import Field, List, Map, Schema
from sage.base.values import key_of
from sage.compiler.ir.code import Column, Expr, Local, MakeRecord, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Cardinality, Failing, Groups, Moment, Op, Out
from sage.compiler.ir.keyed import TURN, Emit, Handler, Kept, Say, Timer, Turn
from sage.compiler.ir.slots import Named, SlotError, block, key, stream
from sage.compiler.library.ops.event_time import END_OF_TIME, START_OF_TIME
from sage.compiler.library.registry import operator


@operator("process")
@dataclass(frozen=True, eq=False, kw_only=True)
class Process(Op):
    """Run code over the rows of each key, which keeps state from row to row and may wait for a time.

    clicks |> key_by user |> process { state n: i64 = 0 on item e { n += 1 emit {user: user, n: n} } }
    """

    input: Op = stream()
    by: tuple[Named, ...] = key(clause="by", default=(), doc="what groups the rows")
    state: tuple[Expr, ...] = block(word="state x: T = e", doc="what is kept for each key")
    code: tuple[Expr, ...] = block(
        word="on item e { }", doc="what happens for a row; `on timer t { }` for a timer, `on end { }` at the end"
    )
    columns: tuple[str, ...]  # the Locals that are the columns of the key
    streams: tuple[str, ...]  # what each port is for: "" goes on to the next stage
    rows: tuple[Schema, ...]  # of each port

    cardinality = Cardinality.MANY
    own_effects = Effect.STATE
    makes_rows = True

    def validate(self) -> None:
        if not self.by:
            example = next(iter(self.input.schema.names), "user")
            text = "`process` runs for each key, and these rows have none"
            raise SlotError(
                "", "E0507", text, f"say what the key is before it: `|> key_by {example}`", "for each what?"
            )

    # ------------------------------------------------------------ what it is

    @cached_property
    def schema(self) -> Schema:
        return self.rows[0]

    def output(self, port: int) -> Schema:
        return self.rows[port]

    @property
    def ports(self) -> int:  # type: ignore[override]
        return len(self.rows)

    @property
    def groups(self) -> Groups:
        return tuple(k.value for k in self.by)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """That of the input, if all rows have its columns as they were."""
        names = tuple(k.name for k in self.by)
        known = dict(zip(names, self.columns, strict=True))
        emits = [e.value for h in self.code for e in h.walk() if isinstance(e, Emit)] if self.ports == 1 else []
        return names if emits and all(_keeps(value, name, known) for value in emits for name in names) else ()

    def handler(self, event: str) -> Handler | None:
        """What happens for an event, if anything does."""
        return next((h for h in self.code if isinstance(h, Handler) and h.event == event), None)

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        return tuple(k for k in self.state if isinstance(k, Kept))

    @cached_property
    def has_timers(self) -> bool:
        return any(isinstance(part, Timer) and part.sets for h in self.code for part in h.walk())

    @property
    def reads_clock(self) -> bool:
        """True if it matters to it what time it is."""
        return self.has_timers or any(k.stamps for k in self.kept)

    @property
    def forgets(self) -> bool:
        """True if keys come to be as if they had never been, as all of their state is forgotten."""
        return bool(self.kept) and all(k.ttl is not None for k in self.kept)

    @property
    def waits(self) -> bool:  # type: ignore[override]
        return self.reads_clock and bool(self.clocks)

    @property
    def ticks(self) -> bool:  # type: ignore[override]
        return self.reads_clock and not self.clocks

    @property
    def finishes(self) -> bool:  # type: ignore[override]
        return self.handler("end") is not None

    @property
    def reads_time(self) -> bool:  # type: ignore[override]
        return self.finishes

    @property
    def fails_alone(self) -> bool:  # type: ignore[override]
        return any(h.effects & Effect.MAY_RAISE for h in self.code if h is not self.handler("item"))

    @property
    def cpp_headers(self) -> tuple[str, ...]:  # type: ignore[override]
        says = any(isinstance(part, Say) for h in self.code for part in h.walk())
        kinds = sorted({"state/kept"} | {_header(k) for k in self.kept})
        return (*(f"sage/{kind}.hpp" for kind in kinds), *(("sage/flow/say.hpp",) if says else ()))

    # ------------------------------------------------------------ its meaning

    def initial(self) -> Any:
        return _State(
            {k.name: k.ttl({}) for k in self.kept if k.ttl}, {k.name: k.entries({}) for k in self.kept if k.entries}
        )

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out | Failing]:
        state.reach(now.watermark if self.waits else state.clock)
        columns = {k.name: k.value(row) for k in self.by}
        identity = tuple(key_of(v) for v in columns.values())
        known = state.keys.get(identity)
        if known is not None and self.forgets and state.has_forgotten(known):
            known = None
        key = known or _Key(columns, identity, self._fresh(state.clock))
        handler = self.handler("item")
        assert handler is not None
        turn = self._run(state, handler, key, state.clock, row)
        if known is None:
            state.add(key)
        key.time = now.time
        yield from self._after(state, key, turn, None)
        yield from self._fire(state, state.clock)

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out | Failing]:
        if watermark == END_OF_TIME:
            yield from self._fire(state, END_OF_TIME, is_last=True)
            return
        yield from self._fire(state, watermark)
        state.reach(watermark)

    def reference_tick(self, state: Any, now: int) -> Iterator[Out | Failing]:
        yield from self._fire(state, now)
        state.reach(now)

    def reference_end(self, state: Any) -> Iterator[Any]:
        handler = self.handler("end")
        if handler is None:
            return
        for known in sorted(state.keys.values(), key=lambda key: key.number):
            clock = max(state.clock, known.fired)
            if not (self.forgets and state.has_forgotten(known, clock)):
                yield from self._out_of_turn(state, handler, known, clock, known.time, is_last=True)

    def _fire(self, state: Any, until: int, *, is_last: bool = False) -> Iterator[Out | Failing]:
        """Runs the timers that are due, in order of their time and of the first rows of their keys. At the end of the
        input that is all of them; what they set then is not kept, for such a row of timers may have no end."""
        handler = self.handler("timer")
        while state.timers and state.timers[0][0] <= until:
            time, number, identity = heappop(state.timers)
            key = state.keys.get(identity)
            if handler is None or key is None or key.number != number or time not in key.timers:
                continue
            key.timers.discard(time)
            key.fired = max(time, state.clock)
            yield from self._out_of_turn(state, handler, key, key.fired, time, is_last=is_last)

    def _out_of_turn(
        self, state: Any, handler: Handler, key: _Key, clock: int, time: int, *, is_last: bool = False
    ) -> Iterator[Out | Failing]:
        """A handler that no row has called, and that may fail without one."""
        try:
            turn = self._run(state, handler, key, clock, {}, time)
        except RecordError as error:
            yield Failing(error, key.columns, Schema(tuple(Field(k.name, k.value.type) for k in self.by)))
            return
        yield from self._after(state, key, turn, time, is_last=is_last)

    def _run(self, state: Any, handler: Handler, key: _Key, clock: int, row: Row, time: int | None = None) -> Turn:
        """Runs a handler; the state of the key changes unless it fails."""
        state.forget(key, clock, self._fresh(clock))
        turn = Turn(clock, state.limits)
        columns = {"$" + name: value for name, value in zip(self.columns, key.columns.values(), strict=True)}
        known = {**row, **columns, **key.state, TURN: turn}
        if handler.timer is not None:
            known["$" + handler.timer] = time
        handler.evaluate(known)
        key.state = {name: known[name] for name in key.state}
        key.touched = max(key.touched, clock)
        return turn

    def _after(
        self, state: Any, key: _Key, turn: Turn, time: int | None, *, is_last: bool = False
    ) -> Iterator[Out | Failing]:
        for sets, at in turn.timers:
            if sets and at not in key.timers and not is_last:
                key.timers.add(at)
                heappush(state.timers, (at, key.number, key.identity))
            elif not sets:
                key.timers.discard(at)
        for name, value in turn.emitted:
            port = self.streams.index(name)
            yield Out({"it": value} if self.rows[port].plain else value, port, time if self.clocks else None)

    def _fresh(self, now: int) -> dict[str, Any]:
        """The state of a key that was never seen, with the places for when it is written. What a map begins with counts
        as written now."""
        values = {"$" + k.name: k.initial({}) for k in self.kept}
        stamps = {k.name: dict.fromkeys(k.initial({}), now) if isinstance(k.holds, Map) else None for k in self.kept}
        return values | {"%" + k.name: stamps[k.name] for k in self.kept if k.stamps}


@dataclass
class _Key:
    """A key: its columns, its state, and its timers that are still to come."""

    columns: dict[str, Any]
    identity: tuple[Any, ...]
    state: dict[str, Any]
    number: int = 0  # in the order in which keys first appeared
    time: int = START_OF_TIME  # of its last row
    touched: int = START_OF_TIME  # when code last ran for it
    fired: int = START_OF_TIME  # when its last timer came
    timers: set[int] = field(default_factory=set)


class _State:
    """All keys, and what time it is."""

    def __init__(self, ttl: dict[str, int], limits: dict[str, int]) -> None:
        self.ttl, self.limits = ttl, limits
        self.keys: dict[tuple[Any, ...], _Key] = {}
        self.timers: list[tuple[int, int, tuple[Any, ...]]] = []  # a heap; those that were cancelled stay in it
        self.clock = START_OF_TIME
        self.number = 0

    def reach(self, clock: int) -> None:
        """Time goes on, and never back."""
        self.clock = max(self.clock, clock)

    def add(self, key: _Key) -> None:
        """A key that is new, or as good as new."""
        key.number = self.number = self.number + 1
        self.keys[key.identity] = key

    def has_forgotten(self, key: _Key, clock: int | None = None) -> bool:
        """True if nothing is left of a key whose state is all forgotten some time."""
        now = self.clock if clock is None else clock
        return not key.timers and key.touched + max(self.ttl.values()) <= now

    def forget(self, key: _Key, now: int, fresh: dict[str, Any]) -> None:
        """Takes away what was written too long ago."""
        for name, ttl in self.ttl.items():
            at = key.state["%" + name]
            if isinstance(at, dict):
                old = {k for k, written in at.items() if written + ttl <= now}
                for part in ("$" + name, "%" + name) if old else ():
                    key.state[part] = {k: v for k, v in key.state[part].items() if k not in old}
            elif at is not None and at + ttl <= now:
                key.state["$" + name], key.state["%" + name] = fresh["$" + name], None


def _header(kept: Kept) -> str:
    """Where the C++ of a state is."""
    match kept.holds:
        case Map():
            return "ops/kept_maps"
        case List():
            return "state/items"
        case _:
            return "state/kept"


def _keeps(value: Expr, name: str, known: dict[str, str]) -> bool:
    """True if a column of an emitted row is the column of the key."""
    if isinstance(value, Column | Local) or not isinstance(value, MakeRecord) or not isinstance(value.type, Schema):
        return False
    if name not in value.type.names:
        return False
    part = value.values[value.type.names.index(name)]
    is_key = isinstance(part, Local) and part.name == known[name]
    return is_key or (isinstance(part, Column) and part.name == name)
