"""Timestamps by a pattern of strftime's letters, both ways, in the C locale and UTC."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from sage.base.text_forms import DAY, HOUR, MINUTE, SECOND, date_of, days_of, in_years, millionths

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def pattern_problem(pattern: str) -> str | None:
    """What is wrong with a constant pattern; None if nothing is."""
    for letter in re.findall(r"%(.|$)", pattern, re.DOTALL):
        if letter not in _WRITERS:
            return f"`%{letter}` is not known; known are " + " ".join("%" + known for known in _WRITERS)
    return None


# ---------------------------------------------------------------- writing


def format_time(micros: int, pattern: str) -> str:
    """strftime; what is not known is copied."""
    days, rest = divmod(micros, DAY)
    return re.sub(r"%(.)", lambda found: _write(found[1], days, rest), pattern, flags=re.DOTALL)


def _write(letter: str, days: int, micros: int) -> str:
    return _WRITERS[letter](days, micros) if letter in _WRITERS else "%" + letter


def _year(days: int) -> str:
    year = date_of(days)[0]
    return f"{'-' if year < 0 else ''}{abs(year):04}"


# By letter: the text for a day since 1970 and the microseconds since it began.
_WRITERS: dict[str, Callable[[int, int], str]] = {
    "Y": lambda days, _: _year(days),
    "m": lambda days, _: f"{date_of(days)[1]:02}",
    "d": lambda days, _: f"{date_of(days)[2]:02}",
    "H": lambda _, micros: f"{micros // HOUR:02}",
    "M": lambda _, micros: f"{micros // MINUTE % 60:02}",
    "S": lambda _, micros: f"{micros // SECOND % 60:02}",
    "f": lambda _, micros: f"{micros % SECOND:06}",
    "z": lambda days, _: "+0000",
    "Z": lambda days, _: "UTC",
    "b": lambda days, _: MONTHS[date_of(days)[1] - 1][:3],
    "B": lambda days, _: MONTHS[date_of(days)[1] - 1],
    "a": lambda days, _: WEEKDAYS[(days + 3) % 7][:3],
    "A": lambda days, _: WEEKDAYS[(days + 3) % 7],
    "y": lambda days, _: f"{date_of(days)[0] % 100:02}",
    "j": lambda days, _: f"{days - days_of(date_of(days)[0], 1, 1) + 1:03}",
    "p": lambda _, micros: "AM" if micros < 12 * HOUR else "PM",
    "I": lambda _, micros: f"{(micros // HOUR + 11) % 12 + 1:02}",
    "%": lambda days, _: "%",
}


# ---------------------------------------------------------------- reading


def parse_time(text: str, pattern: str) -> int | None:
    """strptime; what the pattern leaves out is that of 1970-01-01T00:00:00Z. None if the text does not follow it."""
    pieces = re.findall(r"%.?|[ \t-\r]+|[^% \t-\r]+", pattern, re.DOTALL)
    letters = [piece[1:] for piece in pieces if piece[0] == "%"]
    if any(letter not in _READERS for letter in letters):
        return None
    found = re.fullmatch("".join(map(_piece, pieces)), text, re.ASCII)
    return None if found is None else _time(list(zip(letters, found.groups(), strict=True)))


def _piece(piece: str) -> str:
    if piece[0] == "%":
        return f"((?>{_READERS[piece[1]]}))"
    return re.escape(piece) if piece.strip(" \t\n\v\f\r") else r"[ \t-\r]++"


def _one_of(names: tuple[str, ...], size: int | None) -> str:
    return "(?i:" + "|".join(name[:size] for name in names) + ")"


# By letter: what it matches. What a letter has taken is never given back.
_READERS = {
    **dict.fromkeys("mdHIMS", "[0-9]{1,2}"),
    "Y": "[0-9]{4}",
    "y": "[0-9]{2}",
    "j": "[0-9]{1,3}",
    "f": "[0-9]+",
    "p": "(?i:AM|PM)",
    "B": _one_of(MONTHS, None),
    "b": _one_of(MONTHS, 3),
    "A": _one_of(WEEKDAYS, None),
    "a": _one_of(WEEKDAYS, 3),
    "z": "[Zz]|[+-][0-9]{2}(?::[0-9]{2}|(?=[0-9])[0-9]{2}|(?![:0-9]))",
    "Z": "(?i:UTC|GMT)",
    "%": "%",
}


def _time(found: list[tuple[str, str]]) -> int | None:
    parts = dict(found)
    days = _days(found)
    hour, minute, second = (int(parts.get(letter, "0")) for letter in "HMS")
    if "I" in parts:
        if not 1 <= int(parts["I"]) <= 12:
            return None
        hour = int(parts["I"]) % 12 + (12 if parts.get("p", "").upper() == "PM" else 0)
    offset = _offset(parts.get("z", "Z"))
    if days is None or offset is None or hour > 23 or minute > 59 or second > 59:
        return None
    micros = days * DAY + hour * HOUR + minute * MINUTE + second * SECOND + millionths(parts.get("f", "0")) - offset
    return micros if in_years(micros) else None


def _days(found: list[tuple[str, str]]) -> int | None:
    parts = dict(found)
    year, month = 1970, 1
    for letter, text in found:  # the last one counts
        match letter:
            case "Y":
                year = int(text)
            case "y":
                year = int(text) + (2000 if int(text) < 69 else 1900)
            case "m":
                month = int(text)
            case "B" | "b":
                month = 1 + [name[:3].lower() for name in MONTHS].index(text[:3].lower())
    try:
        if "j" in parts and not parts.keys() & {"m", "B", "b", "d"}:
            day = date(year, 1, 1).toordinal() + int(parts["j"]) - 1
            return day + days_of(1, 1, 1) - 1 if date.fromordinal(day).year == year else None
        return days_of(1, 1, 1) - 1 + date(year, month, int(parts.get("d", "1"))).toordinal()
    except ValueError:
        return None


def _offset(text: str) -> int | None:
    if text in "Zz":
        return 0
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or "0")
    if hours > 23 or minutes > 59:
        return None
    return (hours * HOUR + minutes * MINUTE) * (-1 if text[0] == "-" else 1)
