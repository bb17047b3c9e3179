"""The Nexmark queries: SAGE beside hand-written C++, DuckDB and Polars, from CSV, from JSON lines and from events that
are made in the process.

What the programs write is compared before anything counts: SAGE and those by hand must write the same rows, in any
order, DuckDB and Polars as many.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contenders import BY_HAND, EVENTS, GENERATED, PEERS, SAGE, SOURCES, Command, Source, contenders, make_bids
from measuring import Failed, Run, processors, ratio, run
from report import Bars, table

ROUNDS = 5
PEER_ROUNDS = 2  # DuckDB and Polars take longer, and are further away

_INTRODUCTION = f"""## Nexmark

Million bids a second, of {EVENTS * 46 // 50:,} bids in the files and {GENERATED * 46 // 50:,} that are made in the
process. Times in the files are text, `2015-07-15T23:58:00.123Z`, and every program reads them as such."""


@dataclass(frozen=True)
class Result:
    """The runs of all programs on one query."""

    source: Source
    query: str
    by_clock: bool  # or by the time of the processor
    runs: Mapping[str, Sequence[Run]]

    def seconds(self, name: str) -> list[float]:
        return [r.wall_s if self.by_clock else r.cpu_s for r in self.runs[name]]

    def rate(self, name: str) -> float:
        return self.source.million_bids / statistics.median(self.seconds(name))

    def speed(self, name: str, other: str) -> float:
        """How many times as fast one is as another."""
        return ratio(self.seconds(other), self.seconds(name))

    def peak(self, name: str) -> float:
        return max(r.peak_mb for r in self.runs[name])


def section(names: Sequence[str], by_clock: bool) -> tuple[str, list[Bars]]:
    """The comparisons with these names of sources or queries, all of them without any, as a section of the report, and
    as plots."""
    make_bids()
    parts, plots = [_INTRODUCTION], []
    wanted_sources = {source.name for source in SOURCES} & set(names)
    for source in SOURCES:
        queries = [q for q in source.queries if q in names or not {n for n in names if n.startswith("q")}]
        if (wanted_sources and source.name not in wanted_sources) or not queries:
            continue
        missing: dict[str, set[str]] = {}
        one, two = ([_measure(source, q, threads, by_clock, missing) for q in queries] for threads in (1, 2))
        one, two = ([result for result in results if SAGE in result.runs] for results in (one, two))
        parts.append(f"### {source.title}")
        if one:
            parts += ["One thread:", _speeds(one), "The most memory, in MB:", _memory(one)]
            plots.append(Bars(source.title, {r.query: {name: r.rate(name) for name in r.runs} for r in one}))
        if two:
            parts += ["Two threads, and how many times as fast SAGE is as with one:", _scaling(one, two)]
        source.output.unlink(missing_ok=True)
        parts += [f"Left out: {', '.join(sorted(left))}: {reason}." for reason, left in missing.items()]
    return "\n\n".join(parts), plots


def _measure(source: Source, query: str, threads: int, by_clock: bool, missing: dict[str, set[str]]) -> Result:
    """Run the programs in turn, after one round in which their results are compared."""
    commands = contenders(source, query, threads, missing)
    runs: dict[str, list[Run]] = {}
    if SAGE in commands:
        cpus = processors(threads)
        rows: dict[str, tuple[int, int]] = {}
        for name, command in commands.items():
            try:
                _timed(name, command, cpus)
                rows[name] = _digest(source.output)
                runs[name] = []
            except Failed as reason:
                missing.setdefault(str(reason).splitlines()[-1], set()).add(f"{name} on {query}")
        _compare(source, query, rows)
        for n in range(ROUNDS):
            for name, taken in runs.items():
                if name not in PEERS or n < PEER_ROUNDS:
                    taken.append(_timed(name, commands[name], cpus))
    result = Result(source, query, by_clock or threads > 1, runs)
    rates = [f"{name} {result.rate(name):.1f}" for name in runs]
    print(f"{source.name} {query}, {threads} thread{'s' * (threads > 1)}:", *rates, file=sys.stderr, flush=True)
    return result


def _timed(name: str, command: Command, cpus: set[int]) -> Run:
    if name not in PEERS:
        return run(command, cpus)
    words = ["taskset", "-c", ",".join(map(str, cpus)), *map(str, command)]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(done.stderr.strip() or f"ended with {done.returncode}")
    return Run(**json.loads(done.stdout))


def _digest(path: Path) -> tuple[int, int]:
    """The number of rows, and a sum over them that their order does not change."""
    with path.open("rb") as file:
        hashes = [hash(line) for line in file]
    return len(hashes), sum(hashes)


def _compare(source: Source, query: str, rows: Mapping[str, tuple[int, int]]) -> None:
    count, total = rows[SAGE]
    for name, (other_count, other_total) in rows.items():
        if other_count != count or (name not in PEERS and other_total != total):
            raise SystemExit(f"{source.name} {query}: SAGE writes {count} lines, {name} others, {other_count}")


def _speeds(results: Sequence[Result]) -> str:
    names = _names(results)
    others = [name for name in names if name != SAGE]
    header = ["", *names, *(f"SAGE / {name}" for name in others)]
    rows = [
        [
            r.query,
            *(f"{r.rate(name):.1f}" if name in r.runs else "" for name in names),
            *(f"{r.speed(SAGE, name):.2f}" if name in r.runs else "" for name in others),
        ]
        for r in results
    ]
    return table(header, rows)


def _scaling(one: Sequence[Result], two: Sequence[Result]) -> str:
    names = _names(two)
    alone = {r.query: r for r in one}
    rows = []
    for r in two:
        before = statistics.median(run.wall_s for run in alone[r.query].runs[SAGE])
        gain = before / statistics.median(r.seconds(SAGE))
        rates = [f"{r.rate(name):.1f}" if name in r.runs else "" for name in names]
        rows.append([r.query, *rates, f"{gain:.2f}"])
    return table(["", *names, "two / one"], rows)


def _memory(results: Sequence[Result]) -> str:
    names = _names(results)
    rows = [[r.query, *(f"{r.peak(name):.0f}" if name in r.runs else "" for name in names)] for r in results]
    return table(["", *names], rows)


def _names(results: Sequence[Result]) -> list[str]:
    order = [SAGE, BY_HAND, *(name for r in results for name in r.runs)]
    there = {name for r in results for name in r.runs}
    return [name for name in dict.fromkeys(order) if name in there]
