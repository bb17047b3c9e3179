"""Where threads put rows together before they go on, what comes out is the same to the byte: also of rows that come
late, of windows that overlap, and of ranks over them."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from sage.base.source import Source
from sage.base.text_forms import format_timestamp
from sage.compiler import driver

SAGEC = Path(sys.executable).with_name("sagec")
PROGRAM = """schema Event { k: str, n: i64, v: i64?, at: timestamp @event_time(delay: 3s) }
pipeline counts {
  let events = from csv("events.csv") as Event |> filter n != 3
  from events
    |> key_by k
    |> WINDOW
    |> aggregate rows = count(), known = count(v), large = count_if(n > 4)RANKS
    |> into csv("counts.csv")
}
"""
WAYS = {
    "sliding": ("window sliding(10s, every: 4s)", "\n    |> top 2 by rows, ties: true over window"),
    "tumbling": ("window tumbling(5s, offset: 1s)", ""),
}


@pytest.fixture(scope="module")
def events() -> str:
    """Rows of which some come much later than the watermark waits, and some from the future."""
    chosen = random.Random(5)
    lines = ["k,n,v,at"]
    for i in range(5_000):
        late = chosen.random() * 20_000_000 if chosen.random() < 0.3 else 0
        early = 60_000_000 if chosen.random() < 0.001 else 0
        at = format_timestamp(1_767_225_600_000_000 + int(i * 13_000 - late + early))
        lines.append(f"k{int(chosen.expovariate(0.2))},{chosen.randrange(9)},{chosen.choice(['', i])},{at}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("way", WAYS)
def test_parts_come_to_what_rows_come_to(
    way: str, events: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    window, ranks = WAYS[way]
    text = PROGRAM.replace("WINDOW", window).replace("RANKS", ranks)
    Path("counts.sage").write_text(text)
    Path("events.csv").write_text(events)
    stage = driver.lower(driver.check(Source("counts.sage", text)).pipelines[0]).stages[0]
    assert stage.split is not None and stage.split.in_parts is not None
    subprocess.run([SAGEC, "compile", "counts.sage", "-o", "counts"], check=True, capture_output=True)
    written = {run(*options) for options in (("1", "1000"), ("2", "1"), ("2", "7"), ("3", "100"), ("3", "1000"))}
    assert len(written) == 1


def run(workers: str, batch: str) -> str:
    subprocess.run(["./counts", "--workers", workers, "--set", f"batch={batch}"], check=True, capture_output=True)
    return Path("counts.csv").read_text()
