"""What the reference keeps of windows: something for each slice of time, which windows have fired, and when they fire
early."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sage.compiler.library.windows import FIRST, LAST, Sized


class Panes:
    """What is kept of each slice that has rows, made by `make`; a window is gone `lateness` after its end."""

    def __init__(self, windows: Sized, lateness: int, early: int, make: Callable[[], Any]) -> None:
        self.windows, self.lateness, self.make = windows, lateness, make
        self.early = Alarm(early)
        self.slices: dict[int, Any] = {}  # by their starts
        self.watermark = FIRST
        self.due = LAST  # before this watermark there is nothing to do

    def at(self, time: int) -> Any:
        """What is kept of the slice of a time; None if all windows that hold it are gone."""
        start = self.windows.slice_of(time)
        if self._gone(start) <= self.watermark:
            return None
        if start not in self.slices:
            self.slices[start] = self.make()
            self.due = FIRST
        return self.slices[start]

    def within(self, start: int, end: int) -> list[Any]:
        """What is kept of the slices of a window, in order of time."""
        return [self.slices[at] for at in sorted(self.slices) if start <= at < end]

    def fired_with(self, time: int) -> Iterator[tuple[int, int]]:
        """The windows that hold a time, have fired and are kept, in order."""
        for start, end in self.windows.windows_of(self.windows.slice_of(time)) if self.lateness else ():
            if end <= self.watermark < end + self.lateness:
                yield start, end

    def open(self) -> list[tuple[int, int]]:
        """The windows that have rows and have not fired, in order."""
        windows = {window for slice in self.slices for window in self.windows.windows_of(slice)}
        return sorted(window for window in windows if window[1] > self.watermark)

    def rise(self, watermark: int) -> Iterator[tuple[int, int]]:
        """The windows that fire at a watermark, in order; then slices all of whose windows are gone are let go."""
        if watermark >= self.due:
            yield from (window for window in self.open() if window[1] <= watermark)
        self.watermark = watermark
        if watermark < self.due:
            return
        for start in list(self.slices):
            if self._gone(start) <= watermark:
                del self.slices[start]
        ends = [end for _, end in self.open()] + [self._gone(start) for start in self.slices]
        self.due = min(ends, default=LAST)

    def _gone(self, slice: int) -> int:
        """When all windows that hold a slice are gone."""
        *_, (_, last) = self.windows.windows_of(slice)
        return last + self.lateness


class Alarm:
    """Rings every so often; the first time so long after it was first asked."""

    def __init__(self, every: int) -> None:
        self.every = every
        self.next: int | None = None

    def is_due(self, now: int) -> bool:
        """True if it rings at this time of the clock, or has since it was asked last."""
        if self.next is None:
            self.next = now + self.every
        if now < self.next:
            return False
        self.next += ((now - self.next) // self.every + 1) * self.every
        return True
