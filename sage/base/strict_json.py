"""JSON text that keeps the digits of its numbers, and nothing but JSON (RFC 8259); twin of C++ src/json_parse.cpp."""

from __future__ import annotations

import json
from typing import Any

from sage.base.frozen import dataclass

DEEPEST = 200


@dataclass(frozen=True)
class JsonNumber:
    """A number that nobody has asked for yet: types take what they can hold from the same digits."""

    text: str


def read_json(text: str) -> Any:
    """The payload of a JSON text; numbers are JsonNumber. Raises ValueError with the reason if it is something else."""
    try:
        payload = json.loads(text, parse_int=JsonNumber, parse_float=JsonNumber, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("JSON nested too deeply") from None
    except ValueError:
        raise ValueError("not valid JSON") from None
    if (deep := text.count("[") + text.count("{") > DEEPEST) or "\\u" in text:
        # Objects as flat lists, so that names that occur twice are looked at, too.
        everything = json.loads(text, object_pairs_hook=lambda pairs: [part for pair in pairs for part in pair])
        if deep and _depth(everything) > DEEPEST:
            raise ValueError("JSON nested too deeply")
        if not _is_whole(everything):
            raise ValueError("half of a surrogate pair in JSON text")
    return payload


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _is_whole(payload: Any) -> bool:
    """True if no text has half of a surrogate pair."""
    if isinstance(payload, list):
        return all(map(_is_whole, payload))
    return not isinstance(payload, str) or not any("\ud800" <= c <= "\udfff" for c in payload)


def _depth(payload: Any) -> int:
    depth, level = 0, [payload]
    while level := [v for v in level if isinstance(v, list | dict)]:
        depth += 1
        level = [inner for v in level for inner in v]
    return depth
