"""`sagec test`: runs the tests in programs, by the reference or in executables, and shows what differs."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sage.base import values
from sage.base.errors import CompileError
from sage.base.types import List, Schema
from sage.cli.commands import use_color
from sage.cli.files import programs
from sage.compiler import driver
from sage.compiler.reference.run import RunFailed
from sage.compiler.reference.testing import (
    NativeGroup,
    Outcome,
    by_reference,
    judge,
    native_groups,
    record_failed,
    run_test,
)

if TYPE_CHECKING:
    from sage.compiler.ir.testcase import TestCase

_NATIVE_LIMIT_S = 60


def test_paths(paths: Sequence[Path], words: str | None, *, native: bool, as_json: bool) -> int:
    """Runs the tests of all programs; 1 if one fails or a program has errors."""
    started = time.monotonic()
    outcomes: list[Outcome] = []
    broken = 0
    for path in programs(paths):
        try:
            cases = driver.check(driver.read(path)).require().tests
        except CompileError as error:
            from sage.base.render import report

            broken += 1
            print(report(error.diagnostics, color=use_color()), file=sys.stderr)
            continue
        chosen = [c for c in cases if words is None or all(w.lower() in c.title.lower() for w in words.split())]
        for outcome in _native(chosen) if native else map(run_test, chosen):
            outcomes.append(outcome)
            _show(outcome, as_json)
    failed = sum(not o.passed for o in outcomes)
    if not as_json:
        took = time.monotonic() - started
        print(f"\n{len(outcomes) - failed} passed, {failed} failed in {took:.2f} s" if outcomes else "no tests found")
    return 1 if failed or broken else 0


def _show(outcome: Outcome, as_json: bool) -> None:
    case = outcome.case
    if as_json:
        found = {"v": 1, "kind": "test", "title": case.title, "passed": outcome.passed, "problem": outcome.problem}
        print(json.dumps({**found, "file": case.span.source.name, "line": case.span.line}, ensure_ascii=False))
        return
    if outcome.passed:
        print(".", end="", flush=True)
        return
    print(f"\n\nFAILED {case.span.source.name}:{case.span.line} {case.title}")
    if outcome.expectation is not None:
        span = outcome.expectation.span
        print(f"  line {span.line}: {' '.join(span.text.split())}")
    print(f"  {outcome.problem}")
    if isinstance(outcome.type, List):
        _show_rows(outcome.actual, outcome.expected, outcome.type)
    elif outcome.type is not None:
        print(f"    actual    {_text(outcome.actual, outcome.type)}")
        print(f"    expected  {_text(outcome.expected, outcome.type)}")


def _show_rows(actual: list[Any], expected: list[Any], type: List) -> None:
    """Both lists side by side, rows that differ marked."""
    left = [_text(row, type.item) for row in actual]
    right = [_text(row, type.item) for row in expected]
    width = min(70, max(map(len, [*left, "actual"])))
    print(f"      {'actual':<{width}}  expected")
    for i in range(max(len(left), len(right))):
        a, b = (side[i] if i < len(side) else "-" for side in (left, right))
        print(f"    {' ' if a == b else '!'} {a:<{width}}  {b}")


def _text(value: Any, type: Any) -> str:
    if isinstance(type, Schema) and isinstance(value, dict):
        return "{" + ", ".join(f"{f.name}: {_text(value[f.name], f.type)}" for f in type) + "}"
    return json.dumps(values.to_json(value, type), ensure_ascii=False)


# ---------------------------------------------------------------- native runs


def _native(cases: Sequence[TestCase]) -> Iterator[Outcome]:
    from sage.compiler.build.options import BuildOptions
    from sage.compiler.build.project import build

    yield from (run_test(case) for case in cases if case.pipeline is None)
    for group in native_groups(cases):
        pipeline = group.pipeline()
        executable = build(
            driver.emit(driver.lower(pipeline)), pipeline.name, BuildOptions(), sources=(pipeline.span.source,)
        )
        yield from (run_executable(case, group, executable) for case in group.cases)


def run_executable(case: TestCase, group: NativeGroup, executable: Path) -> Outcome:
    """A test in the executable of its group; what that does not give, rows or answers, the reference does."""
    try:
        rows, answer = by_reference(case)
    except RunFailed as failed:
        return record_failed(case, failed)
    if group.serves:
        return _with_service(case, executable, rows)
    with tempfile.TemporaryDirectory(prefix="sage-") as folder:
        flags = [f"--rows_{i}={folder}/rows_{i}.jsonl" for i in range(len(group.looked_at))]
        for stream, lines in _given(case, group).items():
            path = Path(folder) / f"given_{stream}.jsonl"
            path.write_text(lines, encoding="utf-8")
            flags.append(f"--given_{stream}={path}")
        environment = {"SAGE_RUNTIME_DIR": f"{folder}/run", "PATH": "/usr/bin:/bin"}
        try:
            done = subprocess.run(
                [executable, *flags],
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=_NATIVE_LIMIT_S,
                env=environment,
            )
        except subprocess.TimeoutExpired:
            return Outcome(case, f"the executable did not end within {_NATIVE_LIMIT_S} s")
        if done.returncode != 0:
            return Outcome(case, f"the executable ended with {done.returncode}: {done.stderr.strip()}")
        rows |= {
            name: _rows(Path(folder) / f"rows_{i}.jsonl", op.schema)
            for i, (name, op) in enumerate(group.looked_at.items())
        }
        if "stream errors" not in group.looked_at:
            rows["stream errors"] = _dead_letters(Path(folder), case)
        return judge(case, rows, answer)


def _with_service(case: TestCase, executable: Path, rows: dict[str, Any]) -> Outcome:
    """Judges the test by the answers of the executable as a service."""
    from sage.runtime.testing import service_of  # the compiler does not know the runtime; this command sees both

    pipeline = case.pipeline
    assert pipeline is not None and pipeline.request is not None
    asked, answered = pipeline.request.value, pipeline.answer
    with service_of(executable, pipeline.name) as call:
        return judge(case, rows, lambda payload: values.from_json(call(values.to_json(payload, asked)), answered))


def _given(case: TestCase, group: NativeGroup) -> dict[str, str]:
    """The lines of the file for each stream that is given: none where only other tests of the group give rows."""
    lines = dict.fromkeys(group.given, "")
    for given in case.given:
        type = given.rows.type
        assert isinstance(type, List)
        lines[given.stream] = "".join(_outside(row, type.item) + "\n" for row in given.rows({}))
    return lines


def _dead_letters(folder: Path, case: TestCase) -> list[Any]:
    """What the pipeline left in its file of failed records, which it makes if nothing reads `errors`."""
    from sage.compiler.library.connectors.errors import ERROR_ROW

    assert case.pipeline is not None
    path = folder / f"{case.pipeline.name}.errors.jsonl"
    return _rows(path, ERROR_ROW) if path.exists() else []


def _rows(path: Path, schema: Schema) -> list[Any]:
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    return [_inside(line, schema) for line in lines]


def _outside(row: Any, type: Any) -> str:
    return json.dumps(values.to_json(row, type), ensure_ascii=False)


def _inside(line: str, schema: Schema) -> Any:
    return values.from_json(json.loads(line), schema.fields[0].type if schema.plain else schema)
