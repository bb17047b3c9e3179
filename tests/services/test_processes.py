"""Forks, and the end of the interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

import sage
from sage.runtime import discovery


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_a_forked_child_has_sockets_of_its_own(start: Any) -> None:
    start("peer")
    assert sage.call_service("peer", "parent") == "parent"
    assert sage.call_service_async("peer", "parent").result() == "parent"
    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            good = all(
                sage.call_service("peer", [number, n]) == [number, n]
                and sage.call_service_async("peer", [number, n]).result() == [number, n]
                for n in range(50)
            )
            os._exit(0 if good else 1)
        children.append(child)
    for n in range(100):
        assert sage.call_service("peer", n) == n
        assert sage.call_service_async("peer", n).result() == n
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0, 0]


def test_a_forked_child_does_not_keep_a_host_alive() -> None:
    host = sage.ServiceHost(lambda value: value, name="here").start()
    child = os.fork()
    if child == 0:
        time.sleep(20)
        os._exit(0)
    try:
        assert sage.call_service("here", 1) == 1
        host.stop()
        host.wait()
        assert discovery.instances() == []
        with discovery.Claim("here") as claim:
            claim.announce(discovery.Descriptor("here", claim.instance, (claim.endpoint,)))
            second = os.fork()
            if second == 0:
                time.sleep(20)
                os._exit(0)
            lock = claim._path("lock")
            assert discovery._is_locked(str(lock))
            claim.forget()  # as the kernel does when the process dies
            os.kill(second, 9)
            os.waitpid(second, 0)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)


@pytest.mark.parametrize(
    "call",
    [
        "sage.call_service('peer', 1)",
        "sage.call_service_async('peer', 1).result()",
        "[sage.call_service_async('peer', n) for n in range(500)]",
        "sage.call_service_async('peer', 20.0, method='sleep')",
        "import threading; threading.Thread(target=sage.call_service, args=('peer', 1)).start()",
        "import threading; threading.Thread(target=lambda: sage.call_service('peer', 9.0, method='sleep'), daemon=True)"
        ".start()",
        "sage.call_service('peer', 1); 1 // 0",
    ],
)
def test_the_interpreter_ends_at_once_and_in_silence(start: Any, call: str) -> None:
    start("peer")
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-X", "dev", "-c", f"import sage; {call}"], capture_output=True, timeout=20)
    assert time.monotonic() - started < 5
    assert done.stderr == b"" or b"ZeroDivisionError" in done.stderr
    assert done.returncode == (1 if "1 // 0" in call else 0)


def test_an_interrupted_call_leaves_no_half_answer(start: Any) -> None:
    start("peer")
    code = """
import signal, time, sage
signal.signal(signal.SIGALRM, lambda *_: 1 // 0)
sage.call_service("peer", 1)
for n in range(20):
    signal.setitimer(signal.ITIMER_REAL, 0.002 + n / 10000)
    try:
        until = time.monotonic() + 0.1  # an exception in a finalizer is only printed
        while time.monotonic() < until:
            assert sage.call_service("peer", "x" * 100_000 + str(n)).endswith(str(n))
    except ZeroDivisionError:
        pass
assert sage.call_service("peer", "fine") == "fine"
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30)
    assert (done.returncode, b"AssertionError" in done.stderr) == (0, False)


def test_calling_costs_little_to_import() -> None:
    code = "import sys, time; t = time.process_time(); from sage import call_service; print(time.process_time() - t)\n"
    code += "assert not {'pydantic', 'asyncio', 'rich', 'click', 'lark'} & set(sys.modules)"
    seconds = min(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3))
    assert seconds < 0.1
