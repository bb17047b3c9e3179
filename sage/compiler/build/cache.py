"""Finished executables, found again by the hash of everything that went into them.

An entry is a folder that appears whole, by one rename, and is never changed afterwards. A reader takes no lock: it
checks what it found against the checksums in the entry and throws a damaged one away. Writers take one lock. When the
cache grows over its limit, the entries longest unused go.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sage.base.frozen import dataclass
from sage.compiler.build.folders import cache_root, locked, make_folder, size_of, touch

DEFAULT_LIMIT_BYTES = 2 << 30
_ENTRY = "entry.json"
_MANIFEST = "manifest.json"
_SOURCES = "sources"
_ASIDE = ".new-"


@dataclass(frozen=True)
class Artifact:
    """A finished build. `sources` is the folder of the generated C++."""

    key: str
    executable: Path
    manifest: Path
    sources: Path


@dataclass(frozen=True)
class CacheInfo:
    """What `sagec cache info` shows."""

    folder: Path
    entries: int
    size_bytes: int
    limit_bytes: int
    hits: int
    misses: int  # what had to be built


class ArtifactCache:
    """The artifacts below a folder, by default below the cache folder of the user."""

    def __init__(self, folder: Path | None = None, limit_bytes: int | None = None) -> None:
        self.folder = folder or cache_root() / "artifacts"
        self.limit_bytes = limit_bytes if limit_bytes is not None else _limit_of_environment()

    def lookup(self, key: str) -> Artifact | None:
        """The artifact of a key, or None. Takes well under a millisecond, so it comes before all other work."""
        found = self.peek(key)
        if found is not None:
            touch(self.place(key))
            self._count("hits")
        return found

    def peek(self, key: str) -> Artifact | None:
        """The same, without counting it as a use."""
        place = self.place(key)
        if not place.is_dir():
            return None
        name = _check(place)
        if name is None:
            self._discard(place)
            return None
        return _artifact(key, place, name)

    def store(
        self, key: str, name: str, executable: Path, *, manifest: str = "{}", sources: Mapping[str, str] | None = None
    ) -> Artifact:
        """Keeps an executable, which is moved into the cache as `name`. The first of two equal stores wins."""
        place = self.place(key)
        with locked(self._lock):
            if place.is_dir() and (present := _check(place)):
                executable.unlink(missing_ok=True)
                return _artifact(key, place, present)
            aside = self.folder / f"{_ASIDE}{key}"
            shutil.rmtree(aside, ignore_errors=True)
            try:
                make_folder(aside)
                size = _fill(aside, name, executable, manifest, sources or {})
                shutil.rmtree(place, ignore_errors=True)
                make_folder(place.parent)
                os.rename(aside, place)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
            self._grow(size, spare=place)
            self._count("misses")
        return _artifact(key, place, name)

    def place(self, key: str) -> Path:
        """The folder that the artifact of a key has, or will have."""
        return self.folder / key[:2] / key

    def evict(self) -> int:
        """Brings the cache under its limit; answers the bytes that went."""
        with locked(self._lock):
            return self._evict(None)

    def info(self) -> CacheInfo:
        """The state of the cache, measured."""
        places = self._places()
        size = sum(size_of(place) for place in places)
        return CacheInfo(
            self.folder, len(places), size, self.limit_bytes, self._counted("hits"), self._counted("misses")
        )

    def clear(self) -> None:
        """Forgets all artifacts and the counts."""
        if not self.folder.is_dir():
            return
        with locked(self._lock):
            for child in self.folder.iterdir():
                if child.is_dir():
                    shutil.rmtree(child, ignore_errors=True)
                elif child != self._lock:
                    child.unlink(missing_ok=True)

    @property
    def _lock(self) -> Path:
        return self.folder / "lock"

    def _places(self) -> list[Path]:
        return [Path(e) for shelf in _subfolders(self.folder) for e in _subfolders(shelf)]

    def _discard(self, place: Path) -> None:
        """Takes a damaged entry away, unless another process has mended it meanwhile."""
        with suppress(OSError), locked(self._lock):
            if _check(place) is None:
                shutil.rmtree(place, ignore_errors=True)

    def _grow(self, size: int, spare: Path) -> None:
        """Adds to the running total, which saves measuring all entries at each store; evicts when it is too large."""
        total_file = self.folder / "total"
        try:
            total = int(total_file.read_text()) + size
        except (OSError, ValueError):
            total = sum(size_of(place) for place in self._places())
        if total > self.limit_bytes:
            self._evict(spare)
            return
        total_file.write_text(str(total))

    def _evict(self, spare: Path | None) -> int:
        """Measures all entries and drops the longest unused ones. Goes a tenth below the limit, to rest a while."""
        for broken_off in self.folder.glob(f"{_ASIDE}*"):
            shutil.rmtree(broken_off, ignore_errors=True)
        entries = sorted((_used(place), place, size_of(place)) for place in self._places())
        total = before = sum(size for _, _, size in entries)
        if total > self.limit_bytes:
            for _, place, size in entries:
                if total <= self.limit_bytes * 9 // 10:
                    break
                if place != spare:
                    shutil.rmtree(place, ignore_errors=True)
                    total -= size
        with suppress(OSError):
            (self.folder / "total").write_text(str(total))
        return before - total

    def _count(self, what: str) -> None:
        """A counter is the length of a file: appending a byte needs no lock."""
        with suppress(OSError), open(self.folder / what, "ab") as file:
            file.write(b".")

    def _counted(self, what: str) -> int:
        try:
            return (self.folder / what).stat().st_size
        except OSError:
            return 0


def _limit_of_environment() -> int:
    """`SAGE_CACHE_LIMIT`: bytes, or a number with K, M or G."""
    text = os.environ.get("SAGE_CACHE_LIMIT", "").strip().upper()
    number, unit = (text[:-1], text[-1]) if text and text[-1] in "KMG" else (text, "")
    if not number.isdigit():
        return DEFAULT_LIMIT_BYTES
    return int(number) << {"": 0, "K": 10, "M": 20, "G": 30}[unit]


def _artifact(key: str, place: Path, name: str) -> Artifact:
    return Artifact(key, place / name, place / _MANIFEST, place / _SOURCES)


def _fill(aside: Path, name: str, executable: Path, manifest: str, sources: Mapping[str, str]) -> int:
    """Lays a new entry out; answers its size. The entry's own file comes last, with the checksums of the others."""
    shutil.move(executable, aside / name)
    os.chmod(aside / name, 0o755)
    (aside / _MANIFEST).write_text(manifest, encoding="utf-8")
    for path, text in sources.items():
        target = aside / _SOURCES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (aside / _SOURCES).mkdir(exist_ok=True)
    sums = {path: _checksum(aside / path) for path in (name, _MANIFEST)}
    (aside / _ENTRY).write_text(json.dumps({"v": 1, "name": name, "sums": sums}), encoding="utf-8")
    return size_of(aside)


def _check(place: Path) -> str | None:
    """The executable's name if the entry is as it was stored, else None."""
    try:
        entry = json.loads((place / _ENTRY).read_text(encoding="utf-8"))
        for path, checksum in entry["sums"].items():
            if _checksum(place / path) != checksum:
                return None
        name = entry["name"]
        return name if isinstance(name, str) and os.access(place / name, os.X_OK) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _checksum(path: Path) -> int:
    return zlib.crc32(path.read_bytes())


def _used(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except OSError:
        return 0.0


def _subfolders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(e.path) for e in entries if e.is_dir() and not e.name.startswith(".")]
    except OSError:
        return []
