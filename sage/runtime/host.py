"""ServiceHost: a Python object or function served like a pipeline, under the same protocol and in the same folder."""

from __future__ import annotations

import contextlib
import inspect
import os
import signal
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final

import zmq

from sage.base.errors import CallError, InternalError
from sage.base.log import get_logger, trace_id
from sage.runtime import discovery, payload
from sage.runtime.bell import Bell
from sage.runtime.context import TaskContext
from sage.runtime.discovery import Claim, Descriptor
from sage.runtime.facts import Facts
from sage.runtime.signatures import PayloadError, Signature, signature
from sage.runtime.sugar import bind_runtime_context
from sage.runtime.wire import (
    MAX_BYTES,
    NO_BUDGET,
    Encoding,
    Header,
    Kind,
    Message,
    Status,
    Trace,
    WireError,
    decode_body,
    decode_header,
    encode,
    method_id,
)

CREDIT: Final = 64  # requests of one client that may wait here
_MOST_WAITING: Final = 4096  # of all clients
_MOST_CLIENTS: Final = 10_000  # that are told when we leave
_BATCH: Final = 64  # messages read between two answers, so that neither starves
_LINGER_MS: Final = 1000


@dataclass(frozen=True, slots=True)
class _Request:
    """A request, from whom, and when it has to be answered."""

    client: bytes
    message: Message
    deadline: float


class _Refusal(Exception):
    """A request that is answered ERROR."""

    def __init__(self, status: Status, message: str, code: str = "", span: str = "") -> None:
        self.status, self.code, self.span = status, code, span
        super().__init__(message)


class ServiceHost:
    """Serves the public methods of an object, or one function as `process`, under a name.

        with ServiceHost(Cache(), name="cache"):
            sage.call_service("cache", key="a", method="get")

    One thread runs everything, so the object needs no locks. Payloads are checked against the annotations. Calls made
    while serving carry the trace of the request and end no later than its deadline.
    """

    def __init__(self, target: Any, name: str | None = None, *, version: str = "0.0.0") -> None:
        if isinstance(target, type):
            target = target()
        self.name = name or str(getattr(target, "__name__", type(target).__name__)).lower()
        self.methods = _methods_of(target)
        self.facts = Facts(self.name, version, inspect.getdoc(target) or "", self.methods)
        self.logger = get_logger(self.name)
        self.descriptor: Descriptor | None = None
        built_ins = (self._health, self._describe, self._metrics, self._stop)
        self._built_ins: dict[int, Callable[[Any], Any]] = {method_id(f.__name__): f for f in built_ins}
        self._by_id = {method_id(n): method for n, method in self.methods.items()}
        self._waiting: deque[_Request] = deque()
        self._load: Counter[bytes] = Counter()  # waiting requests by client
        self._clients: dict[bytes, None] = {}
        self._is_stopping = False
        self._is_up = threading.Event()
        self._failure: BaseException | None = None
        self._thread: threading.Thread | None = None
        self._bell = Bell()

    def start(self) -> ServiceHost:
        """Serve on a thread of its own; returns when calls may come."""
        self._thread = threading.Thread(target=self._run, name=f"sage-{self.name}", daemon=True)
        self._thread.start()
        self._is_up.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def serve(self) -> None:
        """Serve on this thread until `stop` or a call of `_stop`; in the main thread SIGTERM and SIGINT stop it too."""
        with _on_signals(self.stop):
            self._run()
        if self._failure is not None:
            raise self._failure

    def stop(self, *, drain: bool = True) -> None:
        """Take no more requests, answer those that wait unless told otherwise, and end. May be called from anywhere."""
        if not drain:
            self._waiting.clear()
        self._is_stopping = True
        self._bell.ring()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the thread of `start` has ended; False if it has not in time."""
        if self._thread is not None:
            self._thread.join(timeout)
            return not self._thread.is_alive()
        return True

    def __enter__(self) -> ServiceHost:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.stop()
        self.wait()

    def _run(self) -> None:
        context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        try:
            with Claim(self.name) as claim:
                self._socket = _router(context, claim.endpoint)
                self.descriptor = claim.announce(self._described(claim))
                self._is_up.set()
                try:
                    self._serve(claim)
                finally:
                    self._socket.close(_LINGER_MS)
        except BaseException as error:
            self._failure = error
        finally:
            context.term()
            self._bell.close()
            self._is_up.set()

    def _described(self, claim: Claim) -> Descriptor:
        self.facts.instance, self.facts.endpoints = claim.instance, (claim.endpoint,)
        return Descriptor(
            service=self.name,
            instance=claim.instance,
            endpoints=(claim.endpoint,),
            version=self.facts.version,
            pid=os.getpid(),
            start_ticks=discovery.start_ticks(os.getpid()),
            boot_id=discovery.boot_id(),
            started=self.facts.started_text,
            methods=tuple(self.methods),
        )

    def _serve(self, claim: Claim) -> None:
        poller = zmq.Poller()
        poller.register(self._socket, zmq.POLLIN)
        poller.register(self._bell.fileno(), zmq.POLLIN)
        while not self._is_stopping:
            self._receive()
            if self._waiting:
                self._answer(self._waiting.popleft())
            else:
                poller.poll()
        claim.withdraw()
        for client in self._clients:
            self._send(client, Header(Kind.GOAWAY), meta={"reason": "draining"})
        self._receive()
        while self._waiting:
            self._answer(self._waiting.popleft())

    def _receive(self) -> None:
        """Take in what has come: requests wait in line, everything else is answered at once."""
        for _ in range(_BATCH):
            try:
                client, *frames = self._socket.recv_multipart(zmq.DONTWAIT)
            except zmq.Again:
                return
            try:
                header = decode_header(frames[0]) if frames else None
            except WireError:
                header = None
            if header is None:
                self.facts.dropped += 1
                continue
            try:
                self._take(client, decode_body(header, frames))
            except WireError as error:
                self.facts.invalid += 1
                self._refuse(client, header, _Refusal(Status.INVALID, str(error)))
            except _Refusal as refusal:
                self._refuse(client, header, refusal)
            except Exception as error:  # a fault of ours costs one answer, not the service
                self.logger.exception("a message of type %d could not be handled", header.kind)
                self._refuse(client, header, _Refusal(Status.INTERNAL, repr(error)))

    def _take(self, client: bytes, message: Message) -> None:
        header = message.header
        self._clients[client] = None
        if len(self._clients) > _MOST_CLIENTS:
            del self._clients[next(iter(self._clients))]
        match header.kind:
            case Kind.REQUEST:
                self._enqueue(client, message)
            case Kind.HELLO:
                self._greet(client, message)
            case Kind.PING:
                self._send(client, Header(Kind.PONG, correlation=header.correlation))
            case Kind.CANCEL:
                self._cancel(client, header.correlation)
            case Kind.INFO:
                self._tell(client, header, self.facts.info())
            case Kind.STATS:
                self._tell(client, header, self.facts.metrics())
            case _:
                raise WireError(f"messages of type {header.kind} are not taken here")

    def _enqueue(self, client: bytes, message: Message) -> None:
        if self._is_stopping:
            raise _Refusal(Status.UNAVAILABLE, "draining")
        if self._load[client] >= CREDIT or len(self._waiting) >= _MOST_WAITING:
            raise _Refusal(Status.BUSY, f"{self._load[client]} requests are waiting already")
        budget = message.header.budget_us
        deadline = float("inf") if budget == NO_BUDGET else time.monotonic() + budget / 1e6
        self._load[client] += 1
        self._waiting.append(_Request(client, message, deadline))

    def _greet(self, client: bytes, message: Message) -> None:
        hello = payload.decode(message.header.encoding, message.payload)
        if not isinstance(hello, dict):
            raise WireError("HELLO carries a map")
        if hello.get("service") != self.name:
            raise _Refusal(Status.NOT_FOUND, f"this is `{self.name}`")
        welcome = Header(Kind.WELCOME, correlation=message.header.correlation, encoding=Encoding.MSGPACK)
        self._send(client, welcome, payload.encode(self.facts.welcome(CREDIT)))

    def _cancel(self, client: bytes, correlation: int) -> None:
        for request in self._waiting:
            if request.client == client and request.message.header.correlation == correlation:
                self._waiting.remove(request)
                self._load[client] -= 1
                return

    def _tell(self, client: bytes, header: Header, what: dict[str, Any]) -> None:
        told = Header(header.kind, correlation=header.correlation, encoding=Encoding.JSON)
        self._send(client, told, payload.encode_json(what))

    def _answer(self, request: _Request) -> None:
        """Run one request and send what became of it."""
        header = request.message.header
        self._load[request.client] -= 1
        started = time.perf_counter_ns()
        status, text = Status.OK, ""
        try:
            result = self._result(request)
            encoding = Encoding.JSON if header.encoding == Encoding.JSON else Encoding.MSGPACK
            data = payload.encode_as(encoding, result)
            reply = _answer_to(header, Kind.REPLY)._replace(encoding=Encoding.NONE if data is None else encoding)
            self._send(request.client, reply, data)
        except _Refusal as refusal:
            status, text = refusal.status, str(refusal)
            self._refuse(request.client, header, refusal)
        except (CallError, WireError) as error:
            status, text = Status.FAILED, f"the result cannot be sent: {error}"
            self._refuse(request.client, header, _Refusal(status, text))
        except Exception as error:
            status, text = Status.INTERNAL, repr(error)
            self.logger.exception("a request could not be answered")
            self._refuse(request.client, header, _Refusal(status, text))
        if header.method in self._by_id:
            stats = self.facts.stats[self._by_id[header.method].name]
            stats.add(time.perf_counter_ns() - started, status, text)

    def _result(self, request: _Request) -> Any:
        header = request.message.header
        if time.monotonic() >= request.deadline:
            raise _Refusal(Status.DEADLINE, "its time was used up in the queue")
        try:
            value = payload.decode(header.encoding, request.message.payload)
            payload.check_depth(value)
        except WireError as error:
            raise _Refusal(Status.INVALID, str(error)) from error
        if built_in := self._built_ins.get(header.method):
            return built_in(value)
        method = self._by_id.get(header.method)
        if method is None:
            raise _Refusal(Status.NOT_FOUND, f"no such method; `{self.name}` has {', '.join(self.methods)}")
        return self._call(method, value, request)

    def _call(self, method: Signature, value: Any, request: _Request) -> Any:
        trace = Trace(*request.message.header[6:9])
        deadline = None if request.deadline == float("inf") else request.deadline
        token = trace_id.set(trace.trace_id.hex() if any(trace.trace_id) else "")
        try:
            with bind_runtime_context(TaskContext(self.name, deadline=deadline, trace=trace)):
                return method.call(value)
        except PayloadError as error:
            raise _Refusal(Status.SCHEMA, str(error)) from error
        except CallError as error:
            raise _Refusal(Status.FAILED, str(error), "R0105", _place_of(error)) from error
        except Exception as error:
            self.logger.debug("`%s` failed", method.name, exc_info=True)
            text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise _Refusal(Status.FAILED, text, "R0106", _place_of(error)) from error
        finally:
            trace_id.reset(token)

    def _health(self, _: Any) -> Any:
        return self.facts.health(self._is_stopping)

    def _describe(self, _: Any) -> Any:
        return self.facts.info()

    def _metrics(self, _: Any) -> Any:
        return self.facts.metrics()

    def _stop(self, value: Any) -> bool:
        drain = value.get("drain", True) if isinstance(value, dict) else value
        self.stop(drain=drain is not False)
        return True

    def _refuse(self, client: bytes, header: Header, refusal: _Refusal) -> None:
        meta: dict[str, Any] = {"message": str(refusal)[:1000]}
        if refusal.status in (Status.BUSY, Status.UNAVAILABLE):
            meta["retry_after_ms"] = 10
        if refusal.code:
            meta["detail"] = {"code": refusal.code, "span": refusal.span}
        self._send(client, _answer_to(header, Kind.ERROR)._replace(status=refusal.status), meta=meta)

    def _send(
        self, client: bytes, header: Header, data: bytes | None = None, meta: dict[str, Any] | None = None
    ) -> None:
        try:
            self._socket.send_multipart([client, *encode(header, data, meta)], zmq.DONTWAIT)
        except zmq.ZMQError:  # gone, or too slow to take its answers
            self.facts.dropped += 1
            self._clients.pop(client, None)


def _methods_of(target: Any) -> dict[str, Signature]:
    if inspect.isroutine(target):
        return {"process": signature("process", target)}
    names = [name for name in dir(target) if not name.startswith("_")]
    found = {name: signature(name, getattr(target, name)) for name in names if callable(getattr(target, name))}
    if not found and callable(target):
        return {"process": signature("process", target)}
    if not found:
        raise InternalError(f"`{type(target).__name__}` has no public method to serve")
    return found


def _answer_to(header: Header, kind: Kind) -> Header:
    return header._replace(kind=kind, flags=0, budget_us=NO_BUDGET, schema=0, encoding=Encoding.NONE, status=Status.OK)


def _place_of(error: Exception) -> str:
    """The line that raised, as `file.py:12`."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""


def _router(context: zmq.Context[zmq.Socket[bytes]], endpoint: str) -> zmq.Socket[bytes]:
    socket = context.socket(zmq.ROUTER)
    socket.set(zmq.ROUTER_MANDATORY, 1)
    socket.set(zmq.LINGER, _LINGER_MS)
    socket.set(zmq.MAXMSGSIZE, MAX_BYTES)
    socket.set(zmq.HANDSHAKE_IVL, 5000)
    socket.set(zmq.BACKLOG, 1024)
    socket.bind(endpoint)
    return socket


@contextlib.contextmanager
def _on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Drain at SIGTERM and SIGINT, where signals can be had."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, lambda *_: stop()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
