"""What can be `set`: the settings of a pipeline, and the values that they take.

set on_error = "skip"                        in the program
sagec compile p.sage --set on_error=skip     in its place
./p --set on_error=skip                      when it starts
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sage.base import types as t
from sage.base.errors import UsageError
from sage.base.frozen import dataclass
from sage.base.names import closest
from sage.base.text_forms import parse_duration, parse_integer
from sage.base.types import Field, Type
from sage.base.zones import is_zone, zone_hint

Problem = tuple[str, str, str]  # message, label and help


@dataclass(frozen=True)
class Kind:
    """The values of a setting, beyond their type.

    Attributes:
        words: what a text on a command line must be.
        parse: the value that such a text stands for; None if it stands for none.
        problem: what is wrong with the value of the setting of a name.
    """

    words: str
    parse: Callable[[str], Any]
    problem: Callable[[str, Any], Problem | None]


@dataclass(frozen=True)
class Setting:
    """One setting. `type` are several if its value may be one of them; what is fixed when a program is compiled cannot
    be given `at_start`; what is `later` has no effect in this version, and is not taken."""

    name: str
    type: Type | tuple[Type, ...]
    kind: Kind
    default: str
    doc: str
    at_start: bool = True
    later: bool = False


_VERSION = re.compile(r"\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?")
_ADDRESS = re.compile(r"(tcp|ipc)://.+")
_SIZE = re.compile(r"(\d+)(?:([KMG])(i?)B|B)?")


def _one_of(*known: str) -> Kind:
    def problem(name: str, value: str) -> Problem | None:
        if value in known:
            return None
        return f'`{name}` is not "{value}"', "not one of them", "it is one of " + ", ".join(f'"{v}"' for v in known)

    return Kind(f"one of {', '.join(known)}", str, problem)


def _at_least_one(name: str, value: int) -> Problem | None:
    return None if value >= 1 else (f"`{name}` is at least one", "too small", "leave it out for the default")


def _no_time(name: str, value: int) -> Problem | None:
    return None if value >= 1 else (f"`{name}` is more than no time", "too short", "leave it out for the default")


def _no_version(name: str, value: str) -> Problem | None:
    fits = _VERSION.fullmatch(value)
    return None if fits else ("a version is three numbers", "not three numbers", 'for example "1.0.0"')


def _no_address(name: str, value: str) -> Problem | None:
    fits = _ADDRESS.fullmatch(value)
    example = 'for example "tcp://127.0.0.1:5555"'
    return None if fits else (f'"{value}" is no address to listen at', "not an address", example)


def _no_zone(name: str, value: str) -> Problem | None:
    return None if is_zone(value) else (f'there is no time zone "{value}"', "not known", zone_hint(value))


def _no_interval(name: str, value: Any) -> Problem | None:
    return _no_time(name, value["every"] if isinstance(value, dict) else value)


def _parse_size(text: str) -> int | None:
    found = _SIZE.fullmatch(text)
    if found is None:
        return None
    number, unit, binary = found.groups()
    scale: int = (1024 if binary else 1000) ** " KMG".index(unit or " ")
    return int(number) * scale


_COUNT = Kind("a whole number of at least 1", parse_integer, _at_least_one)
_SIZES = Kind("a size such as 64MiB", _parse_size, _at_least_one)
_SPAN = Kind("a duration such as 30s", parse_duration, _no_time)
_CHECKPOINT = t.schema([Field("every", t.DURATION), Field("dir", t.STR, "state"), Field("keep", t.I64, 3)])

_SETTINGS = (
    Setting("version", t.STR, Kind("three numbers such as 1.0.0", str, _no_version), '"0.0.0"',
            "the version that `--version` and callers see", at_start=False),
    Setting("on_error", t.STR, _one_of("fail", "skip", "dead_letter"), '"fail"', "what becomes of a record that fails"),
    Setting("log.level", t.STR, _one_of("error", "warn", "info", "debug"), '"info"', "the least level that is logged"),
    Setting("service.endpoint", t.STR, Kind("an address such as tcp://127.0.0.1:5555", str, _no_address), "none",
            "where the service listens, besides its local socket"),
    Setting("build.profile", t.STR, _one_of("release", "debug"), '"release"', "how the program is compiled",
            at_start=False),
    Setting("timezone", t.STR, Kind("a time zone such as Europe/Berlin", str, _no_zone), '"UTC"',
            "the zone in which times are shown and read", at_start=False),
    Setting("parallelism", t.I64, _COUNT, "cores, for large inputs", "threads of a stage; also `--workers`"),
    Setting("memory", t.I64, _SIZES, "75 % of the machine's", "a budget for state and queues"),
    Setting("idle", t.DURATION, _SPAN, "30s", "after which silence a source is not waited for",
            at_start=False),
    Setting("service.timeout", t.DURATION, _SPAN, "1s", "how long a call may take"),
    Setting("queue", t.I64, _COUNT, "tuned", "rows that wait between two stages"),
    Setting("batch", t.I64, _COUNT, "tuned", "rows that are handed on together"),
    Setting("checkpoint", (t.DURATION, _CHECKPOINT), Kind("a duration such as 30s", parse_duration, _no_interval),
            "off", "how often state is kept", later=True),
)  # fmt: skip
SETTINGS = {setting.name: setting for setting in _SETTINGS}


def setting_problem(name: str, value: Any) -> Problem | None:
    """What is wrong with the value of a setting: message, label and help."""
    return SETTINGS[name].kind.problem(name, value)


def parse_setting(text: str, *, at_start: bool = False) -> tuple[str, Any]:
    """`on_error=skip` as name and value; raises UsageError in the words that executables use, too. `at_start` takes
    what an executable takes."""
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--set: `{text}` is not of the form name=value")
    setting = SETTINGS.get(name)
    if setting is None:
        near = closest(name, SETTINGS)
        known = ", ".join(s.name for s in _SETTINGS if not s.later and (s.at_start or not at_start))
        hint = f"; did you mean `{near}`?" if near else f"; settings are {known}"
        raise UsageError(f"no setting is named `{name}`{hint}")
    if setting.later:
        raise UsageError(f"--set {name}: it is not in this version yet")
    if at_start and not setting.at_start:
        how = f"`sagec compile --set {name}=...`"
        raise UsageError(f"--set {name}: it is fixed when the program is compiled: {how}")
    made = setting.kind.parse(value)
    if made is None or setting_problem(name, made) is not None:
        raise UsageError(f"--set {name}: `{value}` is not {setting.kind.words}")
    return name, made
