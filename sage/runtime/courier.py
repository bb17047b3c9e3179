"""Calls whose answers are awaited: one background thread keeps thousands of requests in flight.

A request goes to the thread through a queue, and a bell that wakes it.
"""

from __future__ import annotations

import heapq
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import zmq

from sage.base.errors import CallError, SageError
from sage.runtime import discovery, failures, payload
from sage.runtime.bell import Bell
from sage.runtime.connection import SLICE_MS, Connection
from sage.runtime.discovery import Descriptor
from sage.runtime.wire import Kind, Message, Trace, WireError

_FIRST_CREDIT: Final = 16  # requests sent before WELCOME has said how many may be in flight


class CallFuture(Future[Any]):
    """The answer of a service, some time. Asyncio may await it."""

    on_cancel: Callable[[], None] | None = None

    def cancel(self) -> bool:
        """Give the call up; a service that has not begun it drops it."""
        if not super().cancel():
            return False
        if self.on_cancel is not None:
            self.on_cancel()
        return True

    def __await__(self) -> Generator[Any, None, Any]:
        import asyncio

        return asyncio.wrap_future(self).__await__()


@dataclass(eq=False, slots=True)
class _Request:
    descriptor: Descriptor
    method: str
    data: bytes | None
    timeout: float
    trace: Trace
    deadline: float
    future: CallFuture
    number: int = 0  # its correlation, once sent
    link: _Link | None = None
    was_moved: bool = False  # to another instance, which is done once

    def __lt__(self, other: _Request) -> bool:
        return self.deadline < other.deadline


@dataclass(eq=False, slots=True)
class _Link:
    """A connection with the requests that are on it."""

    connection: Connection
    waiting: deque[_Request] = field(default_factory=deque)
    in_flight: dict[int, _Request] = field(default_factory=dict)

    @property
    def is_idle(self) -> bool:
        return not self.waiting and not self.in_flight


class Courier:
    """Sends requests and completes their futures, on a thread of its own."""

    def __init__(
        self, context: zmq.Context[zmq.Socket[bytes]], replacement: Callable[[Descriptor], Descriptor | None]
    ) -> None:
        self._context = context
        self._replacement = replacement  # another instance of the same service, or None
        self._inbox: deque[_Request] = deque()
        self._given_up: deque[_Request] = deque()
        self._links: dict[str, _Link] = {}
        self._deadlines: list[_Request] = []
        self._poller = zmq.Poller()
        self._bell = Bell()
        self._is_asleep = False
        self._is_closing = False
        self._poller.register(self._bell.fileno(), zmq.POLLIN)
        self._thread = threading.Thread(target=self._run, name="sage-calls", daemon=True)
        self._thread.start()

    def submit(
        self, descriptor: Descriptor, method: str, data: bytes | None, timeout: float, trace: Trace
    ) -> CallFuture:
        """Send a request; the future is completed on the courier's thread. May be called from any thread."""
        if self._is_closing:
            raise CallError(f"`{descriptor.service}.{method}` was called while calls are being shut down")
        future = CallFuture()
        deadline = time.monotonic() + timeout
        request = _Request(descriptor, method, data, timeout, trace, deadline, future)
        future.on_cancel = partial(self._give_up, request)
        self._inbox.append(request)
        if self._is_asleep:
            self._wake()
        return future

    def close(self) -> None:
        """Stop the thread; what is in flight fails."""
        self._is_closing = True
        self._wake()
        self._thread.join(timeout=5)

    def _give_up(self, request: _Request) -> None:
        self._given_up.append(request)
        self._wake()

    def _wake(self) -> None:
        self._is_asleep = False
        self._bell.ring()

    def _run(self) -> None:
        next_check = 0.0
        while not self._is_closing:
            try:
                self._take_inbox()
                for link in self._sleep():
                    self._read(link)
                now = time.monotonic()
                self._expire(now)
                if now >= next_check:
                    next_check = now + SLICE_MS / 1000
                    self._check()
            except Exception as error:  # a fault of ours must not leave callers waiting for ever
                self._drop_all(f"failed inside: {error!r}")
        self._take_inbox()
        self._drop_all("was given up: its caller ends")
        self._bell.close()

    def _sleep(self) -> list[_Link]:
        """Wait for answers, requests, or the time to look after things; gives the connections with answers."""
        self._is_asleep = True
        if self._inbox or self._given_up or self._is_closing:
            self._is_asleep = False
            return []
        events = dict(self._poller.poll(self._patience_ms()))
        self._is_asleep = False
        if self._bell.fileno() in events:
            self._bell.hush()
        return [link for link in self._links.values() if link.connection.socket in events]

    def _patience_ms(self) -> int | None:
        if all(link.is_idle for link in self._links.values()):
            return None
        left = self._deadlines[0].deadline - time.monotonic() if self._deadlines else 1.0
        return max(0, math.ceil(min(SLICE_MS, left * 1000)))

    def _take_inbox(self) -> None:
        touched = set()
        while self._inbox:
            request = self._inbox.popleft()
            heapq.heappush(self._deadlines, request)
            try:
                touched.add(self._assign(request))
            except CallError as error:
                _fail(request, error)
        while self._given_up:
            request = self._given_up.popleft()
            if request.link is not None and request.link.in_flight.pop(request.number, None) is not None:
                request.link.connection.send_control(Kind.CANCEL, request.number)
                touched.add(request.link)
        for link in touched:
            self._flush(link)

    def _assign(self, request: _Request) -> _Link:
        descriptor = request.descriptor
        link = self._links.get(descriptor.endpoint)
        if link is not None and link.is_idle and not discovery.is_alive(descriptor):
            self._close(link)
            link = None
        if link is None:
            link = _Link(Connection(self._context, descriptor))
            link.connection.credit = _FIRST_CREDIT
            self._links[descriptor.endpoint] = link
            self._poller.register(link.connection.socket, zmq.POLLIN)
        request.link = link
        link.waiting.append(request)
        return link

    def _flush(self, link: _Link) -> None:
        """Send what may be sent."""
        connection = link.connection
        while link.waiting and len(link.in_flight) < connection.credit:
            request = link.waiting[0]
            if request.future.done():
                link.waiting.popleft()
                continue
            number = connection.next_number()
            if not connection.send_request(number, request.method, request.data, request.deadline, request.trace):
                return  # _check tries again
            link.waiting.popleft()
            request.number = number
            link.in_flight[number] = request

    def _read(self, link: _Link) -> None:
        connection = link.connection
        try:
            while True:
                self._receive(link, connection.receive())
        except zmq.Again:
            self._flush(link)
        except WireError as error:
            self._drop(link, partial(failures.not_understood, error))

    def _receive(self, link: _Link, message: Message) -> None:
        header = message.header
        request = link.in_flight.pop(header.correlation, None)
        if request is None:
            link.connection.note(message)
        elif header.kind == Kind.REPLY:
            _complete(request, message)
        elif header.kind == Kind.ERROR:
            error = failures.answered(request.descriptor, request.method, request.timeout, message)
            self._fail_or_move(request, error)
        else:
            link.in_flight[header.correlation] = request

    def _expire(self, now: float) -> None:
        while self._deadlines and (self._deadlines[0].deadline <= now or self._deadlines[0].future.done()):
            request = heapq.heappop(self._deadlines)
            link = request.link
            if link is not None and link.in_flight.pop(request.number, None) is not None:
                link.connection.send_control(Kind.CANCEL, request.number)
            _fail(request, failures.timed_out(request.descriptor, request.method, request.timeout))

    def _check(self) -> None:
        """Look after the connections on which something is awaited."""
        live = 0
        for link in list(self._links.values()):
            live += len(link.waiting) + len(link.in_flight)
            if link.is_idle:
                continue
            fate = link.connection.fate()
            if not fate or link.connection.socket.poll(0):  # what it sent last
                self._flush(link)
            else:
                self._drop(link, fate)
        if len(self._deadlines) > 1000 + 4 * live:
            self._deadlines = [request for request in self._deadlines if not request.future.done()]
            heapq.heapify(self._deadlines)

    def _drop(self, link: _Link, failure: Callable[[Descriptor, str], CallError]) -> None:
        """Close a connection; what was sent there fails, what was not may go to another instance."""
        self._close(link)
        for request in link.in_flight.values():
            self._fail_or_move(request, failure(request.descriptor, request.method))
        for request in link.waiting:
            self._fail_or_move(request, failures.gone(request.descriptor, request.method))

    def _drop_all(self, why: str) -> None:
        """Close all connections and fail whatever is not done."""
        for link in list(self._links.values()):
            self._close(link)
        for request in self._deadlines:
            _fail(request, CallError(f"`{request.descriptor.service}.{request.method}` {why}"))
        self._deadlines.clear()

    def _close(self, link: _Link) -> None:
        self._poller.unregister(link.connection.socket)
        del self._links[link.connection.descriptor.endpoint]
        link.connection.close()

    def _fail_or_move(self, request: _Request, error: CallError) -> None:
        """A request that no service has taken may go to another instance, once."""
        if not isinstance(error, failures.Unreachable) or request.was_moved:
            _fail(request, error)
            return
        try:
            other = self._replacement(request.descriptor)
            if other is None and not discovery.is_alive(request.descriptor):
                raise failures.unknown_service(request.descriptor.service)
            if other is None:
                raise error  # the only one, and it refuses
            request.descriptor, request.was_moved = other, True
            self._flush(self._assign(request))
        except SageError as reason:
            _fail(request, reason)


def _complete(request: _Request, message: Message) -> None:
    try:
        value = payload.decode(message.header.encoding, message.payload)
    except WireError as error:
        _fail(request, failures.not_understood(error, request.descriptor, request.method))
        return
    request.future.on_cancel = None
    if request.future.set_running_or_notify_cancel():
        request.future.set_result(value)


def _fail(request: _Request, error: Exception) -> None:
    request.future.on_cancel = None
    if not request.future.done() and request.future.set_running_or_notify_cancel():
        request.future.set_exception(error)
