"""What every function gives: the reference against a file of cases, and the native library against the reference.

A line of vectors.jsonl is `{"call": "upper(str)", "args": ["ß"], "gives": "SS"}`, or has `fails` with code and reason.
"""

from __future__ import annotations

import base64
import json
import math
import shutil
from pathlib import Path
from typing import Any

import pytest

from sage.base import types as t
from sage.base.paths import runtime_dir
from sage.base.types import List, Optional, Type
from sage.base.values import from_json
from sage.compiler.library.registry import FUNCTIONS
from tests.functions import native
from tests.functions.arguments import Arguments
from tests.functions.instances import Failed, Instance, all_instances, readers

SEED = 20260101
RANDOM_CALLS = 12  # of each function at each type
SANITIZED = ("-DSAGE_SANITIZE=address,undefined", "-DSAGE_NATIVE=OFF", "-DCMAKE_CXX_FLAGS_RELEASE=-O1")

VECTORS = [
    json.loads(line) for line in (Path(__file__).parent / "vectors.jsonl").read_text("utf-8").strip().split("\n")
]
INSTANCES = all_instances()
needs_compiler = pytest.mark.skipif(shutil.which("g++") is None, reason="no C++ compiler")
BY_NAME = {instance.name: instance for instance in INSTANCES}


def same(a: Any, b: Any) -> bool:
    """Equal to the bit, but that all NaN are alike."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[name], b[name]) for name in a)
    if isinstance(a, float) and isinstance(b, float):
        return (a != a and b != b) or (a == b and math.copysign(1, a) == math.copysign(1, b))
    return type(a) is type(b) and bool(a == b)


def value(written: Any, type: Type) -> Any:
    """A value as JSON has it, in its type: whole floats are written as integers, bytes as base64."""
    match type:
        case Optional(item):
            return None if written is None else value(written, item)
        case List(item):
            return [value(each, item) for each in written]
        case t.Map() | t.JSON:
            return from_json(written, type)
        case t.F32 | t.F64:
            return float(written)
        case t.BYTES:
            return base64.b64decode(written)
    return written


def arguments(vector: dict[str, Any], instance: Instance) -> tuple[Any, ...]:
    return tuple(value(arg, type) for arg, type in zip(vector["args"], instance.params, strict=True))


def title(vector: dict[str, Any]) -> str:
    return f"{vector['call']} {json.dumps(vector['args'], ensure_ascii=False)}"


def test_every_case_of_the_file_gives_what_it_says() -> None:
    wrong = []
    for vector in VECTORS:
        instance = BY_NAME[vector["call"]]
        outcome = instance(*arguments(vector, instance))
        fails = vector.get("fails")
        expected = Failed(*fails.split(" ", 1)) if fails else value(vector["gives"], instance.result)
        if not same(outcome, expected):
            wrong.append(f"{title(vector)}: {outcome!r} is not {expected!r}")
    assert not wrong, "\n".join(wrong)


def test_every_function_has_a_case_in_the_file() -> None:
    covered = {vector["call"].partition("(")[0] for vector in VECTORS}
    assert {instance.function.name for instance in INSTANCES} - covered == set()


def test_every_declaration_says_what_it_does() -> None:
    assert [str(f) for overloads in FUNCTIONS.values() for f in overloads if not f.doc] == []


@needs_compiler
def test_native_and_reference_give_the_same() -> None:
    compare("functions-test", RANDOM_CALLS)


@needs_compiler
@pytest.mark.slow
def test_native_and_reference_give_the_same_with_sanitizers() -> None:
    compare("functions-test-asan", 10 * RANDOM_CALLS, *SANITIZED)


def compare(tree: str, count: int, *options: str) -> None:
    """All cases of the file, and so many random calls of each function at each type."""
    instances = INSTANCES + readers()
    index = {instance.name: i for i, instance in enumerate(INSTANCES)}
    draw = Arguments(SEED)
    calls = [(i, instance, draw.of(instance)) for i, instance in enumerate(instances) for _ in range(count)]
    for vector in VECTORS:
        instance = BY_NAME[vector["call"]]
        calls.append((index[instance.name], instance, arguments(vector, instance)))
    outcomes = native.evaluate(native.build(instances, runtime_dir(), tree, *options), calls)
    wrong = []
    for (_, instance, args), outcome in zip(calls, outcomes, strict=True):
        expected = instance(*args)
        if not same(outcome, expected):
            wrong.append(f"{instance.name} {args!r}: native {outcome!r}, reference {expected!r}")
    assert not wrong, f"{len(wrong)} of {len(calls)} calls differ, seed {SEED}:\n" + "\n".join(wrong[:40])
