"""The memory of a running program: what its budget allows, and that it stays flat on an endless stream."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sage.base.source import Source
from sage.compiler import driver

SAGEC = Path(sys.executable).with_name("sagec")
TOTALS = """pipeline totals {
  param count: i64 = 10_000_000
  from range(0, count)
    |> key_by it
    |> aggregate n = count(), total = sum(it)
    |> aggregate groups = count(), rows = sum(n)
    |> into stdout()
}
"""
EXHAUSTED = """\
error: the memory budget of 64 MiB is used up
  --> totals.sage:5:8
 5 | aggregate n = count(), total = sum(it)
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = `aggregate` keeps N keys in B MiB
   = `--memory 128MiB` gives it twice as much
"""
WINDOWS = """pipeline windows {
  param rows: i64 = 1_000
  from range(0, rows)
    |> select group = it * 7919 % 1000, at = timestamp(it * 1000), value = it % 100
    |> event_time at, delay: 1s
    |> key_by group
    |> window tumbling(1m)
    |> aggregate n = count(), total = sum(value)
    |> aggregate windows = count(), counted = sum(n), total = sum(total)
    |> into stdout()
}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compiled(text: str) -> Path:
    name = text.split()[1]
    artifact, _ = driver.compile(Source(f"{name}.sage", text))
    return artifact.executable


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True)


@pytest.fixture(scope="module")
def totals() -> Path:
    return compiled(TOTALS)


# ---------------------------------------------------------------- the budget


def test_a_program_that_has_used_up_its_memory_says_who_keeps_it(totals: Path) -> None:
    done = run(totals, "--memory", "64MiB")
    assert (done.returncode, done.stdout) == (76, "")
    message = re.sub(r"keeps [\d ]+ keys in [\d.]+ MiB", "keeps N keys in B MiB", done.stderr)
    assert message[message.index("error: ") :] == EXHAUSTED
    keys, size = re.search(r"keeps ([\d ]+) keys in ([\d.]+) MiB", done.stderr).groups()  # type: ignore[union-attr]
    assert int(keys.replace(" ", "")) > 500_000
    assert 20 < float(size) < 64


def test_a_program_says_when_little_is_left(totals: Path) -> None:
    done = run(totals, "--workers", "1", "--memory", "84MiB", "--count", "1400000")
    assert done.returncode == 0
    assert done.stdout == '{"groups":1400000,"rows":1400000}\n'
    assert "the memory budget is nearly used up" in done.stderr


def test_the_program_may_set_its_budget() -> None:
    small = compiled(TOTALS.replace("{\n", "{\n  set memory = 16MiB\n", 1))
    done = run(small)
    assert done.returncode == 76
    assert "error: the memory budget of 16 MiB is used up\n" in done.stderr
    assert run(small, "--count", "1000").returncode == 0
    assert run(small, "--count", "400000", "--memory", "64MiB").returncode == 0


def test_the_interpreter_takes_the_same_flags(totals: Path) -> None:
    Path("totals.sage").write_text(TOTALS)
    for flags in (("--memory", "1MiB"), ("--memory=9TiB",), ("--memory",), ("--memory", "much")):
        command = (*flags, "--count", "3") if flags != ("--memory",) else ("--count", "3", *flags)
        native = run(totals, *command, "--quiet")
        interpreted = run(SAGEC, "run", "--interpret", "totals.sage", "--", *command, "--quiet")
        assert (interpreted.returncode, interpreted.stdout) == (native.returncode, native.stdout)
        assert interpreted.stderr == native.stderr


# ---------------------------------------------------------------- an endless stream


def test_memory_is_flat_over_windows() -> None:
    assert_flat(rows=20_000_000, every_s=0.02)


@pytest.mark.slow
def test_memory_is_flat_over_a_thousand_million_rows() -> None:
    assert_flat(rows=1_000_000_000, every_s=0.25)


def assert_flat(rows: int, every_s: float) -> None:
    """What the process holds once it has been running for a tenth of its time is all that it will ever hold."""
    alone = {**os.environ, "SAGE_LIBZMQ": "/nowhere"}  # a service after a while, which takes memory, too
    command = [str(compiled(WINDOWS)), "--rows", str(rows)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=alone)
    held = []
    while process.poll() is None:
        held.append(_held_kib(process.pid))
        time.sleep(every_s)
    assert process.stdout is not None
    windows = -(-rows // 60_000)
    of_the_last = rows - (windows - 1) * 60_000
    groups = (windows - 1) * 1000 + min(1000, of_the_last)
    total = rows // 100 * 4950
    assert process.stdout.read() == f'{{"windows":{groups},"counted":{rows},"total":{total}}}\n'
    assert process.returncode == 0
    held = [kib for kib in held if kib]
    early = max(held[: len(held) // 10 + 1])
    assert len(held) > 10
    assert max(held) <= early + 1024, f"{early} KiB at first, {max(held)} KiB at most"


def _held_kib(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) if found else 0
