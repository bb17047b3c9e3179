"""The errors of calls, in words: each names the service, the method, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sage.base.errors import CallError, CallFailed, CallTimeout, ServiceNotFound
from sage.base.names import closest
from sage.runtime import discovery
from sage.runtime.discovery import Descriptor
from sage.runtime.wire import Message, Status

_STATUS_NAMES = {status.value: status.name for status in Status}


class Unreachable(CallFailed):
    """The request was not taken: a look-up may find another instance, and sending again repeats nothing."""


def unknown_service(service: str) -> ServiceNotFound:
    """Nobody of this name is alive."""
    running = sorted({d.service for d in discovery.instances()})
    message = f"no service `{service}` is running; "
    message += f"running now: {_listed(running)}" if running else "none is running now"
    return ServiceNotFound(message + _did_you_mean(service, running))


def timed_out(descriptor: Descriptor, method: str, timeout: float) -> CallTimeout:
    """No answer before the caller's deadline."""
    return CallTimeout(f"`{descriptor.service}.{method}` did not answer within {timeout:g} s")


def died(descriptor: Descriptor, method: str) -> CallFailed:
    """The process ended with our request; whether it took effect is not known."""
    message = f"`{descriptor.service}.{method}` was not answered: the service died during the call"
    return CallFailed(f"{message} (process {descriptor.pid})", Status.UNAVAILABLE.name)


def disconnected(descriptor: Descriptor, method: str) -> CallFailed:
    """The process lives, but its connection with our request is gone."""
    message = f"`{descriptor.service}.{method}` was not answered: the service closed the connection"
    return CallFailed(message, Status.UNAVAILABLE.name)


def gone(descriptor: Descriptor, method: str) -> Unreachable:
    """The service died before our request reached it."""
    message = f"`{descriptor.service}.{method}` was not called: the service is gone"
    return Unreachable(message, Status.UNAVAILABLE.name)


def not_understood(error: Exception, descriptor: Descriptor, method: str) -> CallFailed:
    """The answer is not of this protocol."""
    message = f"`{descriptor.service}.{method}` gave an answer that cannot be read: {error}"
    return CallFailed(message, Status.INTERNAL.name)


def answered(descriptor: Descriptor, method: str, timeout: float, message: Message) -> CallError:
    """What an ERROR says."""
    meta = message.meta or {}
    detail = meta.get("detail")
    code, span = _details(detail if isinstance(detail, dict) else {})
    text = str(meta.get("message", ""))
    status = message.header.status
    name = f"{descriptor.service}.{method}"
    if status == Status.NOT_FOUND:
        return _no_such_method(descriptor, method, text)
    if status == Status.DEADLINE:
        return CallTimeout(f"`{name}` did not finish within {timeout:g} s")
    if status == Status.UNAVAILABLE:
        return Unreachable(f"`{name}` was not called: the service is {text or 'not ready'}", Status.UNAVAILABLE.name)
    place = f" ({span})" if span else ""
    known = _STATUS_NAMES.get(status, str(status))
    return CallFailed(f"`{name}` failed: {text or known}{place}", known, code, span)


def _no_such_method(descriptor: Descriptor, method: str, text: str) -> ServiceNotFound:
    if method in descriptor.methods or not descriptor.methods:
        return ServiceNotFound(f"`{descriptor.service}.{method}` was not found: {text}")
    message = f"the service `{descriptor.service}` has no method `{method}`; it has {_listed(descriptor.methods)}"
    return ServiceNotFound(message + _did_you_mean(method, descriptor.methods))


def _did_you_mean(name: str, candidates: Iterable[str]) -> str:
    guess = closest(name, candidates)
    return f"; did you mean `{guess}`?" if guess else ""


def _listed(names: Iterable[str], most: int = 5) -> str:
    known = sorted(names)
    shown = ", ".join(f"`{name}`" for name in known[:most])
    return f"{shown} and {len(known) - most} more" if len(known) > most else shown


def _details(detail: dict[str, Any]) -> tuple[str | None, str | None]:
    code, span = detail.get("code"), detail.get("span")
    return (str(code) if code else None), (str(span) if span else None)
