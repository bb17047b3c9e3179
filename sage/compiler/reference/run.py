"""The interpreter of a Flow: the living definition of what a program does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sage.base import clock, values
from sage.base.errors import RecordError
from sage.base.frozen import dataclass, field
from sage.base.source import Span
from sage.base.types import Schema
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import BadRow, Flow, Op, Port, SinkOp, SourceOp
from sage.compiler.library.connectors.errors import Errors
from sage.compiler.library.connectors.service import Request, Response


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

    def run(self) -> Results:
        """Reads all sources to their end, then lets every operator finish."""
        live = self._live()
        for op in self.flow.ops:
            if op in self.given and op in live:
                for row in self.given[op]:
                    if self._satisfied(op):
                        break
                    self._deliver(op, row)
            elif isinstance(op, SourceOp) and op in live and not isinstance(op, Request | Errors):
                self._read(op)
        for op in self.flow.ops:
            if op not in self.given:
                for row in op.reference_end(self.states[op]):
                    self._deliver(op, row)
        return self.results

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

    def _read(self, source: SourceOp) -> None:
        for row in () if self._satisfied(source) else source.rows():
            if isinstance(row, BadRow):
                self._fail(Failure(source.name, row.code, row.reason, row.origin, row.raw))
            else:
                self._deliver(source, row)
            if self._satisfied(source):
                return

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
        for reader in self.consumers[op]:
            if reader in self.given:
                continue
            if isinstance(reader, Port):
                if reader.port == port:
                    self._deliver(reader, row)
            else:
                self._process(reader, row)

    def _process(self, op: Op, row: Row) -> None:
        if isinstance(op, Response):
            self.replies.append(row)
        if isinstance(op, SinkOp):
            self.results.sinks[op].append(row)
            return
        try:
            made = list(op.reference_ports(self.states[op], row))
        except RecordError as error:
            schema = op.inputs[0].schema
            text = values.json_text(row_value(row, schema), values.by_own_names(schema.value))
            place = f"{error.span}" if error.span else ""
            self._fail(Failure(error.stage or op.name, error.code, error.reason, place, text, error.span))
            return
        for port, out in made:
            self._deliver(op, out, port if op.ports > 1 else None)

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


def row_value(row: Row, schema: Schema) -> Any:
    """A row as a value: the record, or the plain value it holds."""
    return row["it"] if schema.plain else dict(row)
