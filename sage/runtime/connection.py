"""One socket to one instance, and the call that waits for its answer on it.

A connection belongs to one thread. The thread that calls sends and receives itself: handing the request to another
thread and back would cost as much again as the round trip.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import struct
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import Any, Final

import zmq

from sage.base.errors import CallError, CallTimeout
from sage.runtime import discovery, failures, payload
from sage.runtime.discovery import Descriptor
from sage.runtime.wire import (
    MAX_BYTES,
    NO_BUDGET,
    PAYLOAD,
    Encoding,
    Header,
    Kind,
    Message,
    Trace,
    WireError,
    decode,
    encode,
    method_id,
)

SLICE_MS: Final = 25  # how long we wait before asking whether the service still lives
NO_TRACE: Final = Trace()

_IDLE_S: Final = 0.001  # after which a call first asks whether the service still lives
_PATIENCE_S: Final = 0.5  # for our I/O thread to notice what the kernel knows
_HELLO: Final = 1  # the correlation of the HELLO; requests count on from there
_MAX_BUDGET_S: Final = (NO_BUDGET - 1) / 1e6
_NOW: Final = int(zmq.DONTWAIT)
_NOW_AND_MORE: Final = int(zmq.DONTWAIT | zmq.SNDMORE)
_NUMBER_BUDGET: Final = struct.Struct("<QI")
_TRACE: Final = struct.Struct("16s8sB")
# Plain integers, for an enum's member costs a look-up on every call.
_REPLY, _ERROR, _MSGPACK = int(Kind.REPLY), int(Kind.ERROR), int(Encoding.MSGPACK)
# How the header of the usual reply begins, before the correlation, and how it ends, after the trace.
_USUAL_START: Final = Header(_REPLY, PAYLOAD).pack()[:8]
_USUAL_END: Final = Header(_REPLY, encoding=_MSGPACK).pack()[57:]


class Connection:
    """A DEALER to an instance."""

    def __init__(self, context: zmq.Context[zmq.Socket[bytes]], descriptor: Descriptor) -> None:
        self.descriptor = descriptor
        self.credit = 1  # requests that may be in flight; WELCOME says how many
        self.is_usable = True  # until it is closed, or the service says that it leaves
        self._was_connected = self._is_lost = False
        self._dead_since = 0.0
        self._pid = os.getpid()
        try:
            self.socket = _dealer(context, descriptor.endpoint)
            self._events = self.socket.get_monitor_socket(zmq.EVENT_HANDSHAKE_SUCCEEDED | zmq.EVENT_DISCONNECTED)
            self.socket.connect(descriptor.endpoint)
        except zmq.ZMQError as error:
            raise CallError(f"`{descriptor.service}` cannot be connected to: {error}") from error
        # Those of the C layer: what zmq.Socket puts around them costs as much as the system calls below them.
        self._send, self._receive = super(zmq.Socket, self.socket).send, super(zmq.Socket, self.socket).recv
        self._numbers = itertools.count(_HELLO + 1)
        self._has_greeted = False
        self._last_call = 0.0

    def call(self, method: str, data: bytes | None, timeout: float, deadline: float, trace: Trace = NO_TRACE) -> Any:
        """Send one request and wait for what becomes of it; CallError says why there is no answer.

        Args:
            timeout: what the caller asked for, in seconds; for the messages.
            deadline: when it is over, by time.monotonic().
        """
        number = next(self._numbers)
        header = _request_header(number, method, data, deadline, trace)
        started = deadline - timeout
        is_idle = not started - self._last_call <= _IDLE_S  # also when a deadline is infinite
        if is_idle and not discovery.is_alive(self.descriptor):
            raise failures.gone(self.descriptor, method)
        self._last_call = started
        try:
            while not self._post(header, data):
                self._wait(zmq.POLLOUT, method, timeout, deadline)
            if timeout * 1000 < SLICE_MS:
                self._wait(zmq.POLLIN, method, timeout, deadline)
            usual = _USUAL_START + header[8:16]
            while True:
                try:
                    frames = [self._receive()]
                except zmq.Again:
                    self._wait(zmq.POLLIN, method, timeout, deadline)
                    continue
                if frames[0].startswith(usual) and frames[0].endswith(_USUAL_END):
                    last = self._receive(copy=False)
                    if not last.more:
                        return payload.decode(_MSGPACK, last.buffer)
                    frames.append(last.bytes)
                message = decode(self._rest_of(frames))
                if message.header.correlation != number:
                    self.note(message)  # or the late answer of a call that was given up
                elif message.header.kind == _REPLY:
                    return payload.decode(message.header.encoding, message.payload)
                elif message.header.kind == _ERROR:
                    raise failures.answered(self.descriptor, method, timeout, message)
        except CallTimeout:
            self.send_control(Kind.CANCEL, number)
            raise
        except CallError:
            raise
        except WireError as error:
            self.close()
            raise failures.not_understood(error, self.descriptor, method) from error
        except BaseException:
            self.close()  # half a message may be left in the socket
            raise

    def next_number(self) -> int:
        """The correlation of a new request."""
        return next(self._numbers)

    def send_request(self, number: int, method: str, data: bytes | None, deadline: float, trace: Trace) -> bool:
        """Hand a request to the socket; False if too much waits there already, for a service that hangs."""
        return self._post(_request_header(number, method, data, deadline, trace), data)

    def receive(self) -> Message:
        """The message that has come, or zmq.Again."""
        return decode(self._rest_of([self._receive(_NOW)]))

    def send_control(self, kind: Kind, number: int) -> None:
        """Send a message that is a header alone, if there is a connection."""
        with contextlib.suppress(zmq.ZMQError):
            self.socket.send(Header(kind, correlation=number).pack(), zmq.DONTWAIT)

    def note(self, message: Message) -> None:
        """Take in what a service says of itself."""
        header = message.header
        if header.kind == Kind.WELCOME:
            welcome = payload.decode(header.encoding, message.payload)
            credit = welcome.get("credit") if isinstance(welcome, dict) else None
            self.credit = credit if isinstance(credit, int) and credit > 0 else self.credit
        elif header.kind == Kind.GOAWAY or (header.kind == _ERROR and header.correlation == _HELLO):
            self.is_usable = False

    def fate(self) -> Callable[[Descriptor, str], CallError] | None:
        """What the requests on this connection have come to, if nothing more will be read here; else None.

        What a service sent last is readable before the end of the connection is known here, and an end is known some
        moments after the death.
        """
        self._read_events()
        if discovery.is_alive(self.descriptor):
            return failures.disconnected if self._is_lost else None
        if not self._was_connected:
            return failures.gone
        self._dead_since = self._dead_since or time.monotonic()
        return failures.died if self._is_lost or time.monotonic() - self._dead_since > _PATIENCE_S else None

    def close(self) -> None:
        self.is_usable = False
        if os.getpid() == self._pid and not self.socket.closed:  # a forked child leaves it to the parent
            self.socket.disable_monitor()
            self._events.close(0)
            self.socket.close(0)

    def __del__(self) -> None:
        with contextlib.suppress(AttributeError):  # interrupted before it had a socket
            self.close()

    def _post(self, header: bytes, data: bytes | None) -> bool:
        try:
            if not self._has_greeted:
                self._greet()
            if data is None:
                self._send(header, _NOW)
            else:
                self._send(header, _NOW_AND_MORE)
                self._send(data, _NOW)
        except zmq.Again:
            return False
        return True

    def _rest_of(self, frames: list[bytes]) -> list[bytes]:
        """All frames of the message whose first ones are read."""
        while self.socket.get(zmq.RCVMORE):
            frames.append(self._receive())
        return frames

    def _greet(self) -> None:
        hello = {
            "service": self.descriptor.service,
            "client": _client_id(os.getpid()),
            "encodings": [int(Encoding.MSGPACK), int(Encoding.JSON)],
            "version": "1",
        }
        header = Header(Kind.HELLO, correlation=_HELLO, encoding=Encoding.MSGPACK)
        self.socket.send_multipart(encode(header, payload.encode(hello)))
        self._has_greeted = True

    def _wait(self, event: int, method: str, timeout: float, deadline: float) -> None:
        """Wait until the socket can be read or written, as long as there is hope."""
        while True:
            left_ms = (deadline - time.monotonic()) * 1000
            if left_ms <= 0:
                raise failures.timed_out(self.descriptor, method, timeout)
            slice_ms = 1 if self._dead_since else SLICE_MS
            if self.socket.poll(math.ceil(min(slice_ms, left_ms)), event):
                return
            if (fate := self.fate()) and not self.socket.poll(0):
                raise fate(self.descriptor, method)

    def _read_events(self) -> None:
        with contextlib.suppress(zmq.Again):
            while True:
                what, _ = self._events.recv_multipart(zmq.DONTWAIT)
                is_end = int.from_bytes(what[:2], sys.byteorder) == zmq.EVENT_DISCONNECTED
                self._is_lost, self._was_connected = is_end, True


@cache
def _client_id(pid: int) -> bytes:
    """Who this process is to services; a forked child is somebody else."""
    return os.urandom(16)


def _request_header(number: int, method: str, data: bytes | None, deadline: float, trace: Trace) -> bytes:
    left = deadline - time.monotonic()
    budget = max(0, int(left * 1e6)) if left < _MAX_BUDGET_S else NO_BUDGET
    start, rest = _header_parts(method, data is not None)
    header = start + _NUMBER_BUDGET.pack(number, budget) + rest
    return header if trace is NO_TRACE else header[:32] + _TRACE.pack(*trace) + header[57:]


@cache
def _header_parts(method: str, has_data: bool) -> tuple[bytes, bytes]:
    """What stands before and behind the correlation and the budget, which alone differ between untraced requests."""
    flags, encoding = (PAYLOAD, Encoding.MSGPACK) if has_data else (0, Encoding.NONE)
    header = Header(Kind.REQUEST, flags, method=method_id(method), encoding=encoding).pack()
    return header[:8], header[20:]


def _dealer(context: zmq.Context[zmq.Socket[bytes]], endpoint: str) -> zmq.Socket[bytes]:
    socket = context.socket(zmq.DEALER)
    socket.set(zmq.LINGER, 0)
    socket.set(zmq.RCVTIMEO, SLICE_MS)
    socket.set(zmq.MAXMSGSIZE, MAX_BYTES)
    socket.set(zmq.HANDSHAKE_IVL, 5000)
    if endpoint.startswith("tcp:"):
        socket.set(zmq.HEARTBEAT_IVL, 2000)  # finds a machine that vanished without a word
    return socket
