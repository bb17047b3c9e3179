"""Both sides of the wire agree with the vectors they share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgpack
import pytest

from sage.base import hashing
from sage.runtime import payload, wire

VECTORS = Path(__file__).parents[1] / "vectors" / "wire"


def _load(name: str) -> Any:
    return json.loads((VECTORS / name).read_text())


HEADERS = _load("headers.json")
MSGPACK = _load("msgpack.json")


def _named(items: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("case", items, ids=lambda case: str(case.get("name") or case["hex"])[:40])


def test_names_have_the_numbers_of_the_vectors() -> None:
    assert {k.name: k.value for k in wire.Kind} == HEADERS["types"]
    assert {e.name: e.value for e in wire.Encoding} == HEADERS["encodings"]
    assert {s.name: s.value for s in wire.Status} == HEADERS["statuses"]
    assert {name: getattr(wire, name) for name in HEADERS["flags"]} == HEADERS["flags"]
    assert {name: wire.method_id(name) for name in HEADERS["methods"]} == HEADERS["methods"]


@pytest.mark.parametrize("case", HEADERS["keys"], ids=lambda case: case["key"])
def test_keys_hash_to_their_group(case: dict[str, Any]) -> None:
    key = bytes.fromhex(case["hex"])
    assert (hashing.hash32(key), hashing.group(key)) == (case["hash32"], case["group"])


@_named(HEADERS["messages"])
def test_a_message_is_read_and_written_to_the_byte(case: dict[str, Any]) -> None:
    frames = [bytes.fromhex(frame) for frame in case["frames"]]
    message = wire.decode(frames)
    fields = dict(case["header"])
    assert (fields.pop("magic"), fields.pop("version"), fields.pop("reserved")) == (wire.MAGIC, wire.VERSION, 0)
    fields["kind"] = fields.pop("type")
    for name in ("trace_id", "span_id"):
        fields[name] = bytes.fromhex(fields[name])
    assert message.header._asdict() == fields
    assert wire.encode(message.header, message.payload, message.meta) == frames


@_named(HEADERS["bad_headers"])
def test_a_bad_header_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(wire.WireError):
        wire.decode([bytes.fromhex(case["hex"])])


def test_frames_must_be_those_the_flags_announce() -> None:
    request = wire.encode(wire.Header(wire.Kind.REQUEST, encoding=wire.Encoding.MSGPACK), b"\xc0", {})
    bad_meta = [[request[0], meta, b""] for meta in (b"\xc1", b"\x01", b"\xc4" * 5000)]
    for frames in ([], request[:1], request[:2], request + [b""] * 14, *bad_meta):
        with pytest.raises(wire.WireError):
            wire.decode(frames)
    assert wire.decode([*request, b"attachment"]).payload == b"\xc0"


@_named(MSGPACK["values"] + MSGPACK["accepted"])
def test_a_value_is_read(case: dict[str, Any]) -> None:
    value = payload.decode(wire.Encoding.MSGPACK, bytes.fromhex(case["hex"]))
    assert repr(value) == repr(case["value"])


@_named(MSGPACK["values"])
def test_a_value_has_one_encoding(case: dict[str, Any]) -> None:
    assert msgpack.packb(case["value"]).hex() == case["hex"]


@_named(MSGPACK["bytes"])
def test_bytes_are_bin(case: dict[str, Any]) -> None:
    value = bytes.fromhex(case["hex_value"])
    assert payload.encode(value) == bytes.fromhex(case["hex"])
    assert payload.decode(wire.Encoding.MSGPACK, bytes.fromhex(case["hex"])) == value


@_named(MSGPACK["bad"])
def test_bad_bytes_are_refused(case: dict[str, Any]) -> None:
    with pytest.raises(wire.WireError):
        payload.check_depth(payload.decode(wire.Encoding.MSGPACK, bytes.fromhex(case["hex"])))
