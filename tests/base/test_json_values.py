"""Maps, arrays and json as values of the reference; cpp_runtime/tests/maps_json.cpp says the same of C++."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sage.base import types as t
from sage.base.json_values import JSON_NULL, at_path, path_steps
from sage.base.strict_json import read_json
from sage.base.types import Array, Map, Type
from sage.base.values import from_json, json_text, key_of

COUNTS = Map(t.STR, t.I64)
ROW = t.schema([t.Field("counts", COUNTS)])


def again(text: str, type: Type) -> str:
    """The value's JSON form, or the reason why there is none."""
    try:
        return json_text(from_json(read_json(text), type), type)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize(
    ("text", "type", "written"),
    [
        ('{"b":1,"a":2,"b":3}', COUNTS, '{"b":3,"a":2}'),
        ('{"true":1,"false":2}', Map(t.BOOL, t.I64), '{"true":1,"false":2}'),
        ('{"60s":1}', Map(t.DURATION, t.I64), '{"1m":1}'),
        ('{"7":1,"+07":2}', Map(t.I8, t.I64), '{"7":2}'),
        ('{"yes":1}', Map(t.BOOL, t.I64), 'the key "yes" is not a bool'),
        ('{"7":1,"300":2}', Map(t.I8, t.I64), 'the key "300" is not an i8'),
        ('{"a":1.5}', COUNTS, '["a"]: 1.5 is not an i64'),
        ('{"counts":[]}', ROW, "counts: a list is not a map"),
        ('{"counts":{"a b":null}}', ROW, 'counts["a b"]: null is not an i64'),
        ("[1,2,3]", Array(t.U8, 3), "[1,2,3]"),
        ("[1,2]", Array(t.U8, 3), "a list of 2 items is not one of 3"),
        ("[1,2,300]", Array(t.U8, 3), "[2]: 300 is not a u8"),
        ("1", Array(t.U8, 3), "1 is not a list"),
        ('{"a":[1,-0,1.50,1e2,18446744073709551615]}', t.JSON, '{"a":[1,0,1.5,100.0,18446744073709551615]}'),
        ("18446744073709551616", t.JSON, "1.8446744073709552e+19"),
        ("[1e999,-1e999]", t.JSON, '["Infinity","-Infinity"]'),
        ('{"a":{"b":1},"c":3,"a":{"b":4,"b":5}}', t.JSON, '{"a":{"b":5},"c":3}'),
        ("null", t.JSON, "null"),
    ],
)
def test_what_is_read_is_written_or_refused(text: str, type: Type, written: str) -> None:
    assert again(text, type) == written


def test_bytes_and_floats_without_a_number_are_text_in_json() -> None:
    assert from_json([b"\xff", math.nan, 2.0, None], t.JSON) == ["/w==", "NaN", 2.0, JSON_NULL]


@pytest.mark.parametrize(
    ("a", "b", "are_one"),
    [
        ('{"a":1,"b":[1.0,null]}', '{"b":[1,null],"a":1.0}', True),
        ("-0.0", "0", True),
        ("9007199254740993", "9007199254740992.0", False),
        ("1", "true", False),
        ("[1,2]", "[2,1]", False),
        ("[]", "{}", False),
        ("0", "null", False),
    ],
)
def test_keys_of_json_are_its_values(a: str, b: str, are_one: bool) -> None:
    one, other = (key_of(from_json(read_json(text), t.JSON)) for text in (a, b))
    assert (one == other) is are_one
    assert not are_one or hash(one) == hash(other)


VALUE: Any = from_json({"a": {"b": [{"c d": 1}, 2]}, "": 3, "n": None}, t.JSON)


def test_a_path_leads_inside() -> None:
    assert path_steps('a.b[-2]["c d"]') == ["a", "b", -2, "c d"]
    assert [at_path(VALUE, path) for path in ("a.b[1]", 'a.b[-2]["c d"]', '[""]')] == [2, 1, 3]


@pytest.mark.parametrize(
    "path",
    ["", "n", "a.b[2]", "a.x", "a..b", ".a", "a.", "a[", "a[b]", "a.b[]", "a.b[1", "a.b[+1]", "a.b[--1]", '["a"b"]'],
)
def test_what_is_no_path_finds_nothing(path: str) -> None:
    assert at_path(VALUE, path) is None
