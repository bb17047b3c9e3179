"""What the compiler and its services take: a typed CSV pipeline, checking, compiling, starting, calling."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from measuring import BUILD, DATA, HERE, ROOT, SAGEC, build_by_hand, compile_sage, interleave, ratio, run
from report import table
from services import Caller, Program, payload_of, running


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
        return [
            self.what,
            self._text(self.sage),
            self._text(self.peer),
            self.peer_name,
            f"{ratio(self.sage, self.peer):.2f}",
        ]

    def _text(self, values: Sequence[float]) -> str:
        return f"{statistics.median(values):.3g} {self.unit}"


def section(names: Sequence[str]) -> str:
    """The measures of these names, all of them without any, as a section of the report."""
    figures = [figure for name in names or MEASURES for figure in MEASURES[name]()]
    rows = [figure.row() for figure in figures]
    return "## The compiler and its services\n\n" + table(["", "SAGE", "peer", "which peer", "SAGE / peer"], rows)


def csv_pipeline() -> list[Figure]:
    """CSV -> filter -> select -> CSV over ten years of flights, against the same by hand."""
    data = DATA / "flights.csv"
    by_hand = build_by_hand("csv_filter_select")
    sage = compile_sage(HERE / "csv_filter_select.sage")
    outputs = {name: BUILD / f"out_{name}.csv" for name in ("sage", "hand", "lazy")}
    commands = {
        "sage": [sage, "--input", data, "--output", outputs["sage"]],
        "hand": [by_hand, data, outputs["hand"]],
        "lazy": [by_hand, "--lazy", data, outputs["lazy"]],
    }
    times = interleave({name: seconds(command) for name, command in commands.items()}, rounds=11)
    if len({path.read_bytes() for path in outputs.values()}) != 1:
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
    return [Figure(f"sagec check, {lines} lines", "s", [run([SAGEC, "check", source]).wall_s for _ in range(21)])]


def compile_times() -> list[Figure]:
    """`sagec compile` of a small pipeline, after an edit and after none."""
    source, text = BUILD / "small.sage", (HERE / "small.sage").read_text()
    command = [SAGEC, "compile", source, "-o", BUILD / "small"]
    # A constant that no earlier run had: nothing may come from the cache.
    first = time.time_ns() // 1_000_000 % 1_000_000_000
    changed, unchanged = [], []
    for n in range(10):
        source.write_text(text.replace("100.0", f"{first + n}.0"))
        changed.append(run(command).wall_s)
        unchanged.append(run(command).wall_s)
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


def seconds(command: Sequence[object]) -> Callable[[], float]:
    return lambda: run(command).wall_s


def median_us(call: Callable[[], object], calls: int = 100) -> float:
    times = []
    for _ in range(calls):
        begin = time.perf_counter_ns()
        call()
        times.append(time.perf_counter_ns() - begin)
    return statistics.median(times) / 1e3


MEASURES: dict[str, Callable[[], list[Figure]]] = {
    "csv": csv_pipeline,
    "check": check_times,
    "compile": compile_times,
    "start": first_reply,
    "call": service_call,
}
