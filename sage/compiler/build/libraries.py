"""The libraries of others that a program needs: which they are, whether they are here, and what links them.

A function, a connector or an `extern` names them; the manifest of a program lists them. What our own library has for
one of them lies in `cpp_runtime/with/NAME/`; it is an archive of its own, built for the first program that needs it,
so that all others neither wait for it nor need the library.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping

from sage.base import paths
from sage.base.diagnostics import Diagnostic
from sage.base.errors import CompileError, ToolchainError
from sage.base.source import Span
from sage.compiler.build.install import install_line
from sage.compiler.build.ninja import Progress
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.probe import LIBRARIES, find_library
from sage.compiler.build.runtime import ensure_part
from sage.compiler.build.toolchain import Toolchain

MANIFEST = "manifest.json"


def libraries_in(files: Mapping[str, str]) -> tuple[str, ...]:
    """The names that the manifest among some generated files lists."""
    return tuple(json.loads(files.get(MANIFEST, "{}")).get("libraries", ()))


def require(uses: Mapping[str, Span], toolchain: Toolchain) -> None:
    """Raises E0904 for every library that is not on this machine, where the program first uses it."""
    missing = [_missing(name, span) for name, span in uses.items() if _found(name, toolchain) is None]
    if missing:
        raise CompileError(missing)


def links_of(
    names: Iterable[str], toolchain: Toolchain, options: BuildOptions, progress: Progress | None = None
) -> tuple[str, ...]:
    """What a linker takes for libraries, in its order: our part for one before the library itself."""
    links: list[str] = []
    for name in names:
        file = _found(name, toolchain)
        if file is None:
            raise ToolchainError(f"the library {name} is missing\n  = help: {install_line(name)}")
        if has_part(name):
            links.append(str(ensure_part(toolchain, options, name, progress)))
        links.append(file)
    return tuple(links)


def targets_of(files: Mapping[str, str]) -> tuple[str, ...]:
    """The same for a CMake project that has our own library as a part."""
    return tuple(f"sage::{name}" if has_part(name) else name for name in libraries_in(files))


def has_part(name: str) -> bool:
    """True if our own library has code for a library."""
    return name in LIBRARIES and (paths.runtime_dir() / "with" / name).is_dir()


def _found(name: str, toolchain: Toolchain) -> str | None:
    """The file of a library. What is no name of LIBRARIES is one for the linker, or a path."""
    if name in LIBRARIES:
        return toolchain.libraries.get(name)
    if os.sep in name:
        return name if os.path.exists(name) else None
    return find_library(toolchain.cxx, name)


def _missing(name: str, span: Span) -> Diagnostic:
    known = LIBRARIES.get(name)
    title = known.title if known else f"the library `{name}`"
    return Diagnostic(
        "E0904",
        f"this needs {title}, which is not on this machine",
        span,
        "first needed here",
        notes=(f"looked for the header <{known.header}> and the library lib{known.file}",) if known else (),
        help=f"install it: `{install_line(name)}`" if known else None,
    )
