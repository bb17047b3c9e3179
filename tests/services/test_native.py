"""Compiled services, called by name."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

import sage
from sage.runtime import discovery


@pytest.fixture
def native(start_native: Any) -> Any:
    return start_native("native")


def test_it_answers(native: Any) -> None:
    assert sage.call_service("native", id=2**64 - 1, text="ü", n=21) == {"id": 2**64 - 1, "text": "ü", "twice": 42}
    assert sage.call_service("native", {"id": 1, "more": [1, {"x": None}]}) == {"id": 1, "text": "", "twice": 2}


def test_a_filtered_request_is_answered_null(native: Any) -> None:
    assert sage.call_service("native", id=1, n=0) is None


def test_a_failed_record_tells_code_and_place(native: Any) -> None:
    with pytest.raises(sage.CallFailed, match=r"2147483647 .* does not fit i32") as caught:
        sage.call_service("native", id=1, n=2**31 - 1)
    assert (caught.value.status, caught.value.code) == ("FAILED", "R0102")
    assert caught.value.span is not None
    assert caught.value.span.split("/")[-1].startswith("native.sage:9:")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, "id: missing; `process` takes Ask"),
        ({"id": -1}, "id: -1 is not a u64"),
        ({"id": 1, "n": "x"}, 'n: "x" is not an i32'),
        (7, "7 is not a record"),
        (None, "null is not a record"),
    ],
)
def test_a_wrong_payload_names_the_field_and_the_schema(native: Any, value: Any, message: str) -> None:
    with pytest.raises(sage.CallFailed, match=message) as caught:
        sage.call_service("native", value)
    assert caught.value.status == "SCHEMA"


def test_variants_are_text_or_records_of_one_field(launch: Any, variants: Path) -> None:
    launch("variants", str(variants))
    assert sage.call_service("variants", "list") == {"level": "high", "command": "list"}
    added = {"add": {"id": 1, "the level": "high"}}
    assert sage.call_service("variants", added) == {"level": "high", "command": added}
    assert sage.call_service("variants", add={"id": 1})["level"] == "low"
    for value, message in (
        ("lst", '"lst" is not a variant of Command'),
        ("add", "add: missing"),
        ({"list": None}, "list: carries nothing"),
        ({"add": {"id": 1, "the level": "mid"}}, 'add.the level: "mid" is not a variant of Level'),
        ({"add": {"id": 1}, "list": None}, "a record is not a variant of Command"),
    ):
        with pytest.raises(sage.CallFailed, match=message) as caught:
            sage.call_service("variants", value)
        assert caught.value.status == "SCHEMA"
    manifest = sage.call_service("variants", method="_describe")["manifest"]
    assert manifest["enums"]["Command"] == [{"name": "add", "payload": "Added"}, {"name": "list"}]


def test_an_unknown_method_is_not_found(native: Any) -> None:
    with pytest.raises(
        sage.ServiceNotFound, match=r"has no method `proces`; it has `process`; did you mean `process`\?"
    ):
        sage.call_service("native", method="proces")


def test_its_built_in_methods_answer(native: Any) -> None:
    sage.call_service("native", id=1)
    assert sage.call_service("native", method="_health")["version"] == "1.2.0"
    assert sage.call_service("native", method="_describe")["manifest"]["methods"][0]["params"][2]["type"] == "i32?"
    assert sage.call_service("native", method="_metrics")["endpoints"][0]["num_requests"] == 1


def test_thousands_are_in_flight(native: Any) -> None:
    futures = [sage.call_service_async("native", id=n, n=n) for n in range(5000)]
    assert [f.result()["twice"] if n else f.result() for n, f in enumerate(futures)] == [
        None,
        *(2 * n for n in range(1, 5000)),
    ]


def test_many_threads_call_at_once(native: Any) -> None:
    wrong: list[int] = []

    def work(number: int) -> None:
        wrong.extend(n for n in range(1, 300) if sage.call_service("native", id=number, n=n)["twice"] != 2 * n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_its_death_is_noticed_at_once(native: Any) -> None:
    sage.call_service("native", id=1)
    native.kill()
    assert discovery.instances() == []
    started = time.monotonic()
    with pytest.raises(sage.ServiceNotFound, match="no service `native` is running"):
        sage.call_service("native", id=1)
    assert time.monotonic() - started < 0.2


def test_its_death_during_a_call_is_noticed_at_once(native: Any) -> None:
    sage.call_service("native", id=1)
    native.pause()
    threading.Timer(0.2, native.kill).start()
    started = time.monotonic()
    with pytest.raises(sage.CallFailed, match="the service died during the call"):
        sage.call_service("native", id=1, timeout=9)
    assert time.monotonic() - started < 1


def test_stopping_answers_what_was_sent(native: Any) -> None:
    sage.call_service("native", id=1)
    futures = [sage.call_service_async("native", id=n, n=1) for n in range(60)]
    time.sleep(0.05)
    assert sage.call_service("native", method="_stop") is True
    assert [f.result()["id"] for f in futures] == list(range(60))
    assert native.popen.wait(5) == 0


def test_a_successor_is_found_without_an_error(native: Any, start_native: Any) -> None:
    sage.call_service("native", id=1)
    native.kill()
    start_native("native")
    assert sage.call_service("native", id=1)["twice"] == 2
