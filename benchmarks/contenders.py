"""What takes part in the Nexmark comparisons: where bids come from, and the programs that answer queries on them."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from measuring import DATA, HERE, ROOT, Failed, build_by_hand, build_folder, compile_sage, output_folder, run

EVENTS = 4_000_000  # of the files; 46 in 50 are bids
GENERATED = 30_000_000  # made in the process

SAGE, BY_HAND, SIMDJSON, DUCKDB, POLARS = "SAGE", "by hand", "simdjson", "DuckDB", "Polars"
PEERS = {DUCKDB: "duckdb", POLARS: "polars"}

Command = list[object]


@dataclass(frozen=True)
class Source:
    """Where the bids of a comparison come from."""

    name: str
    title: str
    queries: tuple[str, ...]
    by_hand: Mapping[str, str] = field(hash=False)  # programs, by what the report calls them
    peers: bool = True

    @property
    def has_file(self) -> bool:
        return self.name != "generated"

    @property
    def million_bids(self) -> float:
        return (EVENTS if self.has_file else GENERATED) * 46 / 50 / 1e6

    @property
    def input(self) -> object:
        return DATA / f"bids.{self.name}" if self.has_file else GENERATED

    @property
    def output(self) -> Path:
        return output_folder() / f"sage-bench-{os.getpid()}.{'jsonl' if self.name == 'jsonl' else 'csv'}"

    def program(self, query: str) -> Path:
        """The query's program, reading from here."""
        text = (HERE / "nexmark" / f"{query}.sage").read_text()
        if self.name == "jsonl":
            text = text.replace("csv(", "jsonl(")
        elif not self.has_file:
            text = text.replace("csv(input)", "nexmark(events: events)").replace("input: str", "events: i64")
        path = build_folder() / f"{query}_{self.name}.sage"
        path.write_text(text)
        return path


SOURCES = (
    Source("csv", "From CSV to CSV", ("q0", "q1", "q2", "q5", "q7", "q11", "q12", "q17"), {BY_HAND: "from_csv"}),
    Source(
        "jsonl",
        "From JSON lines to JSON lines",
        ("q0", "q2", "q5", "q12"),
        {BY_HAND: "from_jsonl", SIMDJSON: "from_simdjson"},
    ),
    Source("generated", "From events made in the process", ("q5", "q12", "q17"), {BY_HAND: "from_generator"}, False),
)


def make_bids() -> None:
    """Export the bids that the files hold, unless the program that does it has not changed since."""
    source = HERE / "nexmark" / "bids.sage"
    stamp = DATA / "bids.stamp"
    recipe = f"{EVENTS} {source.read_text()}"
    if stamp.exists() and stamp.read_text() == recipe:
        return
    DATA.mkdir(parents=True, exist_ok=True)
    files = ["--csv-file", DATA / "bids.csv", "--jsonl-file", DATA / "bids.jsonl"]
    run([compile_sage(source), "--events", EVENTS, *files])
    stamp.write_text(recipe)


def contenders(source: Source, query: str, threads: int, missing: dict[str, set[str]]) -> dict[str, Command]:
    """The commands that answer a query, SAGE's first. `missing` takes the reasons for those that are not there."""
    makers: dict[str, Callable[[], Command]] = {SAGE: lambda: _sage(source, query, threads)}
    if threads == 1:
        makers |= {
            name: lambda program=program: [_by_hand(program), query, source.input]  # type: ignore[misc]
            for name, program in source.by_hand.items()
        }
    if source.peers:
        makers |= {
            name: lambda module=module: [*_peer(module), query, threads, source.input]  # type: ignore[misc]
            for name, module in PEERS.items()
        }
    commands: dict[str, Command] = {}
    for name, make in makers.items():
        try:
            commands[name] = [*make(), source.output]
        except Failed as reason:
            missing.setdefault(str(reason), set()).add(f"{name} on {query}" if name == SAGE else name)
    return commands


def _sage(source: Source, query: str, threads: int) -> Command:
    binary = _compiled(source, query)
    if not _knows_workers(binary):
        if threads > 1:
            raise Failed("it has one thread only")
        workers: Command = []
    else:
        workers = ["--workers", threads]
    return [binary, "--input" if source.has_file else "--events", source.input, *workers, "--output"]


@cache
def _compiled(source: Source, query: str) -> Path:
    try:
        return compile_sage(source.program(query), f"{query}_{source.name}")
    except Failed as reason:
        lines = [line for line in str(reason).splitlines() if "error[" in line]
        raise Failed(f"it does not compile ({lines[0] if lines else reason})") from reason


@cache
def _knows_workers(binary: Path) -> bool:
    return "--workers" in subprocess.run([binary, "--help"], capture_output=True, text=True).stdout


@cache
def _by_hand(program: str) -> Path:
    flags: list[object] = []
    if program == "from_simdjson":
        if not Path("/usr/include/simdjson.h").exists():
            raise Failed("run `apt-get install libsimdjson-dev` to have it")
        flags = ["-lsimdjson"]
    if program == "from_generator":
        flags = ["-I", ROOT / "cpp_runtime" / "include", _runtime_library()]
    return build_by_hand(f"nexmark/{program}", *flags)


def _runtime_library() -> Path:
    from sage.compiler.build.options import BuildOptions
    from sage.compiler.build.runtime import ensure_runtime
    from sage.compiler.build.toolchain import find_toolchain

    return ensure_runtime(find_toolchain(), BuildOptions())


@cache
def _peer(module: str) -> Command:
    if importlib.util.find_spec(module) is None:
        raise Failed("run `pip install -e .[bench]` to have it")
    return [sys.executable, HERE / "peers.py", module]
