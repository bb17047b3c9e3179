"""Every program's tests, by the reference, natively with all passes, as written, and on several threads.
All must agree.

All executables come out of one Ninja project, which is kept between runs and makes only what changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sage.base.errors import SageError
from sage.base.frozen import fields
from sage.cli.native_tests import run_executable
from sage.compiler import driver
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.project import BuildFailure, build_many
from sage.compiler.check.program import Program
from sage.compiler.ir.code import Aggregation, Call, Expr
from sage.compiler.ir.flow import Flow
from sage.compiler.library.registry import AGGREGATES, FUNCTIONS, OPERATORS, SINKS, SOURCES
from sage.compiler.reference.native import NativeGroup, native_groups
from sage.compiler.reference.testing import Outcome, run_test
from sage.compiler.syntax import tree
from sage.compiler.syntax.parser import parse

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "tests" / "programs").rglob("*.sage"), *(ROOT / "examples").glob("*.sage")])
MODES = {"optimised": None, "plain": ()}
# Few rows at a time, so that those of small inputs meet in all orders.
THREADS = (("--workers", "2"), ("--workers", "3", "--set", "batch=1"))


def name_of(file: Path) -> str:
    """`rows/filter` for tests/programs/rows/filter.sage."""
    return f"{file.parent.name}/{file.stem}"


@cache
def program_of(file: Path) -> Program:
    return driver.check(driver.read(file))


@cache
def groups() -> dict[str, NativeGroup]:
    """The groups of tests of all files by the names of their executables, which do not change with other files."""
    found: dict[str, NativeGroup] = {}
    for file in FILES:
        for number, group in enumerate(native_groups(program_of(file).tests)):
            assert group.cases[0].pipeline is not None
            found[re.sub(r"\W", "_", f"{name_of(file)}_{group.cases[0].pipeline.name}_{number}")] = group
    return found


@pytest.fixture(scope="session")
def executables() -> dict[str, Path | SageError]:
    """The executable of every group in both modes, by group and mode, or why there is none."""
    programs: dict[str, dict[str, str]] = {}
    failures: dict[str, Path | SageError] = {}
    for name, group in groups().items():
        for mode, passes in MODES.items():
            try:
                programs[f"{name}_{mode}"] = driver.emit(driver.lower(group.pipeline(), passes))
            except SageError as error:
                failures[f"{name}_{mode}"] = error
    return failures | _build(programs)


def _build(programs: dict[str, dict[str, str]]) -> dict[str, Path | SageError]:
    """One executable for each text, where passes change nothing."""
    first: dict[tuple[tuple[str, str], ...], str] = {}
    same = {name: first.setdefault(tuple(files.items()), name) for name, files in programs.items()}
    built = build_many({n: programs[n] for n in first.values()}, BuildOptions(), ROOT / "build" / "test-programs")
    return {name: built[other] for name, other in same.items()}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_has_tests_and_no_errors(file: Path) -> None:
    program = program_of(file)
    assert [f"{d.span}: {d.message}" for d in program.diagnostics if d.severity == "error"] == []
    assert program.tests, "a program without tests proves nothing"


def test_programs_use_the_whole_library() -> None:
    stages: set[str] = set()
    used: set[str] = set()
    for file in FILES:
        stages |= {stage.name for stage in _nodes(parse(driver.read(file))[0]) if isinstance(stage, tree.Stage)}
        for pipeline in program_of(file).pipelines:
            for op in Flow((*pipeline.flow.sinks, *pipeline.streams.values())).ops:
                used |= {op.name, *(_word(part) for expr in op.exprs for part in expr.walk())}
            computed = [p.computed for p in pipeline.params if p.computed is not None]
            used |= {_word(part) for expr in computed for part in expr.walk()}
    assert set(OPERATORS) - stages == set()
    assert set(SOURCES) | set(SINKS) | set(FUNCTIONS) | set(AGGREGATES) <= used | {"stdin"}  # for that, test_files.py


def _word(expr: Expr) -> str:
    match expr:
        case Call(function=function) | Aggregation(aggregate=function):
            return str(function.name)
        case _:
            return ""


def _nodes(node: tree.Node) -> Iterator[tree.Node]:
    yield node
    for field in fields(node):
        value = getattr(node, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, tree.Node):
                yield from _nodes(item)


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_reference(file: Path) -> None:
    for case in program_of(file).tests:
        expect_passed(run_test(case))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", list(groups()))
def test_native(name: str, mode: str, executables: dict[str, Path | SageError]) -> None:
    executable = executables[f"{name}_{mode}"]
    if isinstance(executable, SageError):
        log = executable.log[:4000] if isinstance(executable, BuildFailure) else ""
        pytest.fail(f"{executable}\n{log}", pytrace=False)
    for case in groups()[name].cases:
        expect_passed(run_executable(case, groups()[name], executable))


@pytest.mark.parametrize("name", list(groups()))
def test_threads(name: str, executables: dict[str, Path | SageError]) -> None:
    executable, group = executables[f"{name}_optimised"], groups()[name]
    is_shared = not group.serves and any(stage.split for stage in driver.lower(group.pipeline()).stages)
    if not is_shared or isinstance(executable, SageError):  # why it is none, test_native tells
        return
    for flags in THREADS:
        for case in group.cases:
            expect_passed(run_executable(case, group, executable, flags))


def expect_passed(outcome: Outcome) -> None:
    __tracebackhide__ = True
    if not outcome.passed:
        span = outcome.expectation.span if outcome.expectation else outcome.case.span
        known = [*(side.value for side in outcome.sides), *([outcome.failure] if outcome.failure else [])]
        values = "\n".join(f"  {value}" for value in known)
        pytest.fail(f"{span}: {outcome.case.title}: {outcome.problem}\n{values}", pytrace=False)
