"""`sage ps`, `stop`, `describe` and `metrics`."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sage.cli import output
from sage.runtime import discovery, failures, metrics, process
from sage.runtime.discovery import Descriptor
from sage.runtime.sugar import call_service

_HEADINGS = ("NAME", "VERSION", "STATUS", "UPTIME", "CALLS", "ERRORS", "P99", "IN", "OUT", "PID", "ENDPOINT")
_NUMBERS = ("UPTIME", "CALLS", "ERRORS", "P99", "IN", "OUT", "PID")


def list_services(*, quiet: bool, as_json: bool) -> int:
    """Prints every instance that is alive."""
    found = discovery.instances()
    if quiet:
        for name in dict.fromkeys(d.service for d in found):
            print(name)
        return 0
    readings = metrics.read(found)
    if as_json:
        for reading in readings:
            output.ndjson("instance", **reading.descriptor.to_json(), status=reading.status, stats=reading.stats)
    elif readings:
        output.table(_HEADINGS, [_row(reading) for reading in readings], _NUMBERS)
    else:
        output.note("no service is running")
    return 0


def _row(reading: metrics.Reading) -> tuple[str, ...]:
    descriptor = reading.descriptor
    p99 = None if reading.p99_ns is None else reading.p99_ns / 1e9
    return (
        descriptor.service,
        descriptor.version,
        reading.status,
        output.seconds(reading.uptime),
        output.count(reading.calls),
        output.count(reading.errors),
        output.seconds(p99),
        output.count(reading.records_in),
        output.count(reading.records_out),
        str(descriptor.pid),
        descriptor.endpoint,
    )


def stop_services(names: Sequence[str], *, drain: bool, timeout: float, as_json: bool) -> int:
    """Stops all instances of the services, side by side; then says which names there were not."""
    found = {name: discovery.find(name) for name in dict.fromkeys(names)}
    instances = [d for descriptors in found.values() for d in descriptors]
    with ThreadPoolExecutor(max(1, len(instances))) as pool:
        for line in pool.map(lambda d: _stop(d, drain, timeout), instances):
            if as_json:
                output.ndjson("instance", **line)
            else:
                print(f"{line['service']} {line['status']} in {output.seconds(line['seconds'])}")
    if missing := [name for name, descriptors in found.items() if not descriptors]:
        raise failures.unknown_service(missing[0])
    return 0


def _stop(descriptor: Descriptor, drain: bool, timeout: float) -> dict[str, Any]:
    started = time.monotonic()
    ending = process.stop(descriptor, drain=drain, timeout=timeout)
    took = round(time.monotonic() - started, 3)
    return {"service": descriptor.service, "instance": descriptor.instance, "status": ending, "seconds": took}


def describe_service(name: str, form: str) -> int:
    """Prints what a service says of itself."""
    info = call_service(name, method="_describe")
    if form == "json":
        print(json.dumps(info, ensure_ascii=False, indent=2))
    elif form == "sage":
        print(declaration(info), end="")
    else:
        _describe(info)
    return 0


def _describe(info: Mapping[str, Any]) -> None:
    print(f"{info['name']} {info['version']}")
    if info.get("description"):
        print(f"  {info['description']}")
    for method in info["methods"]:
        print(f"\n{_signature(method, info)}")
        if method.get("doc"):
            print(f"  {method['doc']}")
    for line in _schemas(info):
        print(f"\n{line}")
    print(f"\n{', '.join(info['endpoints'])}")


def declaration(info: Mapping[str, Any]) -> str:
    """A `service` block for programs that call it, with the schemas it names."""
    lines = [*_schemas(info), f"service {info['name']} {{"]
    for method in info["methods"]:
        lines += [f"  ## {line}" for line in str(method.get("doc") or "").splitlines()]
        lines.append(f"  {_signature(method, info)}")
    return "\n".join([*lines, "}", ""])


def _signature(method: Mapping[str, Any], info: Mapping[str, Any]) -> str:
    """`get(key: str) -> str?`: from the manifest, which knows the parameters, else from what the service says."""
    manifest = info.get("manifest") or {}
    known = next((m for m in manifest.get("methods", ()) if m["name"] == method["name"]), None)
    if known is not None:
        defaults = _defaults(known, manifest.get("schemas") or {})
        params = ", ".join(_field(p | defaults.get(p["name"], {})) for p in known["params"])
        return f"{method['name']}({params}) -> {known['result']}"
    parameter = str(method.get("expected") or method["parameter"])
    if parameter.startswith("{"):
        parameter = parameter[1:-1]
    elif parameter != "null":
        parameter = f"it: {parameter}"
    return f"{method['name']}({'' if parameter == 'null' else parameter}) -> {method['result']}"


def _defaults(method: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The defaults of a method's parameters: those of the schema with the same fields."""
    names = [p["name"] for p in method["params"]]
    fields = next((f for f in schemas.values() if [field["name"] for field in f] == names), ())
    return {field["name"]: {"default": field["default"]} for field in fields if "default" in field}


def _schemas(info: Mapping[str, Any]) -> list[str]:
    """The schemas and enums that the signatures name, and those that these name."""
    manifest = info.get("manifest") or {}
    schemas, enums = manifest.get("schemas") or {}, manifest.get("enums") or {}
    lines = {name: f"schema {name} {{ {', '.join(map(_field, fields))} }}" for name, fields in schemas.items()}
    lines |= {name: f"enum {name} {{ {', '.join(map(_variant, variants))} }}" for name, variants in enums.items()}
    text, found = " ".join(_signature(method, info) for method in info["methods"]), set[str]()
    while named := {n for n in lines if n not in found and re.search(rf"\b{re.escape(n)}\b", text)}:
        found |= named
        text = " ".join(lines[n] for n in named)
    return [line for name, line in lines.items() if name in found]


def _variant(variant: Mapping[str, Any]) -> str:
    payload = variant.get("payload")
    return f"{variant['name']}({payload})" if payload else str(variant["name"])


def _field(field: Mapping[str, Any]) -> str:
    default = f" = {json.dumps(field['default'])}" if "default" in field else ""
    return f"{field['name']}: {field['type']}{default}"


def print_metrics(name: str | None) -> int:
    """Prints the counters of one service, or of all."""
    found = discovery.find(name) if name else discovery.instances()
    if name and not found:
        raise failures.unknown_service(name)
    print(metrics.prometheus(metrics.read(found)), end="")
    return 0
