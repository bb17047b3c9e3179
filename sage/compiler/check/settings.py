"""What can be `set`: the settings of a pipeline, and the values that they take."""

from __future__ import annotations

import re
from typing import Any

from sage.base import types as t

SETTINGS: dict[str, t.Type | None] = {
    "version": t.STR, "on_error": t.STR, "parallelism": t.I64, "checkpoint": None, "idle": t.DURATION,
    "timezone": t.STR, "memory": t.I64, "service.endpoint": t.STR, "service.timeout": t.DURATION, "queue": t.I64,
    "batch": t.I64, "log.level": t.STR, "build.profile": t.STR,
}  # fmt: skip

_ONE_OF = {
    "on_error": ("fail", "skip", "dead_letter"),
    "log.level": ("debug", "info", "warn", "error"),
    "build.profile": ("release", "debug"),
}
_AT_LEAST_ONE = ("parallelism", "memory", "queue", "batch", "idle", "service.timeout")
_VERSION = re.compile(r"\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?")


def setting_problem(name: str, value: Any) -> tuple[str, str, str] | None:
    """What is wrong with the value of a setting: message, label and help."""
    if name in _ONE_OF and value not in _ONE_OF[name]:
        known = ", ".join(f'"{v}"' for v in _ONE_OF[name])
        return f'`{name}` is not "{value}"', "not one of them", f"it is one of {known}"
    if name == "version" and not _VERSION.fullmatch(value):
        return "a version is three numbers", "not three numbers", 'for example "1.0.0"'
    if name in _AT_LEAST_ONE and value < 1:
        return f"`{name}` is at least one", "too small", "leave it out for the default"
    return None
