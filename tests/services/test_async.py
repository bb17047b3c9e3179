"""Futures: thousands in flight, awaited, cancelled, timed out."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import as_completed
from typing import Any

import pytest

import sage
from sage.runtime import payload, wire


def test_two_thousand_are_in_flight_and_each_gets_its_own_answer(start: Any) -> None:
    start("peer")
    futures = {sage.call_service_async("peer", n): n for n in range(2000)}
    assert all(future.result() == futures[future] for future in as_completed(futures, timeout=20))


def test_asyncio_awaits_them(start: Any) -> None:
    start("peer")

    async def ask() -> list[Any]:
        return await asyncio.gather(*(sage.call_service_async("peer", n) for n in range(100)))

    assert asyncio.run(ask()) == list(range(100))


def test_asyncio_can_give_up(start: Any) -> None:
    start("peer")

    async def ask() -> Any:
        return await asyncio.wait_for(sage.call_service_async("peer", 2.0, method="sleep"), 0.1)

    with pytest.raises(TimeoutError):
        asyncio.run(ask())


def test_errors_come_through_the_future(start: Any) -> None:
    start("peer")
    failed, unknown = sage.call_service_async("peer", "x", method="fail"), sage.call_service_async("peer", method="no")
    assert isinstance(failed.exception(5), sage.CallFailed)
    assert isinstance(unknown.exception(5), sage.ServiceNotFound)


def test_a_future_times_out(start: Any) -> None:
    start("peer")
    started = time.monotonic()
    busy = sage.call_service_async("peer", 1.0, method="sleep", timeout=0.2)
    waiting = sage.call_service_async("peer", 1, timeout=0.1)
    for future, seconds in ((waiting, 0.1), (busy, 0.2)):
        with pytest.raises(sage.CallTimeout, match=f"did not answer within {seconds} s"):
            future.result()
    assert time.monotonic() - started < 0.7


def test_a_cancelled_call_is_not_begun(start: Any) -> None:
    start("peer")
    before = sage.call_service("peer", method="count")
    busy = sage.call_service_async("peer", 0.5, method="sleep")
    time.sleep(0.1)
    futures = [sage.call_service_async("peer", n) for n in range(10)]
    time.sleep(0.1)
    assert all(future.cancel() for future in futures)
    busy.result()
    assert sage.call_service("peer", method="count") == before


def test_no_more_are_in_flight_than_the_service_allows(raw: Any) -> None:
    held: list[list[bytes]] = []
    most = 0

    def answer(frames: list[bytes]) -> list[list[bytes]]:
        nonlocal most
        header = wire.decode_header(frames[0])
        if header.kind == wire.Kind.HELLO:
            welcome = wire.Header(wire.Kind.WELCOME, correlation=header.correlation, encoding=wire.Encoding.MSGPACK)
            return [wire.encode(welcome, payload.encode({"credit": 20}))]
        held.append(wire.encode(wire.Header(wire.Kind.REPLY, correlation=header.correlation)))
        most = max(most, len(held))
        if len(held) < 16 and len(server.seen) < 500:
            return []
        answers = list(reversed(held))
        held.clear()
        return answers

    server = raw("peer", answer)
    futures = [sage.call_service_async("peer", n) for n in range(505)]
    assert [future.result(10) for future in futures] == [None] * 505
    assert most <= 20


def test_any_thread_may_call(start: Any) -> None:
    start("peer")
    wrong: list[Any] = []

    def work(number: int) -> None:
        for n in range(50):
            if sage.call_service("peer", [number, n]) != [number, n]:
                wrong.append(n)
            if sage.call_service_async("peer", [number, -n]).result() != [number, -n]:
                wrong.append(-n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
