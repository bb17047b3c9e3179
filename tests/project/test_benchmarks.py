"""The programs of the benchmarks are valid: they are run by `make bench` only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"

sys.path.append(str(BENCHMARKS))

from contenders import SOURCES  # noqa: E402

PROGRAMS = sorted(BENCHMARKS.glob("**/*.sage"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: str(p.relative_to(BENCHMARKS)))
def test_a_program_has_no_mistake(program: Path) -> None:
    check(program)


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.name)
def test_the_queries_read_from_every_source(source: object) -> None:
    check(*(source.program(query) for query in source.queries))  # type: ignore[attr-defined]


def check(*programs: Path) -> None:
    command = [Path(sys.executable).with_name("sagec"), "check", *programs]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
