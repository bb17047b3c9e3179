"""Asks a compiler about itself: what it is, which linkers work under it, which libraries it sees."""

from __future__ import annotations

import os
import subprocess
from glob import glob
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sage.base.frozen import dataclass


@dataclass(frozen=True)
class Library:
    """A library of others: its name for the linker, the header that proves it can be built against, and its use."""

    file: str
    header: str
    title: str
    note: str


# By the name that functions and connectors use, and install_line.
LIBRARIES: Final = {
    "zlib": Library("z", "zlib.h", "zlib", "reads .gz files"),
    "re2": Library("re2", "re2/re2.h", "RE2", "for regular expressions"),
    "crypto": Library("crypto", "openssl/evp.h", "OpenSSL", "for md5 and sha256"),
}

# Fastest first; the measured CPU times of a link are 15, 34, 73 and 110 ms.
_LINKERS = ("mold", "gold", "lld", "bfd")

_QUESTION = """\
#if defined(__clang__)
family clang
version __clang_major__ . __clang_minor__ . __clang_patchlevel__
#elif defined(__GNUC__)
family gcc
version __GNUC__ . __GNUC_MINOR__ . __GNUC_PATCHLEVEL__
#endif
#if __has_include(<version>)
#include <version>
#endif
#if defined(__cpp_lib_span)
library yes
#endif
"""


@dataclass(frozen=True)
class Probe:
    """What a compiler answered. Libraries are paths of shared objects; one without its header is none."""

    family: str
    version: str
    linker: str
    libraries: dict[str, str]  # those of LIBRARIES that were found
    library_folders: tuple[str, ...]  # where a library that is installed later would appear

    @property
    def release(self) -> tuple[int, int]:
        major, minor, *_ = self.version.split(".")
        return int(major), int(minor)


def probe_compiler(path: str) -> Probe | None:
    """The answers of the compiler at `path`; None if it does not compile and link C++20."""
    headers = (f"#if __has_include(<{lib.header}>)\nheader {name}\n#endif\n" for name, lib in LIBRARIES.items())
    answer = _run([path, "-std=c++20", "-E", "-P", "-x", "c++", "-"], _QUESTION + "".join(headers))
    if answer is None:
        return None
    facts: dict[str, str] = {}
    names: list[str] = []
    for line in answer.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "header":
            names.append(rest.strip())
        elif word in ("family", "version", "library"):
            facts[word] = rest.replace(" ", "")
    linker = _linker(path)
    if facts.keys() < {"family", "version", "library"} or linker is None:
        return None
    folder = Path(_file_of(path, "libc.so") or "/usr/lib/libc.so").parent
    return Probe(
        family=facts["family"],
        version=facts["version"],
        linker=linker,
        libraries={name: file for name in names if (file := find_library(path, LIBRARIES[name].file))},
        library_folders=(str(folder), "/usr/include", "/usr/local/include", "/usr/local/lib"),
    )


def find_library(compiler: str, name: str) -> str | None:
    """The file that `-lNAME` would link."""
    return _file_of(compiler, f"lib{name}.so") or _file_of(compiler, f"lib{name}.a")


def find_libzmq(compiler: str | None) -> str | None:
    """The system's libzmq, else the one inside the pyzmq wheel. It is opened at run time; no header is needed."""
    for name in ("libzmq.so.5", "libzmq.so"):
        if compiler and (found := _file_of(compiler, name)):
            return found
    folder = pyzmq_folder()
    wheel = sorted(glob(f"{folder}/libzmq*.so*")) if folder else []
    return wheel[0] if wheel else None


def pyzmq_folder() -> str | None:
    """The folder of the libraries that came with pyzmq, found without importing it."""
    package = package_folder("zmq")
    if package is None:
        return None
    folder = package.parent / "pyzmq.libs"
    return str(folder) if folder.is_dir() else None


def package_folder(name: str) -> Path | None:
    """The folder of an installed Python package, found without importing it."""
    from importlib.util import find_spec

    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def _linker(path: str) -> str | None:
    """The first linker under which an empty program links. This also proves that the compiler compiles at all."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "empty.cpp").write_text("int main() {}\n")
        if _run([path, "-c", "empty.cpp", "-o", "empty.o"], cwd=folder) is None:
            return None
        for linker in _LINKERS:
            if _run([path, f"-fuse-ld={linker}", "empty.o", "-o", "empty"], cwd=folder) is not None:
                return linker
    return None


def _file_of(compiler: str, name: str) -> str | None:
    """The file a compiler would link; it answers the bare name when it finds none."""
    answer = (_run([compiler, f"-print-file-name={name}"]) or "").strip()
    return os.path.realpath(answer) if os.path.isabs(answer) and os.path.exists(answer) else None


def _run(command: list[str], text: str = "", cwd: str | None = None) -> str | None:
    try:
        done = subprocess.run(command, input=text, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
