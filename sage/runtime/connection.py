"""One socket to one instance, and the call that waits for its answer on it.

A connection belongs to one thread. The thread that calls sends and receives itself: handing the request to another
thread and back would cost as much again as the round trip.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import time
from typing import Any, Final

import zmq

from sage.base.errors import CallError, CallTimeout
from sage.runtime import discovery, failures, payload
from sage.runtime.discovery import Descriptor
from sage.runtime.wire import (
    HEADER,
    MAGIC,
    MAX_BYTES,
    NO_BUDGET,
    NO_ROUTE,
    PAYLOAD,
    VERSION,
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
CLIENT_ID: Final = os.urandom(16)
NO_TRACE: Final = Trace()

_HELLO: Final = 1  # the correlation of the HELLO; requests count on from there
_MAX_BUDGET_S: Final = (NO_BUDGET - 1) / 1e6
_MORE_DONTWAIT: Final = zmq.SNDMORE | zmq.DONTWAIT
# Plain integers, for an enum's member costs a look-up on every call.
_REQUEST, _REPLY, _ERROR, _MSGPACK = int(Kind.REQUEST), int(Kind.REPLY), int(Kind.ERROR), int(Encoding.MSGPACK)


class Connection:
    """A DEALER to an instance."""

    def __init__(self, context: zmq.Context[zmq.Socket[bytes]], descriptor: Descriptor) -> None:
        self.descriptor = descriptor
        self.credit = 1  # requests that may be in flight; WELCOME says how many
        self.is_leaving = False  # it takes no more requests
        self.socket = _dealer(context, descriptor.endpoint)
        self._numbers = itertools.count(_HELLO + 1)
        self._has_greeted = False

    def call(self, method: str, data: bytes | None, timeout: float, deadline: float, trace: Trace = NO_TRACE) -> Any:
        """Send one request and wait for what becomes of it; CallError says why there is no answer.

        Args:
            timeout: what the caller asked for, in seconds; for the messages.
            deadline: when it is over, by time.monotonic().
        """
        number = next(self._numbers)
        try:
            while not self.send_request(number, method, data, deadline, trace):
                self._wait(zmq.POLLOUT, method, timeout, deadline)
            if timeout * 1000 < SLICE_MS:
                self._wait(zmq.POLLIN, method, timeout, deadline)
            while True:
                try:
                    frames = self.socket.recv_multipart()
                except zmq.Again:
                    self._wait(zmq.POLLIN, method, timeout, deadline)
                    continue
                message = decode(frames)
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
            raise failures.not_understood(self.descriptor, method, error) from error
        except BaseException:
            self.close()  # half a message may be left in the socket
            raise

    def next_number(self) -> int:
        """The correlation of a new request."""
        return next(self._numbers)

    def send_request(self, number: int, method: str, data: bytes | None, deadline: float, trace: Trace) -> bool:
        """Hand a request to the socket; False if there is no connection now."""
        left = deadline - time.monotonic()
        budget = max(0, int(left * 1e6)) if left < _MAX_BUDGET_S else NO_BUDGET
        if data is None:
            flags, encoding, more = 0, 0, zmq.DONTWAIT
        else:
            flags, encoding, more = PAYLOAD, _MSGPACK, _MORE_DONTWAIT
        header = HEADER.pack(
            MAGIC, VERSION, _REQUEST, flags, number, budget, method_id(method), 0, *trace, encoding, 0, NO_ROUTE, 0
        )
        try:
            if not self._has_greeted:
                self._greet()
            self.socket.send(header, more)
            if data is not None:
                self.socket.send(data, zmq.DONTWAIT)
        except zmq.Again:
            return False
        return True

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
            self.is_leaving = True

    @property
    def is_connected(self) -> bool:
        """True if a request would leave now."""
        return bool(self.socket.poll(0, zmq.POLLOUT))

    def close(self) -> None:
        self.socket.close()

    @property
    def is_closed(self) -> bool:
        return bool(self.socket.closed)

    def __del__(self) -> None:
        self.close()

    def _greet(self) -> None:
        hello = {
            "service": self.descriptor.service,
            "client": CLIENT_ID,
            "encodings": [int(Encoding.MSGPACK), int(Encoding.JSON)],
            "version": "1",
        }
        header = Header(Kind.HELLO, correlation=_HELLO, encoding=Encoding.MSGPACK)
        self.socket.send_multipart(encode(header, payload.encode(hello)), zmq.DONTWAIT)
        self._has_greeted = True

    def _wait(self, event: int, method: str, timeout: float, deadline: float) -> None:
        """Wait until the socket can be written or read, as long as there is hope."""
        while True:
            if event == zmq.POLLOUT and not discovery.is_alive(self.descriptor):
                raise failures.not_taken(self.descriptor, method, "the service is gone")
            left_ms = (deadline - time.monotonic()) * 1000
            if left_ms <= 0:
                raise failures.timed_out(self.descriptor, method, timeout)
            if self.socket.poll(min(SLICE_MS, math.ceil(left_ms)), event):
                return
            if event == zmq.POLLIN:
                self._check(method)

    def _check(self, method: str) -> None:
        """Give up on a service that is gone with our request."""
        is_alive = discovery.is_alive(self.descriptor)
        if (is_alive and self.is_connected) or self.socket.poll(SLICE_MS):
            return  # what it sent last may still be on its way
        raise (failures.disconnected if is_alive else failures.died)(self.descriptor, method)


def _dealer(context: zmq.Context[zmq.Socket[bytes]], endpoint: str) -> zmq.Socket[bytes]:
    socket = context.socket(zmq.DEALER)
    socket.set(zmq.LINGER, 0)
    socket.set(zmq.IMMEDIATE, 1)  # without a connection sending fails at once, instead of waiting for one
    socket.set(zmq.RECONNECT_IVL, -1)  # a lost connection stays lost: we look the service up again
    socket.set(zmq.RCVTIMEO, SLICE_MS)
    socket.set(zmq.MAXMSGSIZE, MAX_BYTES)
    socket.set(zmq.HANDSHAKE_IVL, 5000)
    if endpoint.startswith("tcp:"):
        socket.set(zmq.HEARTBEAT_IVL, 1000)
        socket.set(zmq.HEARTBEAT_TIMEOUT, 3000)
    socket.connect(endpoint)
    return socket
