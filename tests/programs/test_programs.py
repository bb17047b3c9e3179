"""Every program's tests, by the reference, natively with all passes, and natively as written. All must agree.

All executables come out of one Ninja project, which is kept between runs and makes only what changed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sage.cli.testing import run_executable
from sage.compiler import driver
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.project import BuildFailure, build_many
from sage.compiler.ir.testcase import TestCase
from sage.compiler.reference.testing import NativeGroup, Outcome, native_groups, run_test

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "tests" / "programs").rglob("*.sage"), *(ROOT / "examples").glob("*.sage")])
MODES = {"optimised": None, "plain": ()}


@cache
def cases_of(file: Path) -> tuple[TestCase, ...]:
    program = driver.check(driver.read(file))
    assert not program.has_errors, [f"{d.span}: {d.code} {d.message}" for d in program.diagnostics]
    return program.tests


@cache
def groups() -> dict[str, tuple[NativeGroup, TestCase]]:
    """Every test by its name, with the group whose executable runs it."""
    found: dict[str, tuple[NativeGroup, TestCase]] = {}
    for file in FILES:
        for number, group in enumerate(native_groups(cases_of(file))):
            for case in group.cases:
                found[f"{file.stem} {number}: {case.title}"] = (group, case)
    return found


@pytest.fixture(scope="session")
def executables() -> dict[tuple[int, str], Path | BuildFailure]:
    """The executable of every group in both modes."""
    programs = {}
    keys = {}
    for group, _case in groups().values():
        for mode, passes in MODES.items():
            name = f"{group.cases[0].pipeline.name}_{len(keys)}"
            if (id(group), mode) not in keys:
                keys[id(group), mode] = name
                programs[name] = driver.emit(driver.lower(group.pipeline(), passes))
    built = build_many(programs, BuildOptions(), ROOT / "build" / "test-programs")
    return {key: built[name] for key, name in keys.items()}


def names_of_tests() -> list[str]:
    return list(groups())


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_has_tests_and_no_errors(file: Path) -> None:
    assert cases_of(file), "a program without tests proves nothing"


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_reference(file: Path) -> None:
    for case in cases_of(file):
        expect_passed(run_test(case))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", names_of_tests())
def test_native(name: str, mode: str, executables: dict[tuple[int, str], Path | BuildFailure]) -> None:
    group, case = groups()[name]
    executable = executables[id(group), mode]
    if isinstance(executable, BuildFailure):
        pytest.fail(f"{executable}\n{executable.log[:4000]}")
    expect_passed(run_executable(case, group, executable))


def expect_passed(outcome: Outcome) -> None:
    __tracebackhide__ = True
    if not outcome.passed:
        pytest.fail(f"{outcome.case.title}: {outcome.problem}\n  actual:   {outcome.actual}\n  expected: {outcome.expected}")
