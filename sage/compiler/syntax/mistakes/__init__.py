"""Named situations: what somebody probably meant where the parser could not go on."""

from __future__ import annotations

from collections.abc import Callable

from sage.base.diagnostics import Diagnostic
from sage.compiler.syntax.mistakes.place import Mistake, Place

__all__ = ["SITUATIONS", "Mistake", "Place", "diagnose"]

SITUATIONS: tuple[Callable[[Place], Mistake | None], ...] = ()


def diagnose(place: Place) -> Mistake:
    """The first situation that fits."""
    for situation in SITUATIONS:
        if mistake := situation(place):
            return mistake
    return Mistake(Diagnostic("E0101", f"`{place.here.text}` is not expected here", place.span(place.here)))
