"""Files for the reference: which ones a pattern stands for, reading and writing them; twin of C++ io/input.hpp."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from sage.base.errors import SageError

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class IoError(SageError):
    """A file cannot be read or written."""

    exit_code = 74


class ConfigError(SageError):
    """What a program is given to work with does not fit it."""

    exit_code = 78


def read_files(path: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file that a path stands for, in name order."""
    for name in find_files(path):
        yield name, prepared(_read(name))


def prepared(data: bytes) -> bytes:
    """Content without its byte order mark, and with the newline that its last line may lack."""
    data = data.removeprefix(BYTE_ORDER_MARK)
    return data if not data or data.endswith(b"\n") else data + b"\n"


def lines_of(data: bytes) -> list[bytes]:
    """The lines of prepared content, without LF or CR LF."""
    return [line.removesuffix(b"\r") for line in data.split(b"\n")[:-1]]


def find_files(path: str) -> list[str]:
    """The files that a path stands for: `*` any characters of a name, `?` one, `**` any number of folders. A name that
    begins with a dot is only matched by a pattern that does."""
    if not _has_wildcards(path):
        return [path]
    found = sorted(set(_find("", path)))
    if not found:
        raise IoError(f"cannot read {path}: no file matches")
    return found


def _find(folder: str, pattern: str) -> Iterator[str]:
    part, slash, rest = pattern.partition("/")
    if part == "**":
        yield from _find(folder, rest if slash else "*")
        for entry in _list(folder):
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                yield from _find(f"{folder}{entry.name}/", pattern)
    elif slash and not _has_wildcards(part):
        yield from _find(f"{folder}{part}/", rest)
    else:
        wanted = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in part), re.DOTALL)
        for entry in _list(folder):
            if not wanted.fullmatch(entry.name) or (entry.name.startswith(".") and not part.startswith(".")):
                continue
            if slash and entry.is_dir():
                yield from _find(f"{folder}{entry.name}/", rest)
            elif not slash and not entry.is_dir():
                yield folder + entry.name


def _list(folder: str) -> list[os.DirEntry[str]]:
    try:
        return [entry for entry in os.scandir(folder or ".") if os.path.exists(entry.path)]
    except OSError:
        return []


def _has_wildcards(text: str) -> bool:
    return "*" in text or "?" in text


def _read(name: str) -> bytes:
    try:
        data = Path(name).read_bytes()
        # Like zlib's gzread, take what is not packed as it is.
        is_packed = name.endswith(".gz") and data.startswith(b"\x1f\x8b")
        return gzip.decompress(data) if is_packed else data
    except EOFError:
        raise IoError(f"cannot read {name}: the .gz file is cut off") from None
    except (OSError, zlib.error) as error:
        raise IoError(f"cannot read {name}: {getattr(error, 'strerror', None) or error}") from error


def write_file(path: str, text: str) -> None:
    """Make a file of this text; one that ends in .gz is packed."""
    data = text.encode()
    try:
        Path(path).write_bytes(gzip.compress(data) if path.endswith(".gz") else data)
    except OSError as error:
        raise IoError(f"cannot write {path}: {error.strerror}") from error
