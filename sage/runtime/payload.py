"""What a call carries: Python values as MessagePack, and back."""

from __future__ import annotations

import base64
import json
import math
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

import msgpack

from sage.base.errors import CallError
from sage.runtime.wire import HEADER, MAX_BYTES, MAX_META, Encoding, WireError

_MSGPACK = int(Encoding.MSGPACK)  # looked up on every call
MAX_PAYLOAD = MAX_BYTES - MAX_META - HEADER.size
_LARGE = 1 << 20
MAX_DEPTH = 64  # lists and maps in one another

_UNITS = (("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("ms", 1000), ("us", 1))


def encode(value: Any) -> bytes | None:
    """The bytes of a value, None for null; CallError names the field that has none.

    Beyond what MessagePack knows: dataclasses are maps, enums their values, sets lists, moments and spans text.
    """
    if value is None:
        return None
    try:
        data: bytes = _packers.pack(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise CallError(_complaint(value, error)) from error
    if len(data) > MAX_PAYLOAD:
        raise CallError(f"the payload has {len(data)} bytes; at most {MAX_PAYLOAD} are sent")
    if len(data) > _LARGE:
        _packers.renew()  # it would keep as much memory
    return data


def encode_json(value: Any) -> bytes:
    """The JSON of a value, for people and for callers who asked in JSON."""
    return json.dumps(json_value(value), separators=(",", ":"), ensure_ascii=False, default=_plain).encode()


def encode_as(encoding: int, value: Any) -> bytes | None:
    """The bytes of a value in MessagePack or JSON, None for null."""
    if value is None or encoding != Encoding.JSON:
        return encode(value)
    try:
        return encode_json(value)
    except (TypeError, ValueError) as error:
        raise CallError(_complaint(value, error)) from error


def decode(encoding: int, data: bytes | memoryview | None) -> Any:
    """The value in a payload; WireError says why there is none."""
    if encoding == _MSGPACK and data is not None:
        try:
            return msgpack.unpackb(data, ext_hook=_refuse_extension)
        except (ValueError, msgpack.UnpackException) as error:
            raise WireError(f"the payload is not MessagePack: {error or type(error).__name__}") from error
    if encoding == Encoding.NONE or data is None:
        return None
    if encoding == Encoding.JSON:
        try:
            return json.loads(bytes(data))
        except (ValueError, RecursionError) as error:
            raise WireError(f"the payload is not JSON: {error}") from error
    raise WireError(f"the payload has encoding {encoding}, which is not read here")


def check_depth(value: Any) -> None:
    """Refuse what is nested deeper than a service has to take."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [item for outer in level for item in _items(outer) if isinstance(item, (dict, list))]
        if not level:
            return
    raise WireError(f"the payload is nested deeper than {MAX_DEPTH}")


def json_value(value: Any) -> Any:
    """A value as JSON holds it: NaN, infinities and bytes are text."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {key: json_value(item) for key, item in value.items()}
    return [json_value(item) for item in value] if isinstance(value, (list, tuple)) else value


def _items(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _plain(value: Any) -> Any:
    """What stands for a value that MessagePack does not know."""
    if isinstance(value, datetime):
        return timestamp_text(value)
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return list(value)
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, int):
        raise OverflowError
    if hasattr(value, "dtype") and hasattr(value, "tolist"):  # of numpy, which is not imported for this
        return value.tolist()
    raise TypeError(type(value).__name__)


def timestamp_text(value: datetime) -> str:
    """A moment as services read it; one without zone is UTC."""
    moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return moment.isoformat().replace("+00:00", "Z")


def duration_text(value: timedelta) -> str:
    """A span of time as the language writes it: `1h30m`, `250ms`, `-2s`."""
    rest = value // timedelta(microseconds=1)
    text = "-" if rest < 0 else ""
    rest = abs(rest)
    for unit, size in _UNITS:
        count, rest = divmod(rest, size)
        text += f"{count}{unit}" if count else ""
    return text or "0s"


class _Packers(threading.local):
    """One for each thread, for making one costs more than packing a small payload."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self.pack = msgpack.Packer(default=_plain).pack


_packers = _Packers()


def _refuse_extension(code: int, data: bytes) -> Any:
    raise ValueError(f"extension type {code}")


def _complaint(value: Any, error: Exception) -> str:
    for path, part in _walk(value, ""):
        try:
            msgpack.packb(part, default=_plain)
        except OverflowError:
            return f"{_place(path)} is {part}, which fits neither i64 nor u64"
        except (TypeError, ValueError) as reason:
            if isinstance(part, str):
                return f"{_place(path)} is text that is not Unicode: {reason}"
            return f"{_place(path)} is of type `{type(part).__name__}`, which no service can read"
    return f"the payload cannot be sent: {error}"


def _walk(value: Any, path: str, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every value without parts, with the way to it."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _walk(item, f"{path}[{index}]", depth + 1)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _walk(getattr(value, name), f"{path}.{name}" if path else name, depth + 1)
    else:
        yield path, value


def _place(path: str) -> str:
    return f"`{path}`" if path else "the payload"
