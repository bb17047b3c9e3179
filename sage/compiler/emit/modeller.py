"""From a plan to the model of its program, which the templates print."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sage.base import types as t
from sage.base.frozen import replace
from sage.base.text_forms import format_value
from sage.base.types import MISSING, Field, Schema
from sage.base.values import a_type
from sage.compiler.emit import enums, parts
from sage.compiler.emit.cpp import Code, Sites, Structs, key_of
from sage.compiler.emit.cuts import Call, Cuts
from sage.compiler.emit.ends import ended_inputs
from sage.compiler.emit.externs import externs
from sage.compiler.emit.functors import Functor, FunctorPrinter
from sage.compiler.emit.model import (
    Edge,
    Member,
    PhaseModel,
    ProgramModel,
    Record,
    Rise,
    SourceModel,
    SplitModel,
    StageModel,
)
from sage.compiler.emit.names import identifier, literal
from sage.compiler.emit.needs import headers_of
from sage.compiler.ir.code import Const, Expr, Place
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Cardinality, Op, Port, SinkOp, SourceOp
from sage.compiler.ir.phases import Phase, phases
from sage.compiler.ir.pipeline import Parameter
from sage.compiler.ir.slots import Slot
from sage.compiler.library.connectors.errors import ERROR_ROW, Errors
from sage.compiler.library.connectors.service import Request, Response
from sage.compiler.library.externs import externs_in
from sage.compiler.library.ops.event_time import EventTime
from sage.compiler.plan.plan import Plan, Stage

REPLIES = {Cardinality.ONE: "kOne", Cardinality.AT_MOST_ONE: "kAtMostOne", Cardinality.MANY: "kMany"}
ON_ERROR = {"fail": "kFail", "skip": "kSkip", "dead_letter": "kDeadLetter"}


class Modeller:
    """Turns a plan into the model of a program."""

    def __init__(self, plan: Plan, manifest: str) -> None:
        self.plan, self.manifest = plan, manifest
        self.pipeline = plan.pipeline
        self.structs, self.sites = Structs(), Sites()
        self.structs.names[key_of(ERROR_ROW)] = "sage::ErrorRow"
        self.printer = FunctorPrinter(self.structs, self.sites)
        self.functors: list[Functor] = []
        self.keys: dict[Op, str] = {}  # what makes the key of a row, by the operator that works by it
        self.cuts = {s: Cuts(s.split) for s in plan.stages if s.split is not None}

    def program(self) -> ProgramModel:
        """The model; what asks for the structs comes first."""
        called = externs(externs_in(expr for op in self.plan.numbers for expr in op.exprs), self.structs)
        stages = tuple(self._stage(stage) for stage in self.plan.stages)
        headers = sorted({header for op in self.plan.numbers for header in headers_of(op)} | self.structs.headers)
        if any(phase.turns for stage in stages for phase in stage.phases):
            headers.append("sage/flow/turns.hpp")
        if any(op.waits and len(op.waits_for) > 1 for op in self.plan.numbers):
            headers.append("sage/flow/least.hpp")
        if any(stage.ticks for stage in stages):
            headers.append("sage/flow/ticking.hpp")
        if any(op.waits and op.holders for op in self.plan.numbers):
            headers.append("sage/base/watermark.hpp")
        if self.cuts:
            headers.append("sage/flow/worker.hpp")
        if any(stage.split and stage.split.parts for stage in stages):
            headers.append("sage/ops/parts.hpp")
        if any(op.sieved for stage in self.cuts for op in stage.ops):
            headers.append("sage/ops/sieve.hpp")
        requests = [s.name for s, p in zip(stages, self.plan.stages, strict=True) if p.is_request]
        if requests:
            headers.append("sage/service/request.hpp")
        settings = self.pipeline.settings
        return ProgramModel(
            name=self.pipeline.name,
            file=self.pipeline.span.source.name,
            headers=tuple(headers),
            records=tuple(self._record(name, *made) for name, made in self.structs.schemas.items()),
            externs=called,
            params=tuple(self._param(p) for p in self.pipeline.params),
            functors=tuple(self.functors),
            sites=tuple(_site(p) for p in self.sites.places),
            operators=tuple(map(_operator, self.plan.numbers)),
            stages=stages,
            flow_stages=tuple(s.name for s, p in zip(stages, self.plan.stages, strict=True) if not p.is_request),
            request_stage=requests[0] if requests else None,
            methods=tuple(self._methods()),
            on_error=ON_ERROR[settings.get("on_error", "fail")],
            version=literal(settings.get("version", "0.0.0")),
            doc=literal(self.pipeline.doc),
            manifest=literal(self.manifest),
            log_level=f"k{settings.get('log.level', 'info').capitalize()}",
            endpoint=literal(settings.get("service.endpoint", "")),
            split_stages=tuple(s.name for s in stages if s.split),
            threads=_threads(settings),
            memory=settings.get("memory", 0),
        )

    # ------------------------------------------------------------ records, parameters, methods

    def _record(self, name: str, schema: Schema | t.Enum, is_outside: bool) -> Record:
        if isinstance(schema, t.Enum):
            members = enums.members(schema, [self.structs.of(part, is_outside) for part in schema.parts])
            known = enums.constants(literal(a_type(schema)), [literal(n) for n in schema.names])
            return Record(name, members, (), constants=known)
        code = Code(self.structs, self.sites)
        declared, fields = [], []
        for f in schema:
            default = code.constant(f.default, f.type, is_outside) if is_outside and f.default is not MISSING else ""
            declared.append(f"{self.structs.of(f.type, is_outside)} {identifier(f.name)}{{{default}}};")
            renamed = is_outside and f.outside_name != f.name
            outside = f", {literal(f.outside_name)}" if renamed else ""
            entry = f"sage::field({literal(f.name)}, &{name}::{identifier(f.name)}{outside})"
            fields.append(entry + (".otherwise()" if default else ""))
        return Record(name, tuple(declared), tuple(fields), schema.plain)

    def _param(self, p: Parameter) -> dict[str, str]:
        code = Code(self.structs, self.sites)
        known = p.default is not MISSING
        return {
            "name": identifier(p.name),
            "text": literal(p.name),
            "type": self.structs.of(p.type),
            "type_text": literal(enums.choices(p.type)),
            "default": code.constant(p.default, p.type) if known else "",
            "default_text": "nullptr" if p.is_required else literal(default_text(p)),
            "computed": code.text(p.computed) if p.computed is not None else "",
            "doc": literal(p.doc),
        }

    def _methods(self) -> list[str]:
        p = self.pipeline
        if p.request is None or p.response is None:
            return []
        result = str(p.response)
        if p.response_cardinality is Cardinality.AT_MOST_ONE:
            result += "?"
        elif p.response_cardinality is Cardinality.MANY:
            result = f"list<{result}>"
        texts = ("process", str(p.request), result, p.doc, described(p.request))
        hashes = ", ".join(f"{schema_hash(schema):#x}" for schema in (p.request, p.response))
        return ["{" + ", ".join(map(literal, texts)) + f", {hashes}}}"]

    # ------------------------------------------------------------ stages

    def _stage(self, stage: Stage) -> StageModel:
        numbers = self.plan.numbers
        real = [op for op in stage.ops if not isinstance(op, Port | Errors)]
        members = [m for op in real if (m := self._member(op, numbers[op])) is not None]
        several = [op for op in real if op.waits and len(op.waits_for) > 1]
        members += [Member(self._least_of(op), "sage::Least", "") for op in several]
        if stage in self.cuts:
            members += parts.makers(stage.split, members, self.member)
        edges = [edge for op in real if not isinstance(op, SourceOp) for edge in self._edges(stage, op)]
        request = next((op for op in stage.ops if isinstance(op, Request)), None)
        errors = next((op for op in stage.ops if isinstance(op, Errors)), None)
        sinks = [op for op in stage.ops if isinstance(op, SinkOp) and not isinstance(op, Response)]
        model = StageModel(
            name=f"Stage{stage.number}",
            first=numbers[stage.ops[0]],
            count=len(stage.ops),
            members=tuple(members),
            edges=tuple(edges),
            waiting=tuple((numbers[op], self.member(op)) for op in real if op.waits),
            keeping=tuple((numbers[op], self.member(op)) for op in real if _keeps(op)),
            ticks=tuple(self._tick(stage, op) for op in real if op.ticks),
            rises=tuple(self._rise(stage, op) for op in real if isinstance(op, EventTime)),
            phases=tuple(self._phase(stage, phase) for phase in phases(stage.flow)),
            sinks=tuple(self.member(op) for op in sinks),
            flushed=tuple(self.member(op) for op in sinks if op.is_interactive),
            request=self._source(stage, request) if request is not None else None,
            response=next((self.member(op) for op in stage.ops if isinstance(op, Response)), None),
            to_errors=self._calls(stage, errors) if errors is not None else None,
        )
        return replace(model, split=self._split(stage, model)) if stage in self.cuts else model

    def _split(self, stage: Stage, model: StageModel) -> SplitModel:
        cuts = self.cuts[stage]
        clocks = [op for op in stage.ops if isinstance(op, EventTime) and cuts.split.parts[op] == "front"]
        return SplitModel(
            cuts.all,
            model.phases[0].sources[0],
            tuple((self.plan.numbers[op], self.member(op)) for op in clocks),
            cuts.split.has_keys,
            parts.model(stage, cuts, self.member, self.plan.numbers),
        )

    def _phase(self, stage: Stage, phase: Phase) -> PhaseModel:
        sources, turns = _in_turns(stage, phase)
        return PhaseModel(
            sources=tuple(self._whole(stage, op) for op in sources),
            turns=tuple(self._turn(stage, op, turns) for op in turns),
            finish=tuple(s for step, op in enumerate(phase.ends, 1) for s in self._ends(stage, op, step)),
        )

    def _ends(self, stage: Stage, op: Op, step: int) -> Iterable[str]:
        statements = self._finish(stage, op)
        return self.cuts[stage].ends(op, statements, step) if stage in self.cuts else statements

    def member(self, op: Op) -> str:
        """The name of an operator's member."""
        return f"{op.name}_{self.plan.numbers[op]}"

    def _member(self, op: Op, number: int) -> Member | None:
        if isinstance(op, Request) or not (op.cpp or isinstance(op, Response)):
            return None
        functors = self.printer.functors(op, number)
        self.functors.extend(functors)
        self.keys.update((op, f.made) for f in functors if f.name == f"Key{number}")
        if isinstance(op, Response):
            replies = REPLIES[self.pipeline.response_cardinality]
            record = self.structs.of(op.schema, outside=True)
            return Member(self.member(op), f"sage::ResponseSink<{record}>", f"sage::Replies::{replies}")
        templates = [f.name for f in functors]
        arguments = self._options(op) + [f.made for f in functors]
        if isinstance(op, SourceOp | SinkOp):
            decodes = isinstance(op, SinkOp) or op.decodes
            templates.insert(0, self.structs.of(op.schema, outside=decodes))
        templates += op.cpp_templates
        type = op.cpp + (f"<{', '.join(templates)}>" if templates else "")
        return Member(self.member(op), type, ", ".join(arguments))

    def _options(self, op: Op) -> list[str]:
        code = Code(self.structs, self.sites, frame="frame_")
        texts = {n: _option(code, getattr(op, n), s) for n, s in op.slots().items() if s.kind == "option" and s.in_cpp}
        windows = [getattr(op, n) for n, s in op.slots().items() if s.kind == "window" and (op.waits or op.finishes)]
        texts = {n: code.text(getattr(w, n)) for w in windows for n in w.slots()} | texts
        if op.options_by_name and texts:
            return ["{" + ", ".join(f".{name} = {text}" for name, text in texts.items()) + "}"]
        return list(texts.values())

    def _source(self, stage: Stage, op: SourceOp) -> SourceModel:
        number, calls = self.plan.numbers[op], self._calls(stage, op)
        inside, outside = self.structs.of(op.schema), self.structs.of(op.schema, outside=op.decodes)
        if inside != outside:
            calls = f"const auto r = sage::fn::widen<{inside}>(frame_, o); {calls}"
        row = "r" if inside == outside else "o"
        wanted = self._wanted(stage, op).removesuffix("true")
        return SourceModel(self.member(op), number, outside, row, calls, wanted)

    def _whole(self, stage: Stage, op: SourceOp) -> SourceModel:
        """A source that is read to its end before another begins."""
        order = [source for phase in phases(stage.flow) for part in _in_turns(stage, phase) for source in part]
        read = order[: order.index(op) + 1]
        ended = ended_inputs(stage.flow, op, read) if len(read) < len(order) else ()
        told = (f"{self.member(reader)}.end(sage::Input<{number}>{{}});" for reader, number in ended)
        return replace(self._source(stage, op), end=" ".join(told))

    def _turn(self, stage: Stage, op: SourceOp, turns: Sequence[SourceOp]) -> SourceModel:
        """A source that is read whenever its time has come least far."""
        clocks = _clocks_after(stage, op)
        others = {clock for other in turns if other is not op for clock in _clocks_after(stage, other)}
        ended = [self._end(clock) for clock in clocks if clock not in others]
        return replace(
            self._source(stage, op),
            watermark=self._least(clocks),
            end=" ".join(ended),
            silent=" | ".join(map(self._silent, clocks)),
        )

    def _silent(self, clock: Op) -> str:
        """What happens when no row has come for so many `micros`; true if that makes the clock idle."""
        return f"({self.member(clock)}.silent_for(micros) && (rise_{self.plan.numbers[clock]}(), true))"

    def _least(self, clocks: Sequence[Op]) -> str:
        """The watermark of what has these clocks."""
        marks = [f"{self.member(clock)}.watermark()" for clock in clocks]
        return marks[0] if len(marks) == 1 else f"std::min({{{', '.join(marks)}}})"

    def _least_of(self, op: Op) -> str:
        """The member that keeps how far the time of an operator with several clocks has come."""
        return f"least_{self.plan.numbers[op]}"

    def _rise(self, stage: Stage, clock: Op) -> Rise:
        waiting = [op for op in stage.ops if op.waits and clock in op.waits_for]
        body = tuple(self._advance(stage, op, self._watermark(op)) for op in waiting)
        if stage in self.cuts:
            body = self.cuts[stage].told_apart(waiting, body)
        number = self.plan.numbers[clock]
        is_noted = stage in self.cuts and self.cuts[stage].split.parts[clock] == "front"
        if not is_noted:
            return Rise(f"rise_{number}", body)
        mark = f"{self.member(clock)}.watermark()"
        cuts = self.cuts[stage].split
        reader = cuts.in_parts
        ends = f"parts_{self.member(reader)}.ends_slice({mark})" if reader and clock in reader.waits_for else ""
        return Rise(f"rise_{number}", body, f"{number}, {mark}", ends, cuts.acts_with_parts)

    def _watermark(self, op: Op) -> str:
        """How far an operator's time has come."""
        spans = "".join(f", {self.member(holder)}.holds_back()" for holder in op.holders)
        clocks = op.waits_for
        several = f"{self._least_of(op)}.of({', '.join(map(self.member, clocks))})"
        least = self._least(clocks) if len(clocks) == 1 else several
        return f"sage::held_back({least}{spans})" if spans else least

    def _advance(self, stage: Stage, op: Op, watermark: str) -> str:
        return f"{self.member(op)}.advance({watermark}, frame_, {', '.join(self._emits(stage, op))});"

    def _tick(self, stage: Stage, op: Op) -> str:
        return f"{self.member(op)}.tick(now, frame_, {', '.join(self._emits(stage, op))});"

    def _end(self, clock: Op) -> str:
        return f"{self.member(clock)}.end(); rise_{self.plan.numbers[clock]}();"

    def _wanted(self, stage: Stage, op: Op) -> str:
        """C++ that is true as long as some reader wants more of an operator's rows; `true` if that cannot change."""
        parts = []
        for reader in self._readers(stage, op):
            if isinstance(reader, SinkOp):
                return "true"
            below = (
                "true"
                if any(isinstance(r, Port) for r in stage.flow.consumers.get(reader, ()))
                else self._wanted(stage, reader)
            )
            part = f"!{self.member(reader)}.done()" if reader.may_be_done else below
            if reader.may_be_done and below != "true":
                part = f"({part} && {below})"
            if part == "true":
                return "true"
            parts.append(part)
        return " || ".join(dict.fromkeys(parts)) or "true"

    def _readers(self, stage: Stage, op: Op) -> tuple[Op, ...]:
        return tuple(r for r in stage.flow.consumers.get(op, ()) if not isinstance(r, Port))

    def _calls(self, stage: Stage, op: Op) -> str:
        """The statements that take a row `r` of an operator to all who read it."""
        readers = dict.fromkeys(self._readers(stage, op))
        inputs = ((reader, number) for reader in readers for number, input in enumerate(reader.inputs) if input is op)
        calls = [(reader, f"{self._edge_name(reader, number)}(r);") for reader, number in inputs]
        if stage not in self.cuts:
            return " ".join(text for _, text in calls)
        hashed = (Call(reader, text, self._hash(reader), self._sieve(stage, reader)) for reader, text in calls)
        return self.cuts[stage].through(op, self.structs.of(op.schema), hashed)

    def _sieve(self, stage: Stage, op: Op) -> str:
        """C++ that is true for a row `r` that an operator need not see, which is counted."""
        count = self.plan.numbers[op] - self.plan.numbers[stage.ops[0]]
        return f"sieve_{self.member(op)}.leaves_out(r, frame_, counts_[{count}])" if op.sieved else ""

    def _hash(self, op: Op) -> str:
        """The hash of the key by which an operator works on a row `r`."""
        return f"sage::key_hash({self.keys[op]}(r, frame_))" if op in self.keys else ""

    def _edge_name(self, op: Op, input: int) -> str:
        return f"to_{self.member(op)}_{input}" if op.tells_inputs else f"to_{self.member(op)}"

    def _emit(self, stage: Stage, op: Op, record: str) -> str:
        calls = self._calls(stage, op)
        return f"[this](const {record}& r) {{ {calls} }}" if calls else f"[](const {record}&) {{}}"

    def _emits(self, stage: Stage, op: Op) -> list[str]:
        """A lambda for each output of an operator, and one for what it was at when it failed without a row."""
        failed = [f"[this](const auto& r) {{ reject(r, {self.plan.numbers[op]}); }}"] if op.fails_alone else []
        if op.ports == 1:
            return [self._emit(stage, op, self.structs.of(op.schema)), *failed]
        ports = {p.port: p for p in stage.flow.consumers.get(op, ()) if isinstance(p, Port)}
        texts = []
        for port in range(op.ports):
            record = self.structs.of(op.output(port))
            texts.append(self._emit(stage, ports[port], record) if port in ports else f"[](const {record}&) {{}}")
        return texts + failed

    def _edges(self, stage: Stage, op: Op) -> Iterator[Edge]:
        """One for each input, if the operator is told by which a row comes."""
        for input in range(len(op.inputs) if op.tells_inputs else 1):
            yield self._edge(stage, op, input)

    def _edge(self, stage: Stage, op: Op, input: int) -> Edge:
        name, number = self.member(op), self.plan.numbers[op]
        index = number - self.plan.numbers[stage.ops[0]]
        body = [f"++counts_[{index}];"]
        if isinstance(op, SinkOp):
            inside, outside = self.structs.of(op.schema), self.structs.of(op.schema, outside=True)
            row = "r" if inside == outside else f"sage::fn::widen<{outside}>(frame_, r)"
            body.append(f"{name}.write({row}, frame_);")
        else:
            emits = ", ".join(self._emits(stage, op))
            if isinstance(op, EventTime):
                emits += f", [this] {{ rise_{number}(); }}"
            told = f"sage::Input<{input}>{{}}, " if op.tells_inputs else ""
            process = f"{name}.process({told}r, frame_, {emits})"
            may_fail = op.effects & (Effect.MAY_RAISE | Effect.SERVICE)  # else there is nothing to compile for it
            rejects = f"if ({process} == sage::Status::kFailed) reject(r, {number});"
            body.append(rejects if may_fail else f"static_cast<void>({process});")
        return Edge(self._edge_name(op, input), self.structs.of(op.inputs[input].schema), tuple(body), op.place)

    def _finish(self, stage: Stage, op: Op) -> Iterator[str]:
        """What an operator does at the end of the input."""
        if isinstance(op, EventTime):
            yield self._end(op)
        if op.waits:
            yield self._advance(stage, op, "sage::kEndOfTime")
        if op.finishes:
            yield f"{self.member(op)}.finish(frame_, {', '.join(self._emits(stage, op))});"


def _in_turns(stage: Stage, phase: Phase) -> tuple[list[SourceOp], list[SourceOp]]:
    """The sources of a phase that are read one after the other, and those that are then read in turns."""
    sources = [op for op in phase.sources if isinstance(op, SourceOp) and not isinstance(op, Request | Errors)]
    timed = [op for op in sources if _clocks_after(stage, op)]
    turns = timed if len(timed) > 1 else []
    return [op for op in sources if op not in turns], turns


def _clocks_after(stage: Stage, op: Op) -> list[Op]:
    """The clocks to which the rows of an operator come as they are read."""
    found: list[Op] = []
    for reader in stage.flow.consumers.get(op, ()):
        if isinstance(reader, EventTime):
            found.append(reader)
        elif not (reader.finishes or reader.waits):
            found += _clocks_after(stage, reader)
    return list(dict.fromkeys(found))


def _keeps(op: Op) -> bool:
    """True if it may keep something of rows for later ones."""
    return bool(op.cpp) and not isinstance(op, SourceOp | SinkOp) and (op.groups is not None or op.waits)


def _threads(settings: Mapping[str, Any]) -> str:
    """How many workers, and how many rows at a time, as far as that is set."""
    counts = [settings.get("parallelism", 0), settings.get("batch", 0)]
    return ", ".join(map(str, counts)) if any(counts) else ""


def _option(code: Code, value: Expr, slot: Slot) -> str:
    text = code.text(value)
    if slot.is_char:
        return f"{text}[0]"
    if isinstance(value, Const) and isinstance(value.value, str):
        return literal(value.value)
    return text


def _site(place: Place | None) -> str:
    if place is None:
        return '{"", 0, 0, "", ""}'
    text = " ".join(place.span.text.split())
    shown_text = text if len(text) <= 80 else text[:77] + "..."
    return (
        f"{{{literal(place.span.source.name)}, {place.span.line}, {place.span.column}, {literal(shown_text)}, "
        f"{literal(place.stage)}}}"
    )


def _operator(op: Op) -> str:
    role = "kSource" if isinstance(op, SourceOp) else "kSink" if isinstance(op, SinkOp) else "kStage"
    word = op.place.stage if op.place and op.place.stage else op.name
    return f"{{{literal(word)}, {_site(op.place)}, sage::Role::{role}}}"


def shown(value: object, type: t.Type) -> str:
    """A value as the user would write it on a command line."""
    return "null" if value is None else format_value(value, t.required(type))


def default_text(p: Parameter) -> str:
    """The default of a parameter as it would be given; of one that is worked out at the start, how."""
    if p.computed is not None and p.computed.place is not None:
        return " ".join(p.computed.place.span.text.split())
    return shown(p.default, p.type)


def schema_hash(schema: Schema) -> int:
    """Tells one schema from another on the wire: the first 8 bytes of the SHA-256 of its fields as they are written."""
    return int.from_bytes(hashlib.sha256(described(schema).encode()).digest()[:8], "little")


def described(schema: Schema) -> str:
    """A parameter's fields for somebody who sent another."""
    if schema.plain:
        return str(schema.fields[0].type)
    return "{" + ", ".join(_described_field(f) for f in schema) + "}"


def _described_field(f: Field) -> str:
    return f"{f.outside_name}: {f.type}" + ("" if f.default is MISSING else " = ...")
