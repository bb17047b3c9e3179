"""The tests of programs in executables: rows go in and come out through files, calls through the client of services."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sage.base import values
from sage.base.clock import TEST_MOVES, VirtualClock, virtual_clock
from sage.base.errors import NeedsNative, SageError
from sage.base.frozen import dataclass, replace
from sage.base.types import List, Schema
from sage.compiler import driver
from sage.compiler.ir.testcase import TestCase
from sage.compiler.reference.native import NativeGroup, native_groups
from sage.compiler.reference.run import RunFailed
from sage.compiler.reference.testing import (
    Evidence,
    Later,
    Outcome,
    by_reference,
    judge,
    record_failed,
    run_test,
    waits_for_clock,
)

_LIMIT_S: Final = 60


def run_native(cases: Sequence[TestCase]) -> Iterator[Outcome]:
    """The tests of a file in as few executables as that takes; those of functions alone by the reference."""
    from sage.compiler.build.options import BuildOptions
    from sage.compiler.build.project import build

    yield from (run_test(case) for case in cases if case.pipeline is None)
    for group in native_groups(cases):
        pipeline = group.pipeline()
        files = driver.emit(driver.lower(pipeline))
        executable = build(files, pipeline.name, BuildOptions(), sources=(pipeline.span.source,))
        yield from (run_executable(case, group, executable) for case in group.cases)


def run_executable(case: TestCase, group: NativeGroup, executable: Path, flags: Sequence[str] = ()) -> Outcome:
    """A test in the executable of its group, run with these flags; what that does not give, rows or answers, the
    reference does."""
    with virtual_clock() as clock, tempfile.TemporaryDirectory(prefix="sage-") as folder:
        try:
            evidence = by_reference(case)
        except RunFailed as failed:
            return record_failed(case, failed)
        except NeedsNative:
            evidence = Evidence({}, _no_answer)
        with clock.shared(Path(folder)) as environment:
            run = _Run(case, group, executable, Path(folder), environment, tuple(flags))
            if group.serves:
                return run.calls(evidence, clock)
            later = run.later(clock) if waits_for_clock(case) else None
            try:
                rows = run.rows(ends=later is None)
                return judge(case, replace(evidence, rows={**evidence.rows, **rows}, later=later), clock)
            except SageError as error:
                return Outcome(case, str(error), failure=evidence.failure)


def _no_answer(payload: Any) -> Any:
    raise SageError("only an executable can answer this call")


@dataclass(frozen=True)
class _Run:
    """One test in an executable, in a folder of its own."""

    case: TestCase
    group: NativeGroup
    executable: Path
    folder: Path
    environment: Mapping[str, str]  # what its clock needs
    flags: tuple[str, ...]

    def calls(self, evidence: Evidence, clock: VirtualClock) -> Outcome:
        """Judges the test by the answers of the executable as a service."""
        from sage.runtime.testing import service_of  # the compiler does not know the runtime; this command sees both

        pipeline = self.case.pipeline
        assert pipeline is not None and pipeline.request is not None
        asked, answered = pipeline.request.value, pipeline.answer
        environment = {**os.environ, **self.environment, "SAGE_RUNTIME_DIR": f"{self.folder}/run"}
        with service_of(self.executable, pipeline.name, environment=environment) as call:

            def answer(payload: Any) -> Any:
                return values.from_json(call(values.to_json(payload, asked)), answered)

            return judge(self.case, replace(evidence, answer=answer), clock)

    def later(self, clock: VirtualClock) -> Later:
        """What the executable writes once the clock was moved: it runs anew, with all moves so far."""
        moves: list[int] = []

        def rows(is_last: bool) -> Mapping[str, Any]:
            moves.append(clock.micros)
            return self.rows(moves, ends=is_last)

        return rows

    def rows(self, moves: Sequence[int] = (), *, ends: bool = True) -> dict[str, list[Any]]:
        """The rows that the executable writes to the files that the test looks at, once its input has come and its
        clock was moved to these times; at the end of the input, or before it `ends`."""
        flags = [*self.flags]
        flags += [f"--rows_{i}={self.folder}/rows_{i}.jsonl" for i in range(len(self.group.looked_at))]
        for stream, lines in self._given().items():
            path = self.folder / f"given_{stream}.jsonl"
            path.write_text(lines, encoding="utf-8")
            flags.append(f"--given_{stream}={path}")
        self._dead_letter_file.unlink(missing_ok=True)
        self._execute(flags, {TEST_MOVES: ",".join(map(str, (0, *moves))) + ("" if ends else ",")})
        rows = {
            name: _rows(self.folder / f"rows_{i}.jsonl", op.schema)
            for i, (name, op) in enumerate(self.group.looked_at.items())
        }
        return rows if "stream errors" in rows else {**rows, "stream errors": self._dead_letters()}

    def _execute(self, flags: Sequence[str], times: Mapping[str, str]) -> None:
        environment = {**self.environment, **times, "SAGE_RUNTIME_DIR": f"{self.folder}/run", "PATH": "/usr/bin:/bin"}
        try:
            done = subprocess.run(
                [self.executable, *flags],
                cwd=self.folder,
                capture_output=True,
                text=True,
                timeout=_LIMIT_S,
                env=environment,
            )
        except subprocess.TimeoutExpired:
            raise SageError(f"the executable did not end within {_LIMIT_S} s") from None
        if done.returncode != 0:
            raise SageError(f"the executable ended with {done.returncode}: {done.stderr.strip()}")

    def _given(self) -> dict[str, str]:
        """The lines of the file for each stream that is given: none where only other tests of the group give rows."""
        lines = dict.fromkeys(self.group.given, "")
        for given in self.case.given:
            type = given.rows.type
            assert isinstance(type, List)
            lines[given.stream] = "".join(_outside(row, type.item) + "\n" for row in given.rows({}))
        return lines

    def _dead_letters(self) -> list[Any]:
        """What the pipeline left in its file of failed records, which it makes if nothing reads `errors`."""
        from sage.compiler.library.connectors.errors import ERROR_ROW

        path = self._dead_letter_file
        return _rows(path, ERROR_ROW) if path.exists() else []

    @property
    def _dead_letter_file(self) -> Path:
        assert self.case.pipeline is not None
        return self.folder / f"{self.case.pipeline.name}.errors.jsonl"


def _rows(path: Path, schema: Schema) -> list[Any]:
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    return [_inside(line, schema) for line in lines]


def _outside(row: Any, type: Any) -> str:
    return json.dumps(values.to_json(row, type), ensure_ascii=False)


def _inside(line: str, schema: Schema) -> Any:
    return values.from_json(json.loads(line), schema.fields[0].type if schema.plain else schema)
