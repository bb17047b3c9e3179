"""How long an event takes from standard input to standard output, at half of the most that goes through."""

from __future__ import annotations

import os
import statistics
import subprocess

from measuring import HERE, Failed, build_by_hand, compile_sage
from report import table

SECONDS = 1.0
ROUNDS = 5


def section() -> str:
    driver = build_by_hand("latency")
    programs: dict[str, list[object]] = {"SAGE": [compile_sage(HERE / "latency.sage")], "cat": ["cat"]}
    most = {
        name: statistics.median(_run(driver, 0, program)[0] for _ in range(3)) for name, program in programs.items()
    }
    rate = most["SAGE"] / 2
    runs: dict[str, list[list[float]]] = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            runs[name].append(_run(driver, rate, program))
    rows = []
    for name, figures in runs.items():
        sent, *times = (statistics.median(column) for column in zip(*figures, strict=True))
        rows.append([name, f"{most[name] / 1e6:.1f}", f"{sent / 1e6:.1f}", *(_text(t) for t in times)])
    header = ["", "most, M rows/s", "sent, M rows/s", "p50 µs", "p99 µs", "p99.9 µs", "longest µs"]
    return f"""## Latency

Rows of CSV through two pipes and back, filtered and with a column computed, each stamped with the time at which it was
due. `cat` is what pipes and the measuring program take by themselves at the same rate.

{table(header, rows)}"""


def _text(micros: float) -> str:
    return f"{micros:,.0f}" if micros >= 100 else f"{micros:.3g}"


def _run(driver: object, rate: float, program: list[object]) -> list[float]:
    """The rate that was reached and the percentiles, in microseconds; each side has a processor of its own."""
    first, *others = sorted(os.sched_getaffinity(0))
    last = others[-1] if others else first
    command = ["taskset", "-c", first, driver, rate, SECONDS, "taskset", "-c", last, *program]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(done.stderr.strip())
    return [float(word) for word in done.stdout.split()]
