"""Services that break the rules do not break their callers."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

import sage
from sage.runtime import payload, wire
from sage.runtime.wire import Encoding, Header, Kind


def _request(frames: list[bytes]) -> Header | None:
    header = wire.decode_header(frames[0])
    return header if header.kind == Kind.REQUEST else None


def _reply(header: Header, value: Any) -> list[bytes]:
    return wire.encode(
        Header(Kind.REPLY, correlation=header.correlation, encoding=Encoding.MSGPACK), payload.encode(value)
    )


def _call(way: str, timeout: float = 5) -> Any:
    if way == "sync":
        return sage.call_service("odd", 1, timeout=timeout)
    return sage.call_service_async("odd", 1, timeout=timeout).result()


both = pytest.mark.parametrize("way", ["sync", "async"])


@both
@pytest.mark.parametrize(
    "answer",
    [
        [b""],
        [b"SGP1"],
        [bytes(64)],
        [b"x" * 64, b"y"],
        [Header(Kind.REPLY, wire.PAYLOAD).pack()],
        [Header(Kind.REPLY, 0x8000).pack()],
    ],
)
def test_an_answer_that_is_no_message_fails_the_call(raw: Any, way: str, answer: list[bytes]) -> None:
    raw("odd", lambda frames: [answer] if _request(frames) else [])
    with pytest.raises(sage.CallFailed, match=r"`odd.process` gave an answer that cannot be read") as error:
        _call(way)
    assert error.value.status == "INTERNAL"


@both
@pytest.mark.parametrize("data", [b"", b"\xc1", b"\xdb\xff\xff\xff\xff", b"\x01\x02", b"\xd4\x01\x00"])
def test_a_payload_that_is_no_value_fails_the_call(raw: Any, way: str, data: bytes) -> None:
    def answer(frames: list[bytes]) -> list[list[bytes]]:
        header = _request(frames)
        if header is None:
            return []
        return [wire.encode(Header(Kind.REPLY, correlation=header.correlation, encoding=Encoding.MSGPACK), data)]

    raw("odd", answer)
    with pytest.raises(sage.CallFailed, match="cannot be read"):
        _call(way)


@both
def test_answers_to_nobody_are_passed_over(raw: Any, way: str) -> None:
    def answer(frames: list[bytes]) -> list[list[bytes]]:
        header = _request(frames)
        if header is None:
            return []
        noise = [Header(kind, correlation=header.correlation + 1000).pack() for kind in Kind]
        partial = Header(Kind.PARTIAL, correlation=header.correlation).pack()
        return [*([frame] for frame in noise), [partial], _reply(header, "mine"), _reply(header, "again")]

    raw("odd", answer)
    assert [_call(way) for _ in range(5)] == ["mine"] * 5


@both
def test_silence_ends_at_the_deadline_and_is_cancelled(raw: Any, way: str) -> None:
    server = raw("odd", lambda frames: [])
    with pytest.raises(sage.CallTimeout):
        _call(way, timeout=0.15)
    time.sleep(0.1)
    request, cancel = (m.header for m in server.seen if m.header.kind in (Kind.REQUEST, Kind.CANCEL))
    assert (request.kind, cancel.kind) == (Kind.REQUEST, Kind.CANCEL)
    assert request.correlation == cancel.correlation
    assert 0 < request.budget_us <= 150_000


@both
def test_a_closed_connection_is_noticed_though_the_service_lives(raw: Any, way: str) -> None:
    server = raw("odd", lambda frames: [])
    threading.Timer(0.2, server.hang_up).start()
    started = time.monotonic()
    with pytest.raises(sage.CallFailed, match="the service closed the connection"):
        _call(way)
    assert time.monotonic() - started < 1


@both
def test_an_error_without_words_is_still_an_error(raw: Any, way: str) -> None:
    def answer(frames: list[bytes]) -> list[list[bytes]]:
        header = _request(frames)
        return [wire.encode(Header(Kind.ERROR, correlation=header.correlation, status=777))] if header else []

    raw("odd", answer)
    with pytest.raises(sage.CallFailed, match=r"`odd.process` failed: 777"):
        _call(way)


def test_a_service_that_says_goodbye_is_looked_up_again(raw: Any) -> None:
    def answer(frames: list[bytes]) -> list[list[bytes]]:
        header = _request(frames)
        return [wire.encode(Header(Kind.GOAWAY), meta={"reason": "draining"}), _reply(header, 1)] if header else []

    first = raw("odd", answer)
    assert sage.call_service("odd", 1) == 1
    first.close()
    raw("odd", lambda frames: [_reply(header, 2)] if (header := _request(frames)) else [])
    assert sage.call_service("odd", 1) == 2


def test_requests_carry_the_trace_of_their_context(raw: Any) -> None:
    server = raw("odd", lambda frames: [_reply(header, 1)] if (header := _request(frames)) else [])
    trace = wire.Trace(b"t" * 16, b"s" * 8, 1)
    with sage.bind_runtime_context(sage.TaskContext("task", trace=trace)):
        sage.call_service("odd", 1)
        sage.call_service_async("odd", 1).result()
    headers = [m.header for m in server.seen if m.header.kind == Kind.REQUEST]
    assert [(h.trace_id, h.span_id, h.trace_flags) for h in headers] == [tuple(trace)] * 2
