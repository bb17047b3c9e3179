"""The cache of finished executables, without a compiler: any file will do as an executable."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sage.base.errors import ToolchainError
from sage.compiler.build.cache import Artifact, ArtifactCache
from sage.compiler.build.folders import cache_root, keep_newest, locked, make_folder


@pytest.fixture
def kept(tmp_path: Path) -> ArtifactCache:
    return ArtifactCache(tmp_path / "artifacts")


def put(cache: ArtifactCache, key: str, content: bytes = b"\x7fELF") -> Artifact:
    made = cache.folder.parent / f"made-{key}-{time.monotonic_ns()}"
    made.write_bytes(content)
    return cache.store(key, "late", made, manifest='{"name": "late"}', sources={"late.cpp": "int main() {}"})


def test_what_was_stored_is_found_whole(kept: ArtifactCache) -> None:
    stored = put(kept, "aa11")
    found = kept.lookup("aa11")
    assert found == stored
    assert found.executable.name == "late"
    assert os.access(found.executable, os.X_OK)
    assert found.manifest.read_text() == '{"name": "late"}'
    assert (found.sources / "late.cpp").read_text() == "int main() {}"


def test_an_unknown_key_is_no_artifact(kept: ArtifactCache) -> None:
    assert kept.lookup("aa11") is None


@pytest.mark.parametrize("file", ["late", "manifest.json", "entry.json"])
@pytest.mark.parametrize("damage", ["cut", "changed", "removed"])
def test_a_damaged_entry_is_thrown_away_and_can_be_stored_again(kept: ArtifactCache, file: str, damage: str) -> None:
    place = put(kept, "aa11").executable.parent
    target = place / file
    match damage:
        case "cut":
            os.truncate(target, 1)
        case "changed":
            target.write_bytes(b"\0" * target.stat().st_size)
        case "removed":
            target.unlink()
    assert kept.lookup("aa11") is None
    assert not place.exists()
    put(kept, "aa11")
    assert kept.lookup("aa11") is not None


def test_the_longest_unused_entries_go_when_the_cache_is_full(kept: ArtifactCache) -> None:
    kept.limit_bytes = 50_000
    for age, key in enumerate(["aa11", "bb22", "cc33", "dd44"]):
        put(kept, key, b"x" * 10_000)
        os.utime(kept.place(key), (1000 + age, 1000 + age))
    assert kept.lookup("aa11") is not None  # now the latest used
    put(kept, "ee55", b"x" * 20_000)
    present = [key for key in ("aa11", "bb22", "cc33", "dd44", "ee55") if kept.lookup(key)]
    assert present == ["aa11", "dd44", "ee55"]


def test_an_entry_larger_than_the_cache_is_kept_until_the_next(kept: ArtifactCache) -> None:
    kept.limit_bytes = 1000
    assert put(kept, "aa11", b"x" * 5000).executable.exists()
    put(kept, "bb22", b"x" * 5000)
    assert kept.lookup("aa11") is None
    assert kept.lookup("bb22") is not None


def test_a_store_that_was_broken_off_is_not_seen_and_goes_at_eviction(kept: ArtifactCache) -> None:
    rest = make_folder(kept.folder / ".new-aa11")
    (rest / "late").write_bytes(b"half")
    assert kept.lookup("aa11") is None
    assert kept.info().entries == 0
    kept.evict()
    assert not rest.exists()


def test_equal_stores_at_the_same_time_leave_one_entry(kept: ArtifactCache) -> None:
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(lambda _: put(kept, "aa11"), range(16)))
    assert set(stored) == {kept.lookup("aa11")}
    assert kept.info().entries == 1


def test_the_cache_tells_its_state_and_can_be_cleared(kept: ArtifactCache) -> None:
    put(kept, "aa11", b"x" * 1000)
    kept.lookup("aa11")
    kept.lookup("bb22")
    kept.peek("aa11")
    info = kept.info()
    assert (info.entries, info.hits, info.misses) == (1, 1, 1)
    assert info.size_bytes > 1000
    kept.clear()
    assert kept.info().entries == 0
    assert kept.info().hits == 0


def test_the_limit_can_be_set_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAGE_CACHE_LIMIT", "3m")
    assert ArtifactCache(tmp_path).limit_bytes == 3 << 20
    monkeypatch.setenv("SAGE_CACHE_LIMIT", "much")
    assert ArtifactCache(tmp_path).limit_bytes == 2 << 30


def test_the_cache_folder_is_the_first_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("SAGE_CACHE_DIR", raising=False)
    assert cache_root() == Path("/somewhere/.cache/sage")
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
    assert cache_root() == Path("/xdg/sage")
    monkeypatch.setenv("SAGE_CACHE_DIR", "/mine")
    assert cache_root() == Path("/mine")


def test_a_cache_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ToolchainError, match="set SAGE_CACHE_DIR") as raised:
        make_folder(tmp_path / "file" / "sage")
    assert raised.value.exit_code == 3


def test_a_lock_is_held_against_threads_too(tmp_path: Path) -> None:
    inside: list[int] = []

    def work(_: int) -> None:
        with locked(tmp_path / "lock"):
            inside.append(1)
            assert len(inside) == 1
            time.sleep(0.002)
            inside.pop()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(12)))


def test_only_the_newest_folders_stay(tmp_path: Path) -> None:
    for age, name in enumerate(["old", "older", "new"]):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (age, age))
    keep_newest(tmp_path, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "older"]
