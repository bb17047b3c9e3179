"""`sagec infer`: the schema that it prints compiles, and reads the file without a rejected row."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sage.base.source import Source
from sage.base.types import Schema
from sage.cli.infer import schema_of
from sage.cli.sagec import main
from sage.compiler import driver
from sage.compiler.reference.run import Interpreter

DATA = Path(__file__).resolve().parents[2] / "examples/data"
NAMES = ("id", "Post-Code", "in", "by", "2013", "full name", "größe", 'a "b"', "state", "type", "x", "X", "a b", "a.b")
CELLS = ("", "NA", "null", "1", "-7", "007", "2.5", "1e3", "NaN", "true", "2026-01-01", "a", 'q"q', "a,b", "é\nf")


def read(text: str) -> tuple[list[Any], Schema]:
    """The rows that the printed schema reads, by the source that the comment above it names."""
    source = text.split("\n", 1)[0].removeprefix("# ")
    program = driver.check(Source("inferred.sage", f"{text}\n{source} |> into stdout()"))
    assert not program.diagnostics
    flow = driver.narrowed(program.require().pipeline(None)).bind({})
    (rows,) = Interpreter(flow, "fail").run().sinks.values()
    (sink,) = flow.sinks
    return list(rows), sink.input.schema


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv*")), ids=lambda path: path.name)
def test_the_data_of_the_examples(path: Path) -> None:
    rows, _ = read(schema_of(path, rows=100_000))
    assert len(rows) > 10


def test_a_schema_of_csv(tmp_path: Path) -> None:
    path = tmp_path / "late_flights.csv"
    path.write_text(
        "id,Dep Delay,at,ok,zip,in,note\n1,NA,2026-01-01,true,007,2.5,\n2,3,2026-01-02T10:00Z,false,1,4,x\n"
    )
    assert schema_of(path) == (
        f'# from csv("{path}", null: ["", "NA"]) as LateFlights\n'
        "schema LateFlights {\n"
        "  id:        i64\n"
        '  dep_delay: i64? @name("Dep Delay")\n'
        "  at:        timestamp\n"
        "  ok:        bool\n"
        "  zip:       str\n"
        "  `in`:      f64\n"
        "  note:      str?\n"
        "}\n"
    )
    assert read(schema_of(path))[0][0] == {
        "id": 1, "dep_delay": None, "at": 1767225600000000, "ok": True, "zip": "007", "in": 2.5, "note": None
    }  # fmt: skip


def test_a_schema_of_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl.gz"
    lines = (
        {"id": 1, "x": 1, "tags": ["a"], "who": {"name": "Ada", "post-code": None}, "mixed": 1, "points": []},
        {"id": 2, "x": 2.5, "tags": [], "who": {"name": "Bob"}, "mixed": "a", "points": [{"x": 1, "y": 2}, {"x": 3}]},
    )
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    assert schema_of(path, name="Event") == (
        f'# from jsonl("{path}") as Event\n'
        "# `mixed` is json: its values are of several kinds: i64, str\n"
        "schema Who {\n"
        "  name:      str\n"
        '  post_code: str? @name("post-code")\n'
        "}\n\n"
        "schema Event {\n"
        "  id:     i64\n"
        "  x:      f64\n"
        "  tags:   list<str>\n"
        "  who:    Who\n"
        "  mixed:  json\n"
        "  points: list<{x: i64, y: i64?}>\n"
        "}\n"
    )
    assert read(schema_of(path))[0][1]["points"] == [{"x": 1, "y": 2}, {"x": 3, "y": None}]


def test_records_whose_names_are_data_are_maps(tmp_path: Path) -> None:
    path = tmp_path / "stock.jsonl"
    rows = [{"id": i, "stock": {f"sku {i}": i, f"sku {i + 1}": None}, "empty": {}} for i in range(8)]
    path.write_text("\n".join(map(json.dumps, rows)))
    text = schema_of(path, name="Shop")
    assert "# `stock` is a map: its records have 9 names, and few in common\n" in text
    assert "  stock: map<str, i64?>\n  empty: json\n" in text
    assert read(text)[0][0] == rows[0]


@pytest.mark.parametrize("seed", range(40))
def test_any_csv_is_read_by_its_schema(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    names = ["id", *rng.sample(NAMES[1:], rng.randint(0, 6))]
    kinds = [rng.sample(CELLS, rng.randint(1, 3)) for _ in names[1:]]
    rows = [[f"r{n}", *(rng.choice(kind) for kind in kinds)] for n in range(rng.randint(1, 12))]
    text = io.StringIO()
    csv.writer(text, quoting=rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))).writerows([names, *rows])
    path = tmp_path / "data.csv"
    path.write_text(text.getvalue(), newline="")
    read_rows, schema = read(schema_of(path))
    assert len(read_rows) == len(rows)
    assert len(schema.fields) == len(names)


def value(rng: random.Random, depth: int) -> Any:
    if depth and rng.random() < 0.3:
        return [value(rng, depth - 1) for _ in range(rng.randint(0, 3))]
    if depth and rng.random() < 0.3:
        return {name: value(rng, depth - 1) for name in rng.sample(NAMES, rng.randint(0, 3))}
    return rng.choice((None, 1, 2**63, -2.5, True, "", "a", "2026-01-01", "NaN"))


@pytest.mark.parametrize("seed", range(40))
def test_any_json_lines_are_read_by_their_schema(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    names = rng.sample(NAMES[1:], rng.randint(0, 5))
    rows = [
        {"id": n, **{name: value(rng, 2) for name in names if rng.random() < 0.8}} for n in range(rng.randint(1, 4))
    ]
    path = tmp_path / "data.ndjson"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert len(read(schema_of(path))[0]) == len(rows)


def test_only_so_many_rows_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x\n1\n2\nthree\n")
    assert "x: i64" in schema_of(path, rows=2)
    assert "x: str" in schema_of(path)


def test_other_delimiters(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("x\ty\n1\t2,5\n")
    text = schema_of(path)
    assert 'delimiter: "\\t"' in text
    assert read(text)[0] == [{"x": 1, "y": "2,5"}]


def test_columns_without_a_name_of_their_own_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",x,y,x\n0,a,1,b\n")
    text = schema_of(path)
    assert "# column 1 is left out: it has no name\n" in text
    assert "# column 2 is left out: 2 columns are called `x`\n" in text
    assert read(text)[0] == [{"y": 1}]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.csv", None, "cannot read"),
        ("empty.csv", "", "is empty"),
        ("empty.jsonl", "\n\n", "is empty"),
        ("bare.csv", "1,Ada,2.5\n2,Bob,3.5\n", "has no header: its first line is 1, Ada, 2.5"),
        ("data.txt", "a,b\n", "say --format csv or --format jsonl"),
        ("text.jsonl", "hello\n", "none of its lines is JSON"),
        ("numbers.jsonl", "1\n2\n", "`from jsonl(...) as i64`"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, content: str | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    result = CliRunner().invoke(main, ["infer", str(tmp_path / name)])
    assert result.exit_code == 1
    assert message in result.output


def test_a_source_without_a_type_has_the_rows_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("id;score\n1;NA\n2;2.5\n")
    (tmp_path / "a.sage").write_text('from csv("a.csv") |> filter score is not null |> into stdout()')
    assert _run("a.sage") == '{"id":2,"score":2.5}\n'
    (tmp_path / "a.csv").write_text("id;score;more\n1;1.5;x\n2;2.5;y\n")
    assert _run("a.sage") == '{"id":1,"score":1.5,"more":"x"}\n{"id":2,"score":2.5,"more":"y"}\n'


def test_what_is_said_of_the_source_counts_more_than_what_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("id,note\n1,NA\n2,\n")
    (tmp_path / "a.sage").write_text('from csv("a.csv", null: "") |> filter note is null |> select id |> into stdout()')
    assert _run("a.sage") == '{"id":2}\n'


def test_the_default_of_a_parameter_names_the_file_that_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text('{"n": 1}\n')
    (tmp_path / "b.jsonl").write_text('{"n": 2}\n')
    text = 'pipeline p { param input: str = "a.jsonl" from jsonl(input) |> select n |> into stdout() }'
    (tmp_path / "p.sage").write_text(text)
    assert _run("p.sage", "--", "--input", "b.jsonl") == '{"n":2}\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('from csv("no.csv") |> into null', "cannot read no.csv"),
        ("pipeline p { param f: str from csv(f) |> into null }", "its file is known only when it runs"),
        ('from csv("bare.csv") |> into null', "has no header"),
        ('from csv("a.csv") |> filter n > 1 |> into null', "`n` is i64?"),
    ],
)
def test_a_file_that_does_not_tell_is_reported(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bare.csv").write_text("1,2\n3,4\n")
    (tmp_path / "a.csv").write_text("n,m\n1,2\n,4\n")
    (tmp_path / "p.sage").write_text(text)
    done = CliRunner().invoke(main, ["check", "p.sage"])
    assert done.exit_code == 1
    assert message in done.output


def _run(*words: str) -> str:
    done = CliRunner().invoke(main, ["run", "--interpret", *words])
    assert done.exit_code == 0, done.output
    return done.stdout
