"""The interpreter of a Flow: the living definition of what a program does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sage.base import clock, values
from sage.base.errors import RecordError
from sage.base.frozen import dataclass, field
from sage.base.source import Span
from sage.base.types import Schema
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import BadRow, Failing, Flow, Moment, Op, Out, Port, SinkOp, SourceOp
from sage.compiler.ir.phases import phases
from sage.compiler.library.connectors.errors import Errors
from sage.compiler.library.connectors.service import Request, Response
from sage.compiler.library.ops.event_time import END_OF_TIME, START_OF_TIME, EventTime


@dataclass
class Failure:
    """A record that failed: the fields of a row of `errors`, and the place in the program, if it failed there."""

    stage: str
    code: str
    reason: str
    span: str
    record: str
    guilty: Span | None = None

    def row(self) -> dict[str, Any]:
        """The failure as a row of `errors`."""
        text = {"stage": self.stage, "code": self.code, "reason": self.reason, "span": self.span, "record": self.record}
        return {**text, "at": clock.now()}


class RunFailed(RecordError):
    """A record failed under `on_error = "fail"`."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code, failure.reason)
        self.failure = failure


@dataclass
class Results:
    """What a run gave: the rows of every sink and of every watched stream, the records that failed, and of these the
    dead letters that no stream took."""

    sinks: dict[Op, list[Row]] = field(default_factory=dict)
    streams: dict[Op, list[Row]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    unread: list[Failure] = field(default_factory=list)


class Interpreter:
    """Runs one flow. Operators see rows in the order in which native code sees them."""

    def __init__(
        self,
        flow: Flow,
        on_error: str = "fail",
        given: Mapping[Op, Sequence[Row]] | None = None,
        watched: Sequence[Op] = (),
    ) -> None:
        self.on_error = on_error
        self.given = dict(given or {})
        self.flow = Flow((*flow.sinks, *watched))
        self.consumers = self.flow.consumers
        self.states = {op: op.initial() for op in self.flow.ops}
        self.results = Results({s: [] for s in flow.sinks}, {w: [] for w in watched})
        self.replies: list[Row] = []
        self.in_request = False
        self.in_errors = False  # a dead letter is on its way
        self.time = START_OF_TIME  # of the row that is processed
        self.watermarks = {op: START_OF_TIME for op in self.flow.ops if op.waits_for}
        self.ticking = [op for op in self.flow.ops if op.ticks and op not in self.given]
        self.unended: Sequence[Op] = ()

    def run(self) -> Results:
        """Reads all sources to their end, then lets every operator finish."""
        self.read()
        return self.end()

    def read(self) -> Results:
        """Reads all sources, up to where nothing but their end is missing."""
        self.tick()
        found = phases(self.flow, self.given)
        for phase in found:
            for reading in self._in_turns(phase.sources):
                for _ in reading:
                    pass
            if phase is not found[-1]:
                self._finish_all(phase.ends)
        self.unended = found[-1].ends if found else ()
        return self.results

    def end(self) -> Results:
        """Lets every operator finish that has not."""
        self._finish_all(self.unended)
        return self.results

    def tick(self) -> None:
        """Tells the operators that go by the clock what time it is."""
        for op in self.ticking:
            for out in op.reference_tick(self.states[op], clock.now()):
                self._send(op, out)

    def _finish_all(self, ops: Sequence[Op]) -> None:
        for op in ops:
            if op not in self.given:
                self._finish(op)

    def _finish(self, op: Op) -> None:
        """Lets an operator do what it does at the end of its input."""
        if isinstance(op, EventTime):
            self._end(op)
        if op.waits:
            self._advance(op, END_OF_TIME)
        for out in op.reference_end(self.states[op]):
            self._send(op, out if isinstance(out, Out | Failing) else Out(out))

    def _in_turns(self, sources: Sequence[Op]) -> Iterator[Iterator[None]]:
        """What is read, in order: streams without time one after the other, then those with time row by row, always
        the one whose time has come least far."""
        live = self._live()
        timed: dict[Op, Iterator[None]] = {}
        for op in sources:
            is_source = isinstance(op, SourceOp) and not isinstance(op, Request | Errors)
            if op not in live or not (is_source or op in self.given):
                continue
            if self._clocks_after(op):
                timed[op] = self._rows_of(op)
            else:
                yield self._rows_of(op)
        yield self._merged(timed)

    def _merged(self, timed: dict[Op, Iterator[None]]) -> Iterator[None]:
        clocks = {op: self._clocks_after(op) for op in timed}
        while timed:
            op = min(timed, key=lambda op: min(self.states[clock].watermark for clock in clocks[op]))
            if next(timed[op], self) is self:
                del timed[op]
                others = {clock for other in timed for clock in clocks[other]}
                for clock in clocks[op]:
                    if others and clock not in others:
                        self._end(clock)
            yield None

    def _end(self, clock: Op) -> None:
        self.states[clock].watermark = END_OF_TIME
        self._rise(clock)

    def _clocks_after(self, op: Op) -> list[Op]:
        """The clocks to which the rows of an operator come as they are read."""
        found: list[Op] = []
        for reader in self.consumers[op]:
            if isinstance(reader, EventTime):
                found.append(reader)
            elif reader not in self.given and not (reader.finishes or reader.waits):
                found += self._clocks_after(reader)
        return list(dict.fromkeys(found))

    def _rows_of(self, op: Op) -> Iterator[None]:
        """Reads a source, or takes the rows that are given, as far as they are wanted."""
        rows = self.given[op] if op in self.given else op.rows() if isinstance(op, SourceOp) else ()
        for row in () if self._satisfied(op) else rows:
            if isinstance(row, BadRow):
                self._fail(Failure(op.name, row.code, row.reason, row.origin, row.raw))
            else:
                self.tick()
                self._deliver(op, row)
            if self._satisfied(op):
                return
            yield None

    def _rise(self, clock: Op) -> None:
        """Tells the operators that wait for a clock how far it has come, inputs before their readers."""
        for op, watermark in self.watermarks.items():
            if clock in op.waits_for and op not in self.given:
                reached = held_back(min(self.states[c].watermark for c in op.waits_for), op.holders)
                if reached > watermark and op.waits:
                    self._advance(op, reached)
                self.watermarks[op] = reached

    def _advance(self, op: Op, watermark: int) -> None:
        for out in op.reference_advance(self.states[op], watermark):
            self._send(op, out)

    def call(self, row: Row) -> list[Row]:
        """The rows that answer one request; raises RunFailed if it fails."""
        request = next(op for op in self.flow.ops if isinstance(op, Request))
        self.replies, self.in_request = [], True
        try:
            self._deliver(request, row)
        finally:
            self.in_request = False
        return self.replies

    def _live(self) -> set[Op]:
        """Operators that somebody reads through operators whose rows are not given."""
        live: set[Op] = set()
        todo: list[Op] = [*self.flow.sinks]
        while todo:
            op = todo.pop()
            if op not in live:
                live.add(op)
                todo.extend(() if op in self.given else op.inputs)
        return live

    def _satisfied(self, op: Op) -> bool:
        """True if no reader wants more of this operator's rows."""
        readers = self.consumers[op]
        return (
            bool(readers)
            and op not in self.results.streams
            and all(
                not isinstance(r, SinkOp) and (r.reference_done(self.states[r]) or self._satisfied(r)) for r in readers
            )
        )

    def _deliver(self, op: Op, row: Row, port: int | None = None) -> None:
        if op in self.results.streams and port is None:
            self.results.streams[op].append(row)
        for reader in dict.fromkeys(self.consumers[op]):
            if reader in self.given:
                continue
            if isinstance(reader, Port):
                if reader.port == port:
                    self._deliver(reader, row)
            else:
                for number, input in enumerate(reader.inputs):
                    if input is op:
                        self._process(reader, number, row)

    def _send(self, op: Op, out: Out | Failing) -> None:
        """Delivers a row that came out, with the time it has; of what failed, says so."""
        if isinstance(out, Failing):
            self._failed(op, out.error, out.record, out.schema)
            return
        before = self.time
        self.time = before if out.time is None else out.time
        self._deliver(op, out.row, out.port if op.ports > 1 else None)
        self.time = before

    def _process(self, op: Op, input: int, row: Row) -> None:
        if isinstance(op, Response):
            self.replies.append(row)
        if isinstance(op, SinkOp):
            self.results.sinks[op].append(row)
            return
        try:
            now = Moment(self.time, self.watermarks.get(op, START_OF_TIME))
            made = list(op.reference_from(self.states[op], input, row, now))
        except RecordError as error:
            self._failed(op, error, row, op.inputs[input].schema)
            return
        if isinstance(op, EventTime):
            self._rise(op)
        for out in made:
            self._send(op, out)

    def _failed(self, op: Op, error: RecordError, row: Row, schema: Schema) -> None:
        text = values.json_text(row_value(row, schema), values.by_own_names(schema.value))
        place = f"{error.span}" if error.span else ""
        self._fail(Failure(error.stage or op.name, error.code, error.reason, place, text, error.span))

    def _fail(self, failure: Failure) -> None:
        if self.on_error == "fail" or self.in_request:
            raise RunFailed(failure)
        self.results.failures.append(failure)
        if self.on_error != "dead_letter":
            return
        errors = next((op for op in self.flow.ops if isinstance(op, Errors)), None)
        if errors is None or self.in_errors:
            self.results.unread.append(failure)
            return
        self.in_errors = True
        self._deliver(errors, failure.row())
        self.in_errors = False


def held_back(watermark: int, holders: Sequence[Op]) -> int:
    """A watermark less what operators hold back."""
    spans = [op.holds_back({}) for op in holders if op.holds_back is not None]
    if watermark == END_OF_TIME or not spans:
        return watermark
    return START_OF_TIME if None in spans else max(watermark - sum(spans), START_OF_TIME)


def row_value(row: Row, schema: Schema) -> Any:
    """A row as a value: the record, or the plain value it holds."""
    return row["it"] if schema.plain else dict(row)
