"""Time zones: how far local time is from UTC. Times are int microseconds.

A local time that a change of clocks leaves out counts from before the change, one that comes twice is the first. Twin
of C++ base/zone.hpp.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sage.base.names import closest

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = (datetime(2, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)
_LAST = (datetime(9999, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(seconds=1) - 1
_LEAST, _LARGEST = -(2**63), 2**63 - 1


def is_zone(name: str) -> bool:
    """True for a name such as Europe/Berlin that this machine knows."""
    try:
        _zone(name)
    except (ValueError, OSError):  # not found, not a zone's name, a folder
        return False
    return True


def zone_hint(name: str) -> str:
    """What to write for a name that is none."""
    from zoneinfo import available_timezones

    known = sorted(available_timezones())
    cities = (zone for zone in known if zone.lower().endswith("/" + name.lower().replace(" ", "_")))
    near = next(cities, None) or closest(name, known)
    return f'did you mean "{near}"?' if near else 'a zone is a region and a city, such as "Europe/Berlin", or "UTC"'


def offset_at(micros: int, zone: str) -> int:
    """What is added to UTC, in microseconds."""
    seconds = max(_FIRST, min(micros // _SECOND, _LAST))
    offset = (_EPOCH + timedelta(seconds=seconds)).astimezone(_zone(zone)).utcoffset()
    return (offset or timedelta()) // timedelta(microseconds=1)


def to_local(micros: int, zone: str) -> int:
    """The local time, as if it were one in UTC."""
    return _moved(micros, offset_at(micros, zone))


def to_utc(local: int, zone: str) -> int:
    before, after = (offset_at(_moved(local, days), zone) for days in (-_DAY, _DAY))
    for offset in (before, after):
        at = _moved(local, -offset)
        if offset_at(at, zone) == offset:
            return at
    return _moved(local, -before)


def _moved(micros: int, by: int) -> int:
    return max(_LEAST, min(micros + by, _LARGEST))


@cache
def _zone(name: str) -> Any:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError as error:  # is a KeyError
        raise ValueError(str(error)) from error
