"""Says in the user's terms why generated C++ did not build.

A generated program carries `#line` directives, so most of what a C++ compiler complains about has a place in the
`.sage` file. The complaint itself goes into a report for us: that it does not compile is never the user's fault.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from sage.base.diagnostics import Diagnostic
from sage.base.errors import ToolchainError
from sage.base.frozen import dataclass
from sage.base.source import Source, Span
from sage.compiler.build.externs import mistake_in_extern


class BuildFailure(ToolchainError):
    """The C++ of a program does not build: one diagnostic, E0903 or E0901, and all that the tools said."""

    def __init__(self, diagnostic: Diagnostic, log: str, report: Path | None = None) -> None:
        self.diagnostics = (diagnostic,)
        self.log = log
        self.report = report
        notes = "".join(f"\n  = note: {note}" for note in diagnostic.notes)
        super().__init__(f"{diagnostic.message} ({diagnostic.span}){notes}\n  = help: {diagnostic.help}")

    @property
    def is_of_the_program(self) -> bool:
        """True if it is for the user to mend."""
        return self.diagnostics[0].code == "E0901"


@dataclass(frozen=True)
class Place:
    """Where a compiler points: a file and a line, from 1."""

    file: str
    line: int


_POINTER = re.compile(
    r"^(?:In file included from |\s+from )?(?P<file>[^\s:][^:]*):(?P<line>\d+)(?::\d+)?[:,](?P<rest>.*)$"
)
_ERROR = re.compile(r"(?:^|\s)(?:fatal )?error: (?P<message>.*)$")
_LINK_ERROR = re.compile(
    r"undefined (?:reference|symbol)|library not found|cannot find -l|multiple definition|duplicate symbol"
)


def first_error(log: str) -> str:
    """The first complaint in what the tools printed, in one line."""
    lines = log.splitlines()
    for line in lines:
        if (found := _ERROR.search(line)) and "ninja: " not in line:
            return found["message"].strip()
    for line in lines:
        if _LINK_ERROR.search(line) or "No space left" in line or "Killed" in line:
            return line.strip()
    return next((line.strip() for line in reversed(lines) if line.strip()), "the build ended without a word")


def build_failure(
    name: str, files: Mapping[str, str], log: str, sources: Iterable[Source] = (), report_in: Path | None = None
) -> BuildFailure:
    """The failure that a log tells of. `sources` are the texts of the program; others are read from their paths.

    It is E0901 and no fault of ours if it is in the C++ that the program declares by `extern`.
    """
    mistake = mistake_in_extern(files, log, lambda file: _source_of(file, files, sources))
    if mistake is not None:
        return BuildFailure(mistake, log)
    message = first_error(log)
    report = _write_report(report_in, name, files, log) if report_in is not None else None
    diagnostic = Diagnostic(
        code="E0903",
        message=f"the C++ generated for `{name}` does not compile",
        span=_span_of(_place_of(log), files, sources),
        label="generated from here",
        notes=(f"the C++ compiler says: {message}", *([f"everything it said is in {report}"] if report else [])),
        help="this is a fault of SAGE, not of your program; please report it" + (" with that file" if report else ""),
    )
    return BuildFailure(diagnostic, log, report)


def _place_of(log: str) -> Place | None:
    """Where the first error is: in a .sage file if it, or a line that leads to it, names one."""
    leading: list[Place] = []
    trailing: list[Place] = []
    error: Place | None = None
    for line in log.splitlines():
        found = _POINTER.match(line)
        if not found:
            continue
        place = Place(found["file"].strip(), int(found["line"]))
        is_error = _ERROR.search(found["rest"]) is not None
        if error is not None and is_error:
            break
        if is_error:
            error = place
        else:
            (leading if error is None else trailing).append(place)
    if error is None:
        return None
    # "required from here" stands before an error inside the library; the last such line is the nearest.
    for place in (error, *reversed(leading), *trailing):
        if place.file.endswith(".sage"):
            return place
    return error


def _span_of(place: Place | None, files: Mapping[str, str], sources: Iterable[Source]) -> Span:
    """The line of a place without the blanks around it; the start of the first generated file if nothing is known."""
    if place is None:
        file = next(iter(files), "program.cpp")
        return Span(Source(file, files.get(file, "")), 0, 0)
    source = _source_of(place.file, files, sources)
    if not 1 <= place.line <= len(source.line_starts):
        return Span(source, 0, 0)
    text = source.line(place.line)
    start = source.line_starts[place.line - 1]
    return Span(source, start + len(text) - len(text.lstrip()), start + len(text.rstrip()))


def _source_of(file: str, files: Mapping[str, str], sources: Iterable[Source]) -> Source:
    for source in sources:
        if source.name == file:
            return source
    if (name := os.path.basename(file)) in files:
        return Source(name, files[name])
    try:
        return Source(file, Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return Source(file, "")


def _write_report(folder: Path, name: str, files: Mapping[str, str], log: str) -> Path | None:
    """Everything that is needed to find the fault, in one file; None if it cannot be written."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        ours = version("sagec")
    except PackageNotFoundError:
        ours = "unknown"
    path = folder / f"sage-crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    parts = [f"SAGE {ours}: the C++ generated for {name} does not build", "", log.rstrip(), ""]
    for file, text in files.items():
        parts += [f"==== {file}", text.rstrip(), ""]
    try:
        path.write_text("\n".join(parts), encoding="utf-8")
    except OSError:
        return None
    return path
