"""Bytes from outside: a service answers or drops whatever comes, and goes on."""

from __future__ import annotations

import os
import random
import struct
import time
from collections.abc import Iterator

import pytest
import zmq

import sage
from sage.runtime import payload, wire
from sage.runtime.wire import Encoding, Header, Kind, Status

PROCESS = wire.method_id("process")
SEED = int(os.environ.get("SAGE_TEST_SEED", "20240131"))


def malformed(random: random.Random) -> list[bytes]:
    """One message that may be wrong in any way."""
    header = Header(
        random.choice([*Kind, 0, 16, 255]),
        random.choice([0, 1, 2, 3, 4, 8, 16, 31]),
        random.choice([0, 1, 2, 2**64 - 1]),
        random.choice([0, 1, 10_000, wire.NO_BUDGET]),
        random.choice([PROCESS, wire.method_id("_health"), 0, random.getrandbits(32)]),
        random.choice([0, random.getrandbits(64)]),
        random.randbytes(16),
        random.randbytes(8),
        random.choice([0, 1, 255]),
        random.choice([0, 1, 2, 3, 4, 255]),
        random.choice([0, 12, 65535]),
        random.choice([0, 127, wire.NO_ROUTE]),
    ).pack()
    body = random.choice(
        [
            b"",
            random.randbytes(random.randrange(200)),
            b"\xdb\x40\x00\x00\x00text",  # a text of 1 GB, it says
            b"\xdf\x40\x00\x00\x00\x01",  # a map of 10^9 entries
            b"\xdd\xff\xff\xff\xff",
            b"\x91" * random.randrange(5000),
            payload.encode({"it": [1, None, "x", {"a": 1.5}]}) or b"",
            b'{"it": ' + b"[" * random.randrange(5000),
            b"\xa4\xff\xfe\xfd\xfc",
        ]
    )
    match random.randrange(10):
        case 0:
            return [header[: random.randrange(64)], body]
        case 1:
            return [header + random.randbytes(random.randrange(1, 100)), body]
        case 2:
            return [random.randbytes(64), body]
        case 3:
            return [random.randbytes(random.randrange(100)) for _ in range(random.randrange(65))]
        case 4:
            return [struct.pack("<I", random.getrandbits(32)) + header[4:], body]
        case 5:
            return [header[:4] + bytes([random.randrange(256)]) + header[5:], body]
        case 6:
            return [header, body, random.randbytes(random.choice([5, 5000])), *[b""] * random.randrange(62)]
        case 7:
            return [header]
        case 8:
            flipped = bytearray(header)
            flipped[random.randrange(64)] ^= 1 << random.randrange(8)
            return [bytes(flipped), body]
        case _:
            return [header, body]


@pytest.fixture(params=["start", "start_native"])
def peer(request: pytest.FixtureRequest) -> Iterator[zmq.Socket[bytes]]:
    """A socket to a service, once of Python and once compiled."""
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    socket = context.socket(zmq.DEALER)
    socket.set(zmq.LINGER, 0)
    socket.connect(request.getfixturevalue(request.param)("peer").descriptor.endpoint)
    yield socket
    socket.close()
    context.term()


def test_a_hundred_thousand_malformed_messages_change_nothing(peer: zmq.Socket[bytes]) -> None:
    print(f"seed {SEED}")
    peer.set(zmq.SNDTIMEO, 10_000)
    dice = random.Random(SEED)
    answers = 0
    for number in range(100_000):
        frames = malformed(dice)
        if frames and frames[0][5:6] == b"\x03" and frames[0][20:24] == struct.pack("<I", wire.method_id("_stop")):
            continue
        peer.send_multipart(frames or [b""])
        while peer.poll(0):
            answer = wire.decode(peer.recv_multipart())  # whatever comes back is well-formed
            assert answer.header.status != Status.INTERNAL
            answers += 1
        if number % 10_000 == 0:
            assert sage.call_service("peer", method="_health")["ready"]
    assert sage.call_service("peer", {"id": 1})["id"] == 1
    assert answers > 10_000


@pytest.mark.parametrize(
    ("frames", "status"),
    [
        ([Header(Kind.REQUEST, wire.PAYLOAD, 7).pack()], Status.INVALID),
        ([Header(Kind.REQUEST, wire.PAYLOAD, 7, method=PROCESS, encoding=2).pack(), b"\xc1"], Status.INVALID),
        ([Header(Kind.REQUEST, wire.META, 7).pack(), b"\x80" * 5000], Status.INVALID),
        ([Header(Kind.REQUEST, 0, 7).pack(), *[b""] * 63], Status.INVALID),
        ([Header(Kind.ACK, 0, 7).pack()], Status.INVALID),
        ([Header(Kind.REQUEST, 0, 7, method=99).pack()], Status.NOT_FOUND),
        ([Header(Kind.REQUEST, 0, 7, budget_us=0, method=PROCESS).pack()], Status.DEADLINE),
        (
            wire.encode(Header(Kind.HELLO, correlation=7, encoding=2), payload.encode({"service": "x"})),
            Status.NOT_FOUND,
        ),
        (wire.encode(Header(Kind.HELLO, correlation=7, encoding=2), payload.encode(1)), Status.INVALID),
    ],
)
def test_what_can_be_read_is_answered_with_its_status(
    peer: zmq.Socket[bytes], frames: list[bytes], status: Status
) -> None:
    peer.send_multipart(frames)
    assert peer.poll(5000)
    answer = wire.decode(peer.recv_multipart())
    assert (answer.header.kind, answer.header.status, answer.header.correlation) == (Kind.ERROR, status, 7)
    assert answer.meta is not None
    assert answer.meta["message"]


def test_a_frame_that_is_too_large_costs_the_connection_only(peer: zmq.Socket[bytes]) -> None:
    peer.send_multipart([Header(Kind.REQUEST).pack(), bytes(wire.MAX_BYTES + 1)])
    time.sleep(0.1)
    assert sage.call_service("peer", {"id": 1})["id"] == 1


@pytest.mark.parametrize("peer", ["start"], indirect=True)
def test_a_flood_beyond_credit_is_answered_busy(peer: zmq.Socket[bytes]) -> None:
    request = Header(Kind.REQUEST, method=wire.method_id("sleep"), encoding=Encoding.MSGPACK)
    for number in range(300):
        peer.send_multipart(
            wire.encode(request._replace(correlation=number), payload.encode(0.3 if number == 0 else 0.0))
        )
    statuses = []
    while len(statuses) < 300:
        assert peer.poll(5000)
        statuses.append(wire.decode(peer.recv_multipart()).header.status)
    assert set(statuses) == {Status.OK, Status.BUSY}
    assert statuses.count(Status.OK) >= 64


def test_ping_info_and_stats_are_answered(peer: zmq.Socket[bytes]) -> None:
    for kind, answered in ((Kind.PING, Kind.PONG), (Kind.INFO, Kind.INFO), (Kind.STATS, Kind.STATS)):
        peer.send_multipart(wire.encode(Header(kind, correlation=5)))
        message = wire.decode(peer.recv_multipart())
        assert (message.header.kind, message.header.correlation) == (answered, 5)
