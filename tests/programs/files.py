"""Programs over real files, and two ways to run one: the executable and the reference. Both run in a folder of their
own with the same files, and must end alike and leave the same bytes."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from sage.base.errors import RecordError, SageError
from sage.base.source import Source
from sage.cli.interpreting import interpret_file
from sage.compiler import driver
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.project import BuildFailure, build_many

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "test-files"
LIMIT_S = 60
THREADS = ("--workers", "3", "--set", "batch=1")  # a few rows at a time

PROGRAMS = {
    "cells": """
        schema Cell {
          id:     i64        @name("Id")
          name:   str?
          price:  f64        @name("unit price")
          at:     timestamp?
          ok:     bool = true
          text:   str = "none"
          unused: i64?
        }

        ## Copies rows of CSV.
        pipeline cells {
          set version = "1.2.0"
          param input: str
          param output: str = "out.csv"                         # where to
          ## The least price.
          param floor: f64 = -1e300
          param largest: i64 = 1_000_000

          let rows = from csv(input, null: ["", "NA"]) as Cell
          from rows |> filter price > floor |> select id = i32(id), name, price, at, ok, text |> into csv(output)
          from rows |> running n = count() |> filter n <= largest |> select n, id |> into jsonl("ids.jsonl")
        }""",
    "records": """
        schema Inner { x: f64, tags: list<str> = ["none"] @name("the tags") }
        schema Record {
          id:     u64
          inner:  Inner?       @name("In")
          at:     timestamp = ts"2026-01-01"
          more:   list<Inner> = []
          unused: i8?
        }

        pipeline records {
          param input: str
          from jsonl(input, time_unit: "ms") as Record
            |> extend double = id * 2
            |> drop unused
            |> into jsonl("out.jsonl")
        }""",
    "letters": """
        schema Row { id: i64, n: i8?, text: str = "" }

        pipeline letters {
          set on_error = "dead_letter"
          param input: str
          from csv(input) as Row
            |> select id, twice = (n ?? 0) * 2, share = 100 // id
            |> into csv("out.csv", delimiter: ";")
          from csv(input) as Row |> aggregate rows = count() |> into csv("count.csv")
          from errors |> select stage, code, reason, span, record |> into jsonl("errors.jsonl")
        }""",
    "variants": """
        enum Action { view, `add, to cart`, buy }
        schema Bid { id: i64, price: f64 = 0.5 @name("the price") }
        enum Event { bid(Bid), tick(i64?), act(Action), end }
        schema Row { id: i64, action: Action, before: Action? @name("Before"), after: Action = "buy" }

        pipeline variants {
          set on_error = "dead_letter"
          param input: str
          param events: str
          param wanted: Action = "buy"
          param never: Action?

          let rows = from csv(input) as Row
          from rows |> filter action != wanted or action == never |> into csv("out.csv")
          from rows |> select id, action, before |> into stdout(format: "table")
          from rows |> map action |> into text("out.txt")
          let all = from jsonl(events) as Event
          from all |> into jsonl("events_again.jsonl")
          from all |> map {event: it} |> into stderr(format: "table")
          from all |> only bid |> into jsonl("bids.jsonl")
          from errors |> select stage, reason, record |> into jsonl("bad.jsonl")
        }""",
    "lines": """
        pipeline lines {
          param input: str
          let lines = from text(input)
          from lines |> filter it != "" |> map upper(it) |> into text("out.txt.gz")
          from lines |> aggregate lines = count(), characters = sum(len(it)) |> into csv("count.csv", header: false)
        }""",
    "silence": """
        schema Reading { k: i64, at: timestamp @event_time(idle: 300ms) }

        pipeline silence {
          param input: str
          let here = from stdin(format: "jsonl") as Reading
          let there = from jsonl(input) as Reading
          from here
            |> union there
            |> window tumbling(10s), late: behind
            |> aggregate n = count()
            |> into stdout()
          from behind |> into stderr(format: "jsonl")
        }""",
    "said": """
        pipeline said {
          let lines = from stdin()
          from lines |> map it + "!" |> into stdout(format: "text")
          from lines |> into stderr(format: "csv")
        }""",
    "spoken": """
        schema Row { id: i64, name: str?, x: f64 = 0.5 @name("the x"), tags: list<str> = [] }

        pipeline spoken {
          let rows = from stdin() as Row |> drop tags
          from rows |> into stdout()
          from rows |> into stderr(format: "table")
        }""",
    "given": """
        schema Row { id: i64, name: str? }

        pipeline given {
          let rows = from stdin(format: "csv") as Row |> sort id desc
          from rows |> into stdout(format: "table")
          from rows |> into stderr()
        }""",
    "endless": """
        pipeline endless {
          from range(0, 10_000_000_000) |> into stdout(format: "text")
        }""",
}


def build_programs() -> dict[str, Path]:
    """The executables by name; all out of one kept project."""
    texts = {}
    for name, text in PROGRAMS.items():
        pipeline = driver.check(Source(f"{name}.sage", text)).require().pipeline(name)
        texts[name] = driver.emit(driver.lower(pipeline))
    built = build_many(texts, BuildOptions(), FOLDER)
    for made in built.values():
        if isinstance(made, BuildFailure):
            raise AssertionError(f"{made}\n{made.log[:4000]}")
    return {name: made for name, made in built.items() if isinstance(made, Path)}


@dataclass(frozen=True)
class Done:
    """How a run ended, and the files that it left."""

    code: int
    stdout: str
    stderr: str
    files: dict[str, bytes]

    def text(self, name: str) -> str:
        return self.files[name].decode()


def run_native(executable: Path, folder: Path, args: Sequence[str] = (), stdin: bytes = b"") -> Done:
    """A run of the executable in a folder."""
    environment = {"PATH": "/usr/bin:/bin", "SAGE_RUNTIME_DIR": str(folder)}
    done = subprocess.run(
        [executable, *args], input=stdin, capture_output=True, timeout=LIMIT_S, cwd=folder, env=environment
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode(), _files(folder))


def run_reference(name: str, text: str, folder: Path, args: Sequence[str] = (), stdin: bytes = b"") -> Done:
    """What `sagec run --interpret` does with a program, in this process."""
    program = Path(f"{name}.sage")
    (folder / program).write_text(text, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin))),
    ):
        try:
            code = interpret_file(program, args, name)
        except SageError as error:
            code = error.exit_code
            err.write(f"error: {error}\n")
    return Done(code, out.getvalue(), err.getvalue(), _files(folder))


def run_both(
    executables: Mapping[str, Path],
    name: str,
    folder: Path,
    files: Mapping[str, str | bytes],
    *args: str,
    stdin: bytes = b"",
) -> Done:
    """Runs a program both ways, natively also on several threads, and compares how they end; gives the native run. What
    goes to stderr may differ."""
    native = run_native(executables[name], folder_of(folder / "native", files), args, stdin)
    threads = run_native(executables[name], folder_of(folder / "threads", files), [*args, *THREADS], stdin)
    assert (threads.code, threads.stdout) == (native.code, native.stdout), threads.stderr
    if native.code in (0, RecordError.exit_code):
        assert _comparable(threads.files) == _comparable(native.files)
    reference = run_reference(name, PROGRAMS[name], folder_of(folder / "reference", files), args, stdin)
    assert native.code == reference.code, f"{native.stderr}\n{reference.stderr}"
    assert native.stdout == reference.stdout
    if native.code in (0, RecordError.exit_code):  # what a run that cannot begin leaves is not promised
        left, right = _comparable(native.files), _comparable(reference.files)
        assert left == right, f"native:    {left}\nreference: {right}"
    return native


def folder_of(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A new folder with these files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.suffix != ".sage"
    }


def _comparable(files: Mapping[str, bytes]) -> dict[str, str]:
    """Packed files by their content, and failed records without the time."""
    texts = {n: (gzip.decompress(b) if n.endswith(".gz") else b).decode() for n, b in files.items()}
    return {n: re.sub('"at":"[^"]*"', "", s) if n.endswith(".errors.jsonl") else s for n, s in texts.items()}


def environment_of(folder: Path) -> dict[str, str]:
    return {**os.environ, "SAGE_RUNTIME_DIR": str(folder)}
