"""What is wrong with a program, where, and what would be right."""

from __future__ import annotations

from typing import Literal

from sage.base.frozen import dataclass, field
from sage.base.source import Span


@dataclass(frozen=True)
class Label:
    """A second place that a message points at, with a few words."""

    span: Span
    text: str


@dataclass(frozen=True)
class Edit:
    """Replace the characters of a span."""

    span: Span
    content: str


@dataclass(frozen=True)
class Fix:
    """A patch that mends the mistake."""

    edits: tuple[Edit, ...]
    applicability: Literal["safe", "unsafe", "display"] = "unsafe"


@dataclass(frozen=True)
class Diagnostic:
    """One message: `^^^^` marks `span` with `label`, `----` marks each of `labels`."""

    code: str
    message: str
    span: Span
    label: str = ""
    labels: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str | None = None
    fix: Fix | None = None
    severity: Literal["error", "warning"] = field(default="error")
