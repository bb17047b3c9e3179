"""How messages look: in full with the lines they speak of, in one line, or as JSON.

error[E0308]: i64 does not fit i32 by itself
  --> codes.sage:3:47
 1 | schema Hit { status: i32 }
   |              ----------- `status` is i32
...
 3 | from csv("raw.csv") as Raw |> map Hit(status: code) |> into jsonl("hits.jsonl")
   |                                               ^^^^ `code` is i64
   = help: convert; a value that does not fit then fails its record
 3 - from csv("raw.csv") as Raw |> map Hit(status: code) |> into jsonl("hits.jsonl")
 3 + from csv("raw.csv") as Raw |> map Hit(status: i32(code)) |> into jsonl("hits.jsonl")
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from sage.base.diagnostics import Diagnostic, Edit, Fix
from sage.base.frozen import dataclass
from sage.base.source import Source, Span
from sage.base.width import column_at, cut, plain, width_of

Form = Literal["full", "concise", "json"]

MOST_PER_FILE = 20
_LONGEST_RECORD = 300


def report(diagnostics: Iterable[Diagnostic], form: Form = "full", *, color: bool = False, width: int = 110) -> str:
    """All messages in the order of their places, and after too many of one file a word on the rest. Ends with a newline
    unless it is empty."""
    if form == "json":
        return "".join(json.dumps(as_json(d), ensure_ascii=False) + "\n" for d in in_order(diagnostics))
    files: dict[str, list[str]] = {}
    for diagnostic in in_order(diagnostics):
        text = full(diagnostic, color=color, width=width) if form == "full" else concise(diagnostic)
        files.setdefault(diagnostic.span.source.name, []).append(text)
    blocks: list[str] = []
    for shown in files.values():
        blocks += shown[:MOST_PER_FILE]
        if len(shown) > MOST_PER_FILE:
            blocks.append(f"... and {len(shown) - MOST_PER_FILE} more")
    between = "\n\n" if form == "full" else "\n"
    return between.join(blocks) + "\n" if blocks else ""


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, files in the order of their first message; a message that is said twice is kept once."""
    once = list({(d.code, d.span.source.name, d.span.start, d.message): d for d in diagnostics}.values())
    files = list(dict.fromkeys(d.span.source.name for d in once))
    return sorted(once, key=lambda d: (files.index(d.span.source.name), d.span.start, d.severity, d.code))


def summary(diagnostics: Sequence[Diagnostic], outcome: str = "nothing was compiled") -> str:
    """The last lines of a command: how many mistakes, what follows from them, and where to read more."""
    errors = sum(d.severity == "error" for d in diagnostics)
    counted = [_count(errors, "error"), _count(len(diagnostics) - errors, "warning")]
    text = ", ".join(c for c in counted if c)
    if not text:
        return ""
    files = {d.span.source.name for d in diagnostics}
    if len(files) == 1:
        text += f" in {files.pop()}"
    first = in_order(diagnostics)[0].code
    if not errors:
        return f"warning: {text}\nmore: sagec explain {first}\n"
    return f"error: {text}; {outcome}\nmore: sagec explain {first}\n"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}" if number else ""


def concise(diagnostic: Diagnostic) -> str:
    """One line: place, code, what happened."""
    return f"{diagnostic.span}: {diagnostic.code} {plain(diagnostic.message)}"


def as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """The message as data; SARIF and annotations of code hosts are made from it."""
    fix = diagnostic.fix
    return {
        "v": 1,
        "kind": "diagnostic",
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "file": diagnostic.span.source.name,
        "span": _place(diagnostic.span),
        "label": diagnostic.label,
        "labels": [
            {"file": label.span.source.name, "span": _place(label.span), "text": label.text}
            for label in diagnostic.labels
        ],
        "notes": list(diagnostic.notes),
        "help": diagnostic.help,
        "fix": fix
        and {
            "applicability": fix.applicability,
            "edits": [{"span": _place(edit.span), "content": edit.content} for edit in fix.edits],
        },
    }


def _place(span: Span) -> dict[str, dict[str, int]]:
    def point(offset: int) -> dict[str, int]:
        line, column = span.source.position(offset)
        return {"line": line, "col": column, "offset": offset}

    return {"start": point(span.start), "end": point(span.end)}


# ---------------------------------------------------------------- the full form


@dataclass(frozen=True)
class _Mark:
    """A range of one line that is underlined, and what is said about it."""

    line: int
    start: int
    end: int
    sign: Literal["^", "-"]
    text: str


class _Paint:
    """Colours, or none."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self.on and text else text


_COLORS = {"error": "1;31", "warning": "1;33", "bold": "1", "frame": "1;34", "-": "1;34", "old": "31", "new": "32"}


def full(diagnostic: Diagnostic, *, color: bool = False, width: int = 110) -> str:
    """The message with the lines that it speaks of, without a newline at the end."""
    d, paint = diagnostic, _Paint(color)
    gutter = max(len(str(number)) for number in _line_numbers(d))
    margin = " " * (gutter + 1)
    out = [paint(f"{d.severity}[{d.code}]", d.severity) + paint(f": {plain(d.message)}", "bold")]
    out.append(margin + paint("--> ", "frame") + str(d.span))
    out += _excerpt(_marks(d, d.span.source), d.span.source, d.severity, gutter, width, paint)
    for source in dict.fromkeys(label.span.source for label in d.labels):
        if source is not d.span.source:
            place = next(label.span for label in d.labels if label.span.source is source)
            out.append(margin + paint("::: ", "frame") + str(place))
            out += _excerpt(_marks(d, source), source, d.severity, gutter, width, paint)
    for note in d.notes:
        out += _remark("note", note, margin, paint)
    if d.help:
        out += _remark("help", d.help, margin, paint)
    if d.fix:
        out += _patch(d.fix, gutter, width, paint)
    return "\n".join(out)


def record_error(code: str, reason: str, place: str, span: Span | None, record: str, *, color: bool = False) -> str:
    """A record that failed: why, the expression at fault if it was one, and the record as it stood there."""
    record = record if len(record) <= _LONGEST_RECORD else record[: _LONGEST_RECORD - 3] + "..."
    if span is None:
        where = f"\n  --> {place}" if place else ""
        head = _Paint(color)(f"record error[{code}]", "error")
        return f"{head}: {plain(reason)}{where}\n   = record: {plain(record)}"
    margin = " " * (len(str(span.line)) + 2)
    text = full(Diagnostic(code, reason, span), color=color)
    return f"{_Paint(color)('record ', 'error')}{text}\n{margin}= record: {plain(record)}"


def _line_numbers(d: Diagnostic) -> list[int]:
    spans = [d.span, *(label.span for label in d.labels), *(edit.span for edit in (d.fix.edits if d.fix else ()))]
    return [span.source.position(offset)[0] for span in spans for offset in (span.start, span.end)]


def _marks(d: Diagnostic, source: Source) -> list[_Mark]:
    marks = [_mark(label.span, "-", label.text) for label in d.labels if label.span.source is source]
    if d.span.source is source:
        marks.insert(0, _mark(d.span, "^", d.label))
    return sorted(marks, key=lambda mark: mark.line)


def _mark(span: Span, sign: Literal["^", "-"], text: str) -> _Mark:
    """A span over several lines is marked on its first."""
    line, column = span.source.position(span.start)
    start, rest = column - 1, len(span.source.line(line))
    end = start + span.end - span.start
    return _Mark(line, start, max(start + 1, min(end, max(rest, start))), sign, plain(text))


def _excerpt(
    marks: list[_Mark], source: Source, severity: str, gutter: int, width: int, paint: _Paint
) -> Iterable[str]:
    shown = 0
    for line in dict.fromkeys(mark.line for mark in marks):
        if shown and line > shown + 1:
            yield "..."
        shown = line
        text, here = source.line(line), [mark for mark in marks if mark.line == line]
        room = width - gutter - 4
        groups = [here] if width_of(text) <= room else [[mark] for mark in here]  # a long line is shown once per mark
        for group in groups:
            part, first = cut(text, group[0].start, group[0].end, room)
            yield paint(f" {line:>{gutter}} | ", "frame") + part
            for mark in group:
                start = column_at(text, mark.start, first)
                length = max(1, column_at(text, mark.end, first) - start)
                line_under = f"{mark.sign * min(length, max(1, room - start))} {mark.text}".rstrip()
                yield paint(f" {'':>{gutter}} | ", "frame") + " " * start + paint(line_under, _style(mark, severity))


def _style(mark: _Mark, severity: str) -> str:
    return severity if mark.sign == "^" else "-"


def _remark(kind: str, text: str, margin: str, paint: _Paint) -> Iterable[str]:
    first, *more = text.split("\n")
    yield margin + " " + paint("=", "frame") + " " + paint(f"{kind}:", "bold") + f" {first}"
    for line in more:
        yield margin + " " * (len(kind) + 5) + line


def _patch(fix: Fix, gutter: int, width: int, paint: _Paint) -> Iterable[str]:
    """The lines that change, before and after; edits of one source, nearest lines together."""
    room = width - gutter - 4
    for source, edits in _by_block(fix.edits):
        first = source.position(edits[0].span.start)[0]
        last = source.position(max(edit.span.end for edit in edits))[0]
        start, end = source.line_starts[first - 1], source.line_starts[last - 1] + len(source.line(last))
        old = source.text[start:end].split("\n")
        new = apply(edits, source.text[start:end], start).split("\n")
        while min(len(old), len(new)) > 1 and old[-1] == new[-1]:  # the edit took the end of a line and nothing after
            del old[-1], new[-1]
        at = edits[0].span.start - start
        for sign, style, lines in (("-", "old", old), ("+", "new", new)):
            for number, line in enumerate(lines, first):
                part, _ = cut(line.rstrip("\r"), min(at, len(line)), min(at, len(line)), room)
                yield paint(f" {number:>{gutter}} {sign} {part}".rstrip(), style)


def _by_block(edits: Sequence[Edit]) -> list[tuple[Source, list[Edit]]]:
    blocks: list[tuple[Source, list[Edit]]] = []
    last = 0
    for edit in sorted(edits, key=lambda e: (e.span.source.name, e.span.start)):
        source, line = edit.span.source, edit.span.line
        if blocks and blocks[-1][0] is source and line <= last + 1:
            blocks[-1][1].append(edit)
        else:
            blocks.append((source, [edit]))
        last = source.position(edit.span.end)[0]
    return blocks


def apply(edits: Iterable[Edit], text: str, offset: int = 0) -> str:
    """The text after the edits, of which the first wins where two overlap; `offset` is where the text begins in its
    source."""
    parts: list[str] = []
    done = offset
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        if edit.span.start < done:
            continue
        parts += [text[done - offset : edit.span.start - offset], edit.content]
        done = edit.span.end
    return "".join([*parts, text[done - offset :]])
