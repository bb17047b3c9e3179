"""Arguments for calls: edge values of every type, random ones, and for some functions such that something happens."""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Callable
from typing import Any

from sage.base import types as t
from sage.base.json_values import JSON_NULL, json_value
from sage.base.numeric import nearest_f32
from sage.base.text_forms import days_of, format_float, format_timestamp, format_value
from sage.base.types import List, Map, Optional, Type
from tests.functions.instances import Instance

DAY = 24 * 3600 * 1_000_000
EDGES: dict[Type, list[Any]] = {
    t.BOOL: [True, False],
    t.F64: [0.0, -0.0, 1.0, -1.5, 0.1, 2.5, 1e16, 123456789.125, 1e-5, 5e-324, 1.7976931348623157e308, -1e308, 2.0**53,
            2.0**63, -(2.0**63), 2.0**64, math.inf, -math.inf, math.nan, 99.995, 0.5, 1.005, 1e22, 1e23],
    t.STR: ["", "a", "Hello, World", "straße", "ΟΔΥΣΣΕΥΣ", "ΑΣ ΣΑ", "Σ", "A'Σ.", "ǅ İi ŉ ﬃ", "  x\u3000",
            "\x1c\u0085 y", "日本語", "a,b,,c", "%_%", "😀é", "12", "-7.5e3", "aXbXc", "\0"],
    t.BYTES: [b"", b"a", b"\x00\xff", b"hello world!"],
    t.TIMESTAMP: [0, 1, -1, -(2**63), 2**63 - 1, 1767225600_500000, -62135596800_000000, 253402300799_999999, DAY - 1],
    t.DURATION: [0, 1, -1, 1000, 1500, 999_999, 1_000_000, 90_000_000, DAY, -DAY - 1, -(2**63), 2**63 - 1],
}  # fmt: skip
EDGES[t.F32] = [*map(nearest_f32, EDGES[t.F64]), 3.4028234663852886e38, nearest_f32(1e-45)]
for _type in t.INTEGERS:
    _low, _high = t.integer_range(_type)
    EDGES[_type] = [_low, _low + 1, 0, 1, 2, 3, 7, _high - 1, _high] + ([-1, -2, -7] if _low else [])

NAMES = ("a", "b", "a.b", "", "é", "x y", *(f"n{i}" for i in range(30)))
PATHS = (
    "a", "b", "a.b", '["a.b"]', "[0]", "[-1].a", "a[1]", 'a["é"][0].b', "b[-2]", "", "a..b", "[x]", "a[", "[01]",
    "[-]", '["a]', "n1.n2", '[""]', "[+1]", ".a", "a.", "x y", "[0]a", '["a"b"]', "[1234567890123456789]", "[]", "]",
)  # fmt: skip
LETTERS = "aabX ,%_ßéΣσİ語😀.0"


class Arguments:
    """Draws from one seeded source; `of` gives the arguments of a call."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.special: dict[str, Callable[[Instance], tuple[Any, ...]]] = {
            "**": self._power, "range": self._range, "[]": self._index, "get": self._index, "slice": self._slice,
            "take": self._slice, "pad_start": self._pad, "pad_end": self._pad, "parse_int": self._number_text,
            "parse_float": self._number_text, "parse_time": self._time_text, "parse_time in": self._time_text,
            "format": self._format,
            "round": self._round, "truncate": self._truncate, "like": self._like, "in": self._in, "not in": self._in,
            "reads": self._text_of,
        }  # fmt: skip

    def of(self, instance: Instance) -> tuple[Any, ...]:
        special = self.special.get(instance.function.name)
        if any(isinstance(p, Map) or p == t.JSON for p in instance.params):
            special = self._inside
        if special is not None and self.random.random() < 0.8:
            return special(instance)
        return tuple(map(self.value, instance.params))

    def value(self, type: Type) -> Any:
        match type:
            case Optional(item):
                return None if self.random.random() < 0.3 else self.value(item)
            case List(item):
                some = [self.value(item) for _ in range(3)]
                length = self.random.choice((0, 1, 2, 3, 7, 20, 40))
                return [self.random.choice([*some, self.value(item), self.value(item)]) for _ in range(length)]
            case Map(key, item):
                return {self.value(key): self.value(item) for _ in range(self.random.choice((0, 1, 2, 5, 40)))}
            case t.JSON:
                return self._json(3)
        if self.random.random() < 0.4:
            return self.random.choice(EDGES[type])
        return self._scalar(type)

    def _scalar(self, type: Type) -> Any:
        match type:
            case t.BOOL:
                return self.random.random() < 0.5
            case t.STR:
                return "".join(self.random.choices(LETTERS, k=self.random.choice((1, 2, 5, 12, 30, 70))))
            case t.BYTES:
                return self.random.randbytes(self.random.randint(0, 40))
            case t.F32:
                return nearest_f32(self._scalar(t.F64))
            case t.F64:
                return self._float()
            case t.TIMESTAMP:
                return self.random.randint(days_of(1, 1, 1) * DAY, days_of(9999, 12, 31) * DAY)
            case t.DURATION:
                return self._scalar(t.I64) >> self.random.randint(0, 40)
        low, high = t.integer_range(type)
        value = self.random.randint(low, high)
        return value if self.random.random() < 0.5 else value >> self.random.randint(0, t.BITS[type] - 1)

    def _json(self, depth: int) -> Any:
        kind = self.random.choice("lmx0123" if depth > 0 else "x0123")
        match kind:
            case "l":
                return [self._json(depth - 1) for _ in range(self.random.randint(0, 4))]
            case "m":
                names = [self.random.choice(NAMES) for _ in range(self.random.choice((0, 1, 3, 20)))]
                return {name: self._json(depth - 1) for name in names}
            case "x":
                return JSON_NULL
        return json_value(self.value((t.I64, t.U64, t.F64, t.STR)[int(kind)]))

    def _float(self) -> float:
        kind = self.random.random()
        if kind < 0.3:
            return float(struct.unpack("<d", self.random.randbytes(8))[0])
        if kind < 0.6:
            return round(self.random.uniform(-1000, 1000), self.random.randint(0, 4))
        return self.random.uniform(-1, 1) * 10.0 ** self.random.randint(-8, 20)

    # ------------------------------------------------------------ for single functions

    def _power(self, instance: Instance) -> tuple[Any, ...]:
        base = self.value(instance.params[0])
        if instance.params[1] in t.FLOATS:
            return base, float(self.random.randint(-5, 5)) / self.random.choice((1, 2))
        return self.random.choice((base, self.random.randint(0, 9))), self.random.randint(0, 20)

    def _range(self, instance: Instance) -> tuple[Any, ...]:
        start = self.value(t.I64)
        return start, max(-(2**63), min(start + self.random.randint(-3, 20), 2**63 - 1))

    def _index(self, instance: Instance) -> tuple[Any, ...]:
        low, _ = t.integer_range(instance.params[1])
        return self.value(instance.params[0]), self.random.randint(max(low, -10), 10)

    def _slice(self, instance: Instance) -> tuple[Any, ...]:
        return self.value(instance.params[0]), *(self.random.randint(-15, 15) for _ in instance.params[1:])

    def _pad(self, instance: Instance) -> tuple[Any, ...]:
        return self.value(t.STR), self.random.randint(-2, 50), *map(self.value, instance.params[2:])

    def _number_text(self, instance: Instance) -> tuple[Any, ...]:
        kind = self.random.random()
        text = str(self.value(t.I64)) if kind < 0.4 else format_float(self.value(t.F64))
        return (self._spoiled(text),)

    def _inside(self, instance: Instance) -> tuple[Any, ...]:
        """A map or json, and mostly something that is inside it."""
        values = [*map(self.value, instance.params)]
        whole = next(v for v, p in zip(values, instance.params, strict=True) if isinstance(p, Map) or p == t.JSON)
        for place, param in enumerate(instance.params):
            if values[place] is not whole and self.random.random() < 0.8:
                values[place] = self._part(whole, param, values[place])
        return tuple(values)

    def _part(self, whole: Any, wanted: Type, other: Any) -> Any:
        if isinstance(whole, list) and wanted in t.INTEGERS:
            return self.random.randint(-len(whole) - 1, len(whole))
        if wanted == t.STR and (not isinstance(whole, dict) or self.random.random() < 0.4):
            return self.random.choice(PATHS)
        keys = whole if isinstance(whole, dict) else ()
        return self.random.choice([other, *(key for key in keys if type(key) is type(other))])

    def _text_of(self, instance: Instance) -> tuple[Any, ...]:
        type = t.required(instance.result)
        if type == t.DURATION and self.random.random() < 0.5:
            parts = (f"{self.random.randint(0, 99)}{self.random.choice(('', '.5', '.125', '.0001'))}" for _ in range(3))
            return ("".join(part + self.random.choice(("ns", "us", "ms", "s", "m", "h", "d", "w")) for part in parts),)
        return (self._spoiled(format_value(self.value(type), type)),)

    def _time_text(self, instance: Instance) -> tuple[Any, ...]:
        micros = self.value(t.TIMESTAMP)
        if len(instance.params) == 1:
            zone = self.random.choice(("Z", "", "+02:00", "-0530", "+14", "z"))
            return (self._spoiled(format_timestamp(micros)[:-1] + zone),)
        from sage.compiler.library.functions.time_patterns import format_time

        pattern = self._pattern()
        return self._spoiled(format_time(micros, pattern)), pattern

    def _pattern(self) -> str:
        common = ("%Y-%m-%d %H:%M:%S.%f%z", "%d/%b/%Y:%H:%M:%S %z", "%a, %d %B %y %I:%M %p", "%Y%j", "%A %d.%m.%Y")
        if self.random.random() < 0.6:
            return self.random.choice(common)
        return "".join("%" + self.random.choice("YmdHMSfzZbBaAyjpI%") + self.random.choice(" -:T,") for _ in range(5))

    def _format(self, instance: Instance) -> tuple[Any, ...]:
        value = self.value(instance.params[0])
        if instance.params[0] == t.TIMESTAMP:
            return value, self._pattern()
        pick = self.random.choice
        align, sign, zero = pick(("", "", "<", ">", "^", "=", "*<", "é^", "0=")), pick(("", "+", " ")), pick(("", "0"))
        width, comma, precision = (
            pick(("", "", "5", "12", "30")),
            pick(("", ",")),
            pick(("", "", ".0", ".2", ".6", ".20")),
        )
        return value, align + sign + zero + width + comma + precision + pick(("", *"dfegsxXbo%EG"))

    def _round(self, instance: Instance) -> tuple[Any, ...]:
        return self.value(instance.params[0]), *(self.random.randint(-4, 8) for _ in instance.params[1:])

    def _truncate(self, instance: Instance) -> tuple[Any, ...]:
        return self.value(t.TIMESTAMP), abs(self._scalar(t.DURATION))

    def _like(self, instance: Instance) -> tuple[Any, ...]:
        text = self.value(t.STR)
        pattern = [self.random.choice(("%", "_", c, c, c)) for c in text]
        return text, "".join(pattern) + self.random.choice(("", "%", "_", "a"))

    def _in(self, instance: Instance) -> tuple[Any, ...]:
        whole = self.value(instance.params[1])
        if isinstance(whole, str):
            start = self.random.randint(0, len(whole))
            return whole[start : start + self.random.randint(0, 3)], whole
        return (self.random.choice(whole) if whole else self.value(instance.params[0])), whole

    def _spoiled(self, text: str) -> str:
        """The text, sometimes with a character changed, doubled or lost."""
        if self.random.random() < 0.7 or not text:
            return text
        at = self.random.randrange(len(text))
        return text[:at] + self.random.choice(("", text[at] * 2, "1", " ", "x", ".", "-", "é")) + text[at + 1 :]
