"""What a Python method takes, in the words of the language."""

from __future__ import annotations

import pytest

from sage.runtime.signatures import PayloadError, signature


def count(stock: dict[int, float], flags: dict[bool, list[str]]) -> dict[str, int]:
    """Takes maps."""
    return {"n": len(stock) + len(flags)}


def test_maps_have_the_keys_that_the_annotation_says() -> None:
    method = signature("count", count)
    assert method.parameter_text == "{stock: map<i64, f64>, flags: map<bool, list<str>>}"
    assert method.result_text == "map<str, i64>"
    assert method.call({"stock": {"7": 1, "-3": 1.5}, "flags": {"true": ["x"]}}) == {"n": 3}


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({"stock": {"x": 1}, "flags": {}}, 'stock: "x" is not an i64'),
        ({"stock": {"1": "y"}, "flags": {}}, r'stock\[1\]: "y" is not an f64'),
        ({"stock": [], "flags": {}}, "stock: \\[\\] is not a"),
    ],
)
def test_what_is_no_such_map_is_named(payload: object, message: str) -> None:
    with pytest.raises(PayloadError, match=message):
        signature("count", count).call(payload)
