"""What running services count: asked of all at once, summed up, and as text for Prometheus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from typing import Any, Final

from sage.base.errors import CallError
from sage.base.frozen import dataclass
from sage.runtime.discovery import Descriptor
from sage.runtime.proxy import shared_proxy

ASK_TIMEOUT_S: Final = 1.0


@dataclass(frozen=True)
class Reading:
    """An instance with what it answered; None where it did not answer in time."""

    descriptor: Descriptor
    health: Mapping[str, Any] | None
    stats: Mapping[str, Any] | None

    @property
    def status(self) -> str:
        """`ready`, `draining`, or `silent` when it does not answer."""
        if self.health is None:
            return "silent"
        return "ready" if self.health.get("ready") else str(self.health.get("status", "starting"))

    @property
    def uptime(self) -> float | None:
        """In seconds."""
        return self.health.get("uptime") if self.health else None

    @property
    def calls(self) -> int | None:
        return self._sum("endpoints", "num_requests")

    @property
    def errors(self) -> int | None:
        return self._sum("endpoints", "num_errors")

    @property
    def p99_ns(self) -> int | None:
        """The slowest method's."""
        times = [endpoint.get("data", {}).get("p99", 0) for endpoint in self._list("endpoints")]
        return max(times) if times and self.calls else None

    @property
    def records_in(self) -> int | None:
        return self._sum("stages", "out", "source")

    @property
    def records_out(self) -> int | None:
        return self._sum("stages", "in", "sink")

    def _sum(self, part: str, name: str, role: str | None = None) -> int | None:
        if self.stats is None:
            return None
        return sum(int(item.get(name, 0)) for item in self._list(part) if role is None or item.get("role") == role)

    def _list(self, part: str) -> list[Mapping[str, Any]]:
        found = self.stats.get(part) if self.stats else None
        return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def read(descriptors: Sequence[Descriptor], timeout: float = ASK_TIMEOUT_S) -> list[Reading]:
    """Ask instances for their health and counters, all at once."""
    services = shared_proxy().services
    asked = [
        (d, services.submit(d, "_health", None, timeout), services.submit(d, "_metrics", None, timeout))
        for d in descriptors
    ]
    return [Reading(d, _answer(health), _answer(stats)) for d, health, stats in asked]


def _answer(future: Future[Any]) -> Mapping[str, Any] | None:
    try:
        answer = future.result()
    except CallError:
        return None
    return answer if isinstance(answer, Mapping) else None


def prometheus(readings: Iterable[Reading]) -> str:
    """The counters in the text format of Prometheus."""
    samples: dict[str, list[str]] = {}
    for reading in readings:
        for name, labels, value in _samples(reading):
            shown = ",".join(f'{key}="{_escape(text)}"' for key, text in labels.items())
            samples.setdefault(name, []).append(f"{name}{{{shown}}} {value}")
    lines = []
    for name, rows in samples.items():
        lines += [f"# HELP {name} {_HELP[name][1]}", f"# TYPE {name} {_HELP[name][0]}", *rows]
    return "".join(f"{line}\n" for line in lines)


_HELP: Final = {
    "sage_up": ("gauge", "1 if the instance answered."),
    "sage_uptime_seconds": ("gauge", "Time since the instance started."),
    "sage_requests_total": ("counter", "Requests answered."),
    "sage_errors_total": ("counter", "Requests answered with an error, by status."),
    "sage_processing_seconds_total": ("counter", "Time spent on requests."),
    "sage_latency_seconds": ("gauge", "Time spent on one request: the median and the 99th percentile."),
    "sage_stage_records_in_total": ("counter", "Records that entered a stage."),
    "sage_stage_records_out_total": ("counter", "Records that left a stage."),
    "sage_stage_records_failed_total": ("counter", "Records that failed in a stage."),
    "sage_stage_records_late_total": ("counter", "Records that came too late for a stage."),
    "sage_stage_keys": ("gauge", "Keys that a stage keeps something of."),
    "sage_stage_state_bytes": ("gauge", "The memory in which it keeps them."),
    "sage_memory_used_bytes": ("gauge", "Memory in use, as far as it is counted."),
    "sage_memory_budget_bytes": ("gauge", "The most that may be in use."),
    "sage_messages_invalid_total": ("counter", "Messages that were malformed."),
    "sage_messages_dropped_total": ("counter", "Messages that could not be read or answered."),
}


def _samples(reading: Reading) -> Iterator[tuple[str, dict[str, str], float]]:
    who = {"service": reading.descriptor.service, "instance": reading.descriptor.instance}
    yield "sage_up", who, int(reading.health is not None)
    if reading.uptime is not None:
        yield "sage_uptime_seconds", who, reading.uptime
    for method in reading._list("endpoints"):
        labels = who | {"method": str(method.get("name"))}
        data = method.get("data", {})
        yield "sage_requests_total", labels, method.get("num_requests", 0)
        for status, count in data.get("errors", {}).items():
            yield "sage_errors_total", labels | {"status": status}, count
        yield "sage_processing_seconds_total", labels, method.get("processing_time", 0) / 1e9
        for quantile, name in (("0.5", "p50"), ("0.99", "p99")):
            yield "sage_latency_seconds", labels | {"quantile": quantile}, data.get(name, 0) / 1e9
    for stage in reading._list("stages"):
        labels = who | {"stage": str(stage.get("name")), "span": str(stage.get("span"))}
        for name in ("in", "out", "failed", "late"):
            yield f"sage_stage_records_{name}_total", labels, stage.get(name, 0)
        if stage.get("bytes"):
            yield "sage_stage_keys", labels, stage.get("keys", 0)
            yield "sage_stage_state_bytes", labels, stage["bytes"]
    for name, size in (reading.stats or {}).get("memory", {}).items():
        yield f"sage_memory_{name}_bytes", who, size
    for name, count in (reading.stats or {}).get("messages", {}).items():
        if f"sage_messages_{name}_total" in _HELP:
            yield f"sage_messages_{name}_total", who, count


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
