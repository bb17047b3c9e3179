"""Random programs over random rows: the reference, the executable and the executable without passes must agree.

The programs are those of a fixed seed, so that a failure can be repeated; `scripts/random_programs.py` runs others, as
many as one likes, and makes what is wrong smaller.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.random.agree import disagreements
from tests.random.programs import Program, program_of
from tests.random.timed import timed_program_of

FOLDER = Path(__file__).parents[2] / "build" / "test-random"
SEED = int(os.environ.get("SAGE_SEED", "1"))
_CHUNK = 100  # programs that are compiled by one run of Ninja


def compare(numbers: range, *, native: bool, kind: Callable[[int, int], Program] = program_of) -> None:
    """Runs the programs with these numbers in all ways."""
    timed = " --timed" if kind is timed_program_of else ""
    found = []
    for start in range(numbers.start, numbers.stop, _CHUNK):
        programs = [kind(SEED, number) for number in range(start, min(start + _CHUNK, numbers.stop))]
        found += disagreements(programs, FOLDER, native=native)
    again = f"scripts/random_programs.py{timed} --seed {SEED} --one"
    problems = [f"{d.way}: {d.what}\n{again} {d.program.number}\n\n{d.program.text}" for d in found]
    assert not problems, "\n\n".join(problems[:5])


def test_two_hundred_programs_mean_the_same_everywhere() -> None:
    compare(range(200), native=True)


def test_passes_leave_the_meaning_of_more_programs() -> None:
    compare(range(200, 500), native=False)


def test_thirty_programs_with_event_time_mean_the_same_everywhere() -> None:
    compare(range(30), native=True, kind=timed_program_of)


def test_passes_leave_the_meaning_of_more_programs_with_event_time() -> None:
    compare(range(30, 130), native=False, kind=timed_program_of)


@pytest.mark.slow
def test_a_thousand_programs_with_event_time_mean_the_same_everywhere() -> None:
    compare(range(30, 1000), native=True, kind=timed_program_of)


@pytest.mark.slow
def test_ten_thousand_programs_mean_the_same_everywhere() -> None:
    compare(range(200, 10_000), native=True)
