"""Random programs: a text, the files that it reads, and what is to be done with records that fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sage.base import types as t
from sage.base.types import Field, Schema, Type
from sage.base.values import to_json, to_text
from tests.random.features import DECLARATIONS
from tests.random.flows import FlowMaker
from tests.random.kinds import SCALARS, any_type, value, written

NAME = "random"
_COUNTS = (0, 1, 5, 20, 30, 30, 30, 60, 700)  # of rows; the last are several batches of a source
_ON_ERROR = ("dead_letter", "dead_letter", "dead_letter", "skip", "fail")


@dataclass(frozen=True)
class Program:
    """One program, to be repeated by its seed and number."""

    seed: int
    number: int
    text: str
    files: dict[str, str]
    on_error: str


def program_of(seed: int, number: int) -> Program:
    """The program with this number."""
    random = Random(f"{seed}:{number}")
    on_error = random.choice(_ON_ERROR)
    row = _schema(random)
    head = f"{DECLARATIONS}schema Row {{ {', '.join(f'{f.name}: {written(f.type)}' for f in row)} }}\n\n"
    maker, files = FlowMaker(random, head), dict[str, str]()
    for _ in range(random.choice((1, 1, 1, 2))):
        text, made = random.choice(_SOURCES)(random, row, len(files))
        if maker.flow(text, random.randint(1, 6)):
            files |= made
    body = f'  set on_error = "{on_error}"\n\n{maker.done}'
    if on_error == "dead_letter" and random.random() < 0.7:
        body += '  from errors |> select stage, code, reason, span |> into jsonl("errors.jsonl")\n'
    return Program(seed, number, f"{head}pipeline {NAME} {{\n{body}}}\n", files, on_error)


def _schema(random: Random) -> Schema:
    types: list[Type] = [any_type(random) for _ in range(random.randint(2, 8))]
    return t.schema([Field(f"{_letter(i)}", type) for i, type in enumerate(types)])


def _letter(i: int) -> str:
    return "abcdefghijk"[i]


# ---------------------------------------------------------------- sources

Made = tuple[str, dict[str, str]]


def _jsonl(random: Random, row: Schema, number: int) -> Made:
    name = f"in_{number}.jsonl"
    lines = [json.dumps(to_json(r, row), ensure_ascii=random.random() < 0.1) for r in _rows(random, row)]
    if random.random() < 0.15:
        lines = [_spoilt(random, line) for line in lines]
    return f'from jsonl("{name}") as Row', {name: "".join(line + "\n" for line in lines)}


def _spoilt(random: Random, line: str) -> str:
    """Some lines are not what they should be."""
    if random.random() > 0.1:
        return line
    return random.choice((line[: len(line) // 2], "", "[]", "null", line.replace(":", ": null, ", 1), line + "}", "{}"))


def _csv(random: Random, row: Schema, number: int) -> Made:
    if not all(t.required(f.type) in SCALARS for f in row):
        return _jsonl(random, row, number)
    name = f"in_{number}.csv"
    lines = [",".join(f.name for f in row)]
    lines += [",".join(_cell(random, r[f.name], f.type) for f in row) for r in _rows(random, row)]
    return f'from csv("{name}") as Row', {name: "".join(line + random.choice(("\n", "\r\n")) for line in lines)}


def _cell(random: Random, item: object, type: Type) -> str:
    text = to_text(item, type)
    if item is not None and (any(c in text for c in '",\r\n') or text == "" or random.random() < 0.1):
        return '"' + text.replace('"', '""') + '"'
    return text


def _text(random: Random, row: Schema, number: int) -> Made:
    name = f"in_{number}.txt"
    lines = [value(random, t.STR, i).replace("\n", "") for i in range(random.choice(_COUNTS[:-1]))]
    return f'from text("{name}")', {name: "".join(line + "\n" for line in lines)}


def _range(random: Random, row: Schema, number: int) -> Made:
    return f"from range({random.randint(-5, 5)}, {random.randint(0, 40)})", {}


def _values(random: Random, row: Schema, number: int) -> Made:
    items = random.choice(
        ("[1, 2, 3, 2]", '["a", "b", "", "a"]', "[0.5, -0.0, 0.0 / 0.0]", '[{k: 1, v: "x"}, {k: 2, v: "y"}]')
    )
    return f"from values({items})", {}


def _rows(random: Random, row: Schema) -> list[dict[str, object]]:
    return [value(random, row, number) for number in range(random.choice(_COUNTS))]


_SOURCES: tuple[Callable[[Random, Schema, int], Made], ...] = (_jsonl,) * 7 + (_csv,) * 2 + (_text, _range, _values)
