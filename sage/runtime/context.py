"""Who is calling: how code inside and outside of a pipeline reaches services."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from sage.base.errors import CallError
from sage.runtime.connection import NO_TRACE
from sage.runtime.proxy import ProxyManager, shared_proxy
from sage.runtime.wire import Trace

if TYPE_CHECKING:
    import logging

    from sage.runtime.courier import CallFuture

DEFAULT_METHOD: Final = "process"
SYNC_TIMEOUT: Final = 10.0  # seconds
ASYNC_TIMEOUT: Final = 30.0


class BaseRuntimeContext:
    """Calls services on behalf of somebody: of a process, or of the request it is serving.

    A nested call carries the trace of its caller and ends no later than the caller's own deadline.
    """

    name: str = "main"
    deadline: float | None = None  # by time.monotonic()
    trace: Trace = NO_TRACE

    def __init__(self, proxy: ProxyManager | None = None) -> None:
        self.proxy = proxy or shared_proxy()

    @property
    def logger(self) -> logging.Logger:
        """Lines that carry this context's name and trace."""
        from sage.base.log import get_logger

        return get_logger(self.name)

    def call_service(
        self, service_name: str, *args: Any, timeout: float | None = None, method: str | None = None, **kwargs: Any
    ) -> Any:
        """The answer of a service. The payload is one value, or keyword fields."""
        value = args[0] if len(args) == 1 and not kwargs else _payload(service_name, args, kwargs)
        if timeout is None:
            timeout = SYNC_TIMEOUT
        if self.deadline is not None:
            timeout = self._within(timeout)
        return self.proxy.call(service_name, method or DEFAULT_METHOD, value, timeout, self.trace)

    def call_service_async(
        self, service_name: str, *args: Any, timeout: float | None = None, method: str | None = None, **kwargs: Any
    ) -> CallFuture:
        """A future of the answer; asyncio may await it."""
        return self.proxy.call_async(
            service_name,
            method or DEFAULT_METHOD,
            _payload(service_name, args, kwargs),
            self._within(ASYNC_TIMEOUT if timeout is None else timeout),
            self.trace,
        )

    def _within(self, timeout: float) -> float:
        if self.deadline is None:
            return timeout
        return min(timeout, max(self.deadline - time.monotonic(), 1e-6))


class TaskContext(BaseRuntimeContext):
    """The context of one copy of an operator, or of a service's method."""

    def __init__(
        self,
        name: str,
        env_name: str = "",
        parallel_index: int = 0,
        parallelism: int = 1,
        *,
        deadline: float | None = None,
        trace: Trace = NO_TRACE,
        proxy: ProxyManager | None = None,
    ) -> None:
        super().__init__(proxy)
        self.name, self.env_name = name, env_name
        self.parallel_index, self.parallelism = parallel_index, parallelism
        self.deadline, self.trace = deadline, trace


def _payload(service: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    if len(args) > 1 or (args and kwargs):
        given = f"{len(args)} values" if not kwargs else "both"
        raise CallError(f"a call of `{service}` takes one value or keyword fields; it was given {given}")
    return args[0] if args else kwargs or None
