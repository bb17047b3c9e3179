"""Random programs over rows with event time: windows, joins, keyed code and late rows.

The rows come out of order, mostly by no more than the delay that the program declares, and some times are those at
which windows begin and end.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from sage.base import types as t
from sage.base.types import Field, Schema, Type
from sage.base.values import to_json
from tests.random.features import DECLARATIONS
from tests.random.flows import FlowMaker
from tests.random.handlers import process
from tests.random.kinds import any_type, value, written
from tests.random.programs import NAME, Program

_COUNTS = (0, 1, 3, 10, 30, 30, 60, 60, 150, 600)  # of rows
_ON_ERROR = ("dead_letter", "dead_letter", "skip", "fail")
_SECOND = 1_000_000
_SPANS = ("1s", "2s", "3s", "5s", "1500ms", "10s", "1us", "250ms")
_SLIDING = (("2s", "1s"), ("5s", "2s"), ("10s", "1s"), ("3s", "3s"), ("1500ms", "1s"), ("1s", "100ms"), ("3us", "1us"))
_DELAYS = (0, 0, _SECOND, 2 * _SECOND, 5 * _SECOND)


def timed_program_of(seed: int, number: int) -> Program:
    """The program with this number."""
    random = Random(f"timed:{seed}:{number}")
    on_error = random.choice(_ON_ERROR)
    head, files, lets = DECLARATIONS, dict[str, str](), ""
    for i in range(random.choice((1, 1, 2))):
        delay = random.choice(_DELAYS)
        row = _schema(random)
        head += f"schema Row{i} {{ {_declared(row, delay)} }}\n"
        files[f"in_{i}.jsonl"] = _rows(random, row, delay)
        lets += f'  let in_{i} = from jsonl("in_{i}.jsonl") as Row{i}\n'
    maker = TimedMaker(random, f"{head}\n", lets, len(files))
    for _ in range(random.choice((1, 1, 2))):
        maker.flow(f"from {maker.an_input()}", random.randint(1, 6))
    body = f'  set on_error = "{on_error}"\n\n{maker.done}'
    if on_error == "dead_letter" and random.random() < 0.7:
        body += '  from errors |> select stage, code, reason, span |> into jsonl("errors.jsonl")\n'
    return Program(seed, number, f"{head}\npipeline {NAME} {{\n{body}}}\n", files, on_error)


# ---------------------------------------------------------------- rows

_KNOWN = (Field("k", t.I64), Field("s", t.STR), Field("v", t.I64), Field("at", t.TIMESTAMP))


def _schema(random: Random) -> Schema:
    types: list[Type] = [any_type(random) for _ in range(random.randint(0, 3))]
    return t.schema([*_KNOWN, *(Field("abc"[i], type) for i, type in enumerate(types))])


def _declared(row: Schema, delay: int) -> str:
    marks = {"at": f" @event_time(delay: {delay // _SECOND}s)"}
    return ", ".join(f"{f.name}: {written(f.type)}{marks.get(f.name, '')}" for f in row)


def _rows(random: Random, row: Schema, delay: int) -> str:
    """Lines of JSON: in order, in disorder that the delay allows, or with some that come late."""
    begin, step = (
        random.choice((0, 0, -3 * _SECOND, 1_767_225_599_000_000)),
        random.choice((100_000, 700_000, 2_000_000)),
    )
    disorder = random.choice((0, delay, delay, delay + 2 * _SECOND))
    keys, lines = random.choice((1, 3, 3, 20)), []
    for i in range(random.choice(_COUNTS)):
        at = begin + i * step - random.randint(0, disorder)
        if random.random() < 0.3:
            at -= at % _SECOND  # where windows meet
        if random.random() < 0.02:
            at += random.choice((30 * _SECOND, -30 * _SECOND, 1))
        made = value(random, row, i)
        made |= {"k": random.randint(1, keys), "s": random.choice("aab"), "v": random.randint(-3, 9), "at": at}
        lines.append(json.dumps(to_json(made, row)))
    return "".join(line + "\n" for line in lines)


# ---------------------------------------------------------------- flows


class TimedMaker(FlowMaker):
    """Makes flows whose stages go by event time, mostly."""

    def __init__(self, random: Random, head: str, lets: str, inputs: int) -> None:
        super().__init__(random, head)
        self.done, self.inputs = lets, inputs

    def an_input(self) -> str:
        return f"in_{self.random.randrange(self.inputs)}"

    def span(self) -> str:
        return self.random.choice(_SPANS)

    def sliding(self) -> str:
        """Windows of which a row is in at most ten."""
        size, every = self.random.choice(_SLIDING)
        return f"sliding({size}, every: {every}{self.random.choice(('', f', offset: {self.span()}'))})"

    def longer(self) -> tuple[str, str]:
        share = 0.9 if "|>" not in self.text else 0.5  # later the columns are others
        if self.random.random() > share or (self.stream is not None and not self.stream.clocks):
            return super().longer()
        lets, stages, after = self.random.choice(_TIMED)(self)
        text = f"{self.text}\n    |> {stages}"
        return f"{self.done}{lets}", text if not after else f"{text}{after}"


Longer = tuple[str, str, str]  # flows before this one, stages, and what follows them


def _windowed(m: TimedMaker) -> Longer:
    size = m.span()
    windows = (
        f"tumbling({size})",
        f"tumbling({size}, offset: {m.span()})",
        m.sliding(),
        m.sliding(),
        f"session(gap: {size})",
        f"count({m.random.randint(1, 5)})",
        f"count({m.random.randint(2, 5)}, every: {m.random.randint(1, 5)})",
    )
    options = f", lateness: {m.span()}" if m.random.random() < 0.3 else ""
    lets = ""
    if m.random.random() < 0.4:
        options += f", late: {(name := m.new_stream())}"
        lets = f"  from {name} |> {m.sink()}\n"
    key = m.random.choice(("", "", "key_by k\n    |> ", "key_by k, s\n    |> ", f"key_by {m.keys()}\n    |> "))
    closing = (
        f"aggregate {m.folds()}", f"aggregate {m.folds()}", f"aggregate {m.folds()} by {m.keys()}",
        f"top {m.random.randint(1, 3)} by {m.order()}{m.random.choice(('', ', ties: true'))}", f"sort {m.order()}",
    )  # fmt: skip
    return lets, f"{key}window {m.random.choice(windows)}{options}\n    |> {m.random.choice(closing)}", ""


def _joined(m: TimedMaker) -> Longer:
    other, column = m.new_stream(), m.new_name()
    some = m.random.choice(("v > 2", "v > -9", 's == "b"'))
    lets = f"  let {other} = from {m.an_input()} |> filter {some}\n"
    kind = m.random.choice(("join", "left_join", "full_join", "semi_join", "anti_join"))
    key = m.random.choice(("k", "s"))
    on = f"{key} == {column}.{key}"
    if m.random.random() < 0.4:
        on += m.random.choice((f" and v < {column}.v", f" and 6 // {column}.v > 1", f" and at <= {column}.at"))
    bound = m.random.choice((
        f"within {m.span()}", f"within {m.span()}", f"over tumbling({m.span()})",
        f"over {m.sliding()}", "within forever", "",
    ))  # fmt: skip
    if kind in ("semi_join", "anti_join"):
        return lets, f"{kind} {other} as {column} on {on} {bound}", ""
    kept = "k, s, v, at" if kind != "full_join" else m.new_name() + " = k"
    mark = "" if kind == "join" else "?"
    return (
        lets,
        f"{kind} {other} as {column} on {on} {bound}",
        f"\n    |> select {kept}, other_{column} = {column}{mark}.v",
    )


def _looked_up(m: TimedMaker) -> Longer:
    table, column, missed = m.new_stream(), m.new_name(), m.new_stream()
    key = m.random.choice(("k", "s"))
    lets = f"  let {table} = from {m.an_input()} |> filter v > 0 |> table by {key}\n"
    versions = m.random.choice(("", "", ", versioned: true"))
    orelse = ""
    if m.random.random() < 0.5:
        orelse = f" else {missed}"
        lets += f"  from {missed} |> {m.sink()}\n"
    found = f"lookup {table} as {column}{versions} on {key} == {column}.{key}{orelse}"
    return lets, found, f"\n    |> extend {m.new_name()} = {column}.v |> drop {column}"


def _deduped(m: TimedMaker) -> Longer:
    return "", f"dedup by {m.random.choice(('k', 's', m.keys()))} within {m.span()}", ""


def _processed(m: TimedMaker) -> Longer:
    lets, stage = process(m)
    return lets, f"key_by {m.random.choice(('k', 's', 'k, s'))}\n    |> {stage}", ""


def _retimed(m: TimedMaker) -> Longer:
    delay = m.random.choice(("", f", delay: {m.span()}"))
    moved = m.random.choice(("at", f"at + {m.span()}", "window_end", "window_start"))
    return "", f"event_time {moved}{delay}", ""


_TIMED: tuple[Callable[[TimedMaker], Longer], ...] = (
    *(_windowed,) * 5, *(_joined,) * 3, _looked_up, _deduped, *(_processed,) * 2, _retimed,
)  # fmt: skip
