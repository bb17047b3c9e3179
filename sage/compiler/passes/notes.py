"""What passes say of what they do: every rewrite that happened, and every one that was thought of and left, with the
reason. `steps` collects it for `sagec explain --why`; nobody pays for it otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sage.base.frozen import dataclass
from sage.compiler.ir.code import Place


@dataclass(frozen=True)
class Note:
    """One rewrite that a pass did (`fired`) or left: what, where in the program, and why."""

    rewrite: str
    fired: bool
    what: str
    why: str
    place: Place | None


class Notes:
    """The notes of a run of passes, each once, in the order in which they were made."""

    def __init__(self) -> None:
        self._notes: dict[tuple[object, ...], Note] = {}

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes.values())

    def add(self, note: Note) -> None:
        """Keeps a note. What was left in one round and done in another was done."""
        key = (note.rewrite, note.what, str(note.place.span) if note.place else "")
        known = self._notes.get(key)
        if known is None or (note.fired and not known.fired):
            self._notes[key] = note


_taken: ContextVar[tuple[str, Notes] | None] = ContextVar("notes", default=None)


@contextmanager
def taking(rewrite: str, notes: Notes | None) -> Iterator[None]:
    """Collects what is noted inside under the name of a pass; `None` collects nothing."""
    token = _taken.set(None if notes is None else (rewrite, notes))
    try:
        yield
    finally:
        _taken.reset(token)


def is_noting() -> bool:
    """True if somebody wants to know; texts need not be made otherwise."""
    return _taken.get() is not None


def done(what: str, why: str, place: Place | None) -> None:
    """Notes a rewrite that is being done."""
    _note(True, what, why, place)


def left(what: str, why: str, place: Place | None) -> None:
    """Notes a rewrite that was thought of and is not legal, or not worth it."""
    _note(False, what, why, place)


def _note(fired: bool, what: str, why: str, place: Place | None) -> None:
    taken = _taken.get()
    if taken is not None:
        rewrite, notes = taken
        notes.add(Note(rewrite, fired, what, why, place))
