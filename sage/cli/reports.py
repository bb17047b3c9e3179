"""Messages as other tools read them: SARIF 2.1.0 for code scanning, and annotations of GitHub's workflows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from sage.base.diagnostics import Diagnostic, Fix
from sage.base.paths import docs_dir
from sage.base.render import in_order
from sage.base.source import Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

# ---------------------------------------------------------------- SARIF


def sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """One run with a rule for each code that was found, whose help is its page."""
    found = in_order(diagnostics)
    codes = sorted({d.code for d in found})
    run = {
        "tool": {"driver": {"name": "sagec", "version": _version(), "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, codes) for d in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _version() -> str:
    try:
        return version("sagec")
    except PackageNotFoundError:
        return "unknown"


def _rule(code: str) -> dict[str, Any]:
    level = "warning" if code.startswith("W") else "error"
    rule: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": level}}
    page = docs_dir() / "errors" / f"{code}.md"
    if page.is_file():
        text = page.read_text(encoding="utf-8")
        title = text.partition("\n")[0].partition(": ")[2]
        rule["shortDescription"] = {"text": title}
        rule["helpUri"] = page.resolve().as_uri()
        rule["help"] = {"text": f"sagec explain {code}", "markdown": text}
    return rule


def _result(d: Diagnostic, codes: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": codes.index(d.code),
        "level": d.severity,
        "message": {"text": _in_words(d)},
        "locations": [{"physicalLocation": _location(d.span)}],
    }
    if d.labels:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(label.span), "message": {"text": label.text}}
            for number, label in enumerate(d.labels, 1)
        ]
    if d.fix and d.fix.edits:
        result["fixes"] = [_fix(d.fix, d.help)]
    return result


def _in_words(d: Diagnostic) -> str:
    """All that is said, a sentence a line."""
    said = d.message + (f" ({d.label})" if d.label else "")
    return "\n".join([said, *(f"note: {note}" for note in d.notes), *([f"help: {d.help}"] if d.help else [])])


def _location(span: Span) -> dict[str, Any]:
    return {"artifactLocation": _artifact(span), "region": _region(span)}


def _artifact(span: Span) -> dict[str, str]:
    path = PurePath(span.source.name)
    return {"uri": Path(path).as_uri() if path.is_absolute() else quote(path.as_posix())}


def _region(span: Span) -> dict[str, int]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {**region, "charOffset": span.start, "charLength": span.end - span.start}


def _fix(fix: Fix, help: str | None) -> dict[str, Any]:
    changes: dict[str, dict[str, Any]] = {}
    for edit in fix.edits:
        change = {"artifactLocation": _artifact(edit.span), "replacements": []}
        replacements = changes.setdefault(edit.span.source.name, change)["replacements"]
        replacements.append({"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.content}})
    return {"description": {"text": help or "as it would be right"}, "artifactChanges": list(changes.values())}


# ---------------------------------------------------------------- GitHub


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """A workflow command for each message; the service shows it beside the line."""
    return "".join(_command(d) + "\n" for d in in_order(diagnostics))


def _command(d: Diagnostic) -> str:
    line, column = d.span.source.position(d.span.start)
    end_line, end_column = d.span.source.position(d.span.end)
    where = {"file": PurePath(d.span.source.name).as_posix(), "line": line, "endLine": end_line}
    if line == end_line:  # columns of more than one line are refused
        where |= {"col": column, "endColumn": end_column}
    properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in (where | {"title": d.code}).items())
    return f"::{d.severity} {properties}::{_escaped(_in_words(d))}"


def _escaped(text: str, also: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + also else c for c in text)
