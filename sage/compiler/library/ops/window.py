"""`window`: puts rows into windows, which the stage that follows closes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Field, Schema
from sage.compiler.ir.code import Call, Const, Expr, Place, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import ALL, Cardinality, Groups, Op, Out, Port
from sage.compiler.ir.slots import Named, SlotError, Window, key, new_stream, option, stream, window
from sage.compiler.library import windows as _windows  # noqa: F401  fills the table
from sage.compiler.library.folding import Group
from sage.compiler.library.registry import CLOSERS, FUNCTIONS, operator
from sage.compiler.library.windows import positive

NO_TIME = Const(t.DURATION, 0)
GIVE_TIME = "give them one: `at: timestamp @event_time(delay: 5s)` in the schema, or `|> event_time at` before"
BOUNDS = (Field("window_start", t.TIMESTAMP), Field("window_end", t.TIMESTAMP))


@operator("window", cpp="Union")
@dataclass(frozen=True, eq=False, kw_only=True)
class WindowStage(Op):
    """Put the rows into windows, which `aggregate`, `top` or `sort` closes once the watermark has passed their end.

    bids |> key_by auction |> window tumbling(1m) |> aggregate n = count()
    """

    input: Op = stream()
    assigned: Window = window(doc="which windows, as in `window tumbling(1m)`")
    late: str | None = new_stream(doc="the name of the stream of rows that come too late")
    lateness: Expr = option(t.DURATION, NO_TIME, named=True, in_cpp=False, doc="how long a window takes late rows")
    early: Expr = option(
        t.DURATION, NO_TIME, named=True, in_cpp=False, doc="how often rows of windows that are not over come out"
    )

    cardinality = Cardinality.ONE

    def validate(self) -> None:
        if self.assigned.is_timed and not self.input.clocks:
            text = f"`{self.assigned.word}` windows go by the time of the rows, and these have none"
            raise SlotError("assigned", "E0503", text, GIVE_TIME, "no event time")
        self.assigned.validate()
        if not self.assigned.is_timed and (self.late is not None or self.lateness is not NO_TIME):
            text = f"`{self.assigned.word}` windows go by arrival, so no row is late for them"
            raise SlotError("lateness" if self.late is None else "late", "E0402", text, "leave it out", "never late")
        if not self.assigned.is_timed and self.early is not NO_TIME:
            text = f"`{self.assigned.word}` windows know no time"
            raise SlotError("early", "E0402", text, "leave it out; `running` gives the values so far", "not known here")
        if self.early is not NO_TIME:
            positive("early", self.early)
        if isinstance(self.lateness, Const) and self.lateness.value < 0:
            raise SlotError("lateness", "E0402", "`lateness` is a span of time", None, "less than none")

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    def origin(self, name: str) -> Expr:
        return self.input[name]

    @cached_property
    def window(self) -> Op | None:
        return self

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        yield row


@dataclass(frozen=True, eq=False, kw_only=True)
class Windowed(Op):
    """An operator that closes windows: rows come out once the watermark has reached their end. Rows whose windows are
    all gone come out of port 1, if that stream has a name.

    A subclass says what is kept of the rows of a group; how windows are made and when they fire is in sized_windows.py,
    session_windows.py and count_windows.py.
    """

    input: Op = stream()
    assigned: Window = window()
    lateness: Expr = option(t.DURATION, NO_TIME)
    early: Expr = option(t.DURATION, NO_TIME)
    late: str | None = None
    by: tuple[Named, ...] = key(default=(), doc="what groups the rows")

    waits = True
    own_effects = Effect.STATE

    @property
    def ports(self) -> int:  # type: ignore[override]
        return 1 if self.late is None else 2

    def output(self, port: int) -> Schema:
        return self.input.schema if port else self.schema

    @cached_property
    def time(self) -> Expr | None:
        """The last moment of the window."""
        if not self.assigned.is_timed:
            return None
        before = next(f for f in FUNCTIONS["-"] if f.params == (t.TIMESTAMP, t.DURATION))
        return Call(t.TIMESTAMP, before, (self["window_end"], Const(t.DURATION, 1)))

    @property
    def groups(self) -> Groups:
        return tuple(k.value for k in self.by) or ALL

    @property
    def ticks(self) -> bool:  # type: ignore[override]
        return self.early is not NO_TIME

    @property
    def may_not_merge(self) -> bool:
        """True if what is kept of parts may not fit together."""
        return False

    def arguments(self, row: Row, time: int) -> Any:
        """What a row adds to its group; raises RecordError."""
        raise NotImplementedError

    def fresh(self, key: Row) -> Group:
        """A group without rows."""
        raise NotImplementedError

    def add(self, group: Group, arguments: Any) -> None:
        """Adds a row to a group, or raises RecordError and leaves it as it was."""
        raise NotImplementedError

    def merge(self, group: Group, other: Group) -> None:
        """Adds the rows of another group, or raises RecordError and leaves both as they were."""
        raise NotImplementedError

    def made_of(self, group: Group) -> Iterator[Row]:
        """The rows that come out for a group, without the columns of its window."""
        raise NotImplementedError

    def fire(self, group: Group, start: int, end: int) -> Iterator[Out]:
        """What comes out for a group and a window of time."""
        for row in self.made_of(group):
            yield Out({**row, "window_start": start, "window_end": end}, time=end - 1)

    @property
    def window_columns(self) -> tuple[Field, ...]:
        """The columns that tell the window of a row."""
        return BOUNDS if self.assigned.is_timed else ()


def closer_of(op: Op, **slots: Any) -> Windowed | None:
    """What a stage is over the windows its input is in; None if that is in none."""
    before = op.inputs[0].window
    if before is None:
        return None
    assert isinstance(before, WindowStage)
    closer: type[Windowed] = CLOSERS[op.name, before.assigned.word]
    made = closer(
        input=unwindowed(op.inputs[0]),
        assigned=before.assigned,
        lateness=before.lateness,
        early=before.early,
        late=before.late,
        place=op.place,
        **slots,
    )
    made.validate()
    return made


def unnamed_twice(op: Windowed, names: Sequence[str]) -> None:
    """Raises SlotError if a column has the name of one that tells the window."""
    for f in op.window_columns:
        if f.name in names:
            help = f"give it another name before: `|> rename earlier = {f.name}`"
            raise SlotError("", "E0405", f"two columns would be named `{f.name}`", help, "adds the window's own")


def main_port(op: Windowed) -> Op:
    """The rows of an operator that are not late."""
    return op if op.late is None else Port(input=op, port=0, place=op.place)


def late_rows(op: Op, place: Place) -> dict[str, Op]:
    """The stream of the rows that came too late to the operator that closed the windows, if it has a name."""
    while op.inputs and not isinstance(op, Windowed):
        op = op.inputs[0]
    return {op.late: Port(input=op, port=1, place=place)} if isinstance(op, Windowed) and op.late is not None else {}


def unwindowed(op: Op) -> Op:
    """The rows of an operator as if the stage that puts them into windows were not there."""
    return op.input if isinstance(op, WindowStage) else op.map_inputs(unwindowed) if op.window is not None else op
