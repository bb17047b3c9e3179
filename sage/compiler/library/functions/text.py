"""Functions of text, which count code points and know Unicode as Python does."""

from __future__ import annotations

from functools import partial
from typing import Any

from sage.base import types as t
from sage.base.text_forms import format_value, parse_float, parse_integer, variant_of
from sage.compiler.library.functions import failures
from sage.compiler.library.functions.formatting import format_number, format_text
from sage.compiler.library.registry import function


def _split(text: str, separator: str) -> list[str]:
    return text.split(separator) if separator else list(text)


def _index_of(text: str, part: str) -> int | None:
    at = text.find(part)
    return None if at < 0 else at


def _padding(text: str, length: int, filling: str) -> str:
    missing = length - len(text)
    if missing <= 0 or not filling:
        return ""
    if length > failures.LONGEST_MADE:
        raise failures.too_long("text", length, "characters")
    return (filling * (missing // len(filling) + 1))[:missing]


def _pad_start(text: str, length: int, filling: str = " ") -> str:
    return _padding(text, length, filling) + text


def _pad_end(text: str, length: int, filling: str = " ") -> str:
    return text + _padding(text, length, filling)


def _declare(signature: str, cpp: str, py: Any, doc: str, **options: Any) -> None:
    function(signature, cpp=f"sage::fn::{cpp}", py=py, doc=doc, **options)


_declare("len(str) -> i64", "len({0})", len, "The number of code points.")
_declare("len(bytes) -> i64", "len({0})", len, "The number of bytes.")
_declare("byte_len(str) -> i64", "byte_len({0})", lambda s: len(s.encode()), "The number of bytes in UTF-8.")
_declare("upper(str) -> str", "upper({f}, {0})", str.upper, "The text in upper case.")
_declare("lower(str) -> str", "lower({f}, {0})", str.lower, "The text in lower case.")
_declare("trim(str) -> str", "trim({0})", lambda s: s.strip(), "The text without white space at its ends.")
_declare(
    "split(str, str) -> list<str>",
    "split({f}, {0}, {1})",
    _split,
    "The parts between separators; of none, the characters.",
)
_declare("split(str) -> list<str>", "split({f}, {0})", lambda s: s.split(), "The words between white space.")
_declare(
    "join(list<str>, str) -> str",
    "join({f}, {0}, {1})",
    lambda a, s: s.join(a),
    "The texts with a separator between them.",
)
_declare(
    "replace(str, str, str) -> str",
    "replace({f}, {0}, {1}, {2})",
    lambda s, a, b: s.replace(a, b),
    "Every a replaced by b.",
)
_declare("contains(str, str) -> bool", "contains({0}, {1})", lambda s, a: a in s, "Whether the text has this part.")
_declare(
    "starts_with(str, str) -> bool", "starts_with({0}, {1})", lambda s, a: s.startswith(a), "Whether it begins so."
)
_declare("ends_with(str, str) -> bool", "ends_with({0}, {1})", lambda s, a: s.endswith(a), "Whether it ends so.")
_declare(
    "slice(str, i64, i64) -> str", "slice({0}, {1}, {2})", lambda s, i, j: s[i:j], "The characters from i up to j."
)
_declare("slice(str, i64) -> str", "slice({0}, {1})", lambda s, i: s[i:], "The characters from i on.")
_declare("index_of(str, str) -> i64?", "index_of({0}, {1})", _index_of, "Where the part begins first, or null.")
for _name, _py, _end in (("pad_start", _pad_start, "in front"), ("pad_end", _pad_end, "behind")):
    _doc = f"Filled up {_end} to n characters, with blanks or with the last argument."
    _declare(f"{_name}(str, i64) -> str", f"{_name}({{at}}, {{0}}, {{1}})", _py, _doc, may_raise=True)
    _declare(f"{_name}(str, i64, str) -> str", f"{_name}({{at}}, {{0}}, {{1}}, {{2}})", _py, _doc, may_raise=True)

_declare("parse_int(str) -> i64?", "parse_int({0})", parse_integer, "The integer that the text is, or null.")
_declare("parse_float(str) -> f64?", "parse_float({0})", parse_float, "The number that the text is, or null.")

for _type in t.SCALARS.values():
    if _type in t.NUMBERS or _type in (t.BOOL, t.STR, t.BYTES, t.TIMESTAMP, t.DURATION):
        _text = partial(format_value, type=_type)
        _declare(f"to_str({_type}) -> str", "to_str({f}, {0})", _text, "The value's text form, as in files.")
    if _type in t.NUMBERS:
        _formatted = partial(format_number, type=_type)
        _declare(f"format({_type}, str) -> str", "format({f}, {0}, {1})", _formatted, "By a format spec of Python.")
_declare("to_str(E) -> str", "to_str({f}, {0})", variant_of, "The name of the variant.")
_declare("format(str, str) -> str", "format({f}, {0}, {1})", format_text, "The text by a format spec of Python.")
