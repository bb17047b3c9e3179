"""ServiceManager: the sockets of this process, one for each thread and instance it calls, and the descriptors known."""

from __future__ import annotations

import atexit
import os
import random
import threading
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import zmq

from sage.base.errors import CallFailed
from sage.runtime import discovery
from sage.runtime.connection import NO_TRACE, Connection
from sage.runtime.discovery import Descriptor
from sage.runtime.wire import Status, Trace

if TYPE_CHECKING:
    from sage.runtime.courier import CallFuture, Courier

_MAX_SOCKETS = 16384


class ServiceManager:
    """Carries calls to instances. May be used from any thread, and by a forked child, which gets sockets of its own."""

    def __init__(self) -> None:
        self.descriptors: dict[str, Descriptor] = {}
        self._sockets = _Sockets()
        _managers.add(self)

    def cache_service_descriptor(self, descriptor: Descriptor) -> None:
        """Call this instance when its service is called, until it fails."""
        self.descriptors[descriptor.service] = descriptor

    def look_up(self, service: str, without: Descriptor | None = None) -> Descriptor | None:
        """Find a live instance and remember it; one of several is taken at random."""
        found = [d for d in discovery.find(service) if without is None or d.instance != without.instance]
        if not found:
            return None
        descriptor = random.choice(found)
        self.cache_service_descriptor(descriptor)
        return descriptor

    def forget(self, descriptor: Descriptor) -> None:
        """Drop an instance that failed."""
        known = self.descriptors.get(descriptor.service)
        if known is not None and known.instance == descriptor.instance:
            del self.descriptors[descriptor.service]
        connection = self._connections.pop(descriptor.instance, None)
        if connection is not None:
            connection.close()

    def replace(self, descriptor: Descriptor) -> Descriptor | None:
        """Another instance in the place of one that failed, or None."""
        self.forget(descriptor)
        return self.look_up(descriptor.service, without=descriptor)

    def request(
        self,
        descriptor: Descriptor,
        method: str,
        data: bytes | None,
        timeout: float,
        deadline: float,
        trace: Trace = NO_TRACE,
    ) -> Any:
        """Call an instance and wait for its answer, on this thread's own socket."""
        connection = self._connections.get(descriptor.instance) or self._connect(descriptor)
        try:
            return connection.call(method, data, timeout, deadline, trace)
        except CallFailed as error:
            if error.status == Status.UNAVAILABLE.name:
                self.forget(descriptor)
            raise
        finally:
            if not connection.is_usable:
                self.forget(descriptor)

    def submit(
        self, descriptor: Descriptor, method: str, data: bytes | None, timeout: float, trace: Trace = NO_TRACE
    ) -> CallFuture:
        """Call an instance and give a future of its answer, which the courier's thread completes."""
        courier = self._sockets.courier or self._sockets.start_courier(self.replace)
        return courier.submit(descriptor, method, data, timeout, trace)

    def close(self) -> None:
        """Close this thread's sockets and stop the courier; both come back when they are needed."""
        sockets = self._sockets
        courier, sockets.courier = sockets.courier, None
        if courier is not None:
            courier.close()
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()
        self.descriptors.clear()

    def start_afresh(self) -> None:
        """Have no sockets, as a forked child must: the parent's are left alone, for they are the parent's."""
        self._sockets = _Sockets()

    @property
    def _connections(self) -> dict[str, Connection]:
        """The connections of the calling thread, by instance; they go when the thread ends."""
        return self._sockets.of_thread.connections

    def _connect(self, descriptor: Descriptor) -> Connection:
        mine = self._connections
        for instance, old in list(mine.items()):
            if old.descriptor.service == descriptor.service and not discovery.is_alive(old.descriptor):
                mine.pop(instance).close()
        connection = mine[descriptor.instance] = Connection(self._sockets.context, descriptor)
        return connection


class _OfThread(threading.local):
    def __init__(self) -> None:
        self.connections: dict[str, Connection] = {}


class _Sockets:
    """All that must not be shared with a forked child."""

    def __init__(self) -> None:
        self.context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self.context.set(zmq.MAX_SOCKETS, _MAX_SOCKETS)
        self.of_thread = _OfThread()
        self.courier: Courier | None = None
        self._starting = threading.Lock()

    def start_courier(self, replacement: Callable[[Descriptor], Descriptor | None]) -> Courier:
        from sage.runtime.courier import Courier

        with self._starting:
            if self.courier is None:
                self.courier = Courier(self.context, replacement)
            return self.courier


_managers: weakref.WeakSet[ServiceManager] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for manager in list(_managers):
        manager.close()


def _start_all_afresh() -> None:
    for manager in list(_managers):
        manager.start_afresh()


os.register_at_fork(after_in_child=_start_all_afresh)
