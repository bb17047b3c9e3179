"""What a join keeps does not grow with the stream: the most that a process ever holds is the same for more rows."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from sage.base.source import Source
from sage.compiler import driver

JOINS = """pipeline joins {
  param rows: i64 = 1_000
  let all  = from range(0, rows) |> select key = f"key {it // 2}", n = it, at = timestamp(it * 1000) |> event_time at
  let even = from all |> filter n % 2 == 0
  let odd  = from all |> filter n % 2 == 1 and n % 3 == 0

  from even
    |> left_join odd as o on key == o.key within 1s
    |> aggregate n = count(), pairs = count_if(o is not null)
    |> into stdout()
}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_memory_does_not_grow_with_the_rows_of_a_join() -> None:
    artifact, _ = driver.compile(Source("joins.sage", JOINS))
    few, many = 600_000, 6_000_000
    short, long = _most_kib(artifact.executable, few), _most_kib(artifact.executable, many)
    assert long <= short + 4096, f"{short} KiB for {few} rows, {long} KiB for {many}"


def _most_kib(executable: Path, rows: int) -> int:
    """The most memory that a run held."""
    alone = {**os.environ, "SAGE_LIBZMQ": "/nowhere"}  # a service after a while, which takes memory, too
    process = subprocess.Popen([executable, "--rows", str(rows)], stdout=subprocess.PIPE, text=True, env=alone)
    assert process.stdout is not None
    assert process.stdout.read() == f'{{"n":{rows // 2},"pairs":{rows // 6}}}\n'
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss
