"""What the benchmarks need of services: start one, learn where it listens, call it with nothing in between."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgpack
import zmq

from sage.runtime import discovery
from sage.runtime.wire import PAYLOAD, Encoding, Header, Kind, Status, decode_header, method_id

_FOLDER = tempfile.TemporaryDirectory(prefix="sage-bench-")
os.environ["SAGE_RUNTIME_DIR"] = f"{_FOLDER.name}/run"  # services of the benchmarks stay among themselves


@dataclass(frozen=True)
class Program:
    """An executable that listens; a hand-written one is told where, a SAGE one announces itself."""

    binary: Path
    service: str
    takes_endpoint: bool = False

    @property
    def command(self) -> list[str]:
        return [str(self.binary), self._socket] if self.takes_endpoint else [str(self.binary)]

    @property
    def _socket(self) -> str:
        return f"ipc://{_FOLDER.name}/{self.service}"

    def await_endpoint(self, timeout_s: float = 10.0) -> str:
        """Where the program listens, as soon as it does."""
        if self.takes_endpoint:
            return self._socket
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if found := discovery.find(self.service):
                return found[0].endpoint
            time.sleep(0.0002)
        raise TimeoutError(f"{self.service} did not announce itself within {timeout_s} s")


@contextmanager
def running(program: Program) -> Iterator[None]:
    """The program runs for as long as the block does."""
    process = subprocess.Popen(program.command, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


class Caller:
    """A bare DEALER: packs a header, sends two frames, waits for two."""

    def __init__(self, endpoint: str) -> None:
        self._context = zmq.Context()
        self._socket = self._context.socket(zmq.DEALER)
        self._socket.setsockopt(zmq.RCVTIMEO, 10_000)
        self._socket.setsockopt(zmq.RECONNECT_IVL, 1)  # ms; the hand-written program may not listen yet
        self._socket.connect(endpoint)
        header = Header(Kind.REQUEST, flags=PAYLOAD, method=method_id("process"), encoding=Encoding.MSGPACK)
        self._header = header.pack()

    def call(self, payload: bytes) -> bytes:
        self._socket.send_multipart([self._header, payload])
        frames = self._socket.recv_multipart()
        assert decode_header(frames[0]).status == Status.OK, frames
        return bytes(frames[-1])

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *failure: object) -> None:
        self._context.destroy(linger=0)


def payload_of(value: dict[str, Any]) -> bytes:
    return bytes(msgpack.packb(value))
