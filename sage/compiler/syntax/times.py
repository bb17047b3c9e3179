"""Points in time as they are written: `2026-01-31T12:30:00.5Z`, or a part of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_UNITS = ("year", "month", "day", "hour", "minute", "second")
_DATE = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_TIME = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]+))?)?"
_ZONE = r"(?P<zone>[zZ]|(?P<sign>[-+])(?P<zone_hour>[0-9]{2}):?(?P<zone_minute>[0-9]{2})?)?"
_POINT = re.compile(rf"(?:{_DATE}(?:[T ]{_TIME}{_ZONE})?)")
_CLOCK = re.compile(rf"{_TIME}{_ZONE}")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def has_date(text: str) -> bool:
    return not _CLOCK.fullmatch(text)


def micros_of(text: str) -> int:
    """Microseconds since 1970-01-01 UTC; without a zone the time is UTC, without a date the day is that one.

    Raises:
        ValueError: it is no point in time; its text says what is the matter.
    """
    found = _POINT.fullmatch(text) or _CLOCK.fullmatch(text)
    if not found:
        raise ValueError(_looks_like(text))
    part = {"year": "1970", "month": "01", "day": "01", **{k: v for k, v in found.groupdict().items() if v}}
    fraction = part.get("fraction", "")
    if len(fraction.rstrip("0")) > 6:
        raise ValueError("finer than a microsecond")
    offset = timedelta(hours=int(part.get("zone_hour", 0)), minutes=int(part.get("zone_minute", 0)))
    try:
        zone = timezone(-offset if part.get("sign") == "-" else offset)
        year, month, day, hour, minute, second = (int(part.get(unit, 0)) for unit in _UNITS)
        point = datetime(year, month, day, hour, minute, second, int(fraction[:6].ljust(6, "0")), zone)
    except ValueError as error:
        raise ValueError(_calendar(str(error))) from error
    return (point - _EPOCH) // timedelta(microseconds=1)


def _calendar(error: str) -> str:
    for unit, most in (("month", 12), ("hour", 23), ("minute", 59), ("second", 59)):
        if error.startswith(unit):
            return f"a {unit} is at most {most}" if unit != "hour" else "an hour is at most 23"
    return "the month has no such day" if error.startswith("day") else "no such time"


def _looks_like(text: str) -> str:
    if re.fullmatch(r"[0-9]+", text):
        return "a number is made a time by `timestamp(micros)`"
    if re.match(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}", text):
        return "the year comes first: 2026-01-31"
    if re.match(r"[0-9]{4}[/.][0-9]", text):
        return "a date is written with `-`"
    if re.match(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])", text) and not re.match(_DATE, text):
        return "month and day have two digits"
    return "not readable"
