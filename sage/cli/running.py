"""`sage run` and `sage logs`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sage.base.errors import ServiceNotFound
from sage.cli import output
from sage.runtime import discovery, process


def run_command(program: Path, args: Sequence[str], detach: bool, name: str | None, as_json: bool) -> int:
    """Runs an executable here, or starts it as a process of its own. A program is compiled first."""
    executable = _compiled(program) if program.suffix == ".sage" else program.resolve()
    if not detach:
        sys.stdout.flush()
        named = ["--name", name] if name else []
        process.describe(executable)  # says in words what cannot be run
        os.execv(executable, [executable.name, *named, *args])
    started = process.start(executable, args, name=name)
    descriptor = started.descriptor
    if descriptor is None:
        output.note(f"it has ended; its log is {started.log}")
    elif as_json:
        output.ndjson("instance", **descriptor.to_json(), log=str(started.log))
    else:
        print(f"{descriptor.service} {descriptor.instance}  (process {started.pid}; sage logs {descriptor.service})")
    return 0


def _compiled(program: Path) -> Path:
    from sage.cli.compiling import Progress, build

    artifact, _ = build(program, Progress(quiet=True))
    return artifact.executable


def print_logs(name: str, *, follow: bool, lines: int | None, as_json: bool) -> int:
    """Prints the newest log of a service that was started detached."""
    logs = process.logs(name)
    if not logs:
        raise ServiceNotFound(f"there is no log of `{name}`; a log is kept of what `sage run -d` starts")
    log = logs[-1]
    shown = process.tail(log, lines).splitlines() if lines is not None else log.read_text(errors="replace").splitlines()
    if not follow:
        for line in shown:
            _print(line, name, as_json)
        return 0
    pid = log.stem
    skip = 0 if lines is None else len(log.read_text(errors="replace").splitlines()) - len(shown)
    for number, line in enumerate(process.follow(log, lambda: not _runs(name, pid))):
        if number >= skip:
            _print(line, name, as_json)
    return 0


def _runs(name: str, pid: str) -> bool:
    return any(str(d.pid) == pid for d in discovery.find(name))


def _print(line: str, service: str, as_json: bool) -> None:
    if not as_json:
        print(output.log_line(line), flush=True)
        return
    try:
        entry = json.loads(line)
    except ValueError:
        entry = None
    entry = entry if isinstance(entry, dict) else {"service": service, "msg": line}
    output.ndjson("log", **{key: value for key, value in entry.items() if key not in ("v", "kind")})
