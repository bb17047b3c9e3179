"""Says in the user's terms why a program does not build that calls C++ of their own.

The fault is in a header, in what `extern cpp` says of it, or in what is linked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping

from sage.base.diagnostics import Diagnostic
from sage.base.frozen import dataclass
from sage.base.source import Source, Span

# What emit/externs.py writes for each function: a comment, its head, and where it was declared.
_WRITTEN = re.compile(
    r'^// extern (?P<name>.+) of "(?P<file>.+)": (?P<signature>.+)\n.*\{\n#line (?P<line>\d+) "(?P<source>.+)"$',
    re.MULTILINE,
)
_ERROR = re.compile(r"^(?P<file>[^\s:][^:]*):(?P<line>\d+)(?::\d+)?: (?:fatal )?error: (?P<message>.*)$")
_UNDEFINED = re.compile(r"undefined (?:reference to|symbol:) [`']?(?P<symbol>.+?)'?$")
_OURS = re.compile(r"/include/sage/")


@dataclass(frozen=True)
class Extern:
    """A function of the user's C++, as a generated program has it."""

    name: str
    file: str
    signature: str
    source: str
    line: int

    @property
    def symbol(self) -> str:
        """What it calls, without template arguments."""
        return self.signature.partition("(")[0].rpartition(" ")[2].partition("<")[0].strip(":")


@dataclass(frozen=True)
class Complaint:
    """The first that a compiler complains about: in a file, and by way of which lines of the user's programs."""

    file: str
    line: int
    message: str
    ways: tuple[tuple[str, int], ...]


def mistake_in_extern(files: Mapping[str, str], log: str, source_of: Callable[[str], Source]) -> Diagnostic | None:
    """The message for a log, if what is wrong is the user's C++; `source_of` gives the text of a file."""
    externs = [extern for text in files.values() for extern in _externs(text)]
    if not externs:
        return None
    complaint = _complaint(log)
    if complaint is not None:
        return _of_compiler(externs, complaint, source_of)
    return next((found for line in log.splitlines() if (found := _of_linker(externs, line, source_of))), None)


def _externs(text: str) -> Iterator[Extern]:
    for found in _WRITTEN.finditer(text):
        yield Extern(found["name"], found["file"], found["signature"], found["source"], int(found["line"]))


def _complaint(log: str) -> Complaint | None:
    """The first error, with all places that are named on the way to it."""
    ways: list[tuple[str, int]] = []
    first: re.Match[str] | None = None
    for line in log.splitlines():
        found = _ERROR.match(line)
        if found and first is not None:
            break
        first = first or found
        ways += ((file, int(number)) for file, number in re.findall(r"([^\s:]+\.sage):(\d+)", line))
    return Complaint(first["file"], int(first["line"]), first["message"], tuple(ways)) if first else None


def _of_compiler(externs: list[Extern], complaint: Complaint, source_of: Callable[[str], Source]) -> Diagnostic | None:
    guilty = next((e for e in externs if (e.source, e.line) in complaint.ways), None)
    if guilty is None:
        return None
    message = _plain(complaint.message)
    if complaint.file.endswith(".sage") or _OURS.search(complaint.file):
        return Diagnostic(
            "E0901", f"the C++ function `{guilty.symbol}` is not as it is declared",
            _span(guilty, guilty.symbol, source_of), "the C++ is another",
            notes=(f"the C++ compiler says: {message}",), help=f"in C++ it should be `{guilty.signature}`",
        )  # fmt: skip
    header, own = os.path.basename(guilty.file), os.path.basename(complaint.file)
    return Diagnostic(
        "E0901", f"{own} does not compile", _span(guilty, header, source_of), "included here",
        notes=(f"the C++ compiler says, of line {complaint.line}: {message}",),
        help=f"mend {os.path.relpath(complaint.file)}",
    )  # fmt: skip


def _of_linker(externs: list[Extern], line: str, source_of: Callable[[str], Source]) -> Diagnostic | None:
    undefined = _UNDEFINED.search(line)
    if undefined is None:
        return None
    symbol = undefined["symbol"]
    guilty = next((e for e in externs if re.search(rf"(^|\s){re.escape(e.symbol)}\b", symbol)), None)
    if guilty is None:
        return None
    help = 'name its library with `link: ["..."]`, or define it in the header as `inline`'
    if "anonymous namespace" in symbol:
        help = "what takes or gives a schema is defined in the header, as `inline`"
    return Diagnostic(
        "E0901", f"nothing defines `{guilty.symbol}`", _span(guilty, guilty.symbol, source_of), "only declared",
        notes=(f"the linker looks for {symbol}",), help=help,
    )  # fmt: skip


def _plain(message: str) -> str:
    """A complaint without words that are ours."""
    message = re.sub(r"(const )?sage::Exactly<([^<>]*)>", r"\2", message)
    return re.sub(r"\{anonymous\}::|\(anonymous namespace\)::", "", message)


def _span(extern: Extern, words: str, source_of: Callable[[str], Source]) -> Span:
    """The text in a declaration that names something, else the name that it declares."""
    source = source_of(extern.source)
    if not 1 <= extern.line <= len(source.line_starts):
        return Span(source, 0, 0)
    start = source.line_starts[extern.line - 1]
    rest = source.text[start:]
    quoted = re.search(rf"""["'][^"'\n]*{re.escape(words)}[^"'\n]*["']""", rest.partition(" fn ")[0])
    name = quoted or re.search(rf"\bfn\s+(?P<name>{re.escape(extern.name)})\b", rest)
    if name is None:
        return Span(source, start, start + len("extern"))
    group = 0 if quoted else "name"
    return Span(source, start + name.start(group), start + name.end(group))
