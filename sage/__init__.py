"""SAGE: stream pipelines compiled to native executables, which are services called by name."""

from __future__ import annotations

TYPE_CHECKING = False  # without importing `typing`, which takes longer than the rest
if TYPE_CHECKING:
    from typing import Any

    from sage.base.errors import CallError as CallError
    from sage.base.errors import CallFailed as CallFailed
    from sage.base.errors import CallTimeout as CallTimeout
    from sage.base.errors import CompileError as CompileError
    from sage.base.errors import RecordError as RecordError
    from sage.base.errors import SageError as SageError
    from sage.base.errors import ServiceNotFound as ServiceNotFound
    from sage.runtime.context import BaseRuntimeContext as BaseRuntimeContext
    from sage.runtime.context import TaskContext as TaskContext
    from sage.runtime.host import ServiceHost as ServiceHost
    from sage.runtime.proxy import ProxyManager as ProxyManager
    from sage.runtime.service import ServiceManager as ServiceManager
    from sage.runtime.sugar import bind_runtime_context as bind_runtime_context
    from sage.runtime.sugar import call_service as call_service
    from sage.runtime.sugar import call_service_async as call_service_async
    from sage.runtime.sugar import clear_runtime_context as clear_runtime_context
    from sage.runtime.sugar import get_current_runtime_context as get_current_runtime_context

# Where each public name lives. A module is imported when one of its names is first used, so `import sage` is free.
_HOMES = {
    "sage.base.errors": (
        "CallError",
        "CallFailed",
        "CallTimeout",
        "CompileError",
        "RecordError",
        "SageError",
        "ServiceNotFound",
    ),
    "sage.runtime.context": ("BaseRuntimeContext", "TaskContext"),
    "sage.runtime.host": ("ServiceHost",),
    "sage.runtime.proxy": ("ProxyManager",),
    "sage.runtime.service": ("ServiceManager",),
    "sage.runtime.sugar": (
        "bind_runtime_context",
        "call_service",
        "call_service_async",
        "clear_runtime_context",
        "get_current_runtime_context",
    ),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module `sage` has no `{name}`")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
