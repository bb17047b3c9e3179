"""Files with everything that readers get wrong, from a seed; and the schemas of cpp_runtime/tests/io_driver.cpp."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random

from sage.base import types as t
from sage.base.types import Field, List, Optional, Schema, schema

FLAT = schema(
    [
        Field("a", t.STR),
        Field("b", Optional(t.I64)),
        Field("c", t.F64),
        Field("d", Optional(t.STR)),
        Field("e", t.U8, default=7),
        Field("t", Optional(t.TIMESTAMP)),
        Field("f", Optional(t.F32)),
        Field("g", Optional(t.BOOL)),
        Field("h", Optional(t.BYTES)),
        Field("i", Optional(t.DURATION)),
        Field("n", Optional(t.I16), outside='n "outside"'),
    ]
)
INNER = schema([Field("x", t.I32), Field("ys", List(Optional(t.F64)))])
NESTED = schema(
    [
        Field("id", t.U64),
        Field("name", Optional(t.STR)),
        Field("tags", List(t.STR)),
        Field("price", t.F64, default=1.5),
        Field("at", Optional(t.TIMESTAMP)),
        Field("inner", Optional(INNER)),
        Field("raw", Optional(t.BYTES)),
        Field("d", Optional(t.DURATION)),
        Field("f", Optional(t.F32)),
        Field("flag", Optional(t.BOOL)),
        Field("more", List(INNER), default=[]),
    ]
)

_TEXTS = [
    "",
    "a",
    "NA",
    "null",
    "x y",
    " x ",
    "ä",
    "日本語",
    "\U0001f600",
    "a\rb",
    "tab\there",
    "\x7f",
    "'",
    "\\",
    "long" * 30,
]
_INTEGERS = ["0", "-0", "7", "+7", "007", "-12", "127", "128", "255", "256", "-32768", "32768", "12345678", "123456789"]
_INTEGERS += ["9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615", "1" * 25]
_FLOATS = [
    "0.1",
    "-0.0",
    "1e3",
    "1E-5",
    ".5",
    "5.",
    "1e999",
    "-1e400",
    "nan",
    "inf",
    "Infinity",
    "3.4028236e38",
    "1e-46",
]
_FLOATS += ["16777217", "0.30000000000000004", "123456789012345678", "2.5", "1e16", "1e22", "5e-324"]
_TIMES = ["2026-01-01", "2026-01-01T10:00:00Z", "2026-01-01 10:00", "2026-02-30", "2026-01-01T10:00:00.123456789+02:00"]
_TIMES += ["0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59.999999Z", "1767225600", "1767225600000", "-1"]
_DURATIONS = ["0s", "1m30s", "250ms", "1.5h", "15us", "1", "-2d", "999999999w", "1ns", "1000ns"]
_BYTES = ["", "QQ==", "QUI=", "QUJD", "QQ=", "Q===", "QUJD=", "QR==", "Q-_=", "QQ==QQ=="]
_WORDS = ["true", "false", "True", "1"]

_INVALID = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xc0\x80", b"\xf4\x90\x80\x80", b"a\xe2\x82b"]


class Dice(Random):
    """Rolls, and how often they may come out badly: never, seldom or often, for a whole file."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.badness = self.choice([0.0, 0.005, 0.1])

    def fails(self) -> bool:
        return self.random() < self.badness


def _value(dice: Dice, type: t.Type) -> str:
    """Text that mostly fits a type; numbers as JSON has them."""
    if dice.fails():
        return dice.choice(dice.choice([_TEXTS, _INTEGERS, _FLOATS, _TIMES, _DURATIONS, _BYTES, _WORDS]))
    match t.required(type):
        case t.STR:
            return dice.choice(_TEXTS)
        case t.F32 | t.F64:
            if dice.random() < 0.5:
                return dice.choice(
                    ["0.1", "-0.0", "1e3", "1E-5", "1e999", "16777217", "3.4028236e38", "1e22", "0", "-7"]
                )
            return dice.choice(
                [repr(dice.uniform(-1e6, 1e6)), repr(dice.uniform(-1, 1)), str(dice.randrange(10**6) / 100)]
            )
        case t.TIMESTAMP:
            return dice.choice(
                ["2026-01-01", "2026-01-01T10:00:00Z", "2026-01-01 10:00", "0001-01-01T12:00:00.5+02:00"]
            )
        case t.DURATION:
            return dice.choice(["0s", "1m30s", "250ms", "1.5h", "15us", "-2d", "1000ns"])
        case t.BYTES:
            return dice.choice(["QQ==", "QUI=", "QUJD", "QR=="])
        case t.BOOL:
            return dice.choice(["true", "false"])
        case integer:
            low, high = t.integer_range(integer)
            return str(dice.choice([low, high, 0, dice.randint(low, high), dice.randint(0, 127)]))


# ---------------------------------------------------------------- CSV


def csv_file(dice: Dice, path: Path, delimiter: str, quote: str, header: bool) -> None:
    columns = [f.outside_name for f in FLAT]
    wild = dice.fails()
    if header:
        dice.shuffle(columns)
        columns += dice.sample(["extra", "", "other"], dice.randrange(3))
        for name in dice.sample(["b", "e", "t", "f", "g", "h", "i"], dice.randrange(3)):
            columns.remove(name)
        if dice.fails():
            columns.remove("c")
        if dice.fails():
            columns.append("d")
    types = {f.outside_name: f.type for f in FLAT}
    end = dice.choice([b"\n", b"\r\n"])
    lines = [_csv_line(dice, columns, delimiter, quote)] if header else []
    for _ in range(dice.choice([0, 1, 5, 40])):
        if dice.random() < 0.05:
            lines.append(dice.choice([b"", b"\r", b" "]))
        fields = [_csv_value(dice, types.get(c, t.STR)) for c in columns]
        if dice.fails():
            fields = fields[: dice.randrange(1, len(fields) + 1)]
        if dice.fails():
            fields.append("more")
        line = _csv_line(dice, fields, delimiter, quote)
        if wild or dice.fails():
            at = dice.randrange(len(line) + 1)
            line = line[:at] + dice.choice([quote.encode(), b"\r", delimiter.encode(), *_INVALID]) + line[at:]
        lines.append(line)
    data = end.join(lines)
    if lines and dice.random() < 0.8:
        data += end
    if dice.fails():
        data += quote.encode() + b"open"
    _write(dice, path, data)


def _csv_value(dice: Dice, type: t.Type) -> str:
    return "" if isinstance(type, Optional) and dice.random() < 0.2 else _value(dice, type)


def _csv_line(dice: Dice, fields: list[str], delimiter: str, quote: str) -> bytes:
    return delimiter.join(_csv_field(dice, f, delimiter, quote) for f in fields).encode()


def _csv_field(dice: Dice, text: str, delimiter: str, quote: str) -> str:
    if (text in _TEXTS and dice.random() < 0.1) or dice.fails():
        text += dice.choice([delimiter, quote, "\n", "\r\n", f"{quote}{delimiter}{quote}"])
    if any(c in text for c in (delimiter, quote, "\n", "\r")) or dice.random() < 0.1:
        return quote + text.replace(quote, quote * 2) + quote
    return text


# ---------------------------------------------------------------- JSON lines


def jsonl_file(dice: Dice, path: Path) -> None:
    lines = []
    for _ in range(dice.choice([0, 1, 5, 40])):
        line = _json(dice, NESTED).encode()
        if dice.fails():
            at = dice.randrange(len(line) + 1)
            line = line[:at] + dice.choice([b"\\", b'"', b",", b"}", b"\x01", b"NaN", *_INVALID]) + line[at:]
        elif dice.fails():
            line = line[: dice.randrange(len(line) + 1)]
        elif dice.fails():
            line = dice.choice([b"", b" \t", b"\r", b"null", b"[]", b"5", b'"x"', b"{}", b"[" * 300 + b"]" * 300])
        lines.append(line)
    end = dice.choice([b"\n", b"\r\n"])
    _write(dice, path, end.join(lines) + (end if dice.random() < 0.8 else b""))


def _json(dice: Dice, type: t.Type) -> str:
    """JSON that mostly fits a type."""
    blank = dice.choice(["", "", "", " ", "\t "])
    if isinstance(type, Optional) and dice.random() < 0.2:
        return "null"
    if dice.fails():
        return dice.choice(['"x"', "1", "1.5", "true", "null", "[]", "{}", "[1]", '{"x":1}', '"' + "y" * 50 + '"'])
    match t.required(type):
        case List(item):
            return "[" + f",{blank}".join(_json(dice, item) for _ in range(dice.randrange(4))) + "]"
        case Schema() as record:
            fields = [f for f in record if not f.is_required or not dice.fails()]
            if dice.random() < 0.3:
                dice.shuffle(fields)
            pairs = [f"{json.dumps(f.outside_name)}{blank}:{blank}{_json(dice, f.type)}" for f in fields]
            if dice.random() < 0.2:
                pairs.insert(dice.randrange(len(pairs) + 1), '"unknown": [{"a": [1, {}]}, "x\\n"]')
            if pairs and dice.fails():
                pairs.append(dice.choice(pairs).split(":")[0] + dice.choice([":3", ':"x"', ":null"]))
            if dice.fails():
                pairs.append(_string(dice, "key") + ":1")
            return "{" + blank + ",".join(pairs) + blank + "}"
        case t.STR | t.TIMESTAMP | t.DURATION | t.BYTES:
            if type == Optional(t.TIMESTAMP) and dice.fails():
                return dice.choice(["0", "1767225600", "-1", "1e3", "99999999999999999"])
            return _string(dice, _value(dice, type))
        case _:
            if t.required(type) in t.FLOATS and dice.random() < 0.1:
                return dice.choice(['"NaN"', '"Infinity"', '"-Infinity"'])
            return _value(dice, type)


def _string(dice: Dice, text: str) -> str:
    if (text in _TEXTS and dice.random() < 0.2) or dice.fails():
        text += dice.choice(["\n", "\x01", '"', "\\", "/", "é", "\U0001f600"])
    shown = json.dumps(text, ensure_ascii=dice.random() < 0.5)
    if dice.fails():
        escape = dice.choice(
            ["\\ud800", "\\udc00", "\\ud800\\u0041", "\\ud83d\\ude00", "\\u00e9", "\\/", "\\x", "\\u12"]
        )
        shown = shown[:-1] + escape + '"'
    return shown


# ---------------------------------------------------------------- text


def text_file(dice: Dice, path: Path) -> None:
    pieces = [*(text.encode() for text in _TEXTS), *_INVALID, b"\0", b"\r", b"\n", b"\r\n", b"\n\n"]
    _write(dice, path, b"".join(dice.choice(pieces) for _ in range(dice.choice([0, 1, 5, 200]))))


def _write(dice: Dice, path: Path, data: bytes) -> None:
    if dice.random() < 0.15:
        data = b"\xef\xbb\xbf" + data
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
