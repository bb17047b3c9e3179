"""What it takes to read, modify and write the state of a key: a count by key, over numbers that are made in the
process."""

from __future__ import annotations

import statistics
import subprocess

from measuring import HERE, Run, build_by_hand, build_folder, compile_sage, interleave, processors, ratio, run
from report import table

KEYS = {"10^3": 1_000, "10^6": 1_000_000, "10^7": 10_000_000}
ROWS = 20_000_000


def section(by_clock: bool) -> str:
    rows = [_row(name, keys, by_clock) for name, keys in KEYS.items()]
    header = ["keys", "SAGE, ns", "by hand, ns", "SAGE / by hand", "SAGE, MB", "by hand, MB"]
    return f"""## State

Nanoseconds a row, of {ROWS:,} rows, to make a number, find the state of its key and change it; one thread. The table
by hand has 16 bytes a key and at most half of its places used.

{table(header, rows)}"""


def _row(name: str, keys: int, by_clock: bool) -> list[str]:
    source = build_folder() / f"state_{keys}.sage"
    source.write_text((HERE / "state.sage").read_text().replace("% 1000", f"% {keys}"))
    sage = [compile_sage(source), "--rows", ROWS]
    if "--workers" in subprocess.run([sage[0], "--help"], capture_output=True, text=True).stdout:
        sage += ["--workers", 1]
    by_hand = [build_by_hand("state", f"-DKEYS={keys}"), ROWS]
    answers = {subprocess.run([str(w) for w in command], capture_output=True).stdout for command in (sage, by_hand)}
    if len(answers) != 1:
        raise SystemExit(f"the states of {keys} keys differ: {answers}")
    cpus = processors(1)
    runs = interleave({"sage": lambda: run(sage, cpus), "hand": lambda: run(by_hand, cpus)}, rounds=3)
    times = {n: [_seconds(r, by_clock) * 1e9 / ROWS for r in of] for n, of in runs.items()}
    return [
        name,
        *(f"{statistics.median(times[n]):.1f}" for n in ("sage", "hand")),
        f"{ratio(times['hand'], times['sage']):.2f}",
        *(f"{max(r.peak_mb for r in runs[n]):.0f}" for n in ("sage", "hand")),
    ]


def _seconds(run: Run, by_clock: bool) -> float:
    return run.wall_s if by_clock else run.cpu_s
