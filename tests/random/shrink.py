"""Makes a program on which the ways disagree smaller, as long as they still do: fewer flows, stages, columns, rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sage.base.source import Source
from sage.compiler import driver
from tests.random.agree import FILE, Disagreement, disagreements
from tests.random.programs import Program

_MOST = 60  # builds


def shrunk(program: Program, way: str, folder: Path, *, native: bool) -> Disagreement:
    """The smallest program found that still has a disagreement in this way."""

    def wrong(candidate: Program) -> Disagreement | None:
        found = disagreements([candidate], folder, native=native and way.startswith("native"))
        return next((d for d in found if d.way == way and kind in ("", _kind(d))), None)

    kind = ""
    best = wrong(program)
    assert best is not None, "shrunk is given what is wrong"
    kind = _kind(best)
    left = _MOST
    progress = True
    while progress and left > 0:
        progress = False
        for smaller in _smaller(best.program):
            left -= 1
            if (found := wrong(smaller)) is not None:
                best, progress = found, True
                break
            if left <= 0:
                break
    return best


def _kind(found: Disagreement) -> str:
    """What goes wrong, so that it is not taken for another thing: the file that differs, an exit code, a build."""
    return found.what.replace(",", ":").split(":")[0][:40]


def _smaller(program: Program) -> Iterator[Program]:
    for text in _texts(program.text):
        if not driver.check(Source(FILE, text)).has_errors:
            yield replace(program, text=text)
    for name, content in program.files.items():
        lines = content.splitlines(keepends=True)
        head = lines[: name.endswith(".csv")]
        rows = lines[len(head) :]
        for size in (len(rows) // 2, len(rows) // 4, 1):
            for start in range(0, len(rows), size) if 0 < size < len(rows) and len(rows) // size <= 20 else ():
                kept = [*head, *rows[:start], *rows[start + size :]]
                yield replace(program, files={**program.files, name: "".join(kept)})


def _texts(text: str) -> Iterator[str]:
    """Texts with something left out, large pieces first; not all of them are programs."""
    flows = re.findall(r"^  (?:let \w+ = )?from .*?\n(?:    \|>.*\n)*", text, re.MULTILINE)
    yield from (text.replace(flow, "", 1) for flow in flows)
    for line in re.findall(r"^    \|>.*\n", text, re.MULTILINE):
        if "|> into" not in line:
            yield text.replace(line, "", 1)
    for match in re.finditer(r" \|> (?!into)[^|\n]*(?= \|>|\n)", text):
        yield text[: match.start()] + text[match.end() :]
    for match in re.finditer(r"(?:, | )c\d+ = [^,\n]*(?:,|(?=\n))", text):
        yield text[: match.start()] + text[match.end() :]
    for match in re.finditer(r", \w+: [^,}\n]*(?=[,} ])", text):  # columns of the schema
        yield text[: match.start()] + text[match.end() :]
