"""Sessions: rows of a key without a long pause between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sage.base.frozen import dataclass
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import Moment, Out
from sage.compiler.library.folding import Group, identity_of
from sage.compiler.library.ops.window import Windowed
from sage.compiler.library.panes import Alarm
from sage.compiler.library.windows import FIRST, LAST
from sage.compiler.library.windows import Session as Sessions


@dataclass(frozen=True, eq=False, kw_only=True)
class SessionWindows(Windowed):
    """A row at t makes a window [t, t + gap), which becomes one with every session of its key that it overlaps; those
    that end at t it does not. Sessions that end together come out in the order in which they began to be seen."""

    def initial(self) -> Any:
        return _State(self.early({}))

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        assert isinstance(self.assigned, Sessions)
        start, end = now.time, min(now.time + self.assigned.gap({}), LAST)
        identity, key = identity_of(self, row)
        sessions = state.keys.get(identity, [])
        met = sorted((s for s in sessions if start < s.end and s.start < end), key=lambda s: s.start)
        if not met and end + self.lateness({}) <= state.watermark:
            if self.late is not None:
                yield Out(row, 1)
            return
        arguments = self.arguments(row, now.time)
        if len(met) == 2:
            group = self._united(met)
        else:
            group = met[0].group if met else self.fresh(key)
        self.add(group, arguments)
        number = min((s.number for s in met), default=state.number)
        state.number += not met
        made = _Session(min([start, *(s.start for s in met)]), max([end, *(s.end for s in met)]), number, group)
        state.keys[identity] = [*(s for s in sessions if s not in met), made]
        state.due = FIRST
        made.has_fired = made.end <= state.watermark
        if made.has_fired:
            yield from self.fire(made.group, made.start, made.end)

    def reference_tick(self, state: Any, now: int) -> Iterator[Out]:
        if state.early.is_due(now):
            for session in sorted((s for s in state.all() if not s.has_fired), key=lambda s: (s.end, s.number)):
                yield from self.fire(session.group, session.start, session.end)

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out]:
        if watermark >= state.due:
            ready = [s for s in state.all() if s.end <= watermark and not s.has_fired]
            for session in sorted(ready, key=lambda s: (s.end, s.number)):
                session.has_fired = True
                yield from self.fire(session.group, session.start, session.end)
            state.let_go(watermark, self.lateness({}))
        state.watermark = watermark

    def _united(self, met: list[_Session]) -> Group:
        """The rows of sessions that a further row makes one."""
        both = self.fresh(met[0].group.key)
        for session in met:
            self.merge(both, session.group)
        return both


@dataclass(eq=False)
class _Session:
    """The rows of a session so far; `number` tells which began to be seen first."""

    start: int
    end: int
    number: int
    group: Group
    has_fired: bool = False


class _State:
    """The sessions of each key that are open or kept."""

    def __init__(self, early: int) -> None:
        self.early = Alarm(early)
        self.keys: dict[Any, list[_Session]] = {}
        self.number = 0  # of the next session
        self.watermark = FIRST
        self.due = LAST  # before this watermark there is nothing to do

    def all(self) -> Iterator[_Session]:
        """Every session."""
        return (session for sessions in self.keys.values() for session in sessions)

    def let_go(self, watermark: int, lateness: int) -> None:
        """Forgets the sessions that are gone, and notes when there is something to do again."""
        for identity, sessions in list(self.keys.items()):
            left = [s for s in sessions if s.end + lateness > watermark]
            self.keys[identity] = left
            if not left:
                del self.keys[identity]
        self.due = min((s.end + lateness if s.has_fired else s.end for s in self.all()), default=LAST)
