"""Wrong programs with their messages written under the lines that they speak of.

A file holds any number of programs, each below a line `#=== what is wrong with it`. Every other line that begins with
`#` is part of a message and no part of the program; a comment of the program itself stands after a blank.

    #=== a column nearly spelt right
    schema Order { id: u64, amount: f64 }
    from csv("o.csv") as Order |> filter amout > 10 |> into stdout()
    #                                    ^^^^^ E0201: there is no column `amout`; not known here
    #   = help: did you mean `amount`?
    #   + from csv("o.csv") as Order |> filter amount > 10 |> into stdout()

`^^^^` marks the guilty place, `----` the places that made it guilty, `+` what a safe fix makes of the line and `~` what
another fix does. `pytest --update-golden tests/errors` writes the messages anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sage.base.diagnostics import Diagnostic
from sage.base.render import apply, in_order
from sage.base.source import Source, Span
from sage.compiler import driver

_TITLE = re.compile(r"^#=== *(.*)$", re.M)


@dataclass(frozen=True)
class Wrong:
    """One wrong program of a file: as it stands there, and without its messages."""

    title: str
    text: str

    @property
    def program(self) -> str:
        return "".join(line for line in self.text.splitlines(keepends=True) if not line.startswith("#"))

    def check(self) -> list[Diagnostic]:
        return list(driver.check(Source("wrong.sage", self.program)).diagnostics)

    def annotated(self) -> str:
        """The program with the messages that it gives."""
        return annotate(self.program, self.check())


def programs_of(path: Path) -> list[Wrong]:
    """The programs of a file, in order."""
    parts = _TITLE.split(path.read_text())
    assert not parts[0].strip(), f"{path.name} begins with `#=== title`"
    return [Wrong(title, text.strip("\n") + "\n") for title, text in zip(parts[1::2], parts[2::2], strict=True)]


def written(programs: list[Wrong]) -> str:
    """The file of these programs, with the messages that they give."""
    return "\n".join(f"#=== {wrong.title}\n{wrong.annotated()}" for wrong in programs)


def annotate(program: str, diagnostics: list[Diagnostic]) -> str:
    """The program with its messages under its lines."""
    below: dict[int, list[str]] = {}
    for d in in_order(diagnostics):
        said = f"{d.code}: {d.message}" + (f"; {d.label}" if d.label else "")
        below.setdefault(d.span.line, []).append(_mark(d.span, "^", said))
        remarks = [*(f"= note: {note}" for note in d.notes), *([f"= help: {d.help}"] if d.help else []), *_patch(d)]
        for label in d.labels:
            lines = below.setdefault(label.span.line, [])
            lines.append(_mark(label.span, "-", f"{d.code}: {label.text}"))
        below[d.span.line] += [f"#   {line}" for remark in remarks for line in remark.split("\n")]
    out: list[str] = []
    for number, line in enumerate(program.splitlines(), 1):
        out += [line, *below.pop(number, [])]
    return "\n".join([*out, *(line for lines in below.values() for line in lines)]) + "\n"


def _mark(span: Span, sign: str, text: str) -> str:
    """`#   ^^^^ text`; in the first column the `#` stands for the first sign."""
    first = span.column - 1
    length = max(1, min(span.end - span.start, len(span.source.line(span.line)) - first))
    return "#" + (" " * first + sign * length)[1:] + " " + text


def _patch(d: Diagnostic) -> Iterator[str]:
    if d.fix is None:
        return
    source = d.span.source
    before, after = source.text.splitlines(), Source("", apply(d.fix.edits, source.text)).text.splitlines()
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    sign = {"safe": "+", "unsafe": "~", "display": "?"}[d.fix.applicability]
    yield from (f"{sign} {line}".rstrip() for line in after or [""])
