"""What an evaluation may do besides giving a value; the legality of every rewrite rests on these flags."""

from __future__ import annotations

from enum import Flag, auto


class Effect(Flag):
    """An evaluation may ..."""

    NONE = 0
    MAY_RAISE = auto()  # fail the record
    GUARDED = auto()  # have no meaning for a record that did not pass an earlier test
    NONDETERMINISTIC = auto()  # differ when repeated
    STATE = auto()  # read or write keyed or pipeline state
    SERVICE = auto()  # call a service
    IO = auto()  # touch the world
