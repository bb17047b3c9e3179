"""What follows a number without a blank and makes it wrong: a unit that is none, a suffix, a second point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sage.base.names import closest
from sage.compiler.syntax.machine import BROKEN
from sage.compiler.syntax.tokens import Token, sign

if TYPE_CHECKING:
    from sage.compiler.syntax.tokens import Scan

KINDS = frozenset(("INT", "FLOAT", "DURATION", "SIZE"))

UNITS = ("ns", "us", "ms", "s", "m", "h", "d", "w", "B", "KB", "MB", "GB", "KiB", "MiB", "GiB")
WORDS = {
    "nanos": "ns", "nsec": "ns", "nanosecond": "ns", "nanoseconds": "ns",
    "µs": "us", "μs": "us", "usec": "us", "micro": "us", "micros": "us", "microsecond": "us", "microseconds": "us",
    "msec": "ms", "msecs": "ms", "milli": "ms", "millis": "ms", "millisecond": "ms", "milliseconds": "ms",
    "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "min": "m", "mins": "m", "minute": "m", "minutes": "m",
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "day": "d", "days": "d", "wk": "w", "wks": "w", "week": "w", "weeks": "w",
    "k": "KB", "kb": "KB", "mb": "MB", "gb": "GB", "g": "GB", "kib": "KiB", "mib": "MiB", "gib": "GiB",
    "byte": "B", "bytes": "B",
}  # fmt: skip
_NO_FIXED_LENGTH = {"mo": 30, "mon": 30, "month": 30, "months": 30, "y": 365, "yr": 365, "year": 365, "years": 365}
_TYPES = ("i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64")
_SUFFIXES = ("l", "ll", "u", "ul", "ull", "lu", "f", "n", "dec")

_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?)([^\W\d_]+)")
_WORD = re.compile(r"\w+")
_MORE = re.compile(r"[\w.]*\w|\.")
_POINT_FIRST = re.compile(r"\.[0-9][0-9_]*(?:[eE][+-]?[0-9]+)?(?!\w)")


def unit_of(word: str) -> str | None:
    """The unit that a word means, if it means one."""
    if word in UNITS:
        return word
    return WORDS.get(word.casefold())


def check(result: Scan, text: str, position: int, stop: int) -> int:
    """Look at what follows the number, or follows the point, that was just read. Answers where reading goes on."""
    last = result.tokens[-1]
    if last.text == ".":
        return _point_first(result, text, last, stop)
    following = text[position : min(stop, position + 2)]
    if following[:1] == "." and last.kinds == ("INT",):
        if following[1:] == "." or (following[1:] and (following[1:].isalpha() or following[1:] in "_`")):
            return position
        return _replace(result, position + 1, "`{}` lacks a digit after the point", "FLOAT", last.text + ".0")
    if following[:1] == "." and following[1:].isdigit() and last.kinds == ("FLOAT",):
        return _no_number(result, text, stop)
    if following[:1].isalnum() or following[:1] == "_":
        found = _WORD.match(text, position, stop)
        assert found is not None
        return _suffixed(result, text, found.group(), found.end(), stop)
    if last.text.endswith("_") or ("__" in last.text and last.kinds[0] in ("INT", "FLOAT")):
        clean = re.sub("_+", "_", last.text).strip("_")
        return _replace(result, position, "`{}`: a `_` stands between two digits", last.kinds[0], clean)
    return position


def _replace(
    result: Scan, end: int, message: str, kind: str, write: str, code: str = "E0003", safe: bool = True
) -> int:
    """Give a message for the last token up to `end` and read it as something else."""
    start = result.tokens[-1].start
    written = result.source.text[start:end]
    result.say(code, start, end, message.format(written), f"write `{write}`", write=write, safe=safe)
    result.tokens[-1] = Token((kind,), write, start, end, True)
    return end


def _no_number(result: Scan, text: str, stop: int) -> int:
    last = result.tokens[-1]
    found = _MORE.match(text, last.end, stop)
    end = found.end() if found else last.end
    help = "a version or an address is a text: put quotes around it"
    result.say("E0003", last.start, end, f"`{text[last.start : end]}` is no number", "two points", help=help)
    result.tokens[-1] = Token((BROKEN,), "", last.start, end, True)
    return end


def _point_first(result: Scan, text: str, point: Token, stop: int) -> int:
    found = _POINT_FIRST.match(text, point.start, stop)
    before = result.tokens[-2] if len(result.tokens) > 1 else None
    after_operand = before and before.end == point.start and (before.is_name or before.text in (")", "]", "}"))
    if not found or after_operand:
        return point.end
    return _replace(result, found.end(), "`{}` lacks a digit before the point", "FLOAT", "0" + found.group())


def _suffixed(result: Scan, text: str, word: str, end: int, stop: int) -> int:
    last = result.tokens[-1]
    start, number, kind = last.start, last.text, last.kinds[0]
    written = text[start:end]
    if number[:2] in ("0x", "0b") or (number == "0" and word[0] in "xXbBoO"):
        return _other_base(result, written, end)
    if re.fullmatch("[eE]", word) and kind in ("INT", "FLOAT"):
        return _replace(result, end, "`{}` lacks the digits of its exponent", "FLOAT", f"{number}e0", safe=False)
    if word in _TYPES:
        help = f"a value is converted by a call: `{word}({number})`"
        result.say("E0003", start, end, f"`{written}`: numbers have no suffix", "", help=help)
        result.tokens[-1] = Token((kind,), number, start, end, True)
        return end
    if word.casefold() in _NO_FIXED_LENGTH:
        days = _NO_FIXED_LENGTH[word.casefold()]
        help = f"months and years differ in length; write days: `{days}d`"
        result.say("E0004", start, end, f"`{word}` is no unit of time", "", help=help)
        result.tokens[-1] = Token(("DURATION",), f"{days}d", start, end, True)
        return end
    if meant := _with_units(written):
        kind = "SIZE" if meant.endswith("B") else "DURATION"
        return _replace(result, end, f"`{word}` is no unit", kind, meant, "E0004")
    if word.casefold() in _SUFFIXES:
        return _replace(result, end, "`{}`: numbers have no suffix", kind, number)
    if word.isalpha() and not word.startswith(("st", "nd", "rd", "th")):
        near = closest(word, UNITS)
        if near and (meant := _with_units(number + near)):
            kind = "SIZE" if near.endswith("B") else "DURATION"
            return _replace(result, end, f"`{word}` is no unit", kind, meant, "E0004", safe=False)
        help = "units of time are `ns us ms s m h d w`, of size `B KB MB GB KiB MiB GiB`"
        result.say("E0004", start, end, f"`{word}` is no unit", "", help=help)
        result.tokens[-1] = Token((BROKEN,), "", start, end, True)
        return end
    help = "a column that is called so stands between backticks"
    result.say(
        "E0003", start, end, "a name does not begin with a digit", "", help=help, write=f"`{written}`", safe=False
    )
    result.tokens[-1] = Token(("NAME", *sign(".")), f"`{written}`", start, end, True)
    return end


def _with_units(written: str) -> str | None:
    """`1h30min` with units of ours, if it is amounts of time, or one of size."""
    plain = written.replace("_", "")
    parts = _AMOUNT.findall(plain)
    if "".join(map("".join, parts)) != plain:
        return None
    amounts = [(amount, unit_of(word)) for amount, word in parts]
    is_size = [unit is not None and unit.endswith("B") for _, unit in amounts]
    if any(unit is None for _, unit in amounts) or (any(is_size) and len(amounts) > 1):
        return None
    return "".join(f"{amount}{unit}" for amount, unit in amounts)


def _other_base(result: Scan, written: str, end: int) -> int:
    """A hexadecimal or binary number with wrong digits, or an octal one."""
    base, digits = written[:2].lower(), written[2:]
    if base == "0o" and re.fullmatch("[0-7]+", digits):
        return _replace(result, end, "`{}`: there are no octal numbers", "INT", str(int(digits, 8)))
    if written[:2] in ("0X", "0B") and re.fullmatch("[0-9a-fA-F_]+" if base == "0x" else "[01_]+", digits):
        return _replace(result, end, f"`{written[:2]}` is written `{base}`", "INT", base + digits)
    of = {"0x": "hexadecimal digits are 0-9 and a-f", "0b": "binary digits are 0 and 1"}.get(base, "digits are 0-9")
    start = result.tokens[-1].start
    result.say("E0003", start, end, f"`{written}` is no number", "", help=of)
    result.tokens[-1] = Token((BROKEN,), "", start, end, True)
    return end
