"""Somebody who watches a compile: what it is doing, how long each phase took, what became of the flow."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sage.compiler.check.program import Program
    from sage.compiler.ir.flow import Flow


class Watch:
    """Notes the seconds of each phase; a subclass shows more."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Times a phase."""
        started = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - started

    def checked(self, program: Program) -> None:
        """The program has no errors."""

    def rewritten(self, after: str, flow: Flow) -> None:
        """A pass has changed the flow."""

    def step(self, step: Any) -> None:
        """A piece of the build is done (build.ninja.Step)."""
