"""Wakes a thread that waits in a poll. A ZeroMQ socket would not do, for it may not be shared between threads."""

from __future__ import annotations

import contextlib
import io
import os


class Bell:
    """A pipe: whoever polls `fileno()` wakes up when any thread rings."""

    def __init__(self) -> None:
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        # Files, not numbers: a number may be somebody else's after `close`.
        self._reader, self._writer = io.FileIO(reader, "rb"), io.FileIO(writer, "wb")

    def fileno(self) -> int:
        return self._reader.fileno()

    def ring(self) -> None:
        with contextlib.suppress(ValueError, OSError):  # closed; or full, so it rings already
            self._writer.write(b"\0")

    def hush(self) -> None:
        """Forget that it rang."""
        self._reader.read(4096)

    def close(self) -> None:
        self._reader.close()
        self._writer.close()
