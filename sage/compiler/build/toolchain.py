"""Finds what turns C++ into an executable: compiler, CMake, Ninja, linker and libraries.

Asking a compiler about itself takes a fifth of a second, so the answer is kept together with the sizes and times of
the files and folders it depends on, and holds for as long as those stay as they are.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from sage.base.errors import ToolchainError
from sage.compiler.build.folders import cache_root, make_folder, write_whole

# The first releases with all of C++20 that the library uses.
LEAST_RELEASE = {"gcc": (11, 0), "clang": (14, 0)}


@dataclass(frozen=True)
class Toolchain:
    """What was found; paths as text. `identity` changes with the compiler and with the processor it compiles for."""

    identity: str
    cxx: str
    family: str  # "gcc" or "clang"
    version: str
    linker: str  # as -fuse-ld takes it
    cmake: str
    ninja: str
    libzmq: str | None
    libraries: dict[str, str]  # by the names of probe.LIBRARIES

    def describe(self) -> str:
        """One line for logs and reports."""
        return f"{self.family} {self.version} ({self.cxx}), linker {self.linker}, {self.cmake}, {self.ninja}"


@dataclass(frozen=True)
class Tool:
    """A thing that is needed, or nice to have: `found` tells what and where, or is None."""

    name: str  # as install_line knows it
    title: str
    found: str | None
    required: bool = True
    note: str = ""  # why what was found does not do, or what the tool is for


def quick_id(cxx: str | None = None) -> str:
    """Names the compilers that may be used and the processor, without running anything: for looking into the cache."""
    return digest(*(repr(stamp(path)) for path in _candidates(cxx)), _processor())


def find_toolchain(cxx: str | None = None) -> Toolchain:
    """The tools to build with; `cxx` is a compiler the user asked for. About a millisecond when asked again."""
    memo = cache_root() / "memo" / f"toolchain-{digest(quick_id(cxx), os.environ.get('PATH', ''), sys.prefix)}.json"
    if known := _recall(memo):
        return known
    toolchain, tools, watched = _search(cxx)
    if toolchain is None:
        missing = [tool for tool in tools if tool.required and not tool.found]
        raise ToolchainError("\n".join(_line_of(tool) for tool in missing))
    _remember(memo, toolchain, watched)
    return toolchain


def survey(cxx: str | None = None) -> list[Tool]:
    """Everything that building needs, found or not, for `sagec doctor`."""
    return _search(cxx)[1]


def stamp(path: str) -> tuple[str, int, int]:
    """A path with the size and time of what is there; zeros if nothing is."""
    try:
        status = os.stat(path)
    except OSError:
        return path, 0, 0
    return path, 0 if os.path.isdir(path) else status.st_size, status.st_mtime_ns


def digest(*parts: str) -> str:
    """A short hash of some texts, for the name of a file."""
    return blake2b("\0".join(parts).encode(errors="surrogateescape"), digest_size=12).hexdigest()


def _search(cxx: str | None) -> tuple[Toolchain | None, list[Tool], tuple[str, ...]]:
    """The toolchain if it is complete, the tools one by one, and the files and folders all this depends on."""
    from sysconfig import get_path

    from sage.compiler.build.probe import LIBRARIES, find_libzmq, package_folder, probe_compiler

    asked = cxx or os.environ.get("SAGE_CXX")
    path, probe, note = None, None, f"there is no `{asked}`" if asked else ""
    for candidate in _candidates(cxx):
        probe = probe_compiler(candidate)
        if probe and probe.release >= LEAST_RELEASE[probe.family]:
            path = candidate
            break
        version = f"is {probe.family} {probe.version}" if probe else "does not compile C++20"
        note = f"{candidate} {version}; g++ 11 or clang++ 14 is needed"
        probe = None
    cmake, ninja = (_program(name, package_folder(name)) for name in ("cmake", "ninja"))
    libzmq = find_libzmq(path)
    described = f"{probe.family} {probe.version}  {path}" if probe else None
    tools = [
        Tool("compiler", "C++ compiler", described, note=note),
        Tool("cmake", "CMake", cmake),
        Tool("ninja", "Ninja", ninja),
        Tool("libzmq", "libzmq", libzmq, required=False, note="for pipelines that are services"),
    ]
    if probe:  # without a compiler nobody can tell what it would find
        tools += [
            Tool("mold", "linker", probe.linker, required=False, note="mold links fastest"),
        ]
        tools += [
            Tool(name, library.title, probe.libraries.get(name), required=False, note=library.note)
            for name, library in LIBRARIES.items()
        ]
    if not (path and probe and cmake and ninja):
        return None, tools, ()
    toolchain = Toolchain(
        quick_id(cxx), path, probe.family, probe.version, probe.linker, cmake, ninja, libzmq, probe.libraries
    )
    # A tool or library that is installed later changes the folder it comes to.
    folders = (*probe.library_folders, os.path.dirname(path), get_path("purelib"))
    files = filter(None, (path, cmake, ninja, libzmq, *probe.libraries.values()))
    return toolchain, tools, (*files, *folders)


def _line_of(tool: Tool) -> str:
    from sage.compiler.build.install import install_line

    what = f"{tool.title} is missing" + (f" ({tool.note})" if tool.note else "")
    return f"{what}\n  = help: {install_line(tool.name)}"


def _candidates(cxx: str | None) -> list[str]:
    """The compilers to try, best first. One that was asked for is the only one."""
    if asked := cxx or os.environ.get("SAGE_CXX"):
        found = shutil.which(asked)
        return [os.path.abspath(found)] if found else []
    names = [os.environ.get("CXX", ""), "g++", "clang++"]
    found_all = (shutil.which(name) for name in names if name)
    return list(dict.fromkeys(os.path.abspath(path) for path in found_all if path))


def _program(name: str, package: Path | None) -> str | None:
    """A program from its Python package, else beside this Python, else of the system.

    The package's own file comes first: what pip puts beside Python is a script that starts a second Python.
    """
    places = [package / "data" / "bin" / name] if package else []
    places.append(Path(sys.executable).parent / name)
    for place in places:
        if os.access(place, os.X_OK):
            return str(place)
    return shutil.which(name)


def _processor() -> str:
    """What -march=native depends on. The first processor speaks for all; a few kilobytes hold its description."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            lines = file.read(8192).split("\n\n")[0].splitlines()
    except OSError:
        return os.uname().machine
    names = ("model name", "flags", "Features", "CPU part", "vendor_id")
    return "\n".join(line for line in lines if line.startswith(names))


def _recall(memo: Path) -> Toolchain | None:
    try:
        known = json.loads(memo.read_text(encoding="utf-8"))
        if any(list(stamp(path)) != [path, size, time] for path, size, time in known["watched"]):
            return None
        return Toolchain(**known["toolchain"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remember(memo: Path, toolchain: Toolchain, watched: tuple[str, ...]) -> None:
    text = json.dumps({"toolchain": asdict(toolchain), "watched": [stamp(path) for path in watched]})
    with suppress(OSError, ToolchainError):  # a cache that cannot be written is told when something must be
        write_whole(make_folder(memo.parent) / memo.name, text)
