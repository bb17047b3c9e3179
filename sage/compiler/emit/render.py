"""Prints the model of a program through the templates: {path: text}."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from sage.base.paths import templates_dir
from sage.compiler.emit.modeller import Modeller
from sage.compiler.emit.names import literal
from sage.compiler.ir.code import Place
from sage.compiler.plan.plan import Plan

_BACK = "#line back"  # stands for the line after it in the generated file itself


def render(plan: Plan, manifest: str, compiled: Path | None = None) -> dict[str, str]:
    """The generated files of a pipeline. `compiled` is a folder in which compiled templates are kept."""
    environment = Environment(
        loader=FileSystemLoader(templates_dir()),
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["line_of"] = line_of
    program = Modeller(plan, manifest).program()
    text = environment.get_template("pipeline.cpp.j2").render(program=program)
    path = f"{program.name}.cpp"
    return {path: _numbered(re.sub(r"\n{3,}", "\n\n", text), path)}


def line_of(place: Place | None) -> str:
    """The directive that ties the next line to the user's program; without a place, back to the generated file."""
    if place is None:
        return _BACK
    return f"#line {place.span.line} {literal(place.span.source.name)}"


def _numbered(text: str, path: str) -> str:
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if line == _BACK:
            lines[i] = f"#line {i + 2} {literal(path)}"
    return "\n".join(lines)
