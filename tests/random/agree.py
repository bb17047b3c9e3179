"""Runs random programs in every way and says where the ways disagree.

The reference defines what is right. It runs the program as written and after the passes; natively it runs with passes
and without. Rows of sinks must be the same in the same order; records must fail at the same places for the same
reasons, in any order. So it is with one thread, and with several.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import subprocess
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sage.base.errors import SageError
from sage.base.source import Source
from sage.base.values import json_text
from sage.compiler import driver
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.project import BuildFailure
from sage.compiler.ir.flow import Flow, SinkOp
from sage.compiler.ir.pipeline import Pipeline
from sage.compiler.library.connectors.errors import ERROR_ROW
from sage.compiler.passes import PASSES, steps
from sage.compiler.reference.run import Interpreter, RunFailed
from tests.random.batch import Quick, build_batches
from tests.random.programs import NAME, Program

FILE = f"{NAME}.sage"
_LIMIT_S = 60
# Few rows at a time, so that those of small files meet in all orders.
_THREADS = (("--workers", "2", "--set", "batch=7"), ("--workers", "3", "--set", "batch=1"))

Built = dict[tuple[int, str], tuple[Path | SageError, str]]  # by the program's number and the way to run it


@dataclass(frozen=True)
class Run:
    """How a run ended: its exit code, the failure that ended it, and the files that it left."""

    code: int
    failure: str
    files: dict[str, str]


@dataclass(frozen=True)
class Disagreement:
    """A program and what two ways of running it made of it."""

    program: Program
    way: str
    what: str


def disagreements(
    programs: Sequence[Program], folder: Path, *, native: bool = True, batch: int = 20, jobs: int | None = None,
    options: BuildOptions | None = None,
) -> Iterator[Disagreement]:  # fmt: skip
    """All that the ways do not agree on."""
    built = _built(programs, folder, batch, jobs, options or Quick()) if native else {}
    for program in programs:
        try:
            yield from _compared(program, built, folder / "run")
        except Exception as error:  # whatever it is, the program must be known
            yield Disagreement(program, "reference", "".join(traceback.format_exception(error)))


def _compared(program: Program, built: Built, folder: Path) -> Iterator[Disagreement]:
    pipeline = _pipeline(program)
    expected = run_reference(program, driver.narrowed(pipeline), pipeline, folder)
    ways = {"reference, optimised": run_reference(program, _optimised(pipeline), pipeline, folder)}
    for way in ("native", "native, plain"):
        if (program.number, way) not in built:
            continue
        executable, name = built[program.number, way]
        if isinstance(executable, SageError):
            log = executable.log[:3000] if isinstance(executable, BuildFailure) else ""
            yield Disagreement(program, way, f"{executable}\n{log}")
        else:
            ways[way] = run_native(program, executable, name, folder)
            for flags in _THREADS if way == "native" else ():
                ways[f"native {' '.join(flags)}"] = run_native(program, executable, name, folder, flags)
    for way, found in ways.items():
        what = difference(program, pipeline, found, expected, folder)
        if what:
            yield Disagreement(program, way, what)


# ---------------------------------------------------------------- ways to run


def _pipeline(program: Program, on_error: str = "") -> Pipeline:
    text = program.text.replace('on_error = "fail"', f'on_error = "{on_error}"') if on_error else program.text
    return driver.check(Source(FILE, text)).require().pipeline(NAME)


def _optimised(pipeline: Pipeline) -> Flow:
    flow = driver.narrowed(pipeline)
    return [flow, *(after for _, after in steps(flow, PASSES))][-1]


def _built(programs: Sequence[Program], folder: Path, batch: int, jobs: int | None, options: BuildOptions) -> Built:
    """The executable of each program and way, and its name in there; the same C++ is compiled once."""
    batches: dict[str, dict[str, str]] = {}
    names: dict[tuple[int, str], tuple[str, str]] = {}
    for start in range(0, len(programs), batch):
        texts = batches.setdefault(f"batch_{start // batch}", {})
        for program in programs[start : start + batch]:
            for way, passes in (("native", None), ("native, plain", ())):
                with contextlib.suppress(Exception):  # said when it is compared
                    text = driver.emit(driver.lower(_pipeline(program), passes))[f"{NAME}.cpp"]
                    known = next((n for n, other in texts.items() if other == text), None)
                    name = known or f"{program.number}{'p' if passes is not None else 'o'}"
                    texts[name] = text
                    names[program.number, way] = f"batch_{start // batch}", name
    built = build_batches(batches, folder / "build", options, jobs)
    alone = {
        n: {n: text} for b, texts in batches.items() if isinstance(built[b], SageError) for n, text in texts.items()
    }
    if alone:  # which of them it is
        one_by_one = build_batches(alone, folder / "alone", options, jobs)
        return {key: (one_by_one.get(name, built[place]), name) for key, (place, name) in names.items()}
    return {key: (built[place], name) for key, (place, name) in names.items()}


def run_reference(program: Program, flow: Flow, pipeline: Pipeline, folder: Path) -> Run:
    """A run by the reference, in this process."""
    _prepare(folder, program.files)
    on_error = str(pipeline.settings["on_error"])
    with contextlib.chdir(folder):
        interpreter = Interpreter(flow, on_error)
        code, failure = 0, ""
        try:
            interpreter.run()
        except RunFailed as failed:
            f = failed.failure
            code, failure = RunFailed.exit_code, f"{f.code} {f.reason} {f.span}"
        for sink, rows in interpreter.results.sinks.items():
            if isinstance(sink, SinkOp):
                sink.write(rows)
        if interpreter.results.unread:
            lines = "".join(json_text(f.row(), ERROR_ROW) + "\n" for f in interpreter.results.unread)
            Path(f"{NAME}.errors.jsonl").write_text(lines, encoding="utf-8", newline="")
    return Run(code, failure, _left(folder, program.files))


def run_native(program: Program, executable: Path, name: str, folder: Path, flags: Sequence[str] = ()) -> Run:
    """A run of a program in the executable of its batch."""
    _prepare(folder, program.files)
    environment = {"PATH": "/usr/bin:/bin", "SAGE_RUNTIME_DIR": str(folder), "SAGE_LOG": "error"}
    try:
        done = subprocess.run(
            [executable, name, *flags],
            capture_output=True,
            timeout=_LIMIT_S,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return Run(-1, f"it did not end within {_LIMIT_S} s", {})
    said = done.stderr.decode(errors="replace")
    return Run(done.returncode, _failure_in(said) if done.returncode else "", _left(folder, program.files))


def _failure_in(said: str) -> str:
    """What an executable says of the record that ended it: code, reason and place."""
    match = re.search(r"record error\[(\w+)\]: (.*?)\n *--> (\S*)", said, re.DOTALL)
    if match is None:
        return said[:2000]
    code, reason, place = match.groups()
    of_input = re.search(r"\n *= record: .*   \(([^()]*, line \d+)\)\n", said, re.DOTALL)
    return f"{code} {reason} {of_input[1] if of_input else place}"


def _prepare(folder: Path, files: Mapping[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content.encode())


def _left(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    paths = sorted(p for p in folder.iterdir() if p.is_file() and p.name not in given)
    return {p.name: p.read_bytes().decode(errors="replace") for p in paths}


# ---------------------------------------------------------------- what is compared


def difference(program: Program, pipeline: Pipeline, found: Run, expected: Run, folder: Path) -> str:
    """In what a run differs from what it should be; empty if in nothing that is promised."""
    if found.code != expected.code:
        return f"it ended with {found.code}, not {expected.code}: {found.failure or expected.failure}"
    if found.code != 0:
        return _other_failure(program, found, expected, folder)
    for name in sorted({*found.files, *expected.files}):
        ours, theirs = (side.files.get(name) for side in (found, expected))
        if ours is None or theirs is None:
            return f"{name} is {'missing' if ours is None else 'too much'}"
        left, right = _comparable(name, ours), _comparable(name, theirs)
        if left != right:
            pairs = enumerate(zip([*left, "nothing"], [*right, "nothing"], strict=False))
            at, (one, other) = next(((i, pair) for i, pair in pairs if pair[0] != pair[1]), (0, ("", "")))
            return f"{name}, line {at + 1}:\n  found:    {one}\n  expected: {other}"
    return ""


def _comparable(name: str, text: str) -> list[str]:
    lines = text.split("\n")
    if name == f"{NAME}.errors.jsonl":
        rows = [json.loads(line) for line in lines if line]
        return sorted(f"{r['stage']} {r['code']} {r['reason']} {r['span']}" for r in rows)
    return sorted(lines) if name == "errors.jsonl" else lines


def _other_failure(program: Program, found: Run, expected: Run, folder: Path) -> str:
    """Where several records fail, which of them ends the run is open."""
    if found.failure == expected.failure:
        return ""
    pipeline = _pipeline(program, "dead_letter")
    every = run_reference(program, driver.narrowed(pipeline), pipeline, folder)
    rows = [json.loads(line) for line in every.files.get(f"{NAME}.errors.jsonl", "").split("\n") if line]
    known = {" ".join((f"{r['code']} {r['reason']} {r['span']}").split()) for r in rows}
    if " ".join(found.failure.split()) in known:
        return ""
    return f"it failed for {found.failure}, not for {expected.failure}"
