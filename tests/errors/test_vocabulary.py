"""The words of other tools lead to names that there are, and never away from one."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from sage.base.types import SCALARS
from sage.compiler import driver  # noqa: F401  the library is declared with the checker
from sage.compiler.check import vocabulary, words
from sage.compiler.check.program import check_program  # noqa: F401
from sage.compiler.library.registry import AGGREGATES, FUNCTIONS, OPERATORS, SINKS, SOURCES

LATER = {*words.LATER_STAGES, *words.LATER_AGGREGATES}  # names that will be there
TYPES = {*SCALARS, "list", "map", "array"}


@pytest.mark.parametrize(
    ("table", "known"),
    [
        (vocabulary.STAGES, {*OPERATORS, "into", *LATER}),
        (vocabulary.FUNCTIONS, {*FUNCTIONS, *AGGREGATES, *LATER}),
        (vocabulary.TYPES, TYPES),
    ],
    ids=["stages", "functions", "types"],
)
def test_a_word_leads_to_a_name_that_is_not_the_word(table: dict[str, str], known: set[str]) -> None:
    assert sorted(set(table.values()) - known) == []
    assert sorted(word for word in table if word != word.lower()) == []


def test_what_is_written_otherwise_has_no_name() -> None:
    assert sorted(word for word in vocabulary.STAGE_HELP if word in OPERATORS) == []
    assert sorted(word for word in vocabulary.FUNCTION_HELP if word in {*FUNCTIONS, *AGGREGATES}) == []
    assert sorted(vocabulary.FUNCTION_HELP.keys() & vocabulary.FUNCTIONS.keys()) == []
    assert sorted(vocabulary.STAGE_HELP.keys() & vocabulary.STAGES.keys()) == []


def test_words_that_mean_just_the_same_are_words_of_functions() -> None:
    assert sorted(vocabulary.EXACT - vocabulary.FUNCTIONS.keys()) == []


@pytest.mark.parametrize(
    ("later", "known"),
    [
        (words.LATER_TYPES, TYPES),
        (words.LATER_STAGES, OPERATORS),
        (words.LATER_CONNECTORS, {*SOURCES, *SINKS}),
        (words.LATER_AGGREGATES, AGGREGATES),
        (words.LATER_FUNCTIONS, {*FUNCTIONS, *AGGREGATES}),
    ],
    ids=["types", "stages", "connectors", "aggregates", "functions"],
)
def test_a_word_of_a_later_version_is_none_of_this_one(later: tuple[str, ...], known: Collection[str]) -> None:
    assert sorted(set(later) & set(known)) == []


def test_options_and_clauses_of_a_later_version_are_none_of_this_one() -> None:
    slots = [
        named for cls in (*OPERATORS.values(), *SOURCES.values(), *SINKS.values()) for named in cls.slots().items()
    ]
    assert sorted({slot.public(name) for name, slot in slots} & set(words.LATER_OPTIONS)) == []
    assert sorted({slot.clause for _, slot in slots if slot.clause} & set(words.LATER_CLAUSES)) == []
