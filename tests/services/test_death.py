"""A service that dies, hangs or leaves is noticed at once, and its successor is found."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

import sage
from sage.runtime import discovery, wire


def test_a_dead_service_is_gone_at_once(start: Any) -> None:
    peer = start("peer")
    other = start("other")
    sage.call_service("peer", 1)
    peer.kill()
    assert [d.service for d in discovery.instances()] == ["other"]
    started = time.monotonic()
    with pytest.raises(sage.ServiceNotFound, match="no service `peer` is running; running now: `other`"):
        sage.call_service("peer", 1)
    assert time.monotonic() - started < 0.2
    other.kill()
    with pytest.raises(sage.ServiceNotFound, match="none is running now"):
        sage.call_service_async("peer", 1)


@pytest.mark.parametrize("way", ["sync", "async"])
def test_a_death_during_the_call_is_noticed_at_once(start: Any, way: str) -> None:
    peer = start("peer")
    threading.Timer(0.3, peer.kill).start()
    started = time.monotonic()
    call = sage.call_service if way == "sync" else lambda *a, **k: sage.call_service_async(*a, **k).result()
    with pytest.raises(sage.CallFailed, match=r"`peer.sleep` was not answered: the service died") as error:
        call("peer", 8.0, method="sleep")
    assert error.value.status == "UNAVAILABLE"
    assert time.monotonic() - started < 1.0
    with pytest.raises(sage.ServiceNotFound):
        sage.call_service("peer", 1)


def test_a_service_that_ends_itself_in_a_call_has_died(start: Any) -> None:
    start("peer")
    with pytest.raises(sage.CallFailed, match="died during the call"):
        sage.call_service("peer", method="die")


def test_a_successor_is_found_without_an_error(start: Any) -> None:
    first = start("peer")
    assert sage.call_service("peer", method="pid") == first.popen.pid
    assert sage.call_service_async("peer", method="pid").result() == first.popen.pid
    first.kill()
    second = start("peer")
    assert sage.call_service("peer", method="pid") == second.popen.pid
    assert sage.call_service_async("peer", method="pid").result() == second.popen.pid


def test_a_replica_takes_over(start: Any) -> None:
    replicas = {p.popen.pid: p for p in (start("peer"), start("peer"))}
    pid = sage.call_service("peer", method="pid")
    replicas.pop(pid).kill()
    assert [sage.call_service("peer", method="pid")] == list(replicas)


def test_a_service_that_hangs_is_not_dead(start: Any) -> None:
    peer = start("peer")
    sage.call_service("peer", 1)
    peer.pause()
    with pytest.raises(sage.CallTimeout):
        sage.call_service("peer", 1, timeout=0.2)
    sage.clear_runtime_context()
    with pytest.raises(sage.CallTimeout):
        sage.call_service("peer", 1, timeout=0.2)
    assert discovery.instances()


def test_what_the_dead_leave_behind_is_removed(start: Any, runtime_folder: Path) -> None:
    peer = start("peer")
    assert len(list((runtime_folder / "peer").iterdir())) == 3
    peer.kill()
    assert discovery.instances() == []
    assert list((runtime_folder / "peer").iterdir()) == []


def test_stop_answers_what_waits_and_ends(start: Any) -> None:
    peer = start("peer")
    slow = sage.call_service_async("peer", 0.3, method="sleep")
    time.sleep(0.1)
    waiting = [sage.call_service_async("peer", n) for n in range(10)]
    time.sleep(0.1)
    assert sage.call_service("peer", method="_stop") is True
    assert slow.result() == "rested"
    assert [w.result() for w in waiting] == list(range(10))
    assert peer.popen.wait(5) == 0
    assert discovery.instances() == []


def test_a_service_that_drains_sends_callers_elsewhere(start: Any, raw: Any) -> None:
    def refuse(frames: list[bytes]) -> list[list[bytes]]:
        header = wire.decode_header(frames[0])
        if header.kind != wire.Kind.REQUEST:
            return []
        answer = wire.Header(wire.Kind.ERROR, correlation=header.correlation, status=wire.Status.UNAVAILABLE)
        return [wire.encode(answer, meta={"message": "draining", "retry_after_ms": 10})]

    server = raw("peer", refuse)
    with pytest.raises(sage.CallFailed, match=r"`peer.process` was not called: the service is draining") as error:
        sage.call_service("peer", 1)
    assert error.value.status == "UNAVAILABLE"
    with pytest.raises(sage.CallFailed, match="the service is draining"):
        sage.call_service_async("peer", 1).result()
    replica = start("peer")
    for _ in range(4):
        assert sage.call_service("peer", method="pid") == replica.popen.pid
        assert sage.call_service_async("peer", method="pid").result() == replica.popen.pid
    assert server.seen
