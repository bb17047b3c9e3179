"""The C++ readers and writers find and write what the reference does, on files made to break them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from sage.base import types as t
from sage.base.errors import SageError
from sage.base.types import Schema
from sage.base.values import json_text
from sage.compiler.ir.flow import BadRow
from sage.compiler.library.formats.csv import CsvFormat, csv_text, read_csv
from sage.compiler.library.formats.jsonl import jsonl_text, read_jsonl
from sage.compiler.library.formats.stdio import table_text
from sage.compiler.library.formats.text import read_text
from tests.io.conftest import Native
from tests.io.nasty import FLAT, NESTED, Dice, csv_file, jsonl_file, text_file

FILES = 400

_HINT = re.compile("; did you mean `.*`\\?")


def found(rows: Iterable[Any], schema: Schema) -> tuple[list[str], list[Any]]:
    """What the reference finds, in the words of the driver; and the rows alone."""
    lines, good = [], []
    try:
        for row in rows:
            if isinstance(row, BadRow):
                bad = t.schema([t.Field(name, t.STR) for name in ("reason", "origin", "row")])
                text = json_text({"reason": row.reason, "origin": row.origin, "row": row.raw}, bad)
                lines.append(f'{{"bad":{text}}}')
            else:
                lines.append(f'{{"row":{json_text(row, schema)}}}')
                good.append(row)
    except SageError as error:
        lines.append(f'{{"error":{json_text(str(error), t.STR)}}}')
    return lines, good


def same(native: list[dict[str, Any]], reference: list[str]) -> None:
    for line, expected in zip(native, reference, strict=False):
        # What else might have been meant is a matter of taste.
        assert _HINT.sub(".", line["text"]) == _HINT.sub(".", expected)
    assert len(native) == len(reference)


@pytest.mark.parametrize("seed", range(4))
def test_csv_is_read_and_written_alike(tmp_path: Path, native: Native, seed: int) -> None:
    commands, formats = [], []
    for i in range(FILES // 4):
        dice = Dice(seed * 1000 + i)
        path = tmp_path / f"{i}.csv{dice.choice(['', '', '', '.gz'])}"
        format = CsvFormat(
            dice.choice([",", ",", ";", "\t", "|", "."]).replace("\t", ";"),
            dice.choice(['"', '"', "'"]),
            dice.choice([("",), ("NA",), ("", "NA", "null")]),
            dice.random() < 0.85,
            dice.choice(["", "", "s", "ms", "us", "ns"]),
        )
        csv_file(dice, path, format.delimiter, format.quote, format.header)
        formats.append((path, format))
        nulls, header = "|".join(format.nulls), str(int(format.header))
        chunk = str(dice.choice([16, 100, 1000, 1 << 17]))
        options = (format.delimiter, format.quote, nulls, header, format.time_unit, chunk)
        commands.append(("csv", str(path), f"{path}.out", *options))
    for (path, format), answer in zip(formats, native(commands), strict=True):
        lines, rows = found(read_csv(str(path), FLAT, format), FLAT)
        same(answer, lines)
        assert Path(f"{path}.out").read_text() == jsonl_text(rows, FLAT)
        assert Path(f"{path}.out.csv").read_bytes().decode() == csv_text(rows, FLAT, delimiter=format.delimiter)
        assert Path(f"{path}.out.table").read_bytes().decode() == table_text(rows, FLAT)


@pytest.mark.parametrize("seed", range(4))
def test_json_lines_are_read_and_written_alike(tmp_path: Path, native: Native, seed: int) -> None:
    commands, files = [], []
    for i in range(FILES // 4):
        dice = Dice(seed * 1000 + i)
        path = tmp_path / f"{i}.jsonl{dice.choice(['', '', '', '.gz'])}"
        unit = dice.choice(["", "", "s", "ms", "us", "ns"])
        jsonl_file(dice, path)
        files.append((path, unit))
        commands.append(("jsonl", str(path), f"{path}.out", unit, str(dice.choice([16, 100, 1000, 1 << 17]))))
    for (path, unit), answer in zip(files, native(commands), strict=True):
        lines, rows = found(read_jsonl(str(path), NESTED, unit), NESTED)
        same(answer, lines)
        assert Path(f"{path}.out").read_bytes().decode() == jsonl_text(rows, NESTED)
        assert Path(f"{path}.out.table").read_bytes().decode() == table_text(rows, NESTED)


def test_lines_are_read_alike(tmp_path: Path, native: Native) -> None:
    paths = [tmp_path / f"{i}.txt" for i in range(FILES // 2)]
    for i, path in enumerate(paths):
        text_file(Dice(i), path)
    commands = [("text", str(path), f"{path}.out", str(16 << i % 8)) for i, path in enumerate(paths)]
    for path, answer in zip(paths, native(commands), strict=True):
        lines, _ = found(read_text(str(path)), t.plain(t.STR))
        same(answer, lines)
