"""`sagec check --fix`: applies the patches of messages until there are none left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sage.base.diagnostics import Diagnostic, Edit
from sage.base.frozen import dataclass
from sage.base.render import apply, in_order
from sage.base.source import Source

_MOST_ROUNDS = 10

Check = Callable[[Source], Sequence[Diagnostic]]
Wanted = Callable[[Diagnostic], bool]


@dataclass(frozen=True)
class Fixed:
    """A program after its fixes: the text, how many were applied, and what is still wrong."""

    source: Source
    count: int
    diagnostics: Sequence[Diagnostic]


def fix(source: Source, check: Check, *, unsafe: bool = False, wanted: Wanted = lambda d: True) -> Fixed:
    """Applies fixes and checks again, since one mistake may hide another. A round after which there were more errors
    than before is taken back, so a program never gets worse."""
    now = Fixed(source, 0, check(source))
    for _ in range(_MOST_ROUNDS):
        fixes = [d for d in in_order(now.diagnostics) if is_fixable(d, source, unsafe=unsafe) and wanted(d)]
        after = _round(now, fixes, check)
        if after is None and len(fixes) > 1:  # one of them does not do what it promises; the others may
            after = next((one for d in fixes if (one := _round(now, [d], check)) is not None), None)
        if after is None:
            break
        now = after
    return now


def is_fixable(diagnostic: Diagnostic, source: Source | None = None, *, unsafe: bool = False) -> bool:
    """True if a message has a fix that may be applied, to this source."""
    kinds = ("safe", "unsafe") if unsafe else ("safe",)
    found = diagnostic.fix
    if found is None or not found.edits or found.applicability not in kinds:
        return False
    return source is None or all(edit.span.source.name == source.name for edit in found.edits)


def _round(now: Fixed, fixes: Sequence[Diagnostic], check: Check) -> Fixed | None:
    """The program after these fixes; None if that changes nothing or does harm."""
    edits, count = _compatible(fixes)
    source = Source(now.source.name, apply(edits, now.source.text))
    if source.text == now.source.text:
        return None
    found = check(source)
    return None if _errors(found) > _errors(now.diagnostics) else Fixed(source, now.count + count, found)


def _compatible(fixes: Sequence[Diagnostic]) -> tuple[list[Edit], int]:
    """The edits of the fixes that can stand side by side, and how many fixes these are; of two that overlap, the first
    wins with all its edits."""
    chosen: list[Edit] = []
    count = 0
    for diagnostic in fixes:
        edits = diagnostic.fix.edits if diagnostic.fix else ()
        if not any(_overlap(edit, other) for edit in edits for other in chosen):
            chosen += edits
            count += 1
    return chosen, count


def _overlap(a: Edit, b: Edit) -> bool:
    """Two insertions at one place overlap, too: their order would be a guess."""
    return (a.span.start < b.span.end and b.span.start < a.span.end) or a.span.start == b.span.start


def _errors(found: Sequence[Diagnostic]) -> int:
    return sum(d.severity == "error" for d in found)
