"""The outcome of tests as JUnit's XML, which most build servers read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from sage.base.frozen import dataclass

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Report:
    """One test, or one program that could not be tested: `kind` is then "error"."""

    file: str
    line: int
    title: str
    seconds: float
    kind: str = "passed"  # or "failure", "error"
    message: str = ""
    details: str = ""


def write_junit(path: Path, reports: Sequence[Report]) -> None:
    """A suite for each program, a case for each test."""
    root = ElementTree.Element("testsuites", _counts("sagec test", reports))
    for file in dict.fromkeys(report.file for report in reports):
        of_file = [report for report in reports if report.file == file]
        suite = ElementTree.SubElement(root, "testsuite", _counts(file, of_file))
        for report in of_file:
            _add(suite, report)
    ElementTree.indent(root)
    path.write_bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _counts(name: str, reports: Sequence[Report]) -> dict[str, str]:
    counts = {kind + "s": str(sum(report.kind == kind for report in reports)) for kind in ("failure", "error")}
    time = f"{sum(report.seconds for report in reports):.3f}"
    return {"name": _legal(name), "tests": str(len(reports)), **counts, "skipped": "0", "time": time}


def _add(suite: ElementTree.Element, report: Report) -> None:
    known = {"name": _legal(report.title), "classname": _legal(report.file), "time": f"{report.seconds:.3f}"}
    case = ElementTree.SubElement(suite, "testcase", {**known, "file": _legal(report.file), "line": str(report.line)})
    if report.kind != "passed":
        found = ElementTree.SubElement(case, report.kind, {"message": _legal(report.message)})
        found.text = _legal(report.details)


def _legal(text: str) -> str:
    """Text without the characters that no XML may hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
