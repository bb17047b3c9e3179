"""Builds the C++ library, once for each compiler, set of flags and state of its sources.

A finished runtime is a folder with `libsage.a`, a copy of the headers it was built from, and `sage-targets.cmake`, from
which a CMake project learns what else it takes to use them. It is never changed, so whoever compiles against it is not
disturbed by a library that is being worked on. Its parts for libraries of others, `libsage_NAME.a`, come to it when
they are first wanted (libraries.py).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from sage.base import paths
from sage.base.errors import ToolchainError
from sage.compiler.build.failure import first_error
from sage.compiler.build.fingerprint import runtime_hash
from sage.compiler.build.folders import cache_root, keep_newest, locked, make_folder, touch, write_whole
from sage.compiler.build.ninja import Progress, configure, run_ninja
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.toolchain import Toolchain, digest

LIBRARY = "libsage.a"
TARGETS = "sage-targets.cmake"

# Runtimes for other compilers, flags and states of the sources that stay for the day they are wanted again.
_KEPT = 6


def runtime_folder(toolchain: Toolchain, options: BuildOptions) -> Path:
    """Where the runtime for these options is, or will be."""
    return cache_root() / "runtimes" / digest(*_conditions(toolchain, options), runtime_hash())


def ensure_runtime(toolchain: Toolchain, options: BuildOptions, progress: Progress | None = None) -> Path:
    """The path of `libsage.a` for these options, built now if it is not there yet."""
    return _ensure(toolchain, options, LIBRARY, progress)


def ensure_part(toolchain: Toolchain, options: BuildOptions, name: str, progress: Progress | None = None) -> Path:
    """The path of the archive for a library of others, built now if it is not there yet."""
    return _ensure(toolchain, options, f"libsage_{name}.a", progress)


def _ensure(toolchain: Toolchain, options: BuildOptions, archive: str, progress: Progress | None) -> Path:
    place = runtime_folder(toolchain, options)
    if not (place / archive).exists():
        with locked(cache_root() / "runtimes" / "lock"):
            while not ((place := runtime_folder(toolchain, options)) / archive).exists():
                if place.is_dir():
                    _add(toolchain, options, place, archive, progress)
                else:
                    _build(toolchain, options, place, progress)
    touch(place)
    return place / archive


def _build(toolchain: Toolchain, options: BuildOptions, place: Path, progress: Progress | None) -> None:
    """Builds in a kept tree, so that a changed source costs little; the result appears at `place` by one rename."""
    source = paths.runtime_dir().resolve()
    aside = place.with_name(f".new-{place.name}")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(source / "include", make_folder(aside) / "include")
    tree = _built(toolchain, options, LIBRARY, progress)
    if runtime_folder(toolchain, options) != place:
        return  # sources were edited meanwhile: this is the library of no one state
    shutil.copyfile(tree / LIBRARY, aside / LIBRARY)
    targets = (tree / TARGETS).read_text(encoding="utf-8")
    moved = targets.replace(str(tree), str(place)).replace(str(source / "include"), str(place / "include"))
    (aside / TARGETS).write_text(moved, encoding="utf-8")
    os.rename(aside, place)
    keep_newest(place.parent, _KEPT)
    keep_newest(tree.parent, _KEPT)


def _add(toolchain: Toolchain, options: BuildOptions, place: Path, archive: str, progress: Progress | None) -> None:
    """Adds a part to a finished runtime, by a rename too, and only if it is of the same sources."""
    aside = place / f".new-{archive}"
    shutil.copyfile(_built(toolchain, options, archive, progress) / archive, aside)
    if runtime_folder(toolchain, options) == place:
        os.rename(aside, place / archive)


def _built(toolchain: Toolchain, options: BuildOptions, archive: str, progress: Progress | None) -> Path:
    """The tree in which an archive has been built from the sources as they are."""
    source = paths.runtime_dir().resolve()
    tree = cache_root().resolve() / "trees" / digest(*_conditions(toolchain, options), str(source))
    touch(make_folder(tree))
    configure(toolchain, source, tree, _definitions(toolchain, options))
    outcome = run_ninja(toolchain, tree, [archive], options.job_count, phase="runtime", progress=progress)
    if not outcome.succeeded:
        log = tree / "build.log"
        write_whole(log, outcome.output)
        raise ToolchainError(f"the C++ library does not build: {first_error(outcome.output)}\n  = note: see {log}")
    return tree


def _conditions(toolchain: Toolchain, options: BuildOptions) -> tuple[str, ...]:
    """What a runtime depends on besides its sources."""
    libraries = (f"{name} {file}" for name, file in sorted(toolchain.libraries.items()))
    return (toolchain.identity, str(toolchain.libzmq), *libraries, *options.library_flags(), str(options.sanitize))


def _definitions(toolchain: Toolchain, options: BuildOptions) -> list[str]:
    """What the library's CMakeLists.txt takes. Its own build type stays empty: all flags are ours."""
    libzmq = Path(toolchain.libzmq).parent if toolchain.libzmq else ""
    return [
        "-DCMAKE_BUILD_TYPE=None",
        f"-DCMAKE_CXX_FLAGS={' '.join(options.library_flags())}",
        f"-DSAGE_NATIVE={'ON' if options.is_optimised else 'OFF'}",
        f"-DSAGE_SANITIZE={options.sanitize or ''}",
        "-DSAGE_TESTS=OFF",
        f"-DSAGE_PYZMQ_LIB_DIR={libzmq}",
        f"-DPython3_EXECUTABLE={sys.executable}",
    ]
