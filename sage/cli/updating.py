"""`sagec test --update`: writes what there is where something else was expected, if that was written out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from sage.base.diagnostics import Edit
from sage.base.render import apply
from sage.base.source import Source
from sage.cli.files import write_whole
from sage.cli.literals import NoLiteral, literal
from sage.compiler import driver
from sage.compiler.reference.testing import Outcome

_COMMENT = re.compile(r"""^(?:[^"'#]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*#""", re.DOTALL)


def update(path: Path, outcomes: Sequence[Outcome]) -> tuple[int, list[str]]:
    """Writes the file anew; how many expectations were, and why others could not be. A program that is laid out as
    `sagec fmt` does stays so."""
    source = driver.read(path)
    edits, refused = [], []
    for outcome in outcomes:
        edit = _edit(outcome)
        if isinstance(edit, Edit):
            edits.append(edit)
        elif edit is not None:
            refused.append(edit)
    if edits:
        write_whole(path, _laid_out(source, apply(edits, source.text)))
    return len(edits), refused


def _edit(outcome: Outcome) -> Edit | str | None:
    """The expected value as it would be right, or why it cannot be written; None for a test that did not fail so."""
    step = outcome.expectation
    if step is None or len(outcome.sides) != 2:
        return None
    where = f"{step.span.source.name}:{step.span.line}"
    if step.expected is None:
        return f"{where}: only a value that is written out on the right of `==` is updated"
    if _COMMENT.search(step.expected.text):
        return f"{where}: there is a comment in what is expected"
    actual = outcome.sides[0]
    try:
        return Edit(step.expected, literal(actual.value, actual.type))
    except NoLiteral as reason:
        return f"{where}: {reason} cannot be written out"


def _laid_out(source: Source, text: str) -> str:
    from sage.compiler.syntax.printer import format_source

    before, wrong = format_source(source)
    if wrong or before != source.text:
        return text
    after, wrong = format_source(Source(source.name, text))
    return text if wrong else after
