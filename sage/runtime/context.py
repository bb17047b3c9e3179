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
        return self.call(service_name, payload_of(service_name, args, kwargs), timeout, method)

    def call_service_async(
        self, service_name: str, *args: Any, timeout: float | None = None, method: str | None = None, **kwargs: Any
    ) -> CallFuture:
        """A future of the answer; asyncio may await it."""
        return self.call_async(service_name, payload_of(service_name, args, kwargs), timeout, method)

    def call(self, service: str, value: Any, timeout: float | None, method: str | None) -> Any:
        """What `call_service` comes to, with the payload as one value."""
        if timeout is None:
            timeout = SYNC_TIMEOUT
        if self.deadline is not None:
            timeout = self._within(self.deadline, timeout)
        return self.proxy.call(service, method or DEFAULT_METHOD, value, timeout, self.trace)

    def call_async(self, service: str, value: Any, timeout: float | None, method: str | None) -> CallFuture:
        """What `call_service_async` comes to, with the payload as one value."""
        if timeout is None:
            timeout = ASYNC_TIMEOUT
        if self.deadline is not None:
            timeout = self._within(self.deadline, timeout)
        return self.proxy.call_async(service, method or DEFAULT_METHOD, value, timeout, self.trace)

    def _within(self, deadline: float, timeout: float) -> float:
        return min(timeout, max(deadline - time.monotonic(), 1e-6))


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


def payload_of(service: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """The one value of a call's arguments."""
    if kwargs and not args:
        return kwargs
    if len(args) == 1 and not kwargs:
        return args[0]
    if not args:
        return None
    given = f"{len(args)} values" if not kwargs else "both"
    raise CallError(f"a call of `{service}` takes one value or keyword fields; it was given {given}")
