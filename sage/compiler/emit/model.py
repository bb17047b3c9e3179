"""What the templates print: a Plan as plain dataclasses whose fields are finished pieces of C++."""

from __future__ import annotations

from sage.base.frozen import dataclass
from sage.compiler.emit.cuts import Cut
from sage.compiler.emit.externs import Extern
from sage.compiler.emit.functors import Functor
from sage.compiler.ir.code import Place


@dataclass(frozen=True)
class Record:
    """A struct with a list of fields, or the struct of an enum."""

    name: str
    members: tuple[str, ...]  # declarations
    fields: tuple[str, ...]  # entries of the list
    is_plain: bool = False
    constants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Member:
    """An operator as a member of its stage."""

    name: str
    type: str
    arguments: str


@dataclass(frozen=True)
class Edge:
    """The method that takes a row to an operator: `body` is what it does."""

    name: str
    record: str
    body: tuple[str, ...]
    place: Place | None


@dataclass(frozen=True)
class Rise:
    """The method that tells those who wait for a clock that it has come further."""

    name: str
    body: tuple[str, ...]
    noted: str = ""  # number and watermark of the clock, if several threads may share the rows
    parts: str = ""  # true if what was put together of rows until now must stay apart from what comes
    noted_with_parts: bool = False  # if that is not so, nobody need know


@dataclass(frozen=True)
class SourceModel:
    """A source of a stage and the loop that drives it; `wanted` is empty if more is always wanted. Of a source that
    takes turns with others, `watermark` is how far its time has come, `end` ends it, and `silent` tells that it has
    given nothing for so many `micros`."""

    member: str
    number: int
    record: str
    row: str  # what the record is called
    body: str
    wanted: str
    watermark: str = ""
    end: str = ""
    silent: str = ""


@dataclass(frozen=True)
class PhaseModel:
    """What a stage reads before it begins with the next phase: sources one after the other, then those that are read
    row by row in turns; and the statements for what then has all its input."""

    sources: tuple[SourceModel, ...]
    turns: tuple[SourceModel, ...]
    finish: tuple[str, ...]


@dataclass(frozen=True)
class PartsModel:
    """What makes parts of the groups of an operator out of rows: the member, the operator's own with its place in the
    counts of its stage, and the edge that takes the parts on."""

    member: str
    reader: str
    count: int
    cut: int
    morsels: int  # of how many usual morsels rows are put together


@dataclass(frozen=True)
class SplitModel:
    """What a stage has that several threads may share: the edges that may be rings, its source, and the clocks in front
    of the first edge by number."""

    cuts: tuple[Cut, ...]
    source: SourceModel
    clocks: tuple[tuple[int, str], ...]
    has_keys: bool
    parts: PartsModel | None


@dataclass(frozen=True)
class StageModel:
    """A stage as a class."""

    name: str
    first: int  # number of its first operator
    count: int
    members: tuple[Member, ...]
    edges: tuple[Edge, ...]
    rises: tuple[Rise, ...]
    waiting: tuple[tuple[int, str], ...]  # number and member of each operator that acts on the watermark
    keeping: tuple[tuple[int, str], ...]  # of each that keeps something of rows for later ones
    ticks: tuple[str, ...]  # statements that tell the operators that go by the clock of the machine what time it is
    phases: tuple[PhaseModel, ...]
    sinks: tuple[str, ...]
    flushed: tuple[str, ...]
    request: SourceModel | None
    response: str | None
    to_errors: str | None  # the calls that take a row of `errors` on
    split: SplitModel | None = None


@dataclass(frozen=True)
class ProgramModel:
    """A whole program."""

    name: str
    file: str
    headers: tuple[str, ...]
    records: tuple[Record, ...]
    externs: tuple[Extern, ...]
    params: tuple[dict[str, str], ...]
    functors: tuple[Functor, ...]
    sites: tuple[str, ...]
    operators: tuple[str, ...]
    stages: tuple[StageModel, ...]
    flow_stages: tuple[str, ...]
    request_stage: str | None
    methods: tuple[str, ...]
    on_error: str
    version: str
    doc: str
    manifest: str
    log_level: str
    endpoint: str
    split_stages: tuple[str, ...]
    threads: str  # parallelism and batch, if they are set
    memory: int  # the budget in bytes; 0 if it is not set
