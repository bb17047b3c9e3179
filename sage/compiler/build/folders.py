"""What SAGE keeps between runs: where the cache folder is, and how several processes share it.

<cache>/artifacts     finished executables (cache.py)
<cache>/runtimes      libsage.a and its precompiled header, one for each compiler, flags and state of the library
<cache>/trees         the CMake trees that runtimes are built in, kept so that a change rebuilds little
<cache>/workspaces    configured CMake trees in which pipelines are compiled
<cache>/memo          answers that are cheaper to check than to find again
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sage.base.errors import ToolchainError


def cache_root() -> Path:
    """`$SAGE_CACHE_DIR`, else `sage` in `$XDG_CACHE_HOME`, else `~/.cache/sage`. It need not exist."""
    if chosen := os.environ.get("SAGE_CACHE_DIR"):
        return Path(chosen).absolute()
    if xdg := os.environ.get("XDG_CACHE_HOME"):
        return Path(xdg).absolute() / "sage"
    return Path.home() / ".cache" / "sage"


def make_folder(path: Path) -> Path:
    """The folder, made if it was missing and known to be writable."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(path, error) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise _unusable(path, PermissionError("it is read-only"))
    return path


def _unusable(path: Path, error: OSError) -> ToolchainError:
    return ToolchainError(
        f"the cache folder {path} cannot be written: {error.strerror or error}\n"
        "  = help: set SAGE_CACHE_DIR to a folder that can"
    )


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock of a file against other processes and threads. The file is made and never removed."""
    make_folder(path.parent)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise _unusable(path.parent, error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # closing the last descriptor of an open file gives up its lock


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that a reader sees all of it or what was there before."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(text, encoding="utf-8")
    os.replace(aside, path)


def write_if_changed(path: Path, text: str) -> bool:
    """Writes unless the file says so already, so that what was built from it stays fresh. True if it wrote."""
    with suppress(OSError, UnicodeDecodeError):
        if path.read_text(encoding="utf-8") == text:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def touch(path: Path) -> None:
    """Marks a kept thing as used now. A cache that cannot be written still serves."""
    with suppress(OSError):
        os.utime(path)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder; what vanishes meanwhile counts nothing."""
    total = 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    total += size_of(Path(entry.path))
                else:
                    total += entry.stat(follow_symlinks=False).st_size
    return total


def keep_newest(folder: Path, count: int) -> None:
    """Removes all but the most lately touched subfolders. The caller holds the lock under which they are made."""
    with suppress(OSError):
        kept = sorted((p for p in folder.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in kept[count:]:
            shutil.rmtree(old, ignore_errors=True)
