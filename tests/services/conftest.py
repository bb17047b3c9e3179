"""Every test has a runtime folder of its own, so that services of one are not found by another."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import zmq

import sage
from sage.runtime import discovery, wire
from sage.runtime.discovery import Descriptor

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@pytest.fixture(autouse=True)
def runtime_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A short one: the path of a socket has at most 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="sage-", dir="/tmp"))
    monkeypatch.setenv("SAGE_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    yield folder
    sage.clear_runtime_context()
    shutil.rmtree(folder)


@dataclass
class Process:
    """A service that runs in a process of its own."""

    name: str
    popen: subprocess.Popen[bytes]

    @property
    def descriptor(self) -> Descriptor:
        return next(d for d in discovery.find(self.name) if d.pid == self.popen.pid)

    def kill(self) -> None:
        """As by `kill -9`."""
        self.popen.kill()
        self.popen.wait()

    def pause(self) -> None:
        self.popen.send_signal(signal.SIGSTOP)


Start = Callable[[str], Process]


@pytest.fixture
def launch() -> Iterator[Callable[..., Process]]:
    """Starts commands that become services; all are gone at the end of the test."""
    running: list[Process] = []

    def launch(name: str, *command: str) -> Process:
        running.append(Process(name, subprocess.Popen(command)))
        until(lambda: any(d.pid == running[-1].popen.pid for d in discovery.find(name)))
        return running[-1]

    yield launch
    for process in running:
        process.kill()


@pytest.fixture
def start(launch: Callable[..., Process]) -> Start:
    """Starts peers, hosted by Python, by name."""
    return lambda name: launch(name, sys.executable, str(HERE / "peer.py"), name)


@pytest.fixture(scope="session")
def executable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled native.sage."""
    return compiled("native", tmp_path_factory)


@pytest.fixture(scope="session")
def variants(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled variants.sage."""
    return compiled("variants", tmp_path_factory)


def compiled(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The executable of a program in this folder."""
    path = tmp_path_factory.mktemp(name) / name
    sagec = Path(sys.executable).with_name("sagec")
    done = subprocess.run([sagec, "compile", HERE / f"{name}.sage", "-o", path], capture_output=True, text=True)
    if done.returncode == 3:
        pytest.skip(f"there is no toolchain: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def start_native(launch: Callable[..., Process], executable: Path) -> Start:
    """Starts compiled services by name."""
    return lambda name: launch(name, str(executable), "--name", name)


def until(condition: Callable[[], bool], timeout: float = 20) -> None:
    """Wait for something that will happen."""
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


@dataclass
class RawServer:
    """A server made to misbehave: `answer` gets the frames of each message and gives messages to send back."""

    name: str
    answer: Callable[[list[bytes]], list[list[bytes]]]
    seen: list[wire.Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._claim = discovery.Claim(self.name)
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._stop = threading.Event()
        self._drop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        ready = self._ready = threading.Event()
        self._thread.start()
        ready.wait()

    def hang_up(self) -> None:
        """Close the socket, but stay alive."""
        self._drop.set()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._claim.close()

    def _run(self) -> None:
        socket = self._context.socket(zmq.ROUTER)
        socket.bind(self._claim.endpoint)
        self._claim.announce(
            Descriptor(self.name, self._claim.instance, (self._claim.endpoint,), pid=os.getpid(), methods=("process",))
        )
        self._ready.set()
        while not self._stop.is_set() and not self._drop.is_set():
            if not socket.poll(10):
                continue
            client, *frames = socket.recv_multipart()
            self.seen.append(wire.decode(frames))
            for message in self.answer(frames):
                socket.send_multipart([client, *message])
        socket.close(0 if self._drop.is_set() else 100)
        self._context.term()
        self._stop.wait()


Raw = Callable[[str, Callable[[list[bytes]], list[list[bytes]]]], RawServer]


@pytest.fixture
def raw() -> Iterator[Raw]:
    """Starts raw servers."""
    servers: list[RawServer] = []

    def start_raw(name: str, answer: Callable[[list[bytes]], list[list[bytes]]]) -> RawServer:
        servers.append(RawServer(name, answer))
        return servers[-1]

    yield start_raw
    for server in servers:
        server.close()
