"""Log lines have the form that executables write."""

from __future__ import annotations

import json
import subprocess
import sys

CODE = """
from sage.base import log
logger = log.get_logger("late")
logger.info("serving", extra={"instance": "9f1c"})
logger.debug("not shown")
log.set_level("DEBUG")
token = log.trace_id.set("4bf9")
logger.debug("ü %d", 3)
try:
    1 // 0
except ZeroDivisionError:
    logger.exception("odd")
"""


def test_lines_are_json_objects_with_the_trace() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    serving, debugged, failed = map(json.loads, done.stderr.splitlines())
    assert list(serving) == ["ts", "level", "service", "msg", "instance"]
    assert (serving["level"], serving["service"], serving["msg"], serving["instance"]) == (
        "info",
        "late",
        "serving",
        "9f1c",
    )
    assert serving["ts"].endswith("Z")
    assert (debugged["msg"], debugged["trace_id"]) == ("ü 3", "4bf9")
    assert failed["level"] == "error"
    assert "ZeroDivisionError" in failed["exception"]
