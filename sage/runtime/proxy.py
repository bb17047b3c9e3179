"""ProxyManager: calls services by name. Finds an instance, remembers it, and looks again when it fails."""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING, Any

from sage.base.errors import CallError
from sage.runtime import discovery, failures, payload
from sage.runtime.connection import NO_TRACE
from sage.runtime.discovery import Descriptor
from sage.runtime.service import ServiceManager
from sage.runtime.wire import Trace

if TYPE_CHECKING:
    from sage.runtime.courier import CallFuture


class ProxyManager:
    """Names to services. May be used from any thread."""

    def __init__(self, services: ServiceManager | None = None) -> None:
        self.services = services or ServiceManager()

    def call(self, service: str, method: str, value: Any, timeout: float, trace: Trace = NO_TRACE) -> Any:
        """The answer of a service within `timeout` seconds; CallError says why there is none."""
        deadline = time.monotonic() + timeout
        data = payload.encode(value)
        descriptor = self.services.descriptors.get(service) or self.find(service)
        if not timeout > 0:
            raise _no_time(service, method, timeout)
        try:
            return self.services.request(descriptor, method, data, timeout, deadline, trace)
        except failures.Unreachable as error:
            other = self._other(descriptor, error)
        return self.services.request(other, method, data, timeout, deadline, trace)

    def call_async(self, service: str, method: str, value: Any, timeout: float, trace: Trace = NO_TRACE) -> CallFuture:
        """A future of the answer. A service that does not run is an error at once."""
        data = payload.encode(value)
        descriptor = self.services.descriptors.get(service) or self.find(service)
        if not timeout > 0:
            raise _no_time(service, method, timeout)
        return self.services.submit(descriptor, method, data, timeout, trace)

    def find(self, service: str) -> Descriptor:
        """The instance that is called under a name, or ServiceNotFound."""
        descriptor = self.services.descriptors.get(service) or self.services.look_up(service)
        if descriptor is None:
            raise failures.unknown_service(service)
        return descriptor

    def _other(self, descriptor: Descriptor, error: failures.Unreachable) -> Descriptor:
        """An instance in the place of one that took no request."""
        other = self.services.replace(descriptor)
        if other is not None:
            return other
        if discovery.is_alive(descriptor):
            raise error  # the only one, and it refuses
        raise failures.unknown_service(descriptor.service) from error


@cache
def shared_proxy() -> ProxyManager:
    """The one of this process, which contexts share unless they are given another."""
    return ProxyManager()


def _no_time(service: str, method: str, timeout: float) -> CallError:
    return CallError(f"`{service}.{method}` cannot be called with a timeout of {timeout:g} s")
