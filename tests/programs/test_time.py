"""Time that passes while rows come: streams that fall silent, and rows that come too late, in real executables."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import pytest

from tests.programs.files import LIMIT_S, build_programs, environment_of


@pytest.fixture(scope="session")
def executables() -> dict[str, Path]:
    return build_programs()


def reading(second: int, k: int = 0) -> str:
    return json.dumps({"k": k, "at": f"2026-01-01T00:00:{second:02}Z"}) + "\n"


def test_a_silent_stream_holds_the_others_back_until_it_is_idle(executables: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "there.jsonl").write_text("".join(map(reading, (0, 9, 18, 27))))
    process = subprocess.Popen(
        [executables["silence"], "--input", "there.jsonl", "--quiet"],
        cwd=tmp_path, env=environment_of(tmp_path), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with process:
        assert process.stdin is not None and process.stdout is not None
        began = time.monotonic()
        process.stdin.write(reading(5))
        process.stdin.flush()
        first = json.loads(process.stdout.readline())  # comes while the stream is open, and silent
        waited = time.monotonic() - began
        process.stdin.write(reading(9, k=7) + reading(30))
        process.stdin.close()
        out = process.stdout.read()
        assert process.stderr is not None
        errors = process.stderr.read()
        process.wait(LIMIT_S)
    assert first["n"] == 3 and first["window_end"] == "2026-01-01T00:00:10Z"
    assert waited >= 0.25, f"it did not wait, but for {waited:.3f} s"
    assert [json.loads(line)["n"] for line in out.splitlines()] == [1, 1, 1]
    assert [json.loads(line)["k"] for line in errors.splitlines()] == [7]
    assert process.returncode == 0
