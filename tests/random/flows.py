"""Random flows: stages over a row with a column of every kind. A stage stays if the checker has nothing against it."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from sage.base import types as t
from sage.base.source import Source
from sage.base.types import List, Optional, Schema
from sage.compiler import driver
from sage.compiler.ir.flow import Op
from tests.random.expressions import ORDERED, SCALARS, Expressions

HEAD = """schema Row {
  b: bool, i: i64, j: i32, t: u8, u: u64, x: f64, f: f32, s: str, at: timestamp, d: duration, raw: bytes, ni: i64?,
  nx: f64?, ns: str?, nb: bool?, nat: timestamp?, l: list<i64>, ls: list<str>, lo: list<f64?>?, r: {a: i64, c: str?},
  nr: {a: i64, c: str?}?
}
"""
_TRIES = 12


class FlowMaker:
    """Makes one flow, stage by stage, from a file of rows to files of rows."""

    def __init__(self, random: Random, number: int) -> None:
        self.random, self.number, self.names = random, number, 0
        self.done = ""  # flows that are finished
        self.text = f'from jsonl("in_{number}.jsonl") as Row'
        stream = self._check(self.done, self.text)
        assert stream is not None
        self.stream = stream

    def flow(self, stages: int) -> str:
        """The text of the flow, and of those that branch off."""
        for _ in range(stages):
            for _ in range(_TRIES):
                if self._grow():
                    break
        return f"{self.done}{self.text}\n    |> {self.sink()}"

    def sink(self) -> str:
        """A sink with a file of its own."""
        self.names += 1
        return f'into jsonl("out_{self.number}_{self.names}.jsonl")'

    def _grow(self) -> bool:
        """Adds a stage, or lets the flow branch; false if that is not right."""
        if self.random.random() < 0.1:
            done, text = self.random.choice(_BRANCHES)(self)
            done = self.done + done
        else:
            done, text = self.done, f"{self.text}\n    |> {self.random.choice(_STAGES)(self)}"
        stream = self._check(done, text)
        if stream is None or not 0 < len(stream.schema) < 40:
            return False
        self.done, self.text, self.stream = done, text, stream
        return True

    def _check(self, done: str, text: str) -> Op | None:
        source = Source("random.sage", f"{HEAD}pipeline p {{\n  {done}\n  let flow = {text}\n}}")
        program = driver.check(source)
        return None if program.has_errors else program.pipelines[0].streams["flow"]

    # ------------------------------------------------------------ parts of stages

    @property
    def schema(self) -> Schema:
        return self.stream.schema

    @property
    def code(self) -> Expressions:
        return Expressions(self.random, {f.name: f.type for f in self.schema})

    def new_name(self) -> str:
        self.names += 1
        return f"c{self.names}"

    def new_stream(self) -> str:
        self.names += 1
        return f"s_{self.number}_{self.names}"

    def some_columns(self, most: int = 4) -> list[str]:
        names = [f.name for f in self.schema]
        return self.random.sample(names, min(len(names), self.random.randint(1, most)))

    def values(self, most: int = 3) -> str:
        """`name = expression, ...`; a name may be one that there is."""
        made = []
        for _ in range(self.random.randint(1, most)):
            old = self.random.random() < 0.2
            name = self.random.choice(self.schema.names) if old else self.new_name()
            made.append(f"{name} = {self.code.of(self.code.any_type(), 3)}")
        return ", ".join(made)

    def fold(self) -> str:
        code, pick = self.code, self.random.choice
        number, ordered = pick((t.I64, t.I32, t.U8, t.U64, t.F64, t.F32, t.DURATION)), pick(ORDERED)
        maybe = self.random.random() < 0.4
        argument = Optional(number) if maybe else number
        made = pick((
            "count()", f"count({code.of(code.any_type())})", f"count_if({code.condition()})",
            f"count_distinct({code.of(code.any_type())})", f"sum({code.of(argument)})", f"mean({code.of(argument)})",
            f"min({code.of(Optional(ordered) if maybe else ordered)})", f"max({code.of(ordered)})",
            f"first({code.of(code.any_type())})", f"last({code.of(Optional(ordered) if maybe else ordered)})",
        ))  # fmt: skip
        return f"[{made}, {made}]" if self.random.random() < 0.1 else made

    def folds(self) -> str:
        return ", ".join(f"{self.new_name()} = {self.fold()}" for _ in range(self.random.randint(1, 3)))

    def keys(self) -> str:
        named = self.some_columns(2)
        if self.random.random() < 0.4:
            named.append(f"{self.new_name()} = {self.code.of(self.code.any_type())}")
        return ", ".join(named)

    def order(self) -> str:
        keys = []
        for _ in range(self.random.randint(1, 2)):
            type = self.random.choice(ORDERED)
            value = self.code.of(Optional(type) if self.random.random() < 0.3 else type, 1)
            keys.append(value + self.random.choice(("", " desc", " asc")))
        return ", ".join(keys)

    def list_of(self) -> str:
        return self.code.of(self.random.choice((List(t.I64), List(t.STR))))


def _split(m: FlowMaker) -> tuple[str, str]:
    one, two, rest = (m.new_stream() for _ in range(3))
    branches = f"{one} = {m.code.condition()}, {two} = {m.code.condition()}"
    others = "".join(f"  from {name} |> {m.sink()}\n" for name in (two, rest))
    return f"{m.text}\n    |> split {branches} else {rest}\n{others}  ", f"from {one}"


def _fan_out(m: FlowMaker) -> tuple[str, str]:
    name = m.new_stream()
    other = f"from {name} |> {m.random.choice(_STAGES)(m)} |> {m.sink()}"
    return f"let {name} = {m.text}\n  {other}\n  ", f"from {name}"


def _union(m: FlowMaker) -> tuple[str, str]:
    name = m.new_stream()
    return f"let {name} = {m.text}\n  ", f"from {name} |> filter {m.code.condition()} |> union {name}"


def _else(m: FlowMaker) -> tuple[str, str]:
    name, items = m.new_stream(), m.new_stream()
    optional = m.code.of(Optional(m.random.choice(SCALARS)))
    return f"let {items} = {m.text} |> flatmap {optional} else {name}\n  from {name} |> {m.sink()}\n  ", f"from {items}"


_BRANCHES: tuple[Callable[[FlowMaker], tuple[str, str]], ...] = (_split, _fan_out, _union, _else)

_STAGES: tuple[Callable[[FlowMaker], str], ...] = (
    lambda m: f"filter {m.code.condition(3)}",
    lambda m: f"filter {m.code.condition(2)}",
    lambda m: f"filter {m.random.choice(m.schema.names)} is not null",
    lambda m: f"extend {m.values()}",
    lambda m: f"extend {m.values()}",
    lambda m: f"select {', '.join(m.some_columns())}, {m.values()}",
    lambda m: f"select {m.values()}",
    lambda m: f"drop {', '.join(m.some_columns(3))}",
    lambda m: f"rename {m.new_name()} = {m.random.choice(m.schema.names)}",
    lambda m: f"map {m.code.of(m.random.choice(SCALARS), 3)}",
    lambda m: "map {" + m.values().replace(" = ", ": ") + "}",
    lambda m: f"key_by {m.keys()}",
    lambda m: f"aggregate {m.folds()} by {m.keys()}",
    lambda m: f"aggregate {m.folds()}",
    lambda m: f"running {m.folds()} by {m.keys()}",
    lambda m: f"running {m.folds()}",
    lambda m: f"dedup by {m.keys()}",
    lambda m: f"sort {m.order()}",
    lambda m: f"top {m.random.randint(1, 6)} by {m.order()}" + m.random.choice(("", ", ties: true")),
    lambda m: f"limit {m.random.randint(3, 30)}",
    lambda m: f"skip {m.random.randint(0, 5)}",
    lambda m: f"sample 0.{m.random.randint(1, 9)}, seed: {m.random.randint(0, 99)}",
    lambda m: f"flatmap {m.list_of()}",
    lambda m: f"flatmap {m.code.of(Optional(m.random.choice(SCALARS)))}",
    lambda m: f"explode {m.random.choice(m.schema.names)} as {m.new_name()}",
    lambda m: f"explode {m.list_of()} as {m.new_name()}",
)

# ---------------------------------------------------------------- rows

_INTEGERS = (0, 1, 1, 2, 2, 3, -1, 7, 100)
_TEXTS = ("", "a", "a", "b", "é", "A b", "\U0001f600", "\n", "12", "-3", " x ", "a%_", "\0", "2026-01-01")
_FLOATS = (0.0, -0.0, 1.0, 1.5, -2.5, 0.1, 1e16, 1e300, 5e-324, "NaN", "NaN", "Infinity", "-Infinity")
_TIMES = ("1970-01-01T00:00:00Z", "2026-01-01T10:30:00.5Z", "2026-01-01T10:30:00.5Z", "0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999Z", "1969-12-31T23:59:59Z")  # fmt: skip
_SPANS = ("0s", "1us", "1s", "90m", "-5s", "1d", "9223372036854775807us")


def rows(random: Random, count: int) -> str:
    """Lines of JSON: rows of the schema `Row`, with many equal values, some of their own, and all extremes."""
    return "".join(json.dumps(_row(random, number), ensure_ascii=False) + "\n" for number in range(count))


def _row(random: Random, number: int) -> dict[str, object]:
    texts = (*_TEXTS, f"row {number}", f"row {number} of so many that it is long")

    def integer(low: int, high: int) -> int:
        return random.choice(
            [v for v in _INTEGERS if low <= v <= high] + ([low, high] if random.random() < 0.1 else [])
        )

    def maybe(value: object) -> object:
        return None if random.random() < 0.3 else value

    def record() -> dict[str, object]:
        return {"a": integer(-(2**63), 2**63 - 1), "c": maybe(random.choice(texts))}

    return {
        "b": random.random() < 0.5, "i": integer(-(2**63), 2**63 - 1), "j": integer(-(2**31), 2**31 - 1),
        "t": integer(0, 255), "u": integer(0, 2**64 - 1), "x": random.choice(_FLOATS), "f": random.choice(_FLOATS),
        "s": random.choice(texts), "at": random.choice(_TIMES), "d": random.choice(_SPANS),
        "raw": random.choice(("", "AA==", "YWJj", "//4=")), "ni": maybe(integer(-(2**63), 2**63 - 1)),
        "nx": maybe(random.choice(_FLOATS)), "ns": maybe(random.choice(texts)), "nb": maybe(random.random() < 0.5),
        "nat": maybe(random.choice(_TIMES)), "l": [integer(-(2**63), 2**63 - 1) for _ in range(random.randint(0, 4))],
        "ls": random.choices(texts, k=random.randint(0, 3)),
        "lo": maybe([maybe(random.choice(_FLOATS)) for _ in range(random.randint(0, 3))]), "r": record(),
        "nr": maybe(record()),
    }  # fmt: skip
