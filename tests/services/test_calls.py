"""What callers give, get, and are told."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

import pytest

import sage


class Colour(Enum):
    RED = "red"


@pytest.fixture(autouse=True)
def peer(start: Any) -> Any:
    return start("peer")


def test_a_payload_is_one_value_or_keyword_fields() -> None:
    assert sage.call_service("peer", 7) == 7
    assert sage.call_service("peer", [1, "two", b"\x03", 4.5, None, True]) == [1, "two", b"\x03", 4.5, None, True]
    assert sage.call_service("peer", a=3, b=4, method="add") == 7
    assert sage.call_service("peer", {"a": 3}, method="add") == 4
    with pytest.raises(sage.CallError, match="`peer` takes one value or keyword fields; it was given 2 values"):
        sage.call_service("peer", 1, 2)


def test_null_is_an_answer() -> None:
    assert sage.call_service("peer", None) is None


def test_python_values_become_what_services_read() -> None:
    value = {
        "at": datetime(2024, 1, 31, 10, tzinfo=UTC),
        "for": timedelta(minutes=90),
        "colour": Colour.RED,
        "set": {1},
    }
    assert sage.call_service("peer", value) == {
        "at": "2024-01-31T10:00:00Z",
        "for": "1h30m",
        "colour": "red",
        "set": [1],
    }


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": [1, object()]}, r"`a\[1\]` is of type `object`, which no service can read"),
        ({"a": {"b": 2**64}}, "`a.b` is 18446744073709551616, which fits neither i64 nor u64"),
        (object(), "the payload is of type `object`"),
        ("\ud800", "the payload is text that is not Unicode"),
    ],
)
def test_a_value_without_encoding_is_named(value: Any, message: str) -> None:
    with pytest.raises(sage.CallError, match=message):
        sage.call_service("peer", value)


def test_a_large_payload_arrives() -> None:
    value = "x" * (20 << 20)
    assert sage.call_service("peer", value) == value


def test_a_payload_that_no_service_takes_is_not_sent() -> None:
    with pytest.raises(sage.CallError, match="the payload has 67108869 bytes; at most 67104704 are sent"):
        sage.call_service("peer", "x" * (64 << 20))


def test_an_unknown_service_is_not_found_and_the_running_ones_are_named(start: Any) -> None:
    start("cache")
    with pytest.raises(sage.ServiceNotFound) as caught:
        sage.call_service("cashe", 1)
    assert str(caught.value) == ("no service `cashe` is running; running now: `cache`, `peer`; did you mean `cache`?")
    with pytest.raises(sage.ServiceNotFound):
        sage.call_service_async("../peer", 1)


def test_an_unknown_method_is_not_found_and_the_others_are_named() -> None:
    with pytest.raises(sage.ServiceNotFound, match=r"has no method `slep`; it has .*did you mean `sleep`\?"):
        sage.call_service("peer", method="slep")


@pytest.mark.parametrize(
    ("method", "value", "message"),
    [
        ("add", {"b": 1}, r"a: missing; `add` takes \{a: i64, b: i64\}"),
        ("add", {"a": "one"}, 'a: "one" is not an i64; `add` takes'),
        ("add", 3, "3 is not a record; `add` takes"),
        ("total", [{"id": 1, "amount": 2}, {"id": 2, "amount": None}], r"\[1\].amount: null is not an f64"),
        ("total", {"orders": [{"id": 1}]}, r"orders\[0\].amount: missing"),
        ("total", {"orders": "x" * 99}, r'orders: "x{39}\.\.\. is not a list'),
        ("pid", 1, "1 is not null; `pid` takes null"),
        (
            "mixed",
            {"colour": "green"},
            r'colour: "green" is not a variant of Colour; `mixed` takes \{colour: str, other: str\?\}',
        ),
    ],
)
def test_a_wrong_payload_names_the_field_and_its_type(method: str, value: Any, message: str) -> None:
    with pytest.raises(sage.CallFailed, match=message) as caught:
        sage.call_service("peer", value, method=method)
    assert caught.value.status == "SCHEMA"


def test_enums_of_python_are_text() -> None:
    assert sage.call_service("peer", colour=Colour.RED, method="mixed") == "red"
    assert sage.call_service("peer", {"colour": "red", "other": "blue"}, method="mixed") == "blue"


def test_records_are_checked_and_converted() -> None:
    assert sage.call_service("peer", [{"id": 1, "amount": 2, "more": True}], method="total") == 2.0


def test_a_failure_tells_status_code_and_place() -> None:
    with pytest.raises(sage.CallFailed) as caught:
        sage.call_service("peer", "no stock", method="fail")
    error = caught.value
    assert (error.status, error.code) == ("FAILED", "R0106")
    assert error.span is not None
    assert error.span.startswith("peer.py:")
    assert str(error) == f"`peer.fail` failed: ValueError: no stock ({error.span})"


def test_a_timeout_names_service_method_and_deadline() -> None:
    started = time.monotonic()
    with pytest.raises(TimeoutError, match=r"`peer.sleep` did not answer within 0.2 s") as caught:
        sage.call_service("peer", 1.0, method="sleep", timeout=0.2)
    assert 0.19 < time.monotonic() - started < 0.6
    assert isinstance(caught.value, sage.CallTimeout)
    assert (
        sage.call_service("peer", "late answers are not mistaken for mine") == "late answers are not mistaken for mine"
    )


def test_a_very_short_timeout_is_kept() -> None:
    sage.call_service("peer", 1)
    started = time.monotonic()
    with pytest.raises(sage.CallTimeout):
        sage.call_service("peer", 0.5, method="sleep", timeout=0.002)
    assert time.monotonic() - started < 0.02


def test_a_call_may_wait_for_ever() -> None:
    assert sage.call_service("peer", 0.1, method="sleep", timeout=float("inf")) == "rested"
    assert sage.call_service_async("peer", 0.1, method="sleep", timeout=float("inf")).result() == "rested"


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
def test_a_timeout_is_positive(timeout: float) -> None:
    with pytest.raises(sage.CallError, match="cannot be called with a timeout"):
        sage.call_service("peer", 1, timeout=timeout)


def test_a_request_that_waited_too_long_is_not_begun() -> None:
    sage.call_service("peer", "first")
    before = sage.call_service("peer", method="count")
    busy = sage.call_service_async("peer", 0.5, method="sleep")
    time.sleep(0.1)
    with pytest.raises(sage.CallTimeout):
        sage.call_service("peer", "too late", timeout=0.1)
    busy.result()
    assert sage.call_service("peer", method="count") == before


def test_a_nested_call_ends_with_the_call_it_serves(start: Any) -> None:
    start("other")
    started = time.monotonic()
    rest = {"service": "other", "method": "sleep", "value": 2.0, "timeout": 5.0}
    with pytest.raises(sage.CallError):
        sage.call_service("peer", rest, method="through", timeout=0.3)
    assert sage.call_service("peer", "free again") == "free again"
    assert time.monotonic() - started < 1.5
    echo = {"service": "other", "method": "process", "value": 5, "timeout": 5.0}
    with pytest.raises(sage.CallError, match="did not answer within 0"):
        sage.call_service("peer", echo, method="through", timeout=0.3)
    assert sage.call_service("peer", echo, method="through") == 5


def test_a_bound_context_carries_its_deadline() -> None:
    context = sage.TaskContext("task", deadline=time.monotonic() + 0.1)
    with sage.bind_runtime_context(context):
        assert sage.get_current_runtime_context() is context
        with pytest.raises(sage.CallTimeout):
            sage.call_service("peer", 1.0, method="sleep")
    assert sage.get_current_runtime_context() is not context
    assert sage.call_service("peer", 0.2, method="sleep") == "rested"


def test_built_in_methods_answer_like_any_other() -> None:
    sage.call_service("peer", 1)
    health = sage.call_service("peer", method="_health")
    assert (health["status"], health["ready"], health["version"]) == ("ok", True, "1.2.3")
    methods = {m["name"]: m for m in sage.call_service("peer", method="_describe")["methods"]}
    assert methods["add"]["parameter"] == "{a: i64, b: i64}"
    assert (
        methods["total"]
        | {"parameter": "list<{id: i64, amount: f64, note: str?}>", "result": "f64", "doc": "The amount of all orders."}
        == methods["total"]
    )
    counts = {m["name"]: m["num_requests"] for m in sage.call_service("peer", method="_metrics")["endpoints"]}
    assert counts["process"] == 1
