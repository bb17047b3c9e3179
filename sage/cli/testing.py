"""`sagec test`: runs the tests in programs, by the reference or in executables, and shows what differs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sage.base.errors import CompileError
from sage.base.frozen import dataclass, field
from sage.base.render import record_error, report
from sage.base.types import List, Schema, required
from sage.cli.commands import use_color
from sage.cli.differences import compare
from sage.cli.files import programs
from sage.cli.junit import Report, write_junit
from sage.cli.literals import shown
from sage.cli.settings import modules
from sage.compiler import driver
from sage.compiler.reference.testing import Outcome, run_test

if TYPE_CHECKING:
    from sage.compiler.ir.testcase import TestCase

_LONGEST = 90  # characters of an expectation
_MOST_UPDATES = 100  # expectations of one test that are updated: it ends at the first that does not hold


@dataclass
class _Session:
    """What the command was asked for, and what came of it."""

    words: Sequence[str]
    native: bool
    as_json: bool
    reports: list[Report] = field(default_factory=list)
    updated: int = 0
    refused: list[str] = field(default_factory=list)


def test_paths(
    paths: Sequence[Path],
    words: str | None,
    *,
    native: bool,
    as_json: bool,
    update: bool,
    junit: Path | None,
) -> int:
    """Runs the tests of all programs; 1 if one fails or a program has errors."""
    started = time.monotonic()
    session = _Session([word.lower() for word in (words or "").split()], native, as_json)
    for path in programs(paths):
        try:
            if update:
                _update(path, session)
            for outcome, seconds in _outcomes(path, session):
                _note(outcome, seconds, session)
        except CompileError as error:
            _note_broken(path, error, session)
    if junit is not None:
        write_junit(junit, session.reports)
    _sum_up(session, time.monotonic() - started)
    return 1 if any(found.kind != "passed" for found in session.reports) else 0


def _outcomes(path: Path, session: _Session) -> Iterator[tuple[Outcome, float]]:
    """What the chosen tests of a file come to, and the seconds each takes."""
    cases = driver.check(driver.read(path), modules()).require().tests
    chosen = [case for case in cases if all(word in case.title.lower() for word in session.words)]
    last = time.monotonic()
    for outcome in _run(chosen, session.native):
        now = time.monotonic()
        yield outcome, now - last
        last = time.monotonic()


def _run(cases: Sequence[TestCase], native: bool) -> Iterable[Outcome]:
    if not native:
        return map(run_test, cases)
    from sage.cli.native_tests import run_native

    return run_native(cases)


def _update(path: Path, session: _Session) -> None:
    """Writes what there is into the file, until nothing that can be written is left."""
    from sage.cli.updating import update

    for _ in range(_MOST_UPDATES):
        written, refused = update(path, [outcome for outcome, _ in _outcomes(path, session) if not outcome.passed])
        session.updated += written
        if not written:
            session.refused += refused
            return


# ---------------------------------------------------------------- what is shown


def _note(outcome: Outcome, seconds: float, session: _Session) -> None:
    case = outcome.case
    details = [] if outcome.passed else _details(outcome)
    kind = "passed" if outcome.passed else "failure"
    found = Report(
        case.span.source.name, case.span.line, case.title, seconds, kind, outcome.problem or "", "\n".join(details)
    )
    session.reports.append(found)
    if session.as_json:
        said = {"title": case.title, "passed": outcome.passed, "problem": outcome.problem, "details": details}
        said |= {} if outcome.passed else {"code": outcome.code}
        place = {"file": found.file, "line": found.line, "seconds": round(seconds, 6)}
        print(json.dumps({"v": 1, "kind": "test", **said, **place}, ensure_ascii=False))
    elif outcome.passed:
        print(".", end="", flush=True)
    else:
        print(f"\n\nFAILED {found.file}:{found.line} {case.title}")
        print("\n".join(f"  {line}".rstrip() for line in details))


def _note_broken(path: Path, error: CompileError, session: _Session) -> None:
    text = report(error.diagnostics)
    session.reports.append(Report(str(path), 1, "the program has no errors", 0.0, "error", details=text))
    if session.as_json:
        print(report(error.diagnostics, "json"), end="")
    else:
        print(report(error.diagnostics, color=use_color()), file=sys.stderr)


def _details(outcome: Outcome) -> list[str]:
    """The first record that failed, the expectation, and what differs."""
    lines: list[str] = []
    if failed := outcome.failure:
        text = record_error(failed.code, failed.reason, failed.span, failed.guilty, failed.record)
        lines += [*text.split("\n"), ""]
    if (step := outcome.expectation) is not None:
        lines.append(f"line {step.span.line}: expect {_in_short(' '.join(step.span.text.split()))}")
    if outcome.problem is None or outcome.problem != "they differ":
        lines.append(outcome.problem or "")
    return lines + _compared(outcome)


def _in_short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _compared(outcome: Outcome) -> list[str]:
    if len(outcome.sides) != 2:
        return []
    left, right = outcome.sides
    is_equality = outcome.problem == "they differ"
    has_rows = isinstance(required(left.type), List | Schema) and left.value is not None and right.value is not None
    if is_equality and has_rows:
        assert outcome.expectation is not None
        found = compare(left.value, right.value, required(left.type), unordered=outcome.expectation.unordered)
        return [f"- expected, + actual: {found}", *(f"  {line}" for line in found.table())]
    texts = shown(left.value, left.type), shown(right.value, right.type)
    names = ("actual", "expected") if is_equality else ("left", "right")
    width = max(map(len, names))
    return [f"  {name:<{width}}  {text}" for name, text in zip(names, texts, strict=True)]


def _sum_up(session: _Session, seconds: float) -> None:
    for reason in session.refused:
        print(f"not updated: {reason}", file=sys.stderr)
    if session.updated:
        print(f"{session.updated} {'expectation' if session.updated == 1 else 'expectations'} updated", file=sys.stderr)
    tests = [found for found in session.reports if found.kind != "error"]
    failed, broken = sum(found.kind == "failure" for found in tests), len(session.reports) - len(tests)
    if session.as_json:
        counts = {"passed": len(tests) - failed, "failed": failed, "broken": broken, "updated": session.updated}
        print(json.dumps({"v": 1, "kind": "summary", **counts, "seconds": round(seconds, 3)}))
        return
    text = f"{len(tests) - failed} passed, {failed} failed in {seconds:.2f} s" if tests else "no tests found"
    print(("\n" if tests else "") + text + (f", {broken} with errors" if broken else ""))
