"""Everything we raise is a SageError."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sage.base.diagnostics import Diagnostic
    from sage.base.source import Span


class SageError(Exception):
    """The root of every error of ours; `exit_code` is what a command ends with."""

    exit_code = 1


class UsageError(SageError):
    """A command was given what it cannot use: a missing file, an unknown option."""

    exit_code = 2


class CompileError(SageError):
    """A program is wrong: carries all diagnostics it deserves at once."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(f"{d.code}: {d.message}" for d in self.diagnostics))


class ToolchainError(SageError):
    """A compiler or CMake is missing, or building failed."""

    exit_code = 3


class StartError(SageError):
    """A program cannot start where it is: the environment lacks what it needs."""

    exit_code = 78


class InternalError(SageError):
    """A fault of ours."""

    exit_code = 70


class NeedsNative(SageError):
    """Something that only an executable can do was asked of the reference."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"`{name}` is C++, which runs in an executable only\n  = help: compile the program, or `mock {name}(...)`"
        )


class RecordError(SageError):
    """The evaluation of one record has no value (codes R01xx)."""

    exit_code = 5

    def __init__(self, code: str, reason: str, span: Span | None = None, stage: str = "") -> None:
        self.code, self.reason, self.span, self.stage = code, reason, span, stage
        super().__init__(f"{code}: {reason}")


class CallError(SageError):
    """A call of a service did not succeed; names service, method and deadline."""


class ServiceNotFound(CallError):
    """No live instance of the service, or no such method."""

    exit_code = 4


class CallTimeout(CallError, TimeoutError):
    """The service did not answer before the deadline."""

    exit_code = 4


class CallFailed(CallError):
    """The service answered with an error."""

    def __init__(self, message: str, status: str, code: str | None = None, span: str | None = None) -> None:
        self.status, self.code, self.span = status, code, span
        super().__init__(message)
