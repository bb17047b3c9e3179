"""Random flows, stage by stage; a stage stays if the checker has nothing against it."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from sage.base import types as t
from sage.base.source import Source
from sage.base.types import List, Optional, Schema, Type
from sage.compiler import driver
from sage.compiler.check.calls import replaced
from sage.compiler.ir.flow import Op
from sage.compiler.library.registry import AGGREGATES
from tests.random import features as _features  # noqa: F401  declares more ways
from tests.random import ways
from tests.random.kinds import SCALARS, any_type
from tests.random.scope import Expressions, quoted

_TRIES = 12
_WIDEST = 24  # columns of a row; more only take longer to compile


class FlowMaker:
    """Makes flows of one program, each from a source to sinks with files of their own."""

    def __init__(self, random: Random, head: str) -> None:
        self.random, self.head = random, head
        self.done = ""  # flows that are finished
        self.text, self.stream = "", None
        self.names = self.files = 0

    def flow(self, source: str, stages: int) -> bool:
        """Adds a flow and those that branch off it; false if the source is not right."""
        self.text = source
        self.stream = self._check(self.done, self.text)
        if self.stream is None:
            return False
        for _ in range(stages):
            for _ in range(_TRIES):
                if self._grow():
                    break
        self.done = f"{self.done}  {self.text}\n    |> {self.sink(self.schema)}\n\n"
        return True

    def sink(self, schema: Schema | None = None) -> str:
        """A sink with a file of its own."""
        self.files += 1
        pick = self.random.random()
        if schema is not None and pick < 0.15 and all(t.required(f.type) in SCALARS for f in schema):
            return f'into csv("out_{self.files}.csv")'
        if schema is not None and pick < 0.5 and schema.plain and schema.value == t.STR:
            return f'into text("out_{self.files}.txt")'
        return f'into jsonl("out_{self.files}.jsonl")'

    def _grow(self) -> bool:
        """Adds a stage, or lets the flow branch; false if that is not right."""
        done, text = self.longer()
        stream = self._check(done, text)
        if stream is None or not 0 < len(stream.schema) < _WIDEST:
            return False
        self.done, self.text, self.stream = done, text, stream
        return True

    def longer(self) -> tuple[str, str]:
        """The finished flows and the text of this one, with another stage or branch."""
        if self.random.random() < 0.1:
            done, text = self.random.choice(_BRANCHES)(self)
            return self.done + done, text
        return self.done, f"{self.text}\n    |> {stage(self)}"

    def _check(self, done: str, text: str) -> Op | None:
        source = Source("random.sage", f"{self.head}pipeline p {{\n{done}\n  let flow = {text}\n}}")
        program = driver.check(source)
        return None if program.has_errors else program.pipelines[0].streams["flow"]

    # ------------------------------------------------------------ parts of stages

    @property
    def schema(self) -> Schema:
        assert self.stream is not None
        return self.stream.schema

    @property
    def code(self) -> Expressions:
        return Expressions(self.random, {f.name: f.type for f in self.schema})

    def new_name(self) -> str:
        self.names += 1
        return f"c{self.names}"

    def new_stream(self) -> str:
        self.names += 1
        return f"s{self.names}"

    def some_columns(self, most: int = 4) -> list[str]:
        names = [quoted(f.name) for f in self.schema]
        return self.random.sample(names, min(len(names), self.random.randint(1, most)))

    def a_column(self) -> str:
        return self.some_columns(1)[0]

    def value(self) -> str:
        """An expression of any type, often one that is made by a function drawn from all there are."""
        if self.random.random() < 0.5:
            return ways.any_call(self.code, 3)[0]
        return self.code.of(self.code.any_type(), 3)

    def values(self, most: int = 3) -> str:
        """`name = expression, ...`; a name may be one that there is, and expressions may have parts in common."""
        made = []
        type = any_type(self.random)
        common = self.code.of(type, 2)
        for _ in range(self.random.randint(1, most)):
            name = self.a_column() if self.random.random() < 0.2 else self.new_name()
            shared = Expressions(self.random, {f"({common})": type}) if self.random.random() < 0.3 else None
            value = _using(shared, common) if shared is not None else self.value()
            made.append(f"{name} = {value}")
        return ", ".join(made)

    def fold(self) -> str:
        """An aggregate, drawn from all there are, of columns that may be null."""
        overload = self.random.choice(self.random.choice(list(AGGREGATES.values())))
        bound: dict[str, Type] = {}
        args = []
        for parameter in overload.params:
            for leaf in ways._leaves(parameter):
                while isinstance(leaf, ways.Variable) and leaf.name not in bound:
                    type = any_type(self.random)
                    if leaf.accepts(type):
                        bound[leaf.name] = type
            type = replaced(parameter, bound)
            maybe = self.random.random() < 0.3 and overload.skips_null
            args.append(self.code.of(t.optional(type) if maybe else type))
        made = f"{overload.name}({', '.join(args)})"
        return f"[{made}, {made}]" if self.random.random() < 0.1 else made

    def folds(self) -> str:
        return ", ".join(f"{self.new_name()} = {self.fold()}" for _ in range(self.random.randint(1, 3)))

    def keys(self) -> str:
        named = self.some_columns(2)
        if self.random.random() < 0.4:
            named.append(f"{self.new_name()} = {self.code.of(any_type(self.random))}")
        return ", ".join(named)

    def order(self) -> str:
        keys = []
        for _ in range(self.random.randint(1, 2)):
            type = self.random.choice(SCALARS)
            value = self.code.of(Optional(type) if self.random.random() < 0.3 else type, 1)
            keys.append(value + self.random.choice(("", " desc", " asc")))
        return ", ".join(keys)

    def list_of(self) -> str:
        return self.code.of(self.random.choice((List(t.I64), List(t.STR), List(any_type(self.random)))))


def _using(shared: Expressions, common: str) -> str:
    """An expression in which a common part stands, if possible more than once."""
    type = next(iter(shared.scope.values()))
    made = Expressions(shared.random, {"common": type}).of(shared.random.choice((type, t.BOOL, t.STR)), 2)
    return re.sub(r"\bcommon\b", lambda _: f"({common})", made)


# ---------------------------------------------------------------- flows that branch


def _split(m: FlowMaker) -> tuple[str, str]:
    one, two, rest = (m.new_stream() for _ in range(3))
    branches = f"{one} = {m.code.condition()}, {two} = {m.code.condition()}"
    others = "".join(f"  from {name} |> {m.sink()}\n" for name in (two, rest))
    return f"  {m.text}\n    |> split {branches} else {rest}\n{others}", f"from {one}"


def _fan_out(m: FlowMaker) -> tuple[str, str]:
    name = m.new_stream()
    other = f"  from {name} |> {stage(m)} |> {m.sink()}\n"
    return f"  let {name} = {m.text}\n{other}", f"from {name}"


def _union(m: FlowMaker) -> tuple[str, str]:
    name, other = m.new_stream(), m.new_stream()
    lets = f"  let {name} = {m.text}\n  let {other} = from {name} |> filter {m.code.condition()}\n"
    return lets, f"from {name} |> filter {m.code.condition()} |> union {other}"


def _else(m: FlowMaker) -> tuple[str, str]:
    name, items = m.new_stream(), m.new_stream()
    optional = m.code.of(Optional(m.random.choice(SCALARS)))
    return f"  let {items} = {m.text} |> flatmap {optional} else {name}\n  from {name} |> {m.sink()}\n", f"from {items}"


_BRANCHES: tuple[Callable[[FlowMaker], tuple[str, str]], ...] = (_split, _fan_out, _union, _else)

# ---------------------------------------------------------------- stages


def _filter_again(m: FlowMaker) -> str:
    """Conditions that passes have something to do with: of several parts, known ones, the same twice."""
    parts = [m.code.condition(2) for _ in range(m.random.randint(1, 3))]
    parts.append(m.random.choice((parts[0], "true", "1 < 2", m.code.condition(1))))
    m.random.shuffle(parts)
    return f"filter {' and '.join(parts)}"


_COMMON: tuple[Callable[[FlowMaker], str], ...] = (
    lambda m: f"filter {m.code.condition(3)}",
    lambda m: f"filter {m.code.condition(2)}",
    _filter_again,
    lambda m: f"filter {m.a_column()} is not null",
    lambda m: f"filter {m.random.choice(('false', '1 > 2', 'true'))}" if m.random.random() < 0.2 else _filter_again(m),
    lambda m: f"extend {m.values()}",
    lambda m: f"extend {m.values()}",
    lambda m: f"select {', '.join(m.some_columns())}, {m.values()}",
    lambda m: f"select {m.values()}",
    lambda m: f"drop {', '.join(m.some_columns(3))}",
    lambda m: f"rename {m.new_name()} = {m.a_column()}",
    lambda m: f"map {m.code.of(m.random.choice(SCALARS), 3)}",
    lambda m: f"map {m.value()}",
    lambda m: "map {" + m.values().replace(" = ", ": ") + "}",
    lambda m: f"key_by {m.keys()}",
    lambda m: f"limit {m.random.choice((0, 3, 10, 30, 30))}",
    lambda m: f"skip {m.random.randint(0, 5)}",
    lambda m: f"sample 0.{m.random.randint(1, 9)}, seed: {m.random.randint(0, 99)}",
    lambda m: f"flatmap {m.list_of()}",
    lambda m: f"flatmap {m.code.of(Optional(m.random.choice(SCALARS)))}",
    lambda m: f"explode {m.a_column()} as {m.new_name()}",
    lambda m: f"explode {m.list_of()} as {m.new_name()}",
)
_WITH_STATE: tuple[Callable[[FlowMaker], str], ...] = (  # five times as costly to compile as others
    lambda m: f"aggregate {m.folds()} by {m.keys()}",
    lambda m: f"aggregate {m.folds()}",
    lambda m: f"running {m.folds()} by {m.keys()}",
    lambda m: f"running {m.folds()}",
    lambda m: f"dedup by {m.keys()}",
    lambda m: f"sort {m.order()}",
    lambda m: f"top {m.random.randint(0, 6)} by {m.order()}" + m.random.choice(("", ", ties: true")),
)


def stage(m: FlowMaker) -> str:
    """Any stage that goes on with the flow."""
    return m.random.choice(_WITH_STATE if m.random.random() < 0.2 else _COMMON)(m)
