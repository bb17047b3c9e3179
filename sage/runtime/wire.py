"""SGP/1: what is said on a service's socket. Twin of `service/wire.hpp`; both follow docs/wire.md.

A message is a list of ZeroMQ frames: the header of 64 bytes, then meta and payload where the flags say so.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from typing import Any, Final, NamedTuple

import msgpack

from sage.base.errors import SageError
from sage.base.hashing import hash32

MAGIC: Final = 0x31504753  # "SGP1"
VERSION: Final = 1
HEADER: Final = struct.Struct("<IBBHQIIQ16s8sBBHHH")

NO_BUDGET: Final = 0xFFFFFFFF
NO_ROUTE: Final = 0xFFFF

META: Final = 1
PAYLOAD: Final = 2
ACK_COMMIT: Final = 4
MORE: Final = 8
READONLY: Final = 16
_FLAGS: Final = META | PAYLOAD | ACK_COMMIT | MORE | READONLY

MAX_FRAMES: Final = 16
MAX_BYTES: Final = 64 << 20
MAX_META: Final = 4096


class Kind(IntEnum):
    """The type of a message."""

    HELLO = 1
    WELCOME = 2
    REQUEST = 3
    REPLY = 4
    PARTIAL = 5
    ERROR = 6
    CANCEL = 7
    PING = 8
    PONG = 9
    INFO = 10
    STATS = 11
    GOAWAY = 12
    INGEST = 13
    ACK = 14
    CREDIT = 15


class Encoding(IntEnum):
    """How a payload is written."""

    NONE = 0
    ROW = 1
    MSGPACK = 2
    JSON = 3
    ARROW = 4


class Status(IntEnum):
    """How a request ended."""

    OK = 0
    INVALID = 1
    UNAUTHENTICATED = 2
    DENIED = 3
    NOT_FOUND = 4
    DEADLINE = 5
    BUSY = 6
    QUOTA = 7
    WRONG_SHARD = 8
    UNAVAILABLE = 9
    INTERNAL = 10
    SCHEMA = 11
    FAILED = 12


class WireError(SageError):
    """Bytes that are not a message of SGP/1."""


class Trace(NamedTuple):
    """W3C trace context: whose request this is part of."""

    trace_id: bytes = bytes(16)
    span_id: bytes = bytes(8)
    flags: int = 0


class Header(NamedTuple):
    """The first frame, without the fields that never vary."""

    kind: int
    flags: int = 0
    correlation: int = 0
    budget_us: int = NO_BUDGET
    method: int = 0
    schema: int = 0
    trace_id: bytes = bytes(16)
    span_id: bytes = bytes(8)
    trace_flags: int = 0
    encoding: int = Encoding.NONE
    status: int = Status.OK
    route: int = NO_ROUTE

    def pack(self) -> bytes:
        return HEADER.pack(MAGIC, VERSION, *self, 0)


class Message(NamedTuple):
    """One message, its frames taken apart. Attachments are not read."""

    header: Header
    meta: dict[str, Any] | None = None
    payload: bytes | None = None


@cache
def method_id(name: str) -> int:
    """The number of a method in headers."""
    return hash32(name.encode())


def encode(header: Header, payload: bytes | None = None, meta: dict[str, Any] | None = None) -> list[bytes]:
    """The frames of a message; sets the flags META and PAYLOAD as they apply."""
    flags = header.flags | (META if meta is not None else 0) | (PAYLOAD if payload is not None else 0)
    frames = [header._replace(flags=flags).pack()]
    if meta is not None:
        frames.append(msgpack.packb(meta))
        if len(frames[1]) > MAX_META:
            raise WireError(f"meta of {len(frames[1])} bytes; at most {MAX_META} are sent")
    if payload is not None:
        frames.append(payload)
    if sum(map(len, frames)) > MAX_BYTES:
        raise WireError(f"a message of {sum(map(len, frames))} bytes; at most {MAX_BYTES} are sent")
    return frames


def decode_header(frame: bytes) -> Header:
    """The header in a frame; WireError says why there is none."""
    if len(frame) != HEADER.size:
        raise WireError(f"a header has {HEADER.size} bytes, not {len(frame)}")
    fields = HEADER.unpack(frame)
    if fields[0] != MAGIC:
        raise WireError("does not begin with SGP1")
    if fields[1] != VERSION:
        raise WireError(f"version {fields[1]}; only {VERSION} is spoken here")
    if fields[3] & ~_FLAGS:
        raise WireError(f"unknown flags {fields[3] & ~_FLAGS:#x}")
    if fields[-1] != 0:
        raise WireError("the reserved field is not 0")
    return Header._make(fields[2:-1])


def decode(frames: Sequence[bytes]) -> Message:
    """A message from its frames; WireError says what is wrong with them."""
    if not frames:
        raise WireError("no header")
    return decode_body(decode_header(frames[0]), frames)


def decode_body(header: Header, frames: Sequence[bytes]) -> Message:
    """The rest of a message whose header is read."""
    if len(frames) > MAX_FRAMES or sum(map(len, frames)) > MAX_BYTES:
        raise WireError(f"at most {MAX_FRAMES} frames and {MAX_BYTES} bytes make a message")
    wanted = 1 + bool(header.flags & META) + bool(header.flags & PAYLOAD)
    if len(frames) < wanted:
        raise WireError(f"{len(frames)} frames; the flags announce {wanted}")
    if header.encoding > Encoding.ARROW or (header.encoding == Encoding.NONE) == bool(header.flags & PAYLOAD):
        raise WireError(f"encoding {header.encoding} does not go with flags {header.flags:#x}")
    meta = _decode_meta(frames[1]) if header.flags & META else None
    return Message(header, meta, frames[wanted - 1] if header.flags & PAYLOAD else None)


def _decode_meta(frame: bytes) -> dict[str, Any]:
    if len(frame) > MAX_META:
        raise WireError(f"meta of {len(frame)} bytes; at most {MAX_META} are read")
    try:
        meta = msgpack.unpackb(frame)
    except (ValueError, msgpack.UnpackException) as error:
        raise WireError(f"meta is not MessagePack: {error}") from error
    if not isinstance(meta, dict):
        raise WireError("meta is not a map")
    return meta
