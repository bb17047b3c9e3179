"""Runs CMake and Ninja, and turns what they print into steps of progress."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from sage.base.errors import ToolchainError
from sage.base.frozen import dataclass
from sage.compiler.build.toolchain import Toolchain


@dataclass(frozen=True)
class Step:
    """One finished piece of work; `str(step)` is what to show after the word Building."""

    phase: Literal["runtime", "unit"]
    done: int
    total: int
    what: str

    def __str__(self) -> str:
        title = "the runtime (once) " if self.phase == "runtime" else ""
        return f"{title}[{self.done}/{self.total}] {self.what}"


Progress = Callable[[Step], None]


@dataclass(frozen=True)
class Outcome:
    """What a run printed, and whether everything was made."""

    succeeded: bool
    output: str


_STATUS = re.compile(r"^\[(\d+)/(\d+)\] (.*)$")


def configure(toolchain: Toolchain, source: Path, tree: Path, definitions: Iterable[str]) -> None:
    """Runs CMake; what it said is left in `configure.log`."""
    command = [
        toolchain.cmake, "-S", str(source), "-B", str(tree), "-G", "Ninja", f"-DCMAKE_MAKE_PROGRAM={toolchain.ninja}",
        f"-DCMAKE_CXX_COMPILER={toolchain.cxx}", *definitions,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, env=_environment())
    log = tree / "configure.log"
    log.write_text(" ".join(command) + "\n" + done.stdout + done.stderr, encoding="utf-8")
    if done.returncode != 0:
        raise ToolchainError(
            f"CMake cannot configure {source}: {_first_error(done.stderr)}\n  = note: all it said is in {log}"
        )


def run_ninja(
    toolchain: Toolchain,
    tree: Path,
    targets: Sequence[str],
    jobs: int,
    *,
    phase: Literal["runtime", "unit"] = "unit",
    progress: Progress | None = None,
    keep_going: bool = False,
) -> Outcome:
    """Builds targets of a configured tree. Ninja is called directly: `cmake --build` costs a start of CMake."""
    command = [toolchain.ninja, "-C", str(tree), "-j", str(jobs), *(["-k", "0"] if keep_going else []), *targets]
    lines: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=_environment()
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if progress is not None and (status := _STATUS.match(line)) and "directories" not in status[3]:
                progress(Step(phase, int(status[1]), int(status[2]), _what(status[3])))
    return Outcome(process.returncode == 0, "".join(lines))


def _environment() -> dict[str, str]:
    """Messages in English with plain quotes, whatever the user's language: they are parsed. No flags from outside."""
    outside = ("CXXFLAGS", "CPPFLAGS", "LDFLAGS", "CPATH", "CPLUS_INCLUDE_PATH")
    kept = {name: value for name, value in os.environ.items() if name not in outside}
    return {**kept, "LC_ALL": "C", "NINJA_STATUS": "[%f/%t] ", "CLICOLOR_FORCE": "0"}


def _what(description: str) -> str:
    """`Building CXX object CMakeFiles/sage.dir/src/io_csv.cpp.o` is about `io_csv.cpp`; else what a command says."""
    if not description.startswith(("Building", "Linking", "Generating")):
        return description
    return description.split()[-1].rsplit("/", 1)[-1].removesuffix(".o")


def _first_error(text: str) -> str:
    """The first message of CMake in one line."""
    found = re.search(r"CMake Error[^\n]*\n\s*([^\n]+)", text)
    return found[1].strip() if found else (text.strip().splitlines() or ["it ended without a word"])[-1]
