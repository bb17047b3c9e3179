"""`call_service` and its kin: calls through whatever context is bound here, else through the process's own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from sage.runtime.context import BaseRuntimeContext, payload_of

if TYPE_CHECKING:
    from sage.runtime.courier import CallFuture

_bound: ContextVar[BaseRuntimeContext | None] = ContextVar("sage_runtime_context", default=None)
_default: BaseRuntimeContext | None = None
_making = threading.Lock()


def call_service(
    service_name: str, *args: Any, timeout: float | None = None, method: str | None = None, **kwargs: Any
) -> Any:
    """Call a service by name and wait for its answer.

        call_service("late", carrier="UA")
        call_service("cache", {"key": "a"}, method="get", timeout=5.0)

    The payload is one value or keyword fields; the method is `process` and the timeout 10 s unless given. None is an
    answer. ServiceNotFound, CallTimeout and CallFailed say why there is none; all are CallError.
    """
    context = _bound.get() or _default or get_current_runtime_context()
    return context.call(service_name, payload_of(service_name, args, kwargs), timeout, method)


def call_service_async(
    service_name: str, *args: Any, timeout: float | None = None, method: str | None = None, **kwargs: Any
) -> CallFuture:
    """Call a service and go on: gives a `concurrent.futures.Future`, which asyncio may also await.

    As `call_service`, but with a timeout of 30 s. Thousands may be in flight.
    """
    context = get_current_runtime_context()
    return context.call_async(service_name, payload_of(service_name, args, kwargs), timeout, method)


@contextmanager
def bind_runtime_context(context: BaseRuntimeContext) -> Iterator[BaseRuntimeContext]:
    """Let the calls of this block, thread or task go through a context."""
    token = _bound.set(context)
    try:
        yield context
    finally:
        _bound.reset(token)


def get_current_runtime_context() -> BaseRuntimeContext:
    """The context bound here, else the process's own."""
    global _default
    if (bound := _bound.get()) is not None:
        return bound
    if _default is None:
        with _making:
            _default = _default or BaseRuntimeContext()
    return _default


def clear_runtime_context() -> None:
    """Forget the bound context and close the process's own; the next call starts afresh."""
    global _default
    _bound.set(None)
    default, _default = _default, None
    if default is not None:
        default.proxy.services.close()
