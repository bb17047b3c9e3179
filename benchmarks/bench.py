"""Measures SAGE on this machine, each figure beside its peer in the same run, and writes benchmarks/report.md.

Pairs are interleaved and a ratio is the median of the pairs' ratios: other load falls on both sides alike.
`bench.py csv call` measures only these.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from services import Caller, Program, payload_of, running

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "benchmarks"
BUILD = ROOT / "build" / "bench"
SAGEC = Path(sys.executable).with_name("sagec")


@dataclass(frozen=True)
class Figure:
    """A line of the report: the median of SAGE, of its peer, and of their ratios."""

    what: str
    unit: str
    sage: Sequence[float]
    peer: Sequence[float] = ()
    peer_name: str = ""

    def row(self) -> list[str]:
        if not self.peer:
            return [self.what, self._text(self.sage), "", "", ""]
        ratio = statistics.median(s / p for s, p in zip(self.sage, self.peer, strict=True))
        return [self.what, self._text(self.sage), self._text(self.peer), self.peer_name, f"{ratio:.2f}"]

    def _text(self, values: Sequence[float]) -> str:
        return f"{statistics.median(values):.3g} {self.unit}"


def main() -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    measures = {
        "csv": csv_pipeline,
        "check": check_times,
        "compile": compile_times,
        "start": first_reply,
        "call": service_call,
    }
    figures = [figure for name in sys.argv[1:] or measures for figure in measures[name]()]
    text = report(figures)
    print(text)
    if not sys.argv[1:]:
        (HERE / "report.md").write_text(text)


def csv_pipeline() -> list[Figure]:
    """CSV -> filter -> select -> CSV over ten years of flights, against the same by hand."""
    data = BUILD.parent / "bench-data" / "flights.csv"
    by_hand = build_by_hand("csv_filter_select")
    sage = compile_sage(HERE / "csv_filter_select.sage")
    outputs = {name: BUILD / f"out_{name}.csv" for name in ("sage", "hand", "lazy")}
    commands = {
        "sage": [sage, "--input", data, "--output", outputs["sage"]],
        "hand": [by_hand, data, outputs["hand"]],
        "lazy": [by_hand, "--lazy", data, outputs["lazy"]],
    }
    times = interleave({name: lambda command=command: run(command) for name, command in commands.items()}, rounds=11)
    results = {path.read_bytes() for path in outputs.values()}
    if len(results) != 1:
        raise SystemExit("the outputs of SAGE and of the hand-written program differ")
    rate = [data.stat().st_size / 1e9 / t for t in times["sage"]]
    return [
        Figure("CSV, filter, select, CSV: 311 MB", "s", times["sage"], times["hand"], "by hand, every row checked"),
        Figure("the same", "s", times["sage"], times["lazy"], "by hand, rejected rows unread"),
        Figure("the same, read", "GB/s", rate),
    ]


def check_times() -> list[Figure]:
    """`sagec check` of a program of 300 lines, from a cold start of the command."""
    source = HERE / "long.sage"
    lines = len(source.read_text().splitlines())
    return [Figure(f"sagec check, {lines} lines", "s", [run([SAGEC, "check", source]) for _ in range(21)])]


def compile_times() -> list[Figure]:
    """`sagec compile` of a small pipeline, after an edit and after none."""
    source, text = BUILD / "small.sage", (HERE / "small.sage").read_text()
    binary = BUILD / "small"
    command = [SAGEC, "compile", source, "-o", binary]
    first = (
        time.time_ns() // 1_000_000 % 1_000_000_000
    )  # a constant no earlier run had: nothing may come from the cache
    changed, unchanged = [], []
    for n in range(10):
        source.write_text(text.replace("100.0", f"{first + n}.0"))
        changed.append(run(command))
        unchanged.append(run(command))
    return [
        Figure("sagec compile, a constant changed", "s", changed),
        Figure("sagec compile, nothing changed", "s", unchanged),
    ]


def first_reply() -> list[Figure]:
    """From starting an executable to the reply of its first call."""
    sage = Program(compile_sage(ROOT / "examples" / "delay_lookup.sage"), "delay_lookup")
    echo = Program(build_by_hand("zmq_echo", "-lzmq"), "zmq_echo", takes_endpoint=True)
    question = payload_of({"carrier": "DL", "dep_delay": 40.0, "distance": 700.0})
    programs = {"sage": sage, "floor": echo}
    times = interleave({name: lambda p=program: start_ms(p, question) for name, program in programs.items()}, rounds=20)
    return [Figure("executable started to first reply", "ms", times["sage"], times["floor"], "C++ ROUTER that echoes")]


def start_ms(program: Program, payload: bytes) -> float:
    begin = time.perf_counter()
    with running(program), Caller(program.await_endpoint()) as caller:
        caller.call(payload)
        return (time.perf_counter() - begin) * 1e3


def service_call() -> list[Figure]:
    """One call after the other with a payload of 64 bytes: call_service, and the least that ZeroMQ can do."""
    from sage import call_service

    message = {"text": "x" * 56}
    payload = payload_of(message)
    assert len(payload) == 64
    sage = Program(compile_sage(HERE / "echo.sage"), "echo")
    echo = Program(build_by_hand("zmq_echo", "-lzmq"), "zmq_echo", takes_endpoint=True)
    with running(sage), running(echo):
        endpoint = sage.await_endpoint()
        with Caller(endpoint) as to_sage, Caller(echo.await_endpoint()) as to_echo:
            times = interleave(
                {
                    "sage": lambda: median_us(lambda: call_service("echo", message)),
                    "bare": lambda: median_us(lambda: to_sage.call(payload)),
                    "floor": lambda: median_us(lambda: to_echo.call(payload)),
                },
                rounds=40,
            )
    floor = "bare DEALER, C++ ROUTER that echoes"
    return [
        Figure("call_service, 64 bytes, p50", "µs", times["sage"], times["floor"], floor),
        Figure("bare DEALER to a SAGE service, p50", "µs", times["bare"], times["floor"], floor),
    ]


def interleave(things: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Measure the things in turn; a first round, which warms caches, does not count."""
    times: dict[str, list[float]] = {name: [] for name in things}
    for n in range(rounds + 1):
        for name, measure in things.items():
            value = measure()
            if n > 0:
                times[name].append(value)
    return times


def median_us(call: Callable[[], object], calls: int = 100) -> float:
    times = []
    for _ in range(calls):
        begin = time.perf_counter_ns()
        call()
        times.append(time.perf_counter_ns() - begin)
    return statistics.median(times) / 1e3


def run(command: Sequence[object]) -> float:
    """The seconds a command takes; it must succeed."""
    begin = time.perf_counter()
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    taken = time.perf_counter() - begin
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stderr}")
    return taken


def compile_sage(source: Path) -> Path:
    binary = BUILD / f"{source.stem}_sage"
    run([SAGEC, "compile", source, "-o", binary])
    return binary


def build_by_hand(name: str, *libraries: str) -> Path:
    binary = BUILD / name
    flags = ["-std=c++20", "-O3", "-march=native", "-DNDEBUG"]
    run(["g++", *flags, HERE / "handwritten" / f"{name}.cpp", "-o", binary, *libraries])
    return binary


def report(figures: Sequence[Figure]) -> str:
    """A Markdown page: the machine, then a line a figure."""
    header = ["", "SAGE", "peer", "which peer", "SAGE / peer"]
    rows = [header, ["---"] * len(header), *(figure.row() for figure in figures)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    compiler = subprocess.run(["g++", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    return f"""# Benchmarks

Written by `make bench` on {processor()}, {compiler}, Python {platform.python_version()}.
Pairs are interleaved in one run; times are medians, a ratio is the median of the pairs' ratios.

{table}
"""


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return f"{len(models)} cores of {models[0]}" if models else platform.machine()


if __name__ == "__main__":
    main()
