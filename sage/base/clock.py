"""What time it is: that of the machine or, in a test, of a clock that only the test moves; twin of C++ base/clock.hpp.

A test moves the clock of an executable through a file that holds the time as eight bytes, which the executable maps;
its environment names it in SAGE_TEST_CLOCK. An executable that is to end by itself moves the clock on its own, to the
times in SAGE_TEST_MOVES: "0,60000000" is where it starts and where it goes when all rows have come. A comma at the end
means that the input has no end.
"""

from __future__ import annotations

import mmap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

TEST_CLOCK: Final = "SAGE_TEST_CLOCK"
TEST_MOVES: Final = "SAGE_TEST_MOVES"
_BYTES = 8


class VirtualClock:
    """A clock that starts at 1970-01-01 and stands still until it is moved. Times are microseconds since then."""

    def __init__(self) -> None:
        self.micros = 0
        self._shared: list[mmap.mmap] = []

    def advance(self, micros: int) -> None:
        """Moves it, and the clocks of executables that share it."""
        self.micros += micros
        for memory in self._shared:
            memory[:_BYTES] = self.micros.to_bytes(_BYTES, "little", signed=True)

    @contextmanager
    def shared(self, folder: Path) -> Iterator[dict[str, str]]:
        """What an executable's environment has to say so that its clock is this one, too."""
        path = folder / "clock"
        path.write_bytes(self.micros.to_bytes(_BYTES, "little", signed=True))
        with path.open("r+b") as file, mmap.mmap(file.fileno(), _BYTES) as memory:
            self._shared.append(memory)
            try:
                yield {TEST_CLOCK: str(path)}
            finally:
                self._shared.remove(memory)


_virtual: ContextVar[VirtualClock | None] = ContextVar("virtual clock", default=None)


def now() -> int:
    """Microseconds since 1970."""
    clock = _virtual.get()
    return time.time_ns() // 1000 if clock is None else clock.micros


@contextmanager
def virtual_clock() -> Iterator[VirtualClock]:
    """Lets time stand still within, but for what the clock is moved."""
    clock = VirtualClock()
    token = _virtual.set(clock)
    try:
        yield clock
    finally:
        _virtual.reset(token)
