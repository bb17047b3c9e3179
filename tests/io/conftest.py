"""The C++ readers and writers, asked by way of cpp_runtime/tests/io_driver.cpp."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from sage.base.paths import runtime_dir

ROOT = Path(__file__).resolve().parents[2]

Native = Callable[[Sequence[Sequence[str]]], list[list[dict[str, Any]]]]


@pytest.fixture(scope="session")
def native() -> Native:
    """Gives commands to the driver, and for each the things it found: lines with `row`, `bad` or `error`."""
    driver = _build("test_io_driver")

    def ask(commands: Sequence[Sequence[str]]) -> list[list[dict[str, Any]]]:
        text = "".join("\t".join(command) + "\n" for command in commands)
        done = subprocess.run([driver], input=text.encode(), capture_output=True, check=True, timeout=300)
        answers = done.stdout.decode().split("end\n")[:-1]
        assert len(answers) == len(commands)
        return [[json.loads(line) | {"text": line} for line in answer.split("\n")[:-1]] for answer in answers]

    return ask


def _build(target: str) -> Path:
    """The same tree as tests/cpp builds in, so that the library is compiled once."""
    tree = ROOT / "build" / "cpp-tests"
    cmake = Path(sys.executable).with_name("cmake")
    ninja = f"-DCMAKE_MAKE_PROGRAM={cmake.with_name('ninja')}"
    python = f"-DPython3_EXECUTABLE={sys.executable}"
    _run(cmake, "-S", runtime_dir(), "-B", tree, "-G", "Ninja", ninja, python, "-DSAGE_TESTS=ON")
    _run(cmake, "--build", tree, "--target", target)
    return tree / target


def _run(*command: object) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.fail(f"{' '.join(map(str, command))}\n{done.stdout[-8000:]}\n{done.stderr[-8000:]}", pytrace=False)
