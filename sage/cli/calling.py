"""`sage call`: one call, or many and how long they took."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any, Final

import click

from sage.base.errors import CallError, CallFailed
from sage.cli import output
from sage.runtime.context import DEFAULT_METHOD
from sage.runtime.sugar import call_service, call_service_async

_STARTS_JSON: Final = '{["-0123456789'
_JSON_WORDS: Final = ("true", "false", "null")
_SHARES: Final = (("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999))


def call_command(
    name: str,
    words: Sequence[str],
    timeout: float,
    raw: bool,
    repeat: int | None,
    concurrency: int,
    as_json: bool,
) -> int:
    """Calls a service and prints the answer, or the latencies of many."""
    method, payload = _split(words)
    if repeat is None:
        answer = call_service(name, payload, method=method, timeout=timeout)
        if as_json:
            output.ndjson("reply", value=answer)
        else:
            output.value(answer, raw=raw)
        return 0
    return _measure(name, method, payload, timeout, repeat, concurrency, as_json)


def _split(words: Sequence[str]) -> tuple[str, Any]:
    """Method and payload of the words behind the service's name. What can only be JSON is no method."""
    if unknown := next((word for word in words if _is_option(word)), None):
        raise click.NoSuchOption(unknown, possibilities=_near(unknown))
    if len(words) > 2:
        raise click.UsageError(f"a method and a payload are taken, not {len(words)} words; quote the JSON: '{{...}}'")
    if len(words) == 2:
        return words[0], _read(words[1])
    if not words:
        return DEFAULT_METHOD, None
    is_payload = words[0][:1] in _STARTS_JSON or words[0] in _JSON_WORDS
    return (DEFAULT_METHOD, _read(words[0])) if is_payload else (words[0], None)


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-" and not word[1:2].isdigit()


def _read(text: str) -> Any:
    try:
        return json.loads(sys.stdin.read() if text == "-" else text)
    except ValueError as error:
        hint = f"; a text stands in quotes: '{json.dumps(text)}'" if text.isidentifier() else ""
        raise click.UsageError(f"the payload is not JSON: {error}{hint}") from error


def _near(unknown: str) -> list[str] | None:
    from sage.base.names import closest

    options = [o for p in click.get_current_context().command.params for o in p.opts if o.startswith("--")]
    near = closest(unknown.partition("=")[0], options)
    return [near] if near else None


def _measure(name: str, method: str, payload: Any, timeout: float, repeat: int, concurrency: int, as_json: bool) -> int:
    call_service(
        name, payload, method=method, timeout=timeout
    )  # a wrong call is told once, and connecting is not timed
    run = _one_by_one if concurrency == 1 else _side_by_side
    started = time.perf_counter()
    times, errors = run(name, method, payload, timeout, repeat, concurrency)
    took = time.perf_counter() - started
    times.sort()
    shown = {label: times[min(len(times) - 1, int(share * len(times)))] for label, share in _SHARES} if times else {}
    if as_json:
        in_us = {label: round(value * 1e6, 1) for label, value in shown.items()}
        totals = {"calls": repeat, "errors": errors.total(), "seconds": round(took, 3)}
        output.ndjson("summary", **totals, per_second=round(repeat / took), latency_us=in_us)
    else:
        headings = ("CALLS", "ERRORS", "SECONDS", "CALLS/s", *(label.upper() for label in shown), "MAX")
        numbers = (
            output.count(repeat),
            output.count(errors.total()),
            f"{took:.2f}",
            output.count(round(repeat / took)),
        )
        worst = output.seconds(times[-1]) if times else ""
        output.table(headings, [(*numbers, *map(output.seconds, shown.values()), worst)], headings)
        for message, count in errors.most_common(3):
            output.note(f"{count} times: {message}")
    return CallFailed.exit_code if errors else 0


def _one_by_one(
    name: str, method: str, payload: Any, timeout: float, repeat: int, _: int
) -> tuple[list[float], Counter[str]]:
    times, errors = [], Counter[str]()
    for _ in range(repeat):
        started = time.perf_counter()
        try:
            call_service(name, payload, method=method, timeout=timeout)
            times.append(time.perf_counter() - started)
        except CallError as error:
            errors[str(error)] += 1
    return times, errors


def _side_by_side(
    name: str, method: str, payload: Any, timeout: float, repeat: int, concurrency: int
) -> tuple[list[float], Counter[str]]:
    """As many calls in flight as asked for; each that is answered sends the next."""
    times, errors = [], Counter[str]()
    left = repeat
    is_over = threading.Event()
    turn = threading.Lock()

    def send() -> None:
        nonlocal left
        while True:
            with turn:
                if left == 0:
                    return
                left -= 1
            started = time.perf_counter()
            try:
                future = call_service_async(name, payload, method=method, timeout=timeout)
            except CallError as error:
                finish(error, 0.0)
            else:
                future.add_done_callback(partial(receive, started))
                return

    def receive(started: float, answer: Future[Any]) -> None:
        finish(answer.exception(), time.perf_counter() - started)
        send()

    def finish(error: BaseException | None, took: float) -> None:
        with turn:
            if error is None:
                times.append(took)
            else:
                errors[str(error)] += 1
            if len(times) + errors.total() == repeat:
                is_over.set()

    for _ in range(concurrency):
        send()
    is_over.wait()
    return times, errors
