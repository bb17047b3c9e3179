"""How the benchmarks measure: programs that are built, run in turn, and what a run took.

Pairs are interleaved and a ratio is the median of the pairs' ratios: other load falls on both sides alike.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "benchmarks"
BUILD = ROOT / "build" / "bench"
DATA = ROOT / "build" / "bench-data"
SAGEC = Path(sys.executable).with_name("sagec")

T = TypeVar("T")


@dataclass(frozen=True)
class Run:
    """What one run of a program took."""

    wall_s: float
    cpu_s: float  # of all its threads, in the system too
    peak_mb: float


class Failed(Exception):
    """A program that cannot be built or run here, with the reason."""


def build_folder() -> Path:
    BUILD.mkdir(parents=True, exist_ok=True)
    return BUILD


def output_folder() -> Path:
    """Where the programs write: memory where there is room for it, so that no disk is measured."""
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK):
        room = os.statvfs(memory)
        if room.f_bavail * room.f_frsize > 4e9:
            return memory
    return build_folder()


def processors(count: int) -> set[int]:
    """The last processors that this process may use: interrupts mostly go to the first."""
    return set(sorted(os.sched_getaffinity(0))[-count:])


def run(command: Sequence[object], cpus: set[int] | None = None) -> Run:
    """Run a program to its end, on certain processors if they are given; it must succeed."""
    words = [str(word) for word in command]
    where = ",".join(map(str, sorted(cpus))) if cpus else "-"
    done = subprocess.run([_measurer(), where, *words], capture_output=True, text=True)
    *said, figures = done.stderr.rstrip().splitlines()
    if done.returncode != 0:
        raise Failed(f"{Path(words[0]).name} ended with {done.returncode}: " + "\n".join(said).strip())
    wall_s, cpu_s, peak_mb = map(float, figures.split())
    return Run(wall_s, cpu_s, peak_mb)


def interleave(things: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """Measure the things in turn; a first round, which warms caches, does not count."""
    results: dict[str, list[T]] = {name: [] for name in things}
    for n in range(rounds + 1):
        for name, measure in things.items():
            value = measure()
            if n > 0:
                results[name].append(value)
    return results


def ratio(values: Sequence[float], others: Sequence[float]) -> float:
    """The median of the ratios of those that were measured next to each other."""
    return statistics.median(a / b for a, b in zip(values, others, strict=False))


def compile_sage(source: Path, name: str = "") -> Path:
    binary = build_folder() / f"{name or source.stem}_sage"
    run([SAGEC, "compile", source, "-o", binary])
    return binary


def build_by_hand(name: str, *flags: object) -> Path:
    """Compile `handwritten/NAME.cpp` as well as this machine's compiler can."""
    binary = build_folder() / Path(name).name
    usual = ["-std=c++20", "-O3", "-march=native", "-DNDEBUG"]
    words = ["g++", *usual, HERE / "handwritten" / f"{name}.cpp", "-o", binary, *flags]
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"{name}.cpp does not compile: {done.stderr}")
    return binary


@cache
def _measurer() -> Path:
    return build_by_hand("measure")
