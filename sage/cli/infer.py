"""`sagec infer`: a file of data to the schema that reads it."""

from __future__ import annotations

from pathlib import Path

from sage.base.source import Source
from sage.compiler.library.formats.infer import infer


def infer_command(path: Path, form: str | None, rows: int, name: str | None) -> int:
    """Prints the schema of a file."""
    print(schema_of(path, form, rows, name), end="")
    return 0


def schema_of(path: Path, form: str | None = None, rows: int = 1000, name: str | None = None) -> str:
    """The schema of a file as text, below a comment that says how to read the file with it."""
    from sage.compiler.syntax.printer import format_source

    found = infer(path, form, rows, name)
    text = "".join(f"# {note}\n" for note in [found.source, *found.notes]) + found.declarations
    return format_source(Source("<schema>", text))[0]
