"""The key of an artifact: a hash over everything that went into it, cheap enough to come before any other work.

What goes in is the program's own texts, the options, the compiler, the C++ library and SAGE itself. The hashes of the
last two are kept, and believed for as long as no file's size or time has changed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from sage.base import paths
from sage.base.errors import ToolchainError
from sage.compiler.build.folders import cache_root, make_folder, write_whole
from sage.compiler.build.options import BuildOptions

# A file that has only just changed could change again within the resolution of its time.
_SETTLED_AFTER_S = 2.0


def fingerprint(texts: Iterable[bytes], options: BuildOptions, toolchain_quick_id: str) -> str:
    """The key under which a program with these texts is kept."""
    digest = blake2b(digest_size=20)
    parts = (options.key, toolchain_quick_id, runtime_hash(), compiler_hash())
    for part in (*(p.encode(errors="surrogateescape") for p in parts), *texts):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def runtime_hash() -> str:
    """The state of the C++ library's sources. Its Unicode tables come from this Python."""
    sources = tree_hash(paths.runtime_dir(), "include", "src", "with", "cmake", "CMakeLists.txt")
    return f"{sources}-{sys.version_info[0]}.{sys.version_info[1]}"


def compiler_hash() -> str:
    """The state of SAGE's own code, as far as it decides what is generated."""
    package = Path(__file__).resolve().parents[2]
    folders = tree_hash(package, "base", "compiler")
    return f"{folders}-{tree_hash(paths.templates_dir())}-{tree_hash(paths.grammar_dir())}"


def tree_hash(root: Path, *parts: str) -> str:
    """A hash of the paths and contents of the files below a folder, or below some parts of it."""
    files = sorted(file for part in parts or ("",) for file in _files(os.path.join(root, part)))
    seen = "\n".join(f"{file} {size} {changed}" for file, size, changed in files)
    state = blake2b(seen.encode(errors="surrogateescape"), digest_size=16).hexdigest()
    name = blake2b("\0".join((str(root), *parts)).encode(errors="surrogateescape"), digest_size=8).hexdigest()
    memo = cache_root() / "memo" / f"tree-{name}"
    with suppress(OSError, ValueError):
        known_state, known = memo.read_text().split()
        if known_state == state:
            return known
    result = _content_hash(str(root), [path for path, _, _ in files])
    newest = max((changed for _, _, changed in files), default=0)
    if time.time_ns() - newest > _SETTLED_AFTER_S * 1e9:
        with suppress(OSError, ToolchainError):
            write_whole(make_folder(memo.parent) / memo.name, f"{state} {result}")
    return result


def _files(path: str) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of the files below a folder; of `path` itself if it is a file."""
    try:
        entries = list(os.scandir(path))
    except NotADirectoryError:
        status = os.stat(path)
        yield path, status.st_size, status.st_mtime_ns
        return
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        else:
            status = entry.stat()
            yield entry.path, status.st_size, status.st_mtime_ns


def _content_hash(root: str, files: list[str]) -> str:
    digest = blake2b(digest_size=16)
    for path in files:
        with open(path, "rb") as file:
            content = file.read()
        digest.update(f"{os.path.relpath(path, root)}\0{len(content)}\0".encode(errors="surrogateescape"))
        digest.update(content)
    return digest.hexdigest()
