"""Starts executables as services of their own, follows them, and stops them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from sage.base.errors import SageError
from sage.base.frozen import dataclass
from sage.base.manifest import Manifest, read_manifest
from sage.runtime import discovery, payload
from sage.runtime.discovery import Descriptor
from sage.runtime.proxy import shared_proxy

_KEPT_LOGS: Final = 5  # of each service
_POLL_S: Final = 0.01
_TERM_S: Final = 5.0  # between SIGTERM and SIGKILL

Ending = Literal["stopped", "terminated", "killed"]


class StartError(SageError):
    """An executable did not become a service."""


@dataclass(frozen=True)
class Started:
    """A process that was started, and what became of it so far."""

    pid: int
    log: Path
    descriptor: Descriptor | None  # None if it ended before it was a service
    exit_code: int | None  # None if it runs


def describe(executable: Path) -> Manifest:
    """What an executable says about itself."""
    if not executable.is_file():
        raise StartError(f"there is no file {executable}")
    try:
        done = subprocess.run([executable.resolve(), "--describe"], capture_output=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StartError(f"{executable} cannot be run: {error}") from error
    return read_manifest(done.stdout, executable)


def start(executable: Path, arguments: Sequence[str] = (), *, name: str | None = None, timeout: float = 15) -> Started:
    """Start an executable that outlives this process; returns when it is a service, or has ended.

    What it prints goes to a log in the runtime folder. StartError if it fails, or is not ready in time.

    Args:
        arguments: its own, as on its command line.
        name: the service's name, if not the pipeline's own.
        timeout: in seconds; for being ready.
    """
    service = name or describe(executable).name
    process, log = _launch([str(executable.resolve()), *(["--name", name] if name else []), *arguments], service)
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        exit_code = process.poll()
        if exit_code:
            raise StartError(f"`{service}` ended with {_shown(exit_code)}; its log {log} ends:\n{tail(log)}")
        descriptor = next((d for d in discovery.find(service) if d.pid == process.pid), None)
        if descriptor is not None or exit_code is not None:
            process.returncode = exit_code or 0  # it is not ours to wait for
            return Started(process.pid, log, descriptor, exit_code)
        time.sleep(_POLL_S)
    process.kill()
    process.wait()
    raise StartError(f"`{service}` was not ready within {timeout:g} s; its log {log} ends:\n{tail(log)}")


def stop(descriptor: Descriptor, *, drain: bool = True, timeout: float = 30) -> Ending:
    """End an instance: ask it to, then SIGTERM, then SIGKILL. Says which was needed.

    Args:
        drain: whether it is to answer what waits before it ends.
        timeout: in seconds; for ending when it is asked.
    """
    ask = payload.encode({"drain": drain})
    shared_proxy().services.submit(descriptor, "_stop", ask, timeout)
    if ended(descriptor, timeout):
        return "stopped"
    _signal(descriptor, signal.SIGTERM)
    if ended(descriptor, _TERM_S):
        return "terminated"
    _signal(descriptor, signal.SIGKILL)
    ended(descriptor, _TERM_S)
    return "killed"


def ended(descriptor: Descriptor, timeout: float) -> bool:
    """Wait until an instance has ended; False if it has not in time."""
    deadline = time.monotonic() + timeout
    while discovery.is_alive(descriptor):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_POLL_S)
    return True


def logs(service: str) -> list[Path]:
    """The logs of a service's processes, the newest last; also of those that have ended."""
    folder = discovery.runtime_folder() / service
    return sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 64 * 1024))
        return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])


def follow(log: Path, is_over: Callable[[], bool]) -> Iterator[str]:
    """The lines of a log, those that are still to come too, until `is_over`."""
    with log.open(errors="replace") as file:
        line = ""
        while True:
            was_over = is_over()
            while piece := file.readline():
                line += piece
                if line.endswith("\n"):
                    yield line.removesuffix("\n")
                    line = ""
            if was_over:
                break
            time.sleep(0.1)
        if line:
            yield line


def _launch(command: list[str], service: str) -> tuple[subprocess.Popen[bytes], Path]:
    folder = discovery.service_folder(service)
    for old in logs(service)[: 1 - _KEPT_LOGS]:
        old.unlink(missing_ok=True)
    aside = folder / f"{os.urandom(6).hex()}.log"
    try:
        with aside.open("wb") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
    except OSError as error:
        aside.unlink()
        raise StartError(f"{command[0]} cannot be run: {error.strerror}") from error
    return process, aside.rename(folder / f"{process.pid}.log")


def _signal(descriptor: Descriptor, number: signal.Signals) -> None:
    """Signal an instance's process, if it is still that one."""
    is_same = descriptor.start_ticks in (0, discovery.start_ticks(descriptor.pid))
    if descriptor.pid > 0 and is_same and discovery.is_alive(descriptor):
        with contextlib.suppress(ProcessLookupError):
            os.kill(descriptor.pid, number)


def _shown(exit_code: int) -> str:
    return f"signal {signal.Signals(-exit_code).name}" if exit_code < 0 else f"exit code {exit_code}"
