"""Log lines: one JSON object each, with the trace they belong to; on a terminal, words for people. Twin of log.hpp."""

from __future__ import annotations

import json
import logging
import os
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final

trace_id: ContextVar[str] = ContextVar("sage_trace_id", default="")

_ROOT: Final = "sage"
_LEVELS: Final = {"error": logging.ERROR, "warn": logging.WARNING, "info": logging.INFO, "debug": logging.DEBUG}
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "taskName"}


def get_logger(name: str) -> logging.Logger:
    """The log of a service or context. What is given as `extra` becomes fields of the line."""
    _configure_once()
    return logging.getLogger(f"{_ROOT}.{name}")


def set_level(level: str) -> None:
    """Write lines of this level and worse: error, warn, info or debug; upper case and `warning` will do."""
    _configure_once()
    logging.getLogger(_ROOT).setLevel(_LEVELS[level.lower().removesuffix("ing")])


class JsonLines(logging.Formatter):
    """The form for machines: `{"ts": ..., "level": ..., "service": ..., "msg": ...}`, then details."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "ts": datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "level": _level(record),
            "service": record.name.removeprefix(f"{_ROOT}."),
            "msg": record.getMessage(),
        }
        if trace := trace_id.get():
            line["trace_id"] = trace
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        return json.dumps(line, default=str, ensure_ascii=False)


class Words(logging.Formatter):
    """The form for people: `late: warn: what happened  (detail 1)`."""

    def format(self, record: logging.LogRecord) -> str:
        level = "" if record.levelno == logging.INFO else f"{_level(record)}: "
        details = ", ".join(f"{name} {value}" for name, value in vars(record).items() if name not in _STANDARD)
        line = f"{record.name.removeprefix(f'{_ROOT}.')}: {level}{record.getMessage()}"
        line += f"  ({details})" if details else ""
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def _level(record: logging.LogRecord) -> str:
    return next((name for name, number in _LEVELS.items() if record.levelno >= number), "debug")


def _configure_once() -> None:
    root = logging.getLogger(_ROOT)
    if root.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(Words() if sys.stderr.isatty() else JsonLines())
    root.addHandler(handler)
    root.propagate = False
    root.setLevel(_LEVELS.get(os.environ.get("SAGE_LOG_LEVEL", ""), logging.INFO))
