"""Programs with mistakes of all kinds, made from all programs that there are: messages and nothing else, soon."""

from __future__ import annotations

import os

import pytest

from .mutants import try_all

EACH_RUN = 3000
MANY = int(os.environ.get("SAGE_MUTANTS", "100000"))
SEED = int(os.environ.get("SAGE_SEED", "0"))


@pytest.mark.parametrize("part", range(6))
def test_a_mutant_gives_messages_or_is_a_program(part: int) -> None:
    numbers = range(part * EACH_RUN // 6, (part + 1) * EACH_RUN // 6)
    assert 0 < try_all(numbers) < len(numbers), "mutants are to be both right and wrong"


@pytest.mark.slow
@pytest.mark.parametrize("part", range(50))
def test_many_more_mutants(part: int) -> None:
    first = SEED + EACH_RUN + part * MANY // 50
    try_all(range(first, first + MANY // 50))
