"""The queries of the Nexmark benchmark in examples/nexmark: their own tests, and their results on generated events,
which are those of SQL over the same events (qN.sql, by DuckDB)."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sage.base.errors import SageError
from sage.cli.interpreting import interpret_file
from sage.cli.native_tests import run_executable
from sage.compiler import driver
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.project import BuildFailure, build_many
from sage.compiler.check.program import Program
from sage.compiler.reference.native import NativeGroup, native_groups
from sage.compiler.reference.testing import Outcome, run_test

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
EXAMPLES = ROOT / "examples" / "nexmark"
QUERIES = sorted((path.stem for path in EXAMPLES.glob("q*.sage")), key=lambda name: int(name[1:]))
EVENTS = 200_000
INTERVAL = "400us"  # so that the events last 80 seconds, and several share a millisecond
FEW_EVENTS, LONG_INTERVAL = 3_000, "7ms"
OTHER_FILE = {"q10": "bids.csv"}  # where rows go that do not go to stdout


@cache
def program_of(name: str) -> Program:
    path = (HERE if name == "export" else EXAMPLES) / f"{name}.sage"
    return driver.check(driver.read(path), driver.modules_from([EXAMPLES])).require()


@cache
def groups_of(name: str) -> list[NativeGroup]:
    return native_groups(program_of(name).tests)


@pytest.fixture(scope="module")
def executables() -> dict[str, Path | SageError]:
    """Those of the queries, of their tests (`q1_0`) and of the export; all out of one kept project."""
    pipelines = {name: program_of(name).pipeline() for name in ("export", *QUERIES)}
    for name in QUERIES:
        pipelines |= {f"{name}_{i}": group.pipeline() for i, group in enumerate(groups_of(name))}
    made: dict[str, Path | SageError] = {}
    texts: dict[str, dict[str, str]] = {}
    for name, pipeline in pipelines.items():
        try:
            texts[name] = driver.emit(driver.lower(pipeline))
        except SageError as error:
            made[name] = error
    return made | build_many(texts, BuildOptions(), ROOT / "build" / "test-nexmark")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nexmark")


@pytest.fixture(scope="module")
def database(executables: dict[str, Path | SageError], folder: Path) -> Iterator[Any]:
    """The events as the tables person, auction and bid."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed, which says what the queries should give")
    run(executables, "export", folder)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for table, reading in (("person", "read_json"), ("auction", "read_json"), ("bid", "read_csv")):
            path = folder / f"{table}.{'csv' if reading == 'read_csv' else 'jsonl'}"
            columns = '* REPLACE ("at"::TIMESTAMP AS "at")'
            connection.execute(f"CREATE TABLE {table} AS SELECT {columns} FROM {reading}('{path}')")
        connection.execute("ALTER TABLE auction ALTER expires TYPE TIMESTAMP")
        yield connection


def run(
    executables: dict[str, Path | SageError], name: str, folder: Path, events: int = EVENTS, interval: str = INTERVAL
) -> str:
    """What an executable writes of so many events."""
    executable = executables[name]
    if isinstance(executable, SageError):
        log = executable.log[:4000] if isinstance(executable, BuildFailure) else ""
        pytest.fail(f"{executable}\n{log}", pytrace=False)
    words = [executable, "--events", str(events), "--interval", interval]
    done = subprocess.run(words, capture_output=True, text=True, cwd=folder, timeout=120)
    assert done.returncode == 0, done.stderr
    return (folder / OTHER_FILE[name]).read_text() if name in OTHER_FILE else done.stdout


@pytest.mark.parametrize("name", QUERIES)
def test_the_tests_of_a_query_pass_by_the_reference(name: str) -> None:
    assert program_of(name).tests
    for case in program_of(name).tests:
        expect_passed(run_test(case))


@pytest.mark.parametrize("name", QUERIES)
def test_the_tests_of_a_query_pass_natively(name: str, executables: dict[str, Path | SageError]) -> None:
    for i, group in enumerate(groups_of(name)):
        executable = executables[f"{name}_{i}"]
        assert isinstance(executable, Path), executable
        for case in group.cases:
            expect_passed(run_executable(case, group, executable))


@pytest.mark.parametrize("name", QUERIES)
def test_few_events_give_what_the_reference_gives(
    name: str, executables: dict[str, Path | SageError], folder: Path, tmp_path: Path
) -> None:
    out = io.StringIO()
    with contextlib.chdir(tmp_path), contextlib.redirect_stdout(out):
        words = ["--events", str(FEW_EVENTS), "--interval", LONG_INTERVAL]
        assert interpret_file(EXAMPLES / f"{name}.sage", words, None) == 0
    reference = (tmp_path / OTHER_FILE[name]).read_text() if name in OTHER_FILE else out.getvalue()
    assert run(executables, name, folder, FEW_EVENTS, LONG_INTERVAL).splitlines() == reference.splitlines()


@pytest.mark.parametrize("name", QUERIES)
def test_results_are_those_of_sql(
    name: str, executables: dict[str, Path | SageError], database: Any, folder: Path
) -> None:
    asked = database.execute((HERE / f"{name}.sql").read_text())
    columns = [column[0] for column in asked.description]
    wanted = Counter(tuple(map(shown, row)) for row in asked.fetchall())
    written = run(executables, name, folder)
    rows = rows_of(written) if name not in OTHER_FILE else csv_rows(database, folder / OTHER_FILE[name])
    assert sum(wanted.values()) > 0
    assert all(list(row) == columns for row in rows)
    found = Counter(tuple(map(shown, row.values())) for row in rows)
    missing, extra = list((wanted - found).elements()), list((found - wanted).elements())
    assert (missing[:5], extra[:5]) == ([], []), f"{len(missing)} are missing, {len(extra)} too many, of {len(rows)}"


def rows_of(text: str) -> list[dict[str, Any]]:
    return [{k: moment(v) for k, v in json.loads(line).items()} for line in text.splitlines()]


def csv_rows(database: Any, path: Path) -> list[dict[str, Any]]:
    types = "types = {'at': 'TIMESTAMP', 'dt': 'VARCHAR', 'hm': 'VARCHAR'}"
    asked = database.execute(f"SELECT * FROM read_csv('{path}', {types})")
    columns = [column[0] for column in asked.description]
    return [dict(zip(columns, row, strict=True)) for row in asked.fetchall()]


def moment(value: Any) -> Any:
    """A time that is written as text as a time."""
    is_time = isinstance(value, str) and value.endswith("Z") and value.startswith("2015-07-")
    return datetime.fromisoformat(value[:-1]) if is_time else value


def shown(value: Any) -> Any:
    """A value that is equal to that of the other side; of floats twelve digits."""
    return float(f"{value:.12g}") if isinstance(value, float) else value


def expect_passed(outcome: Outcome) -> None:
    __tracebackhide__ = True
    if not outcome.passed:
        values = "\n".join(f"  {side.value}" for side in outcome.sides)
        pytest.fail(f"{outcome.case.span}: {outcome.case.title}: {outcome.problem}\n{values}", pytrace=False)
