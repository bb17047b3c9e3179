"""For tests: an executable as a service, called through the client that programs use.

with service_of(executable, "delay_lookup") as call:
    assert call({"carrier": "HA", "dep_delay": 20.0})["verdict"] == "early or on time"
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sage.base.errors import SageError
from sage.runtime import payload
from sage.runtime.discovery import Descriptor
from sage.runtime.service import ServiceManager

TIMEOUT_S: Final = 30.0  # of starting, of a call and of stopping; far more than any of them takes


@contextlib.contextmanager
def service_of(
    executable: Path, name: str, flags: Sequence[str] = (), environment: Mapping[str, str] | None = None
) -> Iterator[Callable[..., Any]]:
    """Start an executable that is the service `name`; gives what calls it: `call(payload, method="process")`.

    It runs in the runtime folder that the environment names, else in one of its own, so that no other is called in its
    place. At the end it is stopped, and SageError says so if it did not end well.
    """
    services = ServiceManager()
    with tempfile.TemporaryDirectory(prefix="sage-") as own:
        known = {"SAGE_RUNTIME_DIR": own, **(os.environ if environment is None else environment)}
        with subprocess.Popen(
            [executable, *flags], env=known, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                descriptor = _announced(process, Path(known["SAGE_RUNTIME_DIR"], name))

                def call(value: Any, method: str = "process") -> Any:
                    deadline = time.monotonic() + TIMEOUT_S
                    return services.request(descriptor, method, payload.encode(value), TIMEOUT_S, deadline)

                yield call
                process.terminate()
                _, log = process.communicate(timeout=TIMEOUT_S)
                if process.returncode != 0:
                    raise SageError(f"the service {name} ended with {process.returncode}: {log.strip()}")
            finally:
                services.close()
                process.kill()  # nothing happens to one that has ended


def _announced(process: subprocess.Popen[str], folder: Path) -> Descriptor:
    """The descriptor of the process, once it is there."""
    deadline = time.monotonic() + TIMEOUT_S
    while time.monotonic() < deadline:
        for path in folder.glob("*.json"):
            found = Descriptor.from_json(json.loads(path.read_text()), str(path.with_suffix(".lock")))
            if found.pid == process.pid:
                return found
        if process.poll() is not None:
            assert process.stderr is not None
            raise SageError(f"the service ended with {process.returncode}: {process.stderr.read().strip()}")
        time.sleep(0.005)
    raise SageError(f"the service did not announce itself in {folder} within {TIMEOUT_S:g} s")
