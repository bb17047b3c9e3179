"""User's words as C++: names stay apart, text stays text."""

from __future__ import annotations

import random
import re

import pytest

from sage.base import types as t
from sage.compiler.emit.cpp import Code, Sites, Structs
from sage.compiler.emit.names import identifier, literal

NAMES = [
    "a",
    "class",
    "class_",
    "a_",
    "a__b",
    "_a",
    "$1",
    "x_1_",
    "größe",
    "日付",
    "fields",
    "plain",
    "r",
    "int",
    "stdin",
    "_",
    "__",
]


def test_different_names_are_different_identifiers() -> None:
    made = {name: identifier(name) for name in NAMES}
    assert len(set(made.values())) == len(made), made


def test_identifiers_are_legal_and_none_is_a_word_of_cpp() -> None:
    for seed in range(300):
        letters = random.Random(seed).choices("abz_019$äß日", k=random.Random(seed).randint(1, 6))
        made = identifier("".join(letters))
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", made), (seed, made)
        assert "__" not in made, (seed, made)


@pytest.mark.parametrize(
    ("text", "cpp"),
    [("a", '"a"'), ('"\\', '"\\"\\\\"'), ("\n\0", '"\\012\\000"'), ("ä", '"\\303\\244"'), ("??/", '"\\?\\?/"')],
)
def test_text_is_escaped(text: str, cpp: str) -> None:
    assert literal(text) == cpp


@pytest.mark.parametrize(
    ("value", "type", "cpp"),
    [
        (-(2**63), t.I64, "int64_t{-9223372036854775807 - 1}"),
        (2**64 - 1, t.U64, "uint64_t{18446744073709551615u}"),
        (float("-inf"), t.F64, "-std::numeric_limits<double>::infinity()"),
        (-0.0, t.F64, "-0.0"),
        (None, t.Optional(t.STR), "std::optional<std::string_view>{}"),
        (5, t.DURATION, "sage::Duration{5}"),
    ],
)
def test_values_keep_their_type(value: object, type: t.Type, cpp: str) -> None:
    assert Code(Structs(), Sites()).constant(value, type) == cpp
