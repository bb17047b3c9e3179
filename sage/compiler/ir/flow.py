"""The dataflow: immutable operators that hold their inputs. A Flow is its sinks and what is reachable from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum, auto
from functools import cached_property, partial
from typing import Any, ClassVar, Final, TypeVar

from sage.base.errors import RecordError
from sage.base.frozen import dataclass, field, fields, replace
from sage.base.types import Schema
from sage.compiler.ir.code import Column, Const, Expr, Param, Place, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.paths import Read
from sage.compiler.ir.slots import Named, Ordering, Slot, SlotError, Window, stream

OpType = TypeVar("OpType", bound="Op")


class Cardinality(Enum):
    """How many rows come out for one that goes in."""

    ONE = auto()
    AT_MOST_ONE = auto()
    MANY = auto()


class _All:
    """All rows of a stream influence one another."""

    def __repr__(self) -> str:
        return "ALL"


ALL: Final = _All()
Groups = None | _All | tuple[Expr, ...]


@dataclass
class Moment:
    """When the reference processes a row, in microseconds: the row's time, and the operator's watermark."""

    time: int
    watermark: int


@dataclass(frozen=True)
class Out:
    """A row that comes out of the reference: by which port, and its time if that is not the time of what caused it."""

    row: Row
    port: int = 0
    time: int | None = None


@dataclass(frozen=True)
class Failing:
    """Code of an operator that failed while no row was processed, and a record that says what it was at."""

    error: RecordError
    record: Row
    schema: Schema


@dataclass(frozen=True, eq=False, kw_only=True)
class Op:
    """One operator of a dataflow.

    A subclass declares its slots as fields, and answers what the optimiser asks: `schema`, `origin`, `groups`,
    `cardinality` and `effects`. `reference` and `reference_end` are its meaning.
    """

    place: Place | None = field(default=None, repr=False)

    name: ClassVar[str] = ""  # the word of the stage
    cpp: ClassVar[str] = ""  # the C++ class template
    cpp_header: ClassVar[str] = ""  # and its header
    cardinality: ClassVar[Cardinality] = Cardinality.MANY
    own_effects: ClassVar[Effect] = Effect.NONE
    ports: ClassVar[int] = 1  # kinds of output; more than one are told apart by Port
    finishes: ClassVar[bool] = False  # rows come out at the end of the input
    may_be_done: ClassVar[bool] = False  # it may know that no further row can change what comes out
    makes_rows: ClassVar[bool] = False  # none of its rows is one of its input: its code makes them all
    inputs_alike: ClassVar[bool] = False  # of several inputs: a row's way does not depend on which it came by
    makes_rows_of_nothing: ClassVar[bool] = False  # rows may come out even if none goes in
    waits: ClassVar[bool] = False  # it acts when its watermark rises
    acts_at: ClassVar[str | None] = None  # the column of its input that has all watermarks at which it acts
    ticks: ClassVar[bool] = False  # it acts as the clock of the machine goes on
    fails_alone: ClassVar[bool] = False  # its code may fail while no row is processed, for a timer or at the end
    reads_time: ClassVar[bool] = (
        False  # what it does depends on the time of its rows, which operators that wait always do
    )
    only_follows: ClassVar[bool] = False  # it waits so that its rows come in time for others, and not for itself
    reads_first: ClassVar[int | None] = None  # the input that, if it ends, is read to its end before the others begin
    counts_all: ClassVar[bool] = False  # it hands on every row, and all that it has seen changes what comes later
    in_parts: ClassVar[bool] = False  # the rows of a group may come to it as parts of what it makes of them
    sieved: ClassVar[bool] = False  # rows that others of the same thread exclude need not come to it
    hears_ends: ClassVar[bool] = False  # its C++ class is told when no row will come by an input
    tells_inputs: ClassVar[bool] = False  # its C++ class is told by which input a row comes
    options_by_name: ClassVar[bool] = False  # the C++ class takes its options as one struct
    cpp_templates: ClassVar[tuple[str, ...]] = ()  # template arguments of the C++ class that no slot gives
    cpp_headers: ClassVar[tuple[str, ...]] = ()  # and their headers
    libraries: ClassVar[tuple[str, ...]] = ()  # of others, that the C++ class needs; found by build/libraries.py

    # ------------------------------------------------------------ what it is

    @cached_property
    def schema(self) -> Schema:
        """The rows that come out."""
        raise NotImplementedError

    def output(self, port: int) -> Schema:
        """The rows that come out of a port."""
        return self.schema

    def origin(self, name: str) -> Expr | None:
        """An output column as an expression over the input row; None if it is made from several rows."""
        return None

    def side(self, name: str) -> int | None:
        """Of several inputs, the one over which an output column has its origin, if a row of it that is left out would
        leave out the rows made of it and change no others."""
        return None

    def code_row(self, slot: str) -> Schema:
        """The row that the code in a slot reads."""
        return self.inputs[0].schema

    def reads(self, input: int, wanted: Read) -> Read | None:
        """Of several inputs, what is read of the rows of one if only `wanted` is read of the output; None for all."""
        return None

    def narrowed_to(self, wanted: Read) -> Op:
        """Of an operator with several inputs: the same over rows without the columns that are not read."""
        return self

    def keeping_rows(self) -> Op:
        """Of an operator that reads one input first: the same where rows of others come before that has ended."""
        raise NotImplementedError

    @property
    def groups(self) -> Groups:
        """Which rows influence one another: None (each is alone), those of equal key, or ALL."""
        return None

    def groups_of(self, input: int) -> Groups:
        """The same for the rows of one of several inputs: rows of all inputs with equal keys influence one another."""
        return self.groups

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns by which the output is keyed for the next stage that works on groups."""
        if len(self.inputs) != 1 or self.cardinality is Cardinality.MANY:
            return ()
        kept = self.inputs[0].key
        same = (isinstance(o := self.origin(k), Column) and o.name == k for k in kept if k in self.schema)
        return kept if all(k in self.schema for k in kept) and all(same) else ()

    @cached_property
    def is_bounded(self) -> bool:
        """True if the output ends by itself."""
        return all(i.is_bounded for i in self.inputs)

    @cached_property
    def clocks(self) -> tuple[Op, ...]:
        """The operators that give the rows of the output their times; none if those have no time."""
        return self.waits_for

    @cached_property
    def waits_for(self) -> tuple[Op, ...]:
        """The clocks of all inputs, of which the operator's watermark is the least; none if rows of an input have no
        time."""
        if not all(i.clocks for i in self.inputs):
            return ()
        return tuple(dict.fromkeys(clock for i in self.inputs for clock in i.clocks))

    @cached_property
    def holds_back(self) -> Expr | None:
        """By how much rows may come out behind the operator's watermark: a duration, of null if some come at the end
        alone. None if all rows come in time."""
        return None

    @cached_property
    def holders(self) -> tuple[Op, ...]:
        """The operators before this one whose rows may come behind the watermark: by the sum of what they hold back the
        operator's own watermark is less than its clocks."""
        before = (h for i in self.inputs if i.clocks for h in (i.holders if i.holds_back is None else (*i.holders, i)))
        return () if self.clocks == (self,) else tuple(dict.fromkeys(before))

    @cached_property
    def time(self) -> Expr | None:
        """The time of an output row as an expression over its columns; None if they do not hold it."""
        timed = next((f for f in self.schema if f.event_time is not None), None)
        if timed is not None:
            return self[timed.name]
        if len(self.inputs) != 1 or self.inputs[0].time is None:
            return None
        names: dict[str, str] = {}
        for f in self.schema:
            origin = self.origin(f.name)
            if isinstance(origin, Column):
                names.setdefault(origin.name, f.name)
        read = self.inputs[0].time
        return read.over(lambda name: self[names[name]]) if all(name in names for name in read.columns) else None

    @cached_property
    def window(self) -> Op | None:
        """The stage that put the rows into windows which no stage has closed yet."""
        one = len(self.inputs) == 1 and self.groups is None and not self.waits
        return self.inputs[0].window if one else None

    @cached_property
    def is_request(self) -> bool:
        """True if the rows are requests that wait for an answer."""
        return any(i.is_request for i in self.inputs)

    @property
    def gives_nothing(self) -> bool:
        """True if it is known that no row will come out."""
        return False

    @cached_property
    def effects(self) -> Effect:
        """What processing a row may do: its own effects and those of all its code."""
        result = self.own_effects
        for expr in self.exprs:
            result |= expr.effects
        return result

    def making(self, columns: tuple[Named, ...]) -> Op:
        """Of an operator that makes one row of one: the same with other columns, of no other name or key."""
        raise NotImplementedError

    def validate(self) -> None:
        """Raises SlotError for a value that a slot cannot hold."""

    def expand(self) -> Op:
        """This stage in terms of more basic operators; most are basic themselves."""
        return self

    # ------------------------------------------------------------ its meaning

    def initial(self) -> Any:
        """The reference's state before the first row."""
        return None

    def reference(self, state: Any, row: Row) -> Iterator[Row]:
        """The rows that come out for a row."""
        return iter(())

    def reference_ports(self, state: Any, row: Row) -> Iterator[tuple[int, Row]]:
        """The same with the port of each row, for operators with several ports."""
        return ((0, made) for made in self.reference(state, row))

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out | Failing]:
        """The same with the number of the input by which the row came, and the time."""
        return (Out(made, port) for port, made in self.reference_ports(state, row))

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out | Failing]:
        """What comes out when the watermark has risen, for operators that wait for it."""
        return iter(())

    def reference_tick(self, state: Any, now: int) -> Iterator[Out | Failing]:
        """What comes out as time passes, for operators that go by the clock of the machine: from before the first row
        on, now and then."""
        return iter(())

    def reference_end(self, state: Any) -> Iterator[Row | Out | Failing]:
        """The rows that come out at the end of the input."""
        return iter(())

    def reference_done(self, state: Any) -> bool:
        """True if no further row can change what comes out."""
        return False

    # ------------------------------------------------------------ its parts

    @classmethod
    def slots(cls) -> dict[str, Slot]:
        """The declared slots by the name of their field, in order."""
        return {f.name: f.metadata["slot"] for f in fields(cls) if "slot" in f.metadata}

    @cached_property
    def inputs(self) -> tuple[Op, ...]:
        result: list[Op] = []
        for name, slot in self.slots().items():
            if slot.kind == "stream":
                result.append(getattr(self, name))
            elif slot.kind == "streams":
                result.extend(getattr(self, name))
        return tuple(result)

    @cached_property
    def exprs(self) -> tuple[Expr, ...]:
        """All code in its slots."""
        return tuple(e for name in self.slots() for e in exprs_of(getattr(self, name)))

    def map_inputs(self: OpType, change: Callable[[Op], Op]) -> OpType:
        """The same operator over other inputs; itself if none is changed."""
        changes: dict[str, Any] = {}
        for name, slot in self.slots().items():
            value = getattr(self, name)
            if slot.kind == "stream":
                changed: Any = change(value)
                if changed is not value:
                    changes[name] = changed
            elif slot.kind == "streams":
                changed = tuple(map(change, value))
                if any(a is not b for a, b in zip(changed, value, strict=True)):
                    changes[name] = changed
        return replace(self, **changes) if changes else self

    def with_input(self: OpType, number: int, changed: Op) -> OpType:
        """The same operator with one of its inputs exchanged."""
        count = iter(range(len(self.inputs)))
        return self.map_inputs(lambda below: changed if next(count) == number else below)

    def map_exprs(self: OpType, change: Callable[[Expr], Expr]) -> OpType:
        """The same operator with changed code; itself if nothing is changed."""
        return self.map_slots(lambda _, expr: change(expr))

    def map_slots(self: OpType, change: Callable[[str, Expr], Expr]) -> OpType:
        """The same, where the change depends on the slot."""
        changes: dict[str, Any] = {}
        for name in self.slots():
            value = getattr(self, name)
            changed = _map_exprs(value, partial(change, name))
            if changed is not value:
                changes[name] = changed
        return replace(self, **changes) if changes else self

    def __getitem__(self, name: str) -> Column:
        """An output column, to be used in code over the output."""
        return Column(self.schema.by_name[name].type, name)


def exprs_of(value: Any) -> Iterator[Expr]:
    """The code in the value of a slot."""
    match value:
        case Expr():
            yield value
        case Named(value=expr) | Ordering(value=expr):
            yield expr
        case Window():
            yield from value.exprs
        case tuple():
            for item in value:
                yield from exprs_of(item)


def _map_exprs(value: Any, change: Callable[[Expr], Expr]) -> Any:
    match value:
        case Expr():
            return change(value)
        case Named() | Ordering():
            changed = change(value.value)
            return value if changed is value.value else replace(value, value=changed)
        case Window():
            changes = {name: change(getattr(value, name)) for name in value.slots()}
            same = all(changed is getattr(value, name) for name, changed in changes.items())
            return value if same else replace(value, **changes)
        case tuple():
            items = tuple(_map_exprs(item, change) for item in value)
            return value if all(a is b for a, b in zip(items, value, strict=True)) else items
        case _:
            return value


@dataclass(frozen=True, eq=False, kw_only=True)
class Port(Op):
    """The rows of one output of an operator that has several."""

    input: Op = stream()
    port: int

    name = "port"
    cardinality = Cardinality.AT_MOST_ONE

    @cached_property
    def schema(self) -> Schema:
        return self.input.output(self.port)

    def origin(self, name: str) -> Expr | None:
        return None


@dataclass(frozen=True)
class Flow:
    """The graph that is reachable from its sinks."""

    sinks: tuple[Op, ...]

    @cached_property
    def ops(self) -> tuple[Op, ...]:
        """Every operator once, inputs before their consumers."""
        done: dict[int, Op] = {}

        def visit(op: Op) -> None:
            if id(op) in done:
                return
            for below in op.inputs:
                visit(below)
            done[id(op)] = op

        for sink in self.sinks:
            visit(sink)
        return tuple(done.values())

    @cached_property
    def consumers(self) -> dict[Op, tuple[Op, ...]]:
        """Who reads an operator's output, in the order of the sinks."""
        result: dict[Op, list[Op]] = {op: [] for op in self.ops}
        for op in self.ops:
            for below in op.inputs:
                result[below].append(op)
        return {op: tuple(readers) for op, readers in result.items()}

    def rewrite(self, change: Callable[[Op], Op]) -> Flow:
        """Replace every operator, inputs first, by what `change` gives for it over its changed inputs."""
        return self.rewrite_unshared(lambda op, _: change(op))

    def rewrite_unshared(self, change: Callable[[Op, Callable[[Op], bool]], Op]) -> Flow:
        """The same with a test that is true for operators that several read: what happens to them, others would see."""
        done: dict[int, Op] = {}
        shared: set[int] = set()

        def visit(op: Op) -> Op:
            if id(op) not in done:
                done[id(op)] = change(op.map_inputs(visit), lambda below: id(below) in shared)
                if len(self.consumers[op]) > 1:
                    shared.add(id(done[id(op)]))
            return done[id(op)]

        sinks = tuple(visit(sink) for sink in self.sinks)
        return self if all(a is b for a, b in zip(sinks, self.sinks, strict=True)) else Flow(sinks)

    def bind(self, params: Mapping[str, Any]) -> Flow:
        """The flow with the parameters replaced by their values."""

        def value_of(expr: Expr) -> Expr | None:
            return Const(expr.type, params[expr.name], place=expr.place) if isinstance(expr, Param) else None

        return self.rewrite(lambda op: op.map_exprs(lambda e: e.substitute(value_of)))


@dataclass(frozen=True)
class BadRow:
    """A piece of input that does not decode: why, where it stands, and its text."""

    code: str
    reason: str
    origin: str
    raw: str


@dataclass(frozen=True, eq=False, kw_only=True)
class SourceOp(Op):
    """An operator that brings rows in. A subclass has its options as slots and says in `rows` what it reads."""

    row: Schema | None = None  # the type after `as`

    cardinality = Cardinality.MANY
    own_effects = Effect.IO
    splits: ClassVar[bool] = False  # several threads may read it
    takes_failures: ClassVar[bool] = False  # its rows are the records that failed in other operators
    reaches_outside: ClassVar[bool] = False  # in a test it is empty unless its rows are given
    form: ClassVar[str | None] = None  # of the file, if the row type can be found by looking at it

    @cached_property
    def schema(self) -> Schema:
        if self.row is None:
            help = f"name it: `from {self.name}(...) as T`"
            raise SlotError("", "E0305", f"`{self.name}` needs its row type", help, "rows of what?")
        return self.row

    @cached_property
    def is_bounded(self) -> bool:
        return True

    @property
    def decodes(self) -> bool:
        """True if its rows come from outside and are decoded."""
        return self.reaches_outside or self.is_request

    def validate(self) -> None:
        _ = self.schema

    def narrowed(self, row: Schema) -> SourceOp:
        """The same source with fewer of its columns."""
        return replace(self, row=row)

    def reading(self, wanted: Mapping[str, frozenset[str]]) -> SourceOp:
        """The same source of an enum, of whose variants' payloads only these fields are read."""
        return self

    def rows(self) -> Iterator[Row | BadRow]:
        """What it reads, in order."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False, kw_only=True)
class SinkOp(Op):
    """An operator that takes rows out and ends a flow."""

    input: Op = stream()

    cardinality = Cardinality.ONE
    own_effects = Effect.IO
    is_interactive: ClassVar[bool] = False  # somebody may be waiting for each row
    appends: ClassVar[bool] = True  # all rows are kept, in the order in which they come

    @cached_property
    def schema(self) -> Schema:
        return self.input.schema

    @property
    def label(self) -> str:
        """The name under which a test asks for its rows: its first argument, else its word."""
        first = next((getattr(self, n) for n, s in self.slots().items() if s.kind == "option"), None)
        return first.value if isinstance(first, Const) and isinstance(first.value, str) else self.name

    def write(self, rows: list[Row]) -> None:
        """Puts all rows where they belong."""
