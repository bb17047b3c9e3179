"""Did you mean."""

import pytest

from sage.base.names import closest, distance

STAGES = ["filter", "select", "extend", "limit", "top", "into"]
WORDS = {"where": "filter", "take": "limit", "to": "into", "gone": "nowhere"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("FILTER", "filter"),
        ("fitler", "filter"),
        ("flter", "filter"),
        ("where", "filter"),
        ("ext", "extend"),
        ("zebra", None),
        ("gone", None),
        ("t", None),
    ],
)
def test_case_then_slips_then_words_of_other_tools_then_beginnings(written: str, meant: str | None) -> None:
    assert closest(written, STAGES, WORDS) == meant


def test_a_third_of_the_letters_may_differ() -> None:
    assert closest("departure", ["depurtura"]) == "depurtura"
    assert closest("abcdef", ["abxyzf"]) is None


def test_of_equals_the_first_given_wins() -> None:
    assert closest("cat", ["car", "can"]) == "car"


def test_one_letter_is_never_taken_for_another() -> None:
    assert closest("x", ["y"]) is None


def test_swapped_neighbours_are_one_slip() -> None:
    assert distance("amuont", "amount") == 1
    assert distance("", "abc") == 3
