"""What a hosted service says of itself: its methods (INFO), its counters (STATS), its health."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sage.runtime.signatures import Signature
from sage.runtime.wire import MAX_BYTES, MAX_FRAMES, MAX_META, Encoding, Status, method_id


@dataclass
class MethodStats:
    """Counts and times of one method; times in nanoseconds."""

    requests: int = 0
    nanos: int = 0
    last_error: str = ""
    errors: Counter[str] = field(default_factory=Counter)
    recent: deque[int] = field(default_factory=lambda: deque(maxlen=1000))

    def add(self, nanos: int, status: Status, message: str) -> None:
        """Count a request that has been answered."""
        self.requests += 1
        self.nanos += nanos
        self.recent.append(nanos)
        if status is not Status.OK:
            self.errors[status.name] += 1
            self.last_error = message

    def describe(self, name: str) -> dict[str, Any]:
        times = sorted(self.recent)
        return {
            "name": name,
            "num_requests": self.requests,
            "num_errors": self.errors.total(),
            "last_error": self.last_error,
            "processing_time": self.nanos,
            "average_processing_time": self.nanos // self.requests if self.requests else 0,
            "data": {"p50": percentile(times, 0.5), "p99": percentile(times, 0.99), "errors": dict(self.errors)},
        }


class Facts:
    """The name, methods and counters of a service, in the words of docs/wire.md."""

    def __init__(self, name: str, version: str, doc: str, methods: Mapping[str, Signature]) -> None:
        self.name, self.version, self.doc, self.methods = name, version, doc, methods
        self.instance = ""
        self.endpoints: tuple[str, ...] = ()
        self.started = datetime.now(UTC)
        self.stats = {name: MethodStats() for name in methods}
        self.invalid = self.dropped = 0  # messages that were refused, or could not be answered

    def health(self, is_draining: bool) -> dict[str, Any]:
        uptime = time.time() - self.started.timestamp()
        status = "draining" if is_draining else "ok"
        return {"status": status, "ready": not is_draining, "uptime": uptime, "version": self.version}

    def info(self) -> dict[str, Any]:
        return self._who("info_response") | {
            "description": self.doc,
            "endpoints": list(self.endpoints),
            "methods": [self._method(m) | {"doc": m.doc} for m in self.methods.values()],
            "manifest": None,
        }

    def metrics(self) -> dict[str, Any]:
        return self._who("stats_response") | {
            "started": self.started_text,
            "endpoints": [stats.describe(name) for name, stats in self.stats.items()],
            "stages": [],
            "messages": {"invalid": self.invalid, "dropped": self.dropped},
        }

    def welcome(self, credit: int) -> dict[str, Any]:
        return {
            "service": self.name,
            "instance": self.instance,
            "version": self.version,
            "generation": 1,
            "methods": [self._method(m) for m in self.methods.values()],
            "encodings": [int(Encoding.MSGPACK), int(Encoding.JSON)],
            "credit": credit,
            "limits": {"frames": MAX_FRAMES, "bytes": MAX_BYTES, "meta": MAX_META},
            "shards": 0,
        }

    @property
    def started_text(self) -> str:
        return self.started.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def _who(self, kind: str) -> dict[str, Any]:
        return {"type": f"io.sage.micro.v1.{kind}", "name": self.name, "id": self.instance, "version": self.version}

    def _method(self, method: Signature) -> dict[str, Any]:
        return {
            "name": method.name,
            "id": method_id(method.name),
            "parameter": method.parameter_text,
            "result": method.result_text,
            "parameter_schema": 0,
            "result_schema": 0,
            "ack": "process",
            "readonly": False,
            "keyed": False,
        }


def percentile(ordered: list[int], share: float) -> int:
    """What `share` of some ordered numbers do not exceed; 0 of none."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0
